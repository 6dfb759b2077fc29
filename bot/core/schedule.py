"""A scheduled post and what becomes of it: arithmetic on the times it is given.

A post's identity is its schedule and its slot.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2s
from typing import Final

from bot.core.card import Card
from bot.core.schedule_times import next_slot

GRACE: Final = timedelta(hours=1)  # how late a post may still go out, marked as late
COALESCED: Final = 2000  # slots passed over in one step: bounds the work after a long time away

# What a post showed: the facts by brief, as they read. It tells a corrected figure from an old one.
Known = Mapping[str, Mapping[str, str]]


class Content(StrEnum):
    """How much of a statement is posted."""

    WHOLE = "whole"
    SHORT = "short"
    FIGURE = "figure"  # one fact with its sentence


class Unchanged(StrEnum):
    """What is done where nothing changed since the last post."""

    REPEAT = "repeat"
    SAY = "say"  # "nothing new"
    SILENT = "silent"


class Missed(StrEnum):
    """What is done about slots that passed while nothing could be posted."""

    SKIP = "skip"
    LATEST = "latest"
    ALL = "all"


GRACES: Final[Mapping[Missed, timedelta]] = {
    Missed.SKIP: timedelta(minutes=5),  # a restart is no downtime
    Missed.LATEST: GRACE,
    Missed.ALL: timedelta(days=1),
}


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is posted to a channel whenever the cron rule says so in the zone.

    An empty `brief` stands for all that are new or changed since the last post. `tenant` is the
    workspace or server, empty where the operator's file names none; `maker` the person who is told
    of failures.
    """

    id: str
    platform: str
    channel: str
    brief: str
    cron: str
    zone: str
    grace: timedelta = GRACE
    tenant: str = ""
    maker: str = ""
    content: Content = Content.WHOLE
    fact: str = ""
    unchanged: Unchanged = Unchanged.REPEAT
    missed: Missed = Missed.LATEST


class ScheduleState(StrEnum):
    """Whether a schedule posts."""

    DRAFT = "draft"  # shown to its maker, not confirmed yet
    ACTIVE = "active"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Due:
    """A schedule at the slot it waits for; `revision` tells whether it was changed since."""

    schedule: Schedule
    slot: datetime
    revision: int
    state: ScheduleState = ScheduleState.ACTIVE


@dataclass(frozen=True, slots=True)
class Plan:
    """A slot that has come, how many before it were passed over, the next to wait for."""

    slot: datetime
    skipped: int
    missed: bool
    next_due: datetime


class RunState(StrEnum):
    """How far a post has come."""

    QUEUED = "queued"  # certainly not posted
    SENDING = "sending"  # may be posted: look before posting again
    SENT = "sent"
    SILENT = "silent"  # nothing new, and silence was chosen
    MISSED = "missed"  # not posted, and now too late
    FAILED = "failed"  # not posted, and trying again is of no use
    UNKNOWN = "unknown"  # may be posted and cannot be looked up: never posted again
    CANCELLED = "cancelled"  # the schedule went away first


class Reason(StrEnum):
    """Why a post is late or out, beside what the platforms call their own reasons."""

    DOWN = "down"  # this bot, or its database
    NOT_CONNECTED = "not_connected"
    ASKED_TO_WAIT = "asked_to_wait"
    UNCERTAIN = "uncertain"  # the answer to an attempt was lost
    NO_SUMMARY = "no_summary"


OPEN: Final = (RunState.QUEUED, RunState.SENDING)
AMISS: Final = (RunState.MISSED, RunState.FAILED, RunState.UNKNOWN)  # its maker is told


@dataclass(frozen=True, slots=True)
class Run:
    """One post in hand; `lease` proves that nobody else has it, `tried_at` is its last attempt.

    `known` is what the schedule's last post showed, `by_hand` that somebody asked for it now,
    `reason` why it has to wait: a `Reason`.
    """

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
    tenant: str = ""
    content: Content = Content.WHOLE
    fact: str = ""
    unchanged: Unchanged = Unchanged.REPEAT
    known: Known = field(default_factory=dict)
    by_hand: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a slot: `ended_at` and `message` of one that was posted, else why not.

    `schedule`, `tenant`, `maker` and `channel` say whose it is.
    """

    run: str
    schedule: str
    platform: str
    tenant: str
    maker: str
    channel: str
    zone: str
    slot: datetime
    state: RunState
    ended_at: datetime | None = None
    message: str = ""
    reason: str = ""
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Access:
    """Whether the bot can post to a channel and read it back; None for what is not known.

    `reason` is why it cannot post, by a name in `bot.core.wording_schedule.REFUSED`.
    """

    post: bool | None = None
    read: bool | None = None
    reason: str = ""


def plan(schedule: Schedule, next_due: datetime, now: datetime) -> Plan:
    """Return what to do at `now` about a slot that has come.

    Only the latest is posted, or with `Missed.ALL` one after the other, the oldest first. A slot
    further back than the schedule's grace is missed. After a very long time away `next_due` may
    still be past; planning again goes on from there.
    """
    slot, skipped = next_due, 0
    following = next_slot(schedule.cron, schedule.zone, slot)
    while following <= now and skipped < COALESCED:
        if _stands(schedule, slot, now) or _stands(schedule, following, now):
            break
        slot, skipped = following, skipped + 1
        following = next_slot(schedule.cron, schedule.zone, slot)
    return Plan(slot, skipped, now > slot + schedule.grace, following)


def run_id(schedule: str, slot: datetime) -> str:
    """Return the identity of a post: the same slot always gives the same.

    >>> from datetime import UTC
    >>> run_id("daily", datetime(2026, 3, 29, 8, tzinfo=UTC))
    'daily.1774771200'
    """
    return f"{schedule}.{int(slot.timestamp())}"


def marker(run: str) -> str:
    """Return what a message carries so that it can be found again: 24 characters of 0-9 and a-f."""
    return blake2s(run.encode(), digest_size=12).hexdigest()


def _stands(schedule: Schedule, slot: datetime, now: datetime) -> bool:
    """Say whether a slot is posted even though a later one has come as well."""
    return schedule.missed is Missed.ALL and now <= slot + schedule.grace
