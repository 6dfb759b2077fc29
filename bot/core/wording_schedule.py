"""What a scheduled post says of itself when it is late, and what became of each: the receipts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.card import Card, Line, Passage, Role, Span, Tone, words
from bot.core.schedule import Reason, Receipt, Run, RunState
from bot.core.wording_times import moment

ON_TIME: Final = timedelta(minutes=2)  # later than this is said

WAITED: Final[Mapping[str, str]] = {
    Reason.DOWN: "the bot or its database was away",
    Reason.NOT_CONNECTED: "the chat was not connected",
    Reason.ASKED_TO_WAIT: "the chat asked to wait",
    Reason.UNCERTAIN: "the answer to the first attempt was lost",
    Reason.NO_SUMMARY: "the statement was not served",
}
# By what the platforms call it; whatever else they say is a refusal.
REFUSED: Final[Mapping[str, str]] = {
    "not_in_channel": "the bot is not in the channel: invite it",
    "channel_not_found": "the bot cannot see the channel, or it is gone",
    "is_archived": "the channel is archived",
    "restricted_action": "the workspace does not let the bot post there",
    "missing_scope": "the bot lacks the right to post",
    "http_403_50001": "the bot cannot see the channel",
    "http_403_50013": "the bot lacks the right to post there",
    "http_404_10003": "the channel is gone",
    "http_400_50083": "the thread is archived",
    Reason.NO_SUMMARY: "the statement was not served",
    Reason.NOT_CONNECTED: "the chat was not connected",
    Reason.ASKED_TO_WAIT: "the chat asked to wait for too long",
    Reason.UNCERTAIN: "the first attempt did not arrive, and then it was too late",
    Reason.DOWN: "the bot or its database was away for too long",
}
REFUSED_OTHERWISE: Final = "the chat refused it"
ENDS: Final[Mapping[RunState, str]] = {
    RunState.QUEUED: "Waiting to be posted",
    RunState.SENDING: "Being posted",
    RunState.SENT: "Posted",
    RunState.SILENT: "Not posted: nothing was new, and silence was chosen",
    RunState.MISSED: "Not posted because ",
    RunState.FAILED: "Not posted because ",
    RunState.UNKNOWN: "May or may not have been posted: the answer was lost and the channel cannot "
    "be looked through. It is not posted again",
    RunState.CANCELLED: "Not posted: the schedule was paused, changed or removed first",
}
AMISS: Final = "A scheduled post did not go as it should"
WATCH: Final = "Later posts are made as planned. “schedule list” shows what became of each."


def as_posted(card: Card, run: Run, now: datetime) -> Card:
    """Return the card as it is posted at `now`: one that is late says so in a note."""
    if run.by_hand or now - run.slot <= ON_TIME:
        return card
    return replace(card, notes=(*card.notes, late_note(run.slot, now, run.zone, run.skipped)))


def late_note(slot: datetime, now: datetime, zone: str, skipped: int = 0) -> Line:
    """Say when a late post was due, in its own zone, and how many before it were left out."""
    due, posted = (at.astimezone(ZoneInfo(zone)) for at in (slot, now))
    day = "" if due.date() == posted.date() else f" on {due.day} {due:%B}"
    own = Span(Role.OWN, f"{due:%H:%M}{day} ({zone})", moment=slot)
    return (words("Due "), own, words(", posted late."), *_left_out(skipped))


def receipt_line(receipt: Receipt) -> Line:
    """Say what became of a slot: posted when, late because of what, or not posted and why."""
    due = Span(Role.OWN, moment(receipt.slot, receipt.zone), moment=receipt.slot)
    told = (due, words(": "), words(ENDS[receipt.state]))
    return (*told, *_why(receipt), *_left_out(receipt.skipped))


def receipt_passage(receipt: Receipt, address: str) -> Passage:
    """Return a receipt with the address of its message, where there is one."""
    opens = (Span(Role.SOURCE, address),) if address else ()
    return Passage(receipt_line(receipt), said_by=opens)


def amiss_card(receipt: Receipt) -> Card:
    """Return what the maker of a schedule is told where a post went wrong."""
    name = (words("Schedule: "), Span(Role.OWN, receipt.schedule))
    return Card(
        Tone.UNSURE, (words(AMISS),), passages=(Passage(receipt_line(receipt)),),
        notes=(name, (words(WATCH),)),
    )  # fmt: skip


def _why(receipt: Receipt) -> Line:
    if receipt.state is RunState.SENT:
        return _when(receipt)
    if receipt.state in (RunState.MISSED, RunState.FAILED):
        return (words(f"{REFUSED.get(receipt.reason, REFUSED_OTHERWISE)}."),)
    return (words("."),)


def _when(receipt: Receipt) -> Line:
    if receipt.ended_at is None:
        return (words("."),)
    posted = receipt.ended_at.astimezone(ZoneInfo(receipt.zone))
    at = (words(" at "), Span(Role.OWN, f"{posted:%H:%M:%S}"))
    if receipt.ended_at - receipt.slot <= ON_TIME:
        return (*at, words("."))
    because = f", late because {WAITED[receipt.reason]}" if receipt.reason in WAITED else ", late"
    return (*at, words(f"{because}."))


def _left_out(skipped: int) -> Line:
    if not skipped:
        return ()
    one = "post before it was" if skipped == 1 else "posts before it were"
    return (words(" "), Span(Role.OWN, str(skipped)), words(f" {one} left out."))
