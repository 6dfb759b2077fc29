"""Digits that are part of a name, an address or a time of day, and so measure nothing."""

# ruff: noqa: PLR2004  # lengths of digit groups and bounds of the calendar are the grammar

from collections.abc import Callable, Iterator
from typing import Final

from bot.core.quantities.contacts import flag_addresses, phone_at, street_at
from bot.core.quantities.digits import slashed
from bot.core.quantities.labels import labelled_at, list_marker_at, run_end
from bot.core.quantities.scanning import HYPHENS, Tokens
from bot.core.quantities.units import CODES, RUPEES, SPELLINGS
from bot.core.quantities.vocabulary import GLUED_POWERS, MONTHS, POWERS, WEEKDAYS, word_set

ORDINALS: Final = word_set("st nd rd th")


_HOURS: Final = frozenset(("o'clock", "o\N{RIGHT SINGLE QUOTATION MARK}clock", "hrs"))
_CLOCK: Final = word_set("am pm")


_MOST: Final = 12
_PARTS: Final = word_set("mid early late pre post fy")


_GLUED: Final = (
    frozenset(GLUED_POWERS) | frozenset(POWERS) | frozenset(SPELLINGS) | frozenset(("cr",))
)


# 2022/23, 2025-05-20, 14/11/2022, 5.6.22 by the lengths of their parts.
_DATES: Final = frozenset(
    ((4, 2), (4, 4), (4, 2, 2), (2, 2, 4), (1, 2, 4), (2, 1, 4), (1, 1, 4), (2, 2, 2))
)


def names_in(tokens: Tokens) -> bytearray:
    """Return a flag for each token: 1 where it belongs to a name and is no quantity."""
    flags = bytearray(len(tokens))
    flag_addresses(tokens, flags)
    for index in range(len(tokens)):
        if tokens.digits(index) and not flags[index]:
            for end in _names_at(tokens, index):
                start = _run_start(tokens, index)
                flags[start:end] = b"\1" * (end - start)
    return flags


def _run_start(tokens: Tokens, index: int) -> int:
    """Return where the run of letters, digits and hyphens before a token begins."""
    start = index
    while index - start < _MOST and tokens.glued(start):
        before = tokens.at(start - 1)
        joined = before.text in HYPHENS and tokens.glued(start - 1)
        if before.kind not in {"word", "digits"} and not joined:
            break
        start -= 1
    return start


def _names_at(tokens: Tokens, index: int) -> Iterator[int]:
    """Yield where the name that holds these digits ends; nothing for a number."""
    for rule in _RULES:
        end = rule(tokens, index)
        if end:
            yield end
            return


def _part_of_word(tokens: Tokens, index: int) -> int:
    """G7, COVID-19, F-35; but not EUR5, Rs500, mid-2020."""
    before = index - 1
    if not tokens.glued(index):
        return 0
    if tokens.at(before).text in HYPHENS and tokens.glued(before):
        before -= 1
    word = tokens.at(before)
    if word.kind != "word" or _may_precede(tokens, before, hyphen=before < index - 1):
        return 0
    return run_end(tokens, index)


def _may_precede(tokens: Tokens, index: int, *, hyphen: bool) -> bool:
    word = tokens.word(index)
    if word in _PARTS:
        return hyphen or word != "fy" or len(tokens.digits(index + 1)) == 4
    if hyphen:
        return word in MONTHS or word in POWERS
    period = word in {"q", "h"} and len(tokens.digits(index + 1)) == 1
    return period or word.upper() in CODES or word in RUPEES


