"""What a scheduled post says of itself: when it was due, and what it stands for."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.card import Card, Line, Role, Span, words
from bot.core.schedule import Run

ON_TIME = timedelta(minutes=2)  # later than this is said


def as_posted(card: Card, run: Run, now: datetime) -> Card:
    """Return the card as it is posted at `now`: one that is late says so in a note."""
    if now - run.slot <= ON_TIME:
        return card
    return replace(card, notes=(*card.notes, late_note(run.slot, now, run.zone, run.skipped)))


def late_note(slot: datetime, now: datetime, zone: str, skipped: int = 0) -> Line:
    """Say when a late post was due, in its own zone, and how many before it were left out."""
    due, posted = (moment.astimezone(ZoneInfo(zone)) for moment in (slot, now))
    day = "" if due.date() == posted.date() else f" on {due.day} {due:%B}"
    own = Span(Role.OWN, f"{due:%H:%M}{day} ({zone})")
    return (words("Due "), own, words(", posted late."), *_left_out(skipped))


def _left_out(skipped: int) -> Line:
    if not skipped:
        return ()
    one = "post before it was" if skipped == 1 else "posts before it were"
    return (words(" "), Span(Role.OWN, str(skipped)), words(f" {one} left out."))
