"""What people are told who make and manage scheduled posts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.core.card import Card, Choice, Deed, Line, Passage, Role, Span, Tone, words
from bot.core.schedule import (
    Access,
    Content,
    Due,
    Missed,
    Receipt,
    Schedule,
    ScheduleState,
    Unchanged,
)
from bot.core.schedule_times import ClockChange
from bot.core.schedule_words import Trouble, Unclear
from bot.core.wording_schedule import (
    REFUSED,
    REFUSED_OTHERWISE,
    receipt_line,
    receipt_passage,
)
from bot.core.wording_times import both, change_line, downtime_line, holiday_line, rule

LABELS: Final[Mapping[Deed, str]] = {
    Deed.SCHEDULE_ADD: "Confirm",
    Deed.SCHEDULE_TEST: "Test: show it to me",
    Deed.SCHEDULE_SHOW: "Open",
    Deed.SCHEDULE_PAUSE: "Pause",
    Deed.SCHEDULE_RESUME: "Resume",
    Deed.SCHEDULE_RUN: "Post now",
    Deed.SCHEDULE_REMOVE: "Remove",
}
CONTENTS: Final[Mapping[Content, str]] = {
    Content.WHOLE: "The whole summary",
    Content.SHORT: "The summary in short",
    Content.FIGURE: "One figure with its sentence",
}
UNCHANGED: Final[Mapping[Unchanged, str]] = {
    Unchanged.REPEAT: "Where nothing is new it is posted again.",
    Unchanged.SAY: "Where nothing is new the post says so.",
    Unchanged.SILENT: "Where nothing is new nothing is posted.",
}
MISSED: Final[Mapping[Missed, str]] = {
    Missed.SKIP: "Skip what was missed",
    Missed.LATEST: "Post the latest that was missed",
    Missed.ALL: "Post all that was missed",
}
ALL_BRIEFS: Final = "All statements that are new or changed since the last post"
WOULD_SAY: Final = "Posted now, it would say:"
NEXT: Final = "Next: "
NOT_YET: Final = "Nothing is posted until you confirm."
CONFIRMED: Final = "Confirmed. "
EXAMPLES: Final = (
    "I understand for instance: “weekdays 09:00 London”, “every Monday 8am”, “first working day of "
    "the month 10:00”, “hourly 9-17”, “every 2 hours”, “last Friday of the month 4pm”, or cron: "
    "“0 9 * * 1-5 London”."
)
UNCLEAR: Final[Mapping[Trouble, str]] = {
    Trouble.NO_TIME: "I do not understand when that is.",
    Trouble.NO_DAY: "I do not understand on which day that is.",
    Trouble.OFFSET: "I keep times by a place, since an offset is wrong after the next change of "
    "clocks. Name a city.",
    Trouble.BEYOND: "I keep days of the week and of the month: no other rhythm, no exception.",
    Trouble.LEFT: "A part of that is no time, no place and no statement that I know.",
    Trouble.SPAN: "I do not understand from when until when. Write “9-17” or “9am-5pm”.",
    Trouble.MINUTES: "Several times of one schedule must have the same minute. Make two schedules.",
    Trouble.ZONE: "I do not know that place. Name a city, or a zone as in Europe/London.",
    Trouble.STEP: "Every so many minutes is possible for 15, 20 or 30, every so many hours up to "
    "12.",
    Trouble.RULE: "That rule cannot be kept: ",
}
HEARD: Final = "You wrote: "
PERHAPS: Final = "Perhaps you mean: "
MANAGERS_ONLY: Final = "Only those who manage this place can make or change scheduled posts."
NO_SCHEDULE: Final = "No scheduled post is kept here."
HOW_TO: Final = (
    "To make one: “schedule”, a statement or “all”, and when, for instance "
    "“schedule all weekdays 09:00 London”. Then “schedule list”, “schedule pause”, “resume”, "
    "“remove”, “run” or “test” with its name."
)
HOW_TO_IN_TERMINAL: Final = (
    "To make one: briefing-bot schedules add weekdays 09:00 London --platform slack --channel "
    "C0123456789 --brief all. Then show, pause, resume, edit, run, test or remove with its name."
)
WHICH: Final = "There is no scheduled post of that name here."
NO_CHANNEL: Final = "Make it in the channel that it should post to, or choose a channel."
OTHER_CHANNEL: Final = "I cannot see that channel. Make the scheduled post in the channel itself."
UNKNOWN_BRIEF: Final = "There is no statement of that name. See the list of statements."
TOO_MANY: Final = "Enough scheduled posts are kept here. Remove one first."
CANNOT_POST: Final = "I cannot post there: "
CANNOT_READ: Final = (
    "I cannot read back there: a post whose answer gets lost is not repeated, and you are told."
)
CAN_BOTH: Final = "I can post there and look whether a post arrived."
NOT_CHECKED: Final = "Whether I can post there could not be checked. “Post now” shows it."
PAUSED: Final = "Paused: nothing is posted until it is resumed."
RESUMED: Final = "Resumed from now on; what fell into the pause is not posted. "
REMOVED: Final = "Removed. It posts no more."
CHANGED: Final = "Changed. "
RUNNING: Final = "It is posted within seconds. "
RUNNING_ELSEWHERE: Final = "The running bot posts it within seconds. "
UNCHANGED_NOW: Final = "That is how it was already. "
OVERTAKEN: Final = "Somebody else changed it just now, so yours was not done. It reads: "
TEST: Final = "This is what would be posted now. Only you see it."
NOTHING_NOW: Final = "Posted now, it would stay silent: nothing is new since the last post."
NOT_SERVED: Final = "Nothing can be posted now: no reviewed statement is there for it."
LAST: Final = "Last: "
MORE: Final = " more are kept here. “schedule show” opens each with its name."
STATES: Final[Mapping[ScheduleState, str]] = {
    ScheduleState.DRAFT: "Not confirmed yet",
    ScheduleState.ACTIVE: "Active",
    ScheduleState.PAUSED: "Paused",
}
_MANAGE: Final[Mapping[ScheduleState, tuple[Deed, ...]]] = {
    ScheduleState.DRAFT: (Deed.SCHEDULE_ADD, Deed.SCHEDULE_TEST, Deed.SCHEDULE_REMOVE),
    ScheduleState.ACTIVE: (
        Deed.SCHEDULE_PAUSE, Deed.SCHEDULE_RUN, Deed.SCHEDULE_TEST, Deed.SCHEDULE_REMOVE,
    ),
    ScheduleState.PAUSED: (
        Deed.SCHEDULE_RESUME, Deed.SCHEDULE_RUN, Deed.SCHEDULE_TEST, Deed.SCHEDULE_REMOVE,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """A schedule as it is listed: its next runs and what became of the last, the newest first.

    `title` names what is posted, `addresses` are those of the messages of `receipts`; `place` is
    where, for an operator who sees all.
    """

    due: Due
    title: str
    next_runs: tuple[datetime, ...] = ()
    change: ClockChange | None = None
    receipts: tuple[Receipt, ...] = ()
    addresses: tuple[str, ...] = ()
    place: str = ""


def proposal_card(kept: Kept, post: Card | None, access: Access) -> Card:
    """Return a proposed schedule with the post as it would be made now, None where none can be."""
    schedule = kept.due.schedule
    notes = (
        *((words(NEXT), *both(at, schedule.zone)) for at in kept.next_runs),
        change_line(schedule, kept.change),
        *_noted(holiday_line(schedule)),
        downtime_line(schedule.missed),
        (words(UNCHANGED[schedule.unchanged]),),
        access_line(access),
        (words(NOT_YET),),
    )
    shown = _shown(post)
    return replace(
        shown, headline=_headline(kept), notes=(*shown.notes, *notes), handle=schedule.id,
        deeds=_MANAGE[ScheduleState.DRAFT],
    )  # fmt: skip


def access_line(access: Access) -> Line:
    """Return whether the bot can post to a channel and read it back."""
    if access.post is False:
        return (words(f"{CANNOT_POST}{REFUSED.get(access.reason, REFUSED_OTHERWISE)}."),)
    if access.post is None:
        return (words(NOT_CHECKED),)
    return (words(CAN_BOTH if access.read else CANNOT_READ),)


def refused_channel_card(access: Access) -> Card:
    """Return a no to a channel that the bot cannot post to."""
    return Card(Tone.NO, access_line(access))


def unclear_card(unclear: Unclear) -> Card:
    """Return what was not understood of a time, and what can be."""
    hint = unclear.hint
    reason: Line = (ours(UNCLEAR[unclear.trouble]),)
    notes: list[Line] = []
    if unclear.trouble is Trouble.RULE:
        reason = (*reason, Span(Role.ASKED, hint))
    elif hint:
        notes.append((words(PERHAPS), Span(Role.OWN, hint)))
    if unclear.said:
        notes.insert(0, (words(HEARD), Span(Role.ASKED, f"“{unclear.said}”")))
    return Card(Tone.NO, reason, notes=(*notes, (Span(Role.OWN, EXAMPLES),)))


def unknown_brief_card(said: str, hint: str) -> Card:
    """Return that a statement's name is not known, with what else it may have been."""
    notes: list[Line] = [(words(HEARD), Span(Role.ASKED, f"“{said}”"))]
    if hint:
        notes.append((words(PERHAPS), Span(Role.OWN, hint)))
    return Card(Tone.NO, (words(UNKNOWN_BRIEF),), notes=(*notes, (Span(Role.OWN, EXAMPLES),)))


