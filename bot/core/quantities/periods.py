"""Periods told by their edge or from today: "the start of 2020", "next year"."""

from dataclasses import replace
from typing import Final

from bot.core.quantities.calendar import (
    Dated,
    day_month_at,
    month_at,
    month_day_at,
    month_year_at,
    numeric_at,
    year_at,
)
from bot.core.quantities.model import When
from bot.core.quantities.scanning import HYPHENS, Tokens
from bot.core.quantities.vocabulary import MONTHS, WEEKDAYS, word_set
from bot.core.quantities.years import quarter_name_at, span_at, year_alone_at

EDGES: Final = {
    "start": "start of",
    "beginning": "start of",
    "outset": "start of",
    "end": "end of",
    "close": "end of",
    "middle": "middle of",
    "rest": "rest of",
    "remainder": "rest of",
    "turn": "turn of",
}


TIMES: Final = {"early": "early", "late": "late", "mid": "mid"}


NEAR: Final = word_set("this next last coming past previous current following same recent")


_INNER: Final = word_set("few several financial fiscal calendar")


TIMED: Final = word_set("later earlier early late")


_SPANS: Final = {
    name: name.removesuffix("s")
    for name in [
        "day",
        "days",
        "week",
        "weeks",
        "weekend",
        "month",
        "months",
        "quarter",
        "year",
        "years",
        "decade",
        "decades",
        "century",
        "summer",
        "winter",
        "autumn",
        "spring",
        "term",
        "season",
    ]
}


DAYS: Final = word_set("today yesterday tomorrow tonight")


SEASONS: Final = word_set("summer winter autumn spring")


def edge_at(tokens: Tokens, index: int) -> Dated | None:
    """Read the start of 2020, the end of the year, early 2020, mid-2020, late May."""
    edge, after = _edge_word(tokens, index)
    if not edge:
        return None
    found = _inner(tokens, after)
    if found:
        inner = found.when.relative
        relative = f"{edge} {inner}" if inner else edge
        return Dated(replace(found.when, relative=relative), index, found.end)
    after += tokens.word(after) == "the"
    span = tokens.word(after)
    if edge.endswith("of") and span in _SPANS:
        return Dated(When(relative=f"{edge} {span}"), index, after + 1)
    return None


def _edge_word(tokens: Tokens, index: int) -> tuple[str, int]:
    word = tokens.word(index)
    if word in EDGES and tokens.word(index + 1) == "of":
        return EDGES[word], index + 2
    if word in TIMES:
        hyphen = tokens.sign(index + 1, HYPHENS)
        return TIMES[word], index + 1 + hyphen + (tokens.word(index + 1 + hyphen) == "in")
    return "", index


def _inner(tokens: Tokens, index: int) -> Dated | None:
    after = index + (tokens.word(index) == "the")
    for read in (
        quarter_at,
        numeric_at,
        day_month_at,
        month_day_at,
        month_year_at,
        span_at,
        year_alone_at,
        near_at,
    ):
        found = read(tokens, after)
        if found:
            return found
    month = MONTHS.get(tokens.word(after))
    return Dated(When(month=month), after, after + 1) if month else None


def quarter_at(tokens: Tokens, index: int) -> Dated | None:
    """First quarter of 2025, Q1 2025, the second half of the year, H1."""
    name, end = quarter_name_at(tokens, index)
    if not name:
        return None
    after = end + (tokens.word(end) in {"of", ","})
    after += tokens.word(after) in {"the", "fiscal", "financial", "fy"}
    found = span_at(tokens, after) or year_alone_at(tokens, after)
    if found:
        return Dated(replace(found.when, relative=name), index, found.end)
    near = near_at(tokens, after) if after > end else None
    if near and near.when.relative:
        return Dated(
            replace(near.when, relative=f"{name} of {near.when.relative}"), index, near.end
        )
    if after > end + 1 and tokens.word(after) == "year":
        return Dated(When(relative=f"{name} of year"), index, after + 1)
    return Dated(When(relative=name), index, end)


def near_at(tokens: Tokens, index: int) -> Dated | None:
    """Next year, the coming months, later this week, last Monday, this summer."""
    timed = tokens.word(index) in TIMED
    place = index + timed + (timed and tokens.word(index + 1) in {"the", "in"})
    first = tokens.word(place)
    if first not in NEAR:
        return None
    after = place + 1 + (tokens.word(place + 1) in _INNER)
    after += 2 * tokens.phrase(after, ("couple", "of"))
    word = tokens.word(after)
    words = [tokens.word(at) for at in range(index, after) if tokens.word(at) not in {"the", "in"}]
    if word in _SPANS:
        return Dated(When(relative=" ".join((*words, word))), index, after + 1)
    if word in WEEKDAYS:
        return Dated(When(weekday=WEEKDAYS[word], relative=" ".join(words)), index, after + 1)
    if word in MONTHS and first not in {"same", "recent"}:
        month, end = month_at(tokens, after)
        return Dated(When(month=month, relative=" ".join(words)), index, end)
    return None


def stage_at(tokens: Tokens, index: int) -> Dated | None:
    """Today, tomorrow; later today; a decade ago; summer 2025."""
    word = tokens.word(index)
    if word in DAYS:
        return Dated(When(relative=word), index, index + 1)
    if word in SEASONS and year_at(tokens, index + 1 + (tokens.word(index + 1) == "of")):
        after = index + 1 + (tokens.word(index + 1) == "of")
        return Dated(When(year=year_at(tokens, after), relative=word), index, after + 1)
    if word in SEASONS and tokens.word(index - 1) == "the" and tokens.word(index - 2) != "for":
        return Dated(When(relative=word), index, index + 1)
    if word in {"a", "an"} and tokens.word(index + 1) in _SPANS and _past(tokens.word(index + 2)):
        relative = f"{tokens.word(index + 1)} {tokens.word(index + 2)}"
        return Dated(When(relative=relative), index, index + 3)
    return None


def _past(word: str) -> bool:
    return word in {"ago", "earlier", "before", "later"}
