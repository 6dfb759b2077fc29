"""What is heard of times and days in a text: patterns in order, each with what it means."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.core.schedule_spoken import HALF_DAY, half_of, hour_of

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
_LAST_MINUTE: Final = 59
_LAST_DAY: Final = 31


@dataclass(slots=True)
class Heard:
    """What was heard so far: times, and fields of a cron rule.

    `part` is the part of the day that times without "am" or "pm" are in; `open_day`, `odd_step`,
    `odd_span` and `beyond` are what was said that makes no rule.
    """

    times: list[tuple[int, int]] = field(default_factory=list)
    hours: str = ""
    minutes: str = ""
    days: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    daily: bool = False
    part: str = ""
    open_day: str = ""
    odd_step: str = ""
    odd_span: str = ""
    beyond: str = ""


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
    step = _COUNTS.get(count.casefold()) or int(count)
    minutes = found["unit"].casefold().startswith("min")
    if step not in (_STEPS if minutes else range(1, HALF_DAY + 1)):
        heard.odd_step = found[0].strip()
        return True
    heard.minutes = f"*/{step}" if minutes else ""
    heard.hours = _stepped(_span(heard, found), 1 if minutes else step)
    return True


def _hear_hourly(heard: Heard, found: "re.Match[str]") -> bool:
    heard.hours = _stepped(_span(heard, found), 1)
    return True


def _hear_span(heard: Heard, found: "re.Match[str]") -> bool:
    """Hear from when until when, after or before how often."""
    stars, _, step = heard.hours.partition("/")
    if stars not in ("", "*"):
        return False
    span = _span(heard, found)
    if span:
        heard.hours = _stepped(span, int(step or 1))
    elif not heard.hours:
        heard.odd_span = ""  # nothing says that it is about time: it may be a statement's
    return bool(span or heard.odd_span)


def _span(heard: Heard, found: "re.Match[str]") -> tuple[int, int] | None:
    """Return the hours of a span, None where none is said.

    One that ends before it starts goes over midnight if the clock is plain: "10pm-6am", "22-6".
    """
    if not found["start"]:
        return None
    start, end = (hour_of(int(found[end]), found[f"{end}_half"]) for end in ("start", "end"))
    plain = start > HALF_DAY or (found["start_half"] and found["end_half"])
    if min(start, end) < 0 or start == end or (start > end and not plain):
        heard.odd_span = found[0].strip()
        return None
    return start, end


def _stepped(span: tuple[int, int] | None, step: int) -> str:
    """Return the field for every so many hours within a span.

    >>> _stepped(None, 2), _stepped((9, 17), 1), _stepped((8, 20), 2), _stepped((22, 6), 4)
    ('*/2', '9-17', '8-20/2', '22,2,6')
    """
    start, end = span or (0, 0)
    if start > end:
        hours = range(start, end + 2 * HALF_DAY + 1, step)
        return ",".join(str(hour % (2 * HALF_DAY)) for hour in hours)
    field_ = f"{start}-{end}" if span else "*"
    return f"{field_}/{step}" if step > 1 else field_


def _hear_nth(heard: Heard, found: "re.Match[str]") -> bool:
    """Hear "first and third Monday of the month"; of working days the first and the last."""
    said = re.findall(r"\w+", f"{found['nth']} {found['more'] or ''}".casefold())
    numbers = [_NTH[one] for one in said if one in _NTH]
    what = (found["what"] or "day").casefold()
    if "work" in what or "business" in what or what.startswith("weekday"):
        if max(numbers) > 1:
            heard.beyond = found[0].strip()
        heard.dates.extend("1W" if number else "LW" for number in numbers)
    elif what == "day":
        heard.dates.extend(str(number) if number else "L" for number in numbers)
    else:
        day = DAYS.index(what[:3])
        heard.days.extend(f"{day}#{number}" if number else f"{day}L" for number in numbers)
    return True


def _hear_date(heard: Heard, found: "re.Match[str]") -> bool:
    date = int(found["date"] or found["bare"])
    if not 0 < date <= _LAST_DAY:
        return False
    heard.dates.append(str(date))
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


def _hear_beyond(heard: Heard, found: "re.Match[str]") -> bool:
    heard.beyond = found[0].strip()
    return True


def _hear_daily(heard: Heard, _: "re.Match[str]") -> bool:
    heard.daily = True
    return True


def _hear_part(heard: Heard, found: "re.Match[str]") -> bool:
    """Hear "in the evening"; a second part of the day is left over, since times share one."""
    part = found["part"].casefold()
    heard.daily = heard.daily or bool(found["every"])
    if heard.part not in ("", part):
        return False
    heard.part = part
    return True


def _hear_name(heard: Heard, found: "re.Match[str]") -> bool:
    heard.times.append((0 if found["name"].casefold() == "midnight" else HALF_DAY, 0))
    return True


def _hear_time(heard: Heard, found: "re.Match[str]") -> bool:
    return _hear_at(heard, found["hour"], found["minute"], found["half"] or found["other"])


def _hear_hour(heard: Heard, found: "re.Match[str]") -> bool:
    """Hear a number alone as an hour."""
    return _hear_at(heard, found["hour"])


def _hear_at(heard: Heard, hours: str, minutes: str | None = None, half: str | None = None) -> bool:
    hour, minute = int(hours), int(minutes or 0)
    if not half and heard.part and 0 < hour <= HALF_DAY:
        half = half_of(hour, heard.part)
    hour = hour_of(hour, half)
    if hour < 0 or minute > _LAST_MINUTE:
        return False
    heard.times.append((hour, minute))
    return True


Hears = Callable[[Heard, "re.Match[str]"], bool]


def _heard(pattern: str) -> "re.Pattern[str]":
    return re.compile(rf"(?<![\w:#-]){pattern}(?![\w:]|-\w)", re.IGNORECASE)


_TO: Final = r"\s*(?:-|to|until|till|through|(?(between)and|-))\s*"
_HALF: Final = r"(?:[:.]00)?\s*(?P<{0}_half>[ap]\.?m\.?(?![a-z]))?"
_HOURS: Final = (
    r"(?:from\s+|(?P<between>between)\s+)?(?P<start>\d{1,2})"
    + _HALF.format("start") + _TO + r"(?P<end>\d{1,2})" + _HALF.format("end")
)  # fmt: skip
_ANY_NTH: Final = "|".join(_NTH)
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
            rf"(?:every\s+|on\s+)?(?:the\s+)?(?P<nth>{_ANY_NTH})"
            rf"(?P<more>(?:\s*(?:,|and|&)\s*(?:the\s+)?(?:{_ANY_NTH}))*)"
            r"(?:\s+(?P<what>working\s*days?|workdays?|business\s+days?|weekdays?|day"
            rf"|{_DAY.format('nth_day')}))?"
            r"\s+(?:of|in)\s+(?:the|each|every|a)\s+month"
        ),
        _hear_nth,
    ),
    (
        _heard(
            r"(?:(?:every|each)\s+(?:other|second|2nd|third|3rd|fourth|4th|two|three|four|\d{1,2})"
            rf"\s+(?:days?|weeks?|months?|weekdays?|{_DAY.format('other_day')})"
            r"|fortnightly|every\s+fortnight|bi-?(?:weekly|monthly)|quarterly|every\s+quarter"
            r"|yearly|annually|every\s+year"
            rf"|(?:except(?:ing)?|excluding|but)\s+(?:not\s+)?(?:on\s+)?{_DAY.format('but_day')})"
        ),
        _hear_beyond,
    ),
    (
        _heard(
            rf"(?:on\s+)?(?:the\s+)?(?P<date>\d{{1,2}})(?:st|nd|rd|th){_OF_MONTH}"
            r"|on\s+the\s+(?P<bare>\d{1,2})"
        ),
        _hear_date,
    ),
    (_heard(r"(?:weekdays?|work(?:ing)?\s*days?|business\s+days?|weekends?)"), _hear_week),
    (_heard(_DAY.format("first") + r"\s*(?:-|to|through)\s*" + _DAY.format("final")), _hear_days),
    (_heard(_DAY.format("day")), _hear_day),
    (_heard(r"(?:daily|(?:every|each)\s+day)"), _hear_daily),
    (
        _heard(
            r"(?:(?P<every>every|each)\s+|(?:in\s+)?the\s+|at\s+)?"
            r"(?P<part>morning|afternoon|evening|night)s?"
        ),
        _hear_part,
    ),
    (_heard(r"(?:monthly|weekly|(?:every|each|once\s+a)\s+(?:month|week))"), _hear_open),
    (_heard(r"(?:12\s+)?(?P<name>noon|midday|midnight)"), _hear_name),
    (_heard(_HOURS), _hear_span),
    (_heard(_TIME), _hear_time),
)

_BARE: Final = _heard(r"(?P<hour>\d{1,2})")