def schedule_card(kept: Kept, done: str = "") -> Card:
    """Return one schedule with its receipts and what can be done with it; `done` comes first."""
    schedule, state = kept.due.schedule, kept.due.state
    lines = zip(kept.receipts, (*kept.addresses, *[""] * len(kept.receipts)), strict=False)
    notes: list[Line] = [
        (ours(f"{STATES[state]}. {CONTENTS[schedule.content]}. {UNCHANGED[schedule.unchanged]}"),),
        downtime_line(schedule.missed),
    ]
    if state is ScheduleState.ACTIVE:
        notes = [(words(NEXT), *both(at, schedule.zone)) for at in kept.next_runs[:1]] + notes
    headline = _headline(kept)
    return Card(
        Tone.PLAIN, (words(done), *headline) if done else headline,
        passages=tuple(receipt_passage(receipt, address) for receipt, address in lines),
        notes=(*notes, _name(schedule)), handle=schedule.id, deeds=_MANAGE[state],
    )  # fmt: skip


def schedules_card(kept: Sequence[Kept], how_to: str = HOW_TO, *, more: int = 0) -> Card:
    """Return the scheduled posts of a place, each with its next and its last run.

    `more` are there and not listed.
    """
    if not kept:
        return Card(Tone.PLAIN, (words(NO_SCHEDULE),), notes=((ours(how_to),),))
    return Card(
        Tone.PLAIN, (words("Scheduled posts"),), passages=tuple(_entry(one) for one in kept),
        choices=tuple(_choice(one) for one in kept),
        notes=(*_noted((ours(f"{more}{MORE}"),) if more else ()), (ours(how_to),)),
    )  # fmt: skip