def _letters_after(tokens: Tokens, index: int) -> int:
    """5th, 5G, 10am; but not 5bn, 10km, 3x, 1990s."""
    word = tokens.word(index + 1)
    if tokens.at(index + 1).text in ORDINALS:  # also "17 th", where a text lost its superscript
        return 0 if _dated(tokens, index) else index + 2
    if tokens.at(index + 1).kind != "word" or not tokens.glued(index + 1):
        return 0
    if word == "s":
        decade = len(tokens.digits(index)) == 4 and tokens.digits(index).endswith("0")
        return 0 if decade else index + 2
    if (word in _GLUED or word.upper() in CODES) and tokens.at(index + 1).text != "G":
        return 0
    if word in {"q", "h"} and tokens.digits(index + 2):
        return index + 3
    return run_end(tokens, index)


def _dated(tokens: Tokens, index: int) -> bool:
    """Say whether an ordinal is the day of a month."""
    after = index + 2 + (tokens.word(index + 2) == "of")
    before = tokens.word(index - 1)
    quarter = tokens.word(index + 2) in {"quarter", "half"}
    return tokens.word(after) in MONTHS or before in MONTHS or before in WEEKDAYS or quarter


def _time(tokens: Tokens, index: int) -> int:
    """09:00, 9.30am, 10 pm, 10 o'clock."""
    end = index + 1
    while (
        end - index < 6
        and tokens.sign(end, ":")
        and tokens.glued(end + 1)
        and tokens.digits(end + 1)
    ):
        end += 2
    minutes = end
    if end == index + 1 and tokens.sign(end, ".") and len(tokens.digits(end + 1)) == 2:
        minutes = end + 2
    if tokens.word(minutes) in _CLOCK and len(tokens.digits(index)) <= 2:
        return minutes + 1
    if tokens.word(minutes) in {"a", "p"} and tokens.phrase(minutes + 1, (".", "m")):
        return minutes + 3 + tokens.sign(minutes + 3, ".")
    if tokens.word(end) in _HOURS and len(tokens.digits(index)) in {1, 2, 4}:
        return end + 1 if tokens.word(end) != "hrs" or end > index + 1 else 0
    return end if end > index + 1 else 0


def _chain(tokens: Tokens, index: int) -> int:
    """24/7, 1.2.3, 5-10-15, 2024/1234: more than a date or a range, or a slash between."""
    end, signs = index + 1, ""
    while len(signs) < _MOST and tokens.sign(end, "./-:") and tokens.digits(end + 1):
        if not tokens.glued(end + 1):
            break
        signs += tokens.at(end).text
        end += 2
    groups = tuple(len(tokens.digits(place)) for place in range(index, end, 2))
    chained = len(set(signs)) == 1 and len(signs) >= 2
    if not (chained or signs == "/") or groups in _DATES or _figure(tokens, index, groups, signs):
        return 0
    return end


def _figure(tokens: Tokens, index: int, groups: tuple[int, ...], signs: str) -> bool:
    """Say whether a chain is 1.000.000 or a fraction."""
    if signs == "/":
        return bool(slashed(tokens, index)[0])
    return "." in signs and set(groups[1:]) == {3} and groups[0] <= 3


def _gas(tokens: Tokens, index: int) -> int:
    """CO 2, as it is left where the text lost its subscript."""
    return index + 1 if tokens.at(index - 1).text in {"CO", "PM"} and tokens.word(index + 1) else 0


def _summit(tokens: Tokens, index: int) -> int:
    """COP 28, the conference; but not COP 2,800 million."""
    return index + 1 if tokens.word(index - 1) == "cop" and is_summit(tokens, index) else 0


def is_summit(tokens: Tokens, index: int) -> bool:
    """Say whether digits after "COP" number a conference and are no sum."""
    goes_on = tokens.glued(index + 1) and tokens.glued(index + 2) and tokens.digits(index + 2)
    few = 0 < len(tokens.digits(index)) <= 2
    return few and not goes_on and tokens.word(index + 1) not in POWERS


_RULES: Final[tuple[Callable[[Tokens, int], int], ...]] = (
    _part_of_word,
    _time,
    _letters_after,
    list_marker_at,
    labelled_at,
    phone_at,
    street_at,
    _chain,
    _gas,
    _summit,
)
