"""Years, spans of years, and the quarters and halves of years."""

# ruff: noqa: PLR2004  # lengths of digit groups and bounds of the calendar are the grammar

from dataclasses import replace
from typing import Final

from bot.core.quantities.calendar import COUNTED, Dated, year_at
from bot.core.quantities.model import When
from bot.core.quantities.scanning import DASHES, HYPHENS, Tokens
from bot.core.quantities.vocabulary import POWERS, word_set

# After these, four digits are a year even where a plural follows.
_BEFORE_YEAR: Final = word_set(
    "in since by until till from during of before after year fy for through to and "
    "between early late mid pre post"
)


_COUNTING: Final = word_set("over than least up nearly almost most some")


NTH: Final = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "last": 0,
    "final": 0,
}


def span_at(tokens: Tokens, index: int) -> Dated | None:
    """2022 to 2023, 2022/23, 2022-2023, between 2020 and 2022."""
    year = year_at(tokens, index)
    if not year:
        return None
    joint = tokens.word(index + 1)
    later = year_at(tokens, index + 2)
    between = joint == "and" and tokens.word(index - 1) == "between"
    if later > year and (joint in {"to", "until", "through", "/"} or joint in DASHES or between):
        return Dated(When(year=year, year_end=later), index, index + 3)
    short = tokens.digits(index + 2)
    joined = (
        (joint == "/" or joint in DASHES) and tokens.glued(index + 1) and tokens.glued(index + 2)
    )
    if joined and len(short) == 2 and int(short) == (year + 1) % 100:
        return Dated(When(year=year, year_end=year + 1), index, index + 3)
    return None


def year_alone_at(tokens: Tokens, index: int) -> Dated | None:
    """Since 2020, the 1990s, the 2025 target; but not 2000 people."""
    year = year_at(tokens, index)
    if not year:
        return None
    if tokens.glued(index + 1) and tokens.word(index + 1) == "s":
        return Dated(When(relative=f"{year}s"), index, index + 2)
    glued = tokens.glued(index + 1) and tokens.at(index + 1).kind in {"word", "vulgar"}
    if glued or _is_count(tokens, index, year):
        return None
    name, end = quarter_name_at(tokens, index + 1 + tokens.sign(index + 1, HYPHENS))
    if name:  # "2025 first quarter", "2025-Q1"
        return Dated(When(year=year, relative=name), index, end)
    return Dated(When(year=year), index, index + 1)


def _is_count(tokens: Tokens, index: int, year: int) -> bool:
    before, after = tokens.word(index - 1), tokens.word(index + 1)
    if (
        after in COUNTED
        or after in POWERS
        or (tokens.at(index - 1).kind == "sign" and _sum(before))
    ):
        return True
    plural = len(after) > 3 and after.endswith("s") and not after.endswith("ss")
    old = not 1900 <= year <= 2100
    if before in _BEFORE_YEAR:
        return old and plural  # "1114 markets and 1181 villages"
    if old:
        return True
    return plural and (before in _COUNTING or year % 100 == 0)


def _sum(sign: str) -> bool:
    return sign in "€£$₹¥+<>~≈≥≤"


def fiscal_at(tokens: Tokens, index: int) -> Dated | None:
    """FY2024, financial year 2022/23."""
    if tokens.word(index) == "fy":
        after = index + 1
    elif tokens.word(index) in {"financial", "fiscal"} and tokens.word(index + 1) in {
        "year",
        "years",
    }:
        after = index + 2
    else:
        return None
    found = span_at(tokens, after) or year_alone_at(tokens, after)
    return (
        Dated(replace(found.when, relative="financial year"), index, found.end) if found else None
    )


def quarter_name_at(tokens: Tokens, index: int) -> tuple[str, int]:
    """Return Q1 to Q4, H1 or H2 and the token after it, empty where there is none."""
    word = tokens.word(index)
    digit = tokens.digits(index + 1)
    if word in {"q", "h"} and tokens.glued(index + 1) and digit in {"1", "2", "3", "4"}:
        return f"{word.upper()}{digit}", index + 2
    ordinal, after = _nth(tokens, index)
    part = {"quarter": "Q", "half": "H"}.get(tokens.word(after), "")
    if not part or (ordinal == 0 and part == "H") or (part == "H" and ordinal > 2):
        return "", index
    # "the last quarter" may be the fourth or the one just over.
    return (f"{part}{ordinal}" if ordinal > 0 else "last quarter"), after + 1


def _nth(tokens: Tokens, index: int) -> tuple[int, int]:
    digits = tokens.digits(index)
    if digits in {"1", "2", "3", "4"} and tokens.word(index + 1) in {"st", "nd", "rd", "th"}:
        return int(digits), index + 2
    ordinal = NTH.get(tokens.word(index), -1)
    return ordinal, index + 1 if ordinal >= 0 else index + 10**9