def test_card(post: Card | None, *, served: bool) -> Card:
    """Return the very post, for the asker alone."""
    if not served:
        return Card(Tone.NO, (words(NOT_SERVED),))
    if post is None:
        return Card(Tone.PLAIN, (words(NOTHING_NOW),))
    return replace(post, notes=(*post.notes, (words(TEST),)))


def told_card(text: str, *, tone: Tone = Tone.PLAIN, hint: str = "") -> Card:
    """Return one sentence of this module, and another below it."""
    return Card(tone, (ours(text),), notes=((ours(hint),),) if hint else ())


def choice_label(kept: Kept) -> str:
    """Return a schedule in one line of at most 75 characters."""
    label = f"{rule(kept.due.schedule)} · {kept.title}"
    return label if len(label) <= 75 else f"{label[:74]}…"  # noqa: PLR2004 (Slack's limit)


def ours(text: str) -> Span:
    """Return wording that may hold times and counts of our own as examples."""
    return Span(Role.OWN, text)


def _shown(post: Card | None) -> Card:
    if post is None:
        return Card(Tone.PLAIN, (), passages=(Passage((words(NOT_SERVED),)),))
    first = Passage(post.headline)
    return replace(post, lead_in=(words(WOULD_SAY),), passages=(first, *post.passages), prompts=())


def _headline(kept: Kept) -> Line:
    told = rule(kept.due.schedule)
    return (
        Span(Role.OWN, f"{told[:1].upper()}{told[1:]}"), words(": "), Span(Role.SOURCE, kept.title)
    )  # fmt: skip


def _entry(kept: Kept) -> Passage:
    schedule, state = kept.due.schedule, kept.due.state
    next_run: Line = ()
    if state is ScheduleState.ACTIVE:
        next_run = (words(f" · {NEXT}"), *both(kept.due.slot, schedule.zone))
    last = (words(f" · {LAST}"), *receipt_line(kept.receipts[0])) if kept.receipts else ()
    place = (words(" · "), Span(Role.OWN, kept.place)) if kept.place else ()
    said_by = (*_name(schedule), words(f" · {STATES[state]}"), *place, *next_run, *last)
    return Passage(_headline(kept), said_by=said_by)


def _choice(kept: Kept) -> Choice:
    label = Span(Role.SOURCE, choice_label(kept))
    return Choice(label, kept.due.schedule.id, Deed.SCHEDULE_SHOW)


def _name(schedule: Schedule) -> Line:
    return (words("Name: "), Span(Role.OWN, schedule.id))


def _noted(line: Line) -> tuple[Line, ...]:
    return (line,) if line else ()
