"""When a summary is due, and what becomes of it: arithmetic on the times it is given.

A post's identity is its schedule and its slot. Slots follow Debian's cron over a clock change: a
rule with a fixed time of day fires once a local day, at the first moment after a missing hour and
in the first of two equal hours; a rule for every hour follows real time.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2s
from itertools import islice, pairwise
from zoneinfo import ZoneInfo, available_timezones

from cronsim import CronSim, CronSimError

from bot.core.card import Card
from bot.errors import BriefingError

GRACE = timedelta(hours=1)  # how late a post may still go out, marked as late
MINIMUM_INTERVAL = timedelta(minutes=15)
COALESCED = 2000  # slots passed over in one step: bounds the work after a long time away

_FIELDS = "minute hour day month weekday"
_LONGEST = 100  # characters of a rule
_SAMPLE_FROM = datetime(2024, 1, 1, tzinfo=UTC)  # a leap year, so that 29 February comes
_SAMPLE = 300  # slots: more than three days of the most frequent rule allowed
_NO_PLACE = re.compile(r"Etc/GMT.*\d|[^/]*(?<!UTC)")  # an offset or an abbreviation, not a place


class ScheduleInvalid(BriefingError):
    """A rule or zone that cannot be kept; the message names the value and what to do."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A brief's summary, posted to a channel whenever the cron rule says so in the zone."""

    id: str
    platform: str
    channel: str
    brief: str
    cron: str
    zone: str
    grace: timedelta = GRACE


@dataclass(frozen=True, slots=True)
class Due:
    """A schedule at the slot it waits for; `revision` tells whether it was changed since."""

    schedule: Schedule
    slot: datetime
    revision: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The latest slot that has come, how many before it were passed over, the next to wait for."""

    slot: datetime
    skipped: int
    missed: bool
    next_due: datetime


class RunState(StrEnum):
    """How far a post has come."""

    QUEUED = "queued"  # certainly not posted
    SENDING = "sending"  # may be posted: look before posting again
    SENT = "sent"
    MISSED = "missed"  # not posted, and now too late
    FAILED = "failed"  # not posted, and trying again is of no use
    UNKNOWN = "unknown"  # may be posted and cannot be looked up: never posted again
    CANCELLED = "cancelled"  # the schedule went away first


OPEN = (RunState.QUEUED, RunState.SENDING)


@dataclass(frozen=True, slots=True)
class Run:
    """One post in hand; `lease` proves that nobody else has it, `tried_at` is its last attempt."""

    id: str
    schedule: str
    platform: str
    channel: str
    brief: str
    zone: str
    slot: datetime
    post_by: datetime
    skipped: int
    state: RunState
    attempts: int
    lease: str
    card: Card | None = None
    tried_at: datetime | None = None


def next_slot(cron: str, zone: str, after: datetime) -> datetime:
    """Return the first slot after a time, in UTC; raises ScheduleInvalid where none comes."""
    _check_zone(zone)
    try:
        slot = next(CronSim(cron, after.astimezone(ZoneInfo(zone))))
    except (CronSimError, StopIteration, AssertionError) as error:  # it asserts on odd steps
        raise ScheduleInvalid(f"cron {cron!r}: {_reason(error)}") from error
    return slot.astimezone(UTC)


def check(cron: str, zone: str) -> None:
    """Raise ScheduleInvalid unless the rule has five fields, comes, and is not too frequent."""
    if len(cron) > _LONGEST or len(cron.split()) != len(_FIELDS.split()):
        raise ScheduleInvalid(f'cron {cron[:_LONGEST]!r}: write five fields, "{_FIELDS}"')
    next_slot(cron, zone, _SAMPLE_FROM)
    slots = islice(CronSim(cron, _SAMPLE_FROM), _SAMPLE)
    if any(later - earlier < MINIMUM_INTERVAL for earlier, later in pairwise(slots)):
        minutes = MINIMUM_INTERVAL // timedelta(minutes=1)
        raise ScheduleInvalid(f"cron {cron!r}: leave at least {minutes} minutes between posts")


def plan(schedule: Schedule, next_due: datetime, now: datetime) -> Plan:
    """Return what to do at `now` about a slot that has come: only the latest is posted.

    A slot further back than the schedule's grace is missed. After a very long time away
    `next_due` may still be past; planning again goes on from there.
    """
    slot, skipped = next_due, 0
    following = next_slot(schedule.cron, schedule.zone, slot)
    while following <= now and skipped < COALESCED:
        slot, skipped = following, skipped + 1
        following = next_slot(schedule.cron, schedule.zone, slot)
    return Plan(slot, skipped, now > slot + schedule.grace, following)


def run_id(schedule: str, slot: datetime) -> str:
    """Return the identity of a post: the same slot always gives the same.

    >>> run_id("daily", datetime(2026, 3, 29, 8, tzinfo=UTC))
    'daily.1774771200'
    """
    return f"{schedule}.{int(slot.timestamp())}"


def marker(run: str) -> str:
    """Return what a message carries so that it can be found again: 24 characters of 0-9 and a-f."""
    return blake2s(run.encode(), digest_size=12).hexdigest()


def _check_zone(zone: str) -> None:
    if zone in _zones():
        return
    near = get_close_matches(zone, _zones(), n=1)
    hint = f"did you mean {near[0]}?" if near else "use a name such as Europe/London"
    raise ScheduleInvalid(f"zone {zone!r} is not an IANA time zone: {hint}")


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    """Return the zones that know their own clock changes."""
    return frozenset(zone for zone in available_timezones() if not _NO_PLACE.fullmatch(zone))


def _reason(error: Exception) -> str:
    return str(error).lower() or "no such day ever comes"
