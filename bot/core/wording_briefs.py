"""How statements are listed and offered to be chosen."""

from collections.abc import Iterable
from typing import Final

from bot.core.brief import Brief
from bot.core.card import Choice, Deed, Passage, Role, Span
from bot.core.handles import handle_of

CHOICES: Final = 25  # what a list of either platform holds at the most
_LABEL: Final = 75


def entry(brief: Brief) -> Passage:
    """Return a statement as one line of a list: title, publisher and date."""
    rest = "".join(f" · {part}" for part in (brief.source.publisher, brief.source.date) if part)
    title = Span(Role.SOURCE, brief.title)
    return Passage((title, Span(Role.SOURCE, rest)) if rest else (title,))


def choices(briefs: Iterable[Brief], deed: Deed) -> tuple[Choice, ...]:
    """Return statements to choose from, each named by its title and date."""
    return tuple(
        Choice(Span(Role.SOURCE, _named(brief)), handle_of(brief), deed)
        for brief, _ in zip(briefs, range(CHOICES), strict=False)
    )


def _named(brief: Brief) -> str:
    """Return a title with its date, the title cut at a word where both do not fit."""
    date = f" · {brief.source.date}" if 0 < len(brief.source.date) < _LABEL // 2 else ""
    room = _LABEL - len(date)
    title = brief.title if len(brief.title) <= room else _cut(brief.title, room)
    return title + date


def _cut(text: str, room: int) -> str:
    """Cut a text at a word; one without spaces is cut where it must."""
    kept = text[: room - 1]
    return (kept.rsplit(" ", 1)[0] if " " in kept else kept).rstrip(" ,:;-") + "…"
