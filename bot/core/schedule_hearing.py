"""What is heard of times and days in a text: patterns in order, each with what it means."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

DAYS: Final = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_DAY: Final = (
    r"(?P<{0}>sun(?:day)?|mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?"
    r"|fri(?:day)?|sat(?:urday)?)s?"
)
_HALF_OF_DAY: Final = r"\s*(?P<half>[ap]\.?m\.?(?![a-z]))"
_TIME: Final = (
    rf"(?:(?P<hour>\d{{1,2}})(?:[:.h](?P<minute>\d{{2}})(?:{_HALF_OF_DAY})?|"
    rf"{_HALF_OF_DAY.replace('half', 'other')}))"
)
_NTH: Final = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
    "last": 0,
}  # fmt: skip
_COUNTS: Final = {"two": 2, "three": 3, "four": 4, "six": 6, "eight": 8, "twelve": 12}
_STEPS: Final = (15, 20, 30)  # minutes; others do not divide an hour, or come too often
_LAST_HOUR: Final = 23
_LAST_MINUTE: Final = 59
_HALF_DAY: Final = 12
_LAST_DAY: Final = 31


@dataclass(slots=True)
class Heard:
    """What was heard so far: times, and fields of a cron rule."""

    times: list[tuple[int, int]] = field(default_factory=list)
    hours: str = ""
    minutes: str = ""
    days: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    open_day: str = ""
    odd_step: str = ""


def hear(text: str) -> tuple[Heard, str]:
    """Return what was heard in a text, and the text without it."""
    heard = Heard()
    for pattern, hears in _HEARD:
        text = _take(pattern, hears, heard, text)
    if not (heard.times or heard.hours or heard.minutes):
        text = _take(_BARE, _hear_hour, heard, text)
    return heard, text


def _take(
    pattern: "re.Pattern[str]", hears: "Hears", heard: Heard, text: str
) -> str:  # fmt: skip
    """Hear every place of a pattern and return the text without them."""

    def one(found: "re.Match[str]") -> str:
        return " " if hears(heard, found) else found[0]

    return pattern.sub(one, text)


def _hear_step(heard: Heard, found: "re.Match[str]") -> bool:
    count = found["count"] or "1"
    step = _COUNTS.get(count) or int(count)
    if found["unit"].startswith("min"):
        heard.minutes = f"*/{step}"
    if step not in (_STEPS if heard.minutes else range(1, _HALF_DAY + 1)):
        heard.odd_step = found[0].strip()
        return True
    span = _span(found)
    heard.hours = (span or "*") + (f"/{step}" if step > 1 and not heard.minutes else "")
    return True


def _hear_hourly(heard: Heard, found: "re.Match[str]") -> bool:
    heard.hours = _span(found) or "*"
    return True


def _hear_span(heard: Heard, found: "re.Match[str]") -> bool:
    span = _span(found)
    if span and heard.hours in ("", "*"):
        heard.hours = span
    elif span and heard.hours.startswith("*"):
        heard.hours = span + heard.hours[1:]
    return bool(span)


def _span(found: "re.Match[str]") -> str:
    """Return the hours "9-17" of a span, empty where none is said."""
    if not found["start"]:
        return ""
    start = _hour(int(found["start"]), found["start_half"])
    end = _hour(int(found["end"]), found["end_half"])
    return f"{start}-{end}" if 0 <= start < end <= _LAST_HOUR else ""


def _hear_nth(heard: Heard, found: "re.Match[str]") -> bool:
    nth, day = _NTH[found["nth"].casefold()], found["what"].casefold()
    if "work" in day or "business" in day or day.startswith("weekday"):
        if nth > 1:
            return False
        heard.dates.append("1W" if nth else "LW")
    elif day == "day":
        heard.dates.append(str(nth) if nth else "L")
    else:
        number = DAYS.index(day[:3])
        heard.days.append(f"{number}#{nth}" if nth else f"{number}L")
    return True


def _hear_date(heard: Heard, found: "re.Match[str]") -> bool:
    if not 0 < int(found["date"]) <= _LAST_DAY:
        return False
    heard.dates.append(found["date"])
    return True


def _hear_week(heard: Heard, found: "re.Match[str]") -> bool:
    said = found[0].casefold()
    heard.days.append("6,0" if "weekend" in said else "1-5")
    return True


def _hear_days(heard: Heard, found: "re.Match[str]") -> bool:
    start, end = (DAYS.index(found[name].casefold()[:3]) for name in ("first", "final"))
    if end <= start:
        end += 7
    heard.days.append(",".join(str(day % 7) for day in range(start, end + 1)))
    return True


def _hear_day(heard: Heard, found: "re.Match[str]") -> bool:
    heard.days.append(str(DAYS.index(found["day"].casefold()[:3])))
    return True


def _hear_open(heard: Heard, found: "re.Match[str]") -> bool:
    heard.open_day = found[0].strip()
    return True


def _hear_daily(_: Heard, __: "re.Match[str]") -> bool:
    return True


def _hear_name(heard: Heard, found: "re.Match[str]") -> bool:
    heard.times.append((0 if found[0].casefold() == "midnight" else _HALF_DAY, 0))
    return True


def _hear_time(heard: Heard, found: "re.Match[str]") -> bool:
    hour = _hour(int(found["hour"]), found["half"] or found["other"])
    minute = int(found["minute"] or 0)
    if not (0 <= hour <= _LAST_HOUR and minute <= _LAST_MINUTE):
        return False
    heard.times.append((hour, minute))
    return True


def _hear_hour(heard: Heard, found: "re.Match[str]") -> bool:
    """Hear a number alone as an hour."""
    if int(found["hour"]) > _LAST_HOUR:
        return False
    heard.times.append((int(found["hour"]), 0))
    return True


def _hour(hour: int, half: str | None) -> int:
    """Return an hour of 24; -1 for one that no clock shows."""
    if not half:
        return hour if hour <= _LAST_HOUR else -1
    if not 0 < hour <= _HALF_DAY:
        return -1
    return hour % _HALF_DAY + (_HALF_DAY if half[0].casefold() == "p" else 0)


Hears = Callable[[Heard, "re.Match[str]"], bool]


def _heard(pattern: str) -> "re.Pattern[str]":
    return re.compile(rf"(?<![\w:#-]){pattern}(?![\w:]|-\w)", re.IGNORECASE)


_TO: Final = r"\s*(?:-|to|until|till|through|(?(between)and|-))\s*"
_HALF: Final = r"(?:[:.]00)?\s*(?P<{0}_half>[ap]\.?m\.?(?![a-z]))?"
_HOURS: Final = (
    r"(?:from\s+|(?P<between>between)\s+)?(?P<start>\d{1,2})"
    + _HALF.format("start") + _TO + r"(?P<end>\d{1,2})" + _HALF.format("end")
)  # fmt: skip
_OF_MONTH: Final = r"(?:\s+(?:of|in)\s+(?:the|each|every|a)\s+month)?"
# In this order: what is longer and more special takes its words first.
_HEARD: Final[Sequence[tuple["re.Pattern[str]", "Hears"]]] = (
    (
        _heard(
            r"every\s+(?:(?P<count>\d{1,2}|two|three|four|six|eight|twelve)\s*)?"
            rf"(?P<unit>hours?|minutes?|mins?)(?:\s*,?\s*{_HOURS})?"
        ),
        _hear_step,
    ),
    (_heard(rf"hourly(?:\s*,?\s*{_HOURS})?"), _hear_hourly),
    (
        _heard(
            r"(?:every\s+|on\s+)?(?:the\s+)?(?P<nth>first|1st|second|2nd|third|3rd|fourth|4th|last)"
            r"\s+(?P<what>working\s*days?|workdays?|business\s+days?|weekdays?|day"
            rf"|{_DAY.format('nth_day')})"
            r"\s+(?:of|in)\s+(?:the|each|every|a)\s+month"
        ),
        _hear_nth,
    ),
    (
        _heard(rf"(?:on\s+)?(?:the\s+)?(?P<date>\d{{1,2}})(?:st|nd|rd|th){_OF_MONTH}"),
        _hear_date,
    ),
    (_heard(r"(?:weekdays?|work(?:ing)?\s*days?|business\s+days?|weekends?)"), _hear_week),
    (_heard(_DAY.format("first") + r"\s*(?:-|to|through)\s*" + _DAY.format("final")), _hear_days),
    (_heard(_DAY.format("day")), _hear_day),
    (_heard(r"(?:daily|every\s+(?:day|morning|evening|night|afternoon))"), _hear_daily),
    (_heard(r"(?:monthly|weekly|(?:every|each|once\s+a)\s+(?:month|week))"), _hear_open),
    (_heard(r"(?:noon|midday|midnight)"), _hear_name),
    (_heard(_HOURS), _hear_span),
    (_heard(_TIME), _hear_time),
)

_BARE: Final = _heard(r"(?P<hour>\d{1,2})")
