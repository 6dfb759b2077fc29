"""How statements are listed and offered to be chosen."""

from collections.abc import Iterable
from typing import Final

from bot.core.brief import Brief
from bot.core.card import Choice, Deed, Passage, Role, Span
from bot.core.handles import handle_of
from bot.core.text import squash, visible

CHOICES: Final = 25  # what a list of either platform holds at the most
LABEL: Final = 75  # signs of a list's entry


def entry(brief: Brief) -> Passage:
    """Return a statement as one line of a list: title, publisher and date."""
    rest = "".join(f" · {part}" for part in (brief.source.publisher, brief.source.date) if part)
    title = Span(Role.SOURCE, brief.title)
    return Passage((title, Span(Role.SOURCE, rest)) if rest else (title,))


def choices(briefs: Iterable[Brief], deed: Deed) -> tuple[Choice, ...]:
    """Return statements to choose from, each named by its title and date."""
    return tuple(
        Choice(Span(Role.SOURCE, named(brief)), handle_of(brief), deed)
        for brief, _ in zip(briefs, range(CHOICES), strict=False)
    )


def named(brief: Brief, *, most: int = LABEL) -> str:
    """Return a title with its date, the title cut at a word where both do not fit."""
    told = squash(visible(brief.source.date))
    date = f" · {told}" if 0 < len(told) < most // 2 else ""
    return cut(squash(visible(brief.title)), most - len(date)) + date


def cut(text: str, most: int) -> str:
    """Return a text cut at a word where it is too long; one without spaces where it must be."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    return (kept.rsplit(" ", 1)[0] if " " in kept else kept).rstrip(" ,:;-") + "…"
