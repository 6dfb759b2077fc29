"""When a rule is due, and what a change of clocks does to it: arithmetic on the times it is given.

Slots follow Debian's cron over a clock change: a rule with a fixed time of day fires once a local
day, at the first moment after a missing hour and in the first of two equal hours; a rule for every
hour follows real time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from typing import Final
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

from bot.core.zones import is_zone, near
from bot.errors import BriefingError

MINIMUM_INTERVAL: Final = timedelta(minutes=15)

_FIELDS: Final = "minute hour day month weekday"
_LONGEST: Final = 100  # characters of a rule
_SAMPLE_FROM: Final = datetime(2024, 1, 1, tzinfo=UTC)  # a leap year, so that 29 February comes
_SAMPLE: Final = 300  # slots: more than three days of the most frequent rule allowed
_AHEAD: Final = 400  # days in which a change of clocks is looked for
# "1W", the first working day of a month, is not in the library; its last one, "LW", is.
_FIRST_WORKING: Final = re.compile(r"^(\S+ +\S+ +)1W( +\S+ +\S+)$", re.IGNORECASE)
_SATURDAY: Final = 5


class ScheduleInvalid(BriefingError):
    """A rule or zone that cannot be kept; the message names the value and what to do."""


@dataclass(frozen=True, slots=True)
class ClockChange:
    """The moment a zone's clocks change, and by how much; negative where they go back."""

    at: datetime
    by: timedelta


def next_slot(cron: str, zone: str, after: datetime) -> datetime:
    """Return the first slot after a time, in UTC; raises ScheduleInvalid where none comes."""
    return next(slots(cron, zone, after))


def slots(cron: str, zone: str, after: datetime) -> Iterator[datetime]:
    """Yield the slots after a time, in UTC; raises ScheduleInvalid where none comes."""
    _check_zone(zone)
    try:
        for local in _local_slots(cron, after.astimezone(ZoneInfo(zone))):
            slot = local.astimezone(UTC)
            if slot > after:  # asked in the second of two equal hours, the first is over
                yield slot
    except (CronSimError, AssertionError) as error:  # it asserts on odd steps
        raise ScheduleInvalid(f"cron {cron!r}: {_reason(error)}") from error
    raise ScheduleInvalid(f"cron {cron!r}: no such day ever comes")


def check(cron: str, zone: str) -> None:
    """Raise ScheduleInvalid unless the rule has five fields, comes, and is not too frequent."""
    if len(cron) > _LONGEST or len(cron.split()) != len(_FIELDS.split()):
        raise ScheduleInvalid(f'cron {cron[:_LONGEST]!r}: write five fields, "{_FIELDS}"')
    next_slot(cron, zone, _SAMPLE_FROM)
    sample = islice(_local_slots(cron, _SAMPLE_FROM), _SAMPLE)
    if any(later - earlier < MINIMUM_INTERVAL for earlier, later in pairwise(sample)):
        minutes = MINIMUM_INTERVAL // timedelta(minutes=1)
        raise ScheduleInvalid(f"cron {cron!r}: leave at least {minutes} minutes between posts")


def is_fixed(cron: str) -> bool:
    """Say whether a rule names its times of day, so that each comes once a day."""
    minute, hour, *_ = cron.split()
    return not (minute.startswith("*") or hour.startswith("*"))


def clock_change(zone: str, after: datetime) -> ClockChange | None:
    """Return a zone's next change of clocks, None where none comes within a year or so."""
    place = ZoneInfo(zone)

    def offset(at: datetime) -> timedelta:
        return at.astimezone(place).utcoffset() or timedelta(0)

    early = after.astimezone(UTC).replace(microsecond=0)
    for _ in range(_AHEAD):
        late = early + timedelta(days=1)
        if offset(late) != offset(early):
            before = offset(early)
            while late - early > timedelta(seconds=1):
                middle = early + (late - early) / 2
                middle = middle.replace(microsecond=0)
                early, late = (middle, late) if offset(middle) == before else (early, middle)
            return ClockChange(late, offset(late) - before)
        early = late
    return None


def touched(cron: str, zone: str, change: ClockChange) -> datetime | None:
    """Return the local time, without zone, that a change skips or repeats for a fixed rule."""
    if not is_fixed(cron):
        return None
    offset = change.at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0)
    shown = (change.at + offset).replace(tzinfo=None)  # the clocks just after the change
    start, end = sorted((shown, shown - change.by))
    wall = next(_local_slots(cron, start - timedelta(seconds=1)), None)
    return wall if wall and start <= wall < end else None


def _local_slots(cron: str, after: datetime) -> Iterator[datetime]:
    found = _FIRST_WORKING.match(cron.strip())
    if not found:
        yield from CronSim(cron, after)
        return
    for slot in CronSim(f"{found[1]}1-3{found[2]}", after):
        if _is_first_working(slot):
            yield slot


def _is_first_working(day: datetime) -> bool:
    """Say whether a day from the 1st to the 3rd has no working day before it in its month."""
    if day.weekday() >= _SATURDAY:
        return False
    return day.day == 1 or day.weekday() == 0  # a Monday after a Saturday 1st or Sunday 1st


def _check_zone(zone: str) -> None:
    if is_zone(zone):
        return
    alike = near(zone)
    hint = f"did you mean {alike}?" if alike else "use a name such as Europe/London"
    raise ScheduleInvalid(f"zone {zone!r} is not an IANA time zone: {hint}")


def _reason(error: Exception) -> str:
    return str(error).lower() or "no such day ever comes"
