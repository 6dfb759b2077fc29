"""When to post, as people say it: "weekdays 09:00", "every Monday 8am", "hourly 9-17", or cron.

A zone is named by a city, never by an offset. What is left over is given back, so that a statement
may be named in the same breath.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.core.schedule_hearing import Heard, hear
from bot.core.schedule_spoken import in_digits
from bot.core.schedule_times import ScheduleInvalid, check
from bot.core.zones import find_zone, near

_OFFSET: Final = re.compile(
    r"(?:\b(?:utc|gmt)\s*)[+-]\s*\d{1,2}(?::?\d{2})?\b"
    r"|(?<![a-z])[+]\d{1,2}(?::?\d{2})?\b|(?<=\s)-[01]\d:\d\d\b"
    r"|\b(?:gmt|[ecmp][sd]t|cest|cet|eest|eet|bst|ist|jst|msk|aest|aedt)\b"
)
_WORDS_OF_A_PLACE: Final = 3
_TIMED: Final = re.compile(r"\d|noon|midday|midnight|hourly", re.IGNORECASE)
_LONGEST: Final = 200  # characters of a text that is read
_CRON: Final = re.compile(
    r"((?:[\d*][\d*/,-]*\s+){2}(?:[\d*lw][\d*/,lw-]*\s+)(?:[\d*a-z][\d*/,a-z-]*\s+)"
    r"[\d*a-z][\d*/,a-z#-]*)(?:\s+(.*))?",
    re.IGNORECASE,
)
# Words that join and say nothing; the rest of a text is not about time.
_JOINING: Final = frozenset(
    {
        "at", "on", "every", "each", "in", "the", "a", "an", "of", "and", "from", "to", "post",
        "posts", "time", "o'clock", "oclock", "month", "day", "local", "please", "it", "per",
    }
)  # fmt: skip


class Trouble(StrEnum):
    """Why a text is not understood."""

    NO_TIME = "no_time"
    NO_DAY = "no_day"  # "monthly" and "weekly" leave open on which
    ZONE = "zone"
    OFFSET = "offset"
    BEYOND = "beyond"  # every other week, exceptions: no rule says that
    LEFT = "left"  # a part that is about nothing known
    SPAN = "span"  # "hourly 9-5": in which half of the day
    MINUTES = "minutes"  # several times whose minutes differ do not fit one rule
    STEP = "step"  # "every 7 minutes" does not divide an hour, or comes too often
    RULE = "rule"  # a cron rule that cannot be kept


@dataclass(frozen=True, slots=True)
class When:
    """A rule; `zone` is empty where none was named, `rest` what was not about time."""

    cron: str
    zone: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why a text is no rule; `said` is the part that is meant, `hint` what may have been meant."""

    trouble: Trouble
    said: str = ""
    hint: str = ""


def read_when(text: str, *, kept: str = "") -> When | Unclear:
    """Read a rule from words; where they leave out the time or the days, those of `kept` stay.

    >>> read_when("weekdays 09:00 London")
    When(cron='0 9 * * 1-5', zone='Europe/London', rest='')
    >>> read_when("first working day of the month 10:00").cron
    '0 10 1W * *'
    >>> read_when("half past ten", kept="0 9 * * 1-5").cron
    '30 10 * * 1-5'
    """
    told = re.sub(r"[\u2010-\u2015]", "-", text[:_LONGEST]).strip()
    if rule := _CRON.fullmatch(told):
        return _read_rule(rule[1], rule[2] or "")
    if offset := _OFFSET.search(told.casefold()):
        return Unclear(Trouble.OFFSET, offset[0])
    zone, told = _take_place(told)
    heard, told = hear(in_digits(told))
    rest = " ".join(word for word in told.split() if word.strip(",;.").casefold() not in _JOINING)
    rest = rest.strip(" ,;")
    return _trouble(heard, rest, kept) or _checked(_rule(heard, kept), zone, rest)


def _read_rule(cron: str, after: str) -> When | Unclear:
    place = re.sub(r"^\s*(?:in|at)\s+", "", after)
    if offset := _OFFSET.search(place.casefold()):
        return Unclear(Trouble.OFFSET, offset[0])
    zone, rest = _take_place(place)
    return _checked(cron, zone, rest.strip())


def _checked(cron: str, zone: str, rest: str) -> When | Unclear:
    try:
        check(cron, "Etc/UTC")
    except ScheduleInvalid as error:
        return Unclear(Trouble.RULE, cron, str(error))
    return When(cron, zone, rest)


def _take_place(text: str) -> tuple[str, str]:
    """Return the zone of the last place in a text, and the text without it.

    A place before the time is the zone only if that is said ("in London at 9"): statements have
    places in their titles.
    """
    words = text.split()
    for end in range(len(words), 0, -1):
        for start in range(max(0, end - _WORDS_OF_A_PLACE), end):
            zone = find_zone(" ".join(words[start:end]).strip(",;()"))
            said = start > 0 and words[start - 1].casefold() == "in"
            if zone and (said or not _TIMED.search(" ".join(words[end:]))):
                kept = words[: start - said] + words[end:]
                return zone, " ".join(word for word in kept if word.casefold() != "time")
    return "", text


def read_zone(place: str) -> str | Unclear:
    """Return the zone of a place that stands alone, empty for none named."""
    if not place.strip():
        return ""
    if offset := _OFFSET.search(place.casefold()):
        return Unclear(Trouble.OFFSET, offset[0])
    return find_zone(place) or Unclear(Trouble.ZONE, place[:_LONGEST], near(place))


def near_place(text: str) -> str:
    """Return the zone of a place that is nearly spelt in a text, empty for none."""
    return next((zone for word in text.split() if len(word) > _WORDS_OF_A_PLACE
                 and (zone := near(word))), "")  # fmt: skip


def _trouble(heard: Heard, rest: str, kept: str) -> Unclear | None:
    """Return why what was heard makes no rule, None where it does."""
    for trouble, said in (
        (Trouble.STEP, heard.odd_step),
        (Trouble.SPAN, heard.odd_span),
        (Trouble.BEYOND, heard.beyond),
        (Trouble.NO_DAY, "" if heard.days or heard.dates else heard.open_day),
    ):
        if said:
            return Unclear(trouble, said)
    if not (heard.times or heard.hours or kept):
        return Unclear(Trouble.NO_TIME, rest)
    if len({minute for _, minute in heard.times}) > 1 or (heard.hours and len(heard.times) > 1):
        return Unclear(Trouble.MINUTES)
    if heard.days and heard.dates:  # cron would post on either
        return Unclear(Trouble.NO_DAY, rest)
    return None


def _rule(heard: Heard, kept: str) -> str:
    """Return the rule of what was heard; what was not stays as kept, else is every day."""
    minute, hour, *days = (kept or "* * * * *").split()
    if heard.times or heard.hours:
        minute = heard.minutes or str(heard.times[0][1] if heard.times else 0)
        hour = heard.hours or _joined(str(hour) for hour, _ in sorted(heard.times))
    if heard.days or heard.dates or heard.daily:
        days = [_joined(heard.dates), "*", _joined(heard.days)]
    return " ".join((minute, hour, *days))


def _joined(parts: Iterable[str]) -> str:
    """Return a field of a rule, a star where nothing was said."""
    return ",".join(_once(parts)) or "*"


def _once(parts: Iterable[str]) -> Iterator[str]:
    yield from dict.fromkeys(parts)
