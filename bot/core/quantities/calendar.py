"""Days, months and years as they are written."""

# ruff: noqa: PLR2004  # lengths of digit groups and bounds of the calendar are the grammar

from dataclasses import dataclass, replace
from typing import Final

from bot.core.quantities.model import When
from bot.core.quantities.scanning import DASHES, HYPHENS, Tokens
from bot.core.quantities.vocabulary import MONTHS, POWERS, WEEKDAYS, word_set

_BEFORE_MONTH: Final = word_set(
    "in since by until till from during of last next this early late mid to and "
    "before after between for through on around"
)


_UNCLEAR_MONTHS: Final = word_set("may march mar jan dec sat sun")


COUNTED: Final = word_set(
    "people ppl persons men women children jobs officers staff migrants arrests "
    "crossings homes euros pounds dollars percent per % tonnes km miles metres kg "
    "hours days weeks months years times members countries vehicles units employees "
    "workers students patients cases deaths troops soldiers refugees families "
    "households schools businesses companies"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date and the token after it; `start` may lie before the token it was found at."""

    when: When
    start: int
    end: int


def _day(tokens: Tokens, index: int) -> tuple[int, int]:
    """Return a day of the month and the token after it; 0 where there is none."""
    digits = tokens.digits(index)
    if not 0 < len(digits) < 3 or not 0 < int(digits) < 32:
        return 0, index
    ordinal = tokens.glued(index + 1) and tokens.word(index + 1) in {"st", "nd", "rd", "th"}
    return int(digits), index + 1 + ordinal


def year_at(tokens: Tokens, index: int) -> int:
    """Return a year in four digits, 0 where there is none."""
    digits = tokens.digits(index)
    if len(digits) != 4 or not 1000 <= int(digits) <= 2999 or not digits.isascii():
        return 0
    # 2022.5 and 2,022 are figures; so is 2022%.
    longer = tokens.sign(index + 1, ".,") and tokens.glued(index + 2) and tokens.digits(index + 2)
    return 0 if longer or tokens.sign(index + 1, "%") else int(digits)


def _skip_comma(tokens: Tokens, index: int) -> int:
    return index + 1 if tokens.sign(index, ",") or tokens.sign(index, ".") else index


def month_at(tokens: Tokens, index: int) -> tuple[int, int]:
    """Return a month and the token after it, an abbreviation's full stop included."""
    word = tokens.word(index)
    month = MONTHS.get(word, 0)
    stop = len(word) <= 4 and word != "may" and tokens.sign(index + 1, ".")
    return month, index + 1 + (stop and tokens.at(index + 2).kind == "digits")


def weekday_at(tokens: Tokens, index: int) -> Dated | None:
    """Monday 14 November, Mon. Nov 14, on Monday."""
    weekday = WEEKDAYS.get(tokens.word(index), "")
    if not weekday:
        return None
    after = _skip_comma(tokens, index + 1)
    after += tokens.word(after) == "the"
    found = day_month_at(tokens, after) or month_day_at(tokens, after)
    if found:
        return Dated(replace(found.when, weekday=weekday), index, found.end)
    if tokens.word(index) == weekday:
        return Dated(When(weekday=weekday), index, index + 1)
    return None


def _with_year(tokens: Tokens, when: When, start: int, end: int) -> Dated:
    after = _skip_comma(tokens, end)
    after += tokens.word(after) == "of" and after == end
    year = year_at(tokens, after)
    apart = after == end or tokens.sign(end, ",")
    return (
        Dated(replace(when, year=year), start, after + 1)
        if year and apart
        else Dated(when, start, end)
    )


def day_month_at(tokens: Tokens, index: int) -> Dated | None:
    """14 November 2022, 14th of November, 14-16 November, 14 and 15 November."""
    day, end = _day(tokens, index)
    if not day:
        return None
    day_end = 0
    if tokens.word(end) in {"to", "and", "until"} or tokens.at(end).text in DASHES:
        day_end, end = _day(tokens, end + 1)
        if not day_end:
            return None
    end += tokens.word(end) == "of"
    end += tokens.sign(end, HYPHENS) and tokens.word(end + 1) in MONTHS
    month, after = month_at(tokens, end)
    if not month:
        return None
    when = When(day=day, month=month, day_end=day_end or None)
    return _with_year(tokens, when, index, after)


def month_day_at(tokens: Tokens, index: int) -> Dated | None:
    """November 14, 2022, Nov. 14, May 5th, March 3-5."""
    month, after = month_at(tokens, index)
    if not month:
        return None
    after += tokens.word(after) == "the"
    day, end = _day(tokens, after)
    if not day or _measured(tokens, end):
        return None
    day_end = 0
    if tokens.at(end).text in DASHES and tokens.glued(end + 1):
        day_end, after = _day(tokens, end + 1)
        end = after if day_end else end
    return _with_year(tokens, When(day=day, month=month, day_end=day_end or None), index, end)


def _measured(tokens: Tokens, end: int) -> bool:
    """Say whether a number has a unit or more digits, and so is no day of a month."""
    grouped = tokens.sign(end, ",.:") and tokens.glued(end + 1) and bool(tokens.digits(end + 1))
    return (
        grouped
        or tokens.word(end) in POWERS
        or tokens.word(end) in COUNTED
        or (tokens.glued(end) and tokens.at(end).kind == "word")
    )


def month_year_at(tokens: Tokens, index: int) -> Dated | None:
    """May 2022, November of 2022, May 2022 to June 2023 is two."""
    month, after = month_at(tokens, index)
    if not month:
        return None
    after = _skip_comma(tokens, after)
    after += tokens.word(after) == "of"
    after += tokens.sign(after, HYPHENS) and bool(year_at(tokens, after + 1))
    year = year_at(tokens, after)
    return Dated(When(month=month, year=year), index, after + 1) if year else None


def month_alone_at(tokens: Tokens, index: int) -> Dated | None:
    """In March, since April; "may" and "march" only where a date is due."""
    word = tokens.word(index)
    if word not in MONTHS:
        return None
    due = tokens.word(index - 1) in _BEFORE_MONTH
    capital = tokens.at(index).text[:1].isupper()
    long = len(word) > 3 or word == "may"
    clear = word not in _UNCLEAR_MONTHS and long and (capital or due)
    if clear or (
        due and (capital or word not in _UNCLEAR_MONTHS or tokens.word(index - 1) == "in")
    ):
        return Dated(When(month=MONTHS[word]), index, index + 1)
    return None


def numeric_at(tokens: Tokens, index: int) -> Dated | None:
    """2025-05-20, 20.05.2025, 14/11/2022; day and month stay open where either could be meant."""
    parts = [tokens.digits(place) for place in (index, index + 2, index + 4)]
    sign = tokens.at(index + 1).text
    glued = all(tokens.glued(index + step) for step in range(1, 5))
    if not all(parts) or sign not in "-/." or tokens.at(index + 3).text != sign or not glued:
        return None
    when = _iso(parts) if len(parts[0]) == 4 else _dotted(parts, sign)
    return Dated(when, index, index + 5) if when else None


def _iso(parts: list[str]) -> When | None:
    if [len(part) for part in parts] != [4, 2, 2]:
        return None
    year, month, day = map(int, parts)
    return When(day=day, month=month, year=year) if 0 < month < 13 and 0 < day < 32 else None


def _dotted(parts: list[str], sign: str) -> When | None:
    if len(parts[2]) != 4 or any(len(part) > 2 for part in parts[:2]):
        return None
    first, second, year = map(int, parts)
    if not 0 < first < 32 or not 0 < second < 32 or first > 12 < second:
        return None
    if sign == "/" and first <= 12 and second <= 12 and first != second:
        return When(year=year, relative=sign.join(parts))
    day, month = (first, second) if second <= 12 else (second, first)
    return When(day=day, month=month, year=year)
