"""What a scheduled post says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.core.answering import Shown
from bot.core.brief import Brief, Fact
from bot.core.card import Card, Line, Passage, Role, Span, Tone, words
from bot.core.wording_briefs import entry
from bot.core.wording_facts import labelled, passage, questions, source_line, summarised

SUMMARY: Final = "Summary: "
IN_SHORT: Final = "In short: "
NEW: Final = "New or changed statements"
NOTHING_NEW: Final = "Nothing new since the last post."
CORRECTED: Final = "Corrected since the last post. "
MORE: Final = " more new or changed. Write “list” to see all statements."
MOST: Final = 5  # statements of one post
FACTS: Final = 4  # of each, where there are several


@dataclass(frozen=True, slots=True)
class Section:
    """A statement of a post, the facts shown, and which of them read otherwise last time."""

    brief: Brief
    facts: tuple[Fact, ...]
    corrected: frozenset[str] = frozenset()
    quoted: bool = False


def edition_card(sections: Sequence[Section], *, whole: bool) -> Card:
    """Return a post of one statement or of several."""
    if len(sections) == 1:
        return _single(sections[0], whole=whole)
    shown = sections[:MOST]
    passages = tuple(line for section in shown for line in _several(section))
    left = len(sections) - len(shown)
    notes = ((Span(Role.OWN, str(left)), words(MORE)),) if left else ()
    return Card(Tone.PLAIN, (words(NEW),), passages=passages, notes=notes)


def nothing_new_card(briefs: Sequence[Brief]) -> Card:
    """Return a post that says that nothing has changed."""
    source = source_line(briefs[0]) if len(briefs) == 1 else None
    return Card(Tone.PLAIN, (words(NOTHING_NEW),), source=source)


def _single(section: Section, *, whole: bool) -> Card:
    brief = section.brief
    opening = SUMMARY if whole else IN_SHORT
    headline: Line = (words(opening), Span(Role.SOURCE, brief.title))
    first = Shown(section.facts[0]) if section.quoted else None
    return Card(
        Tone.PLAIN, headline, passages=_passages(section), source=source_line(brief, first),
        prompts=questions((brief, fact) for fact in summarised(brief)),
    )  # fmt: skip


def _several(section: Section) -> tuple[Passage, ...]:
    limited = Section(
        section.brief, section.facts[:FACTS], section.corrected, quoted=section.quoted
    )
    return (entry(section.brief), *_passages(limited))


def _passages(section: Section) -> tuple[Passage, ...]:
    return tuple(_passage(section, fact) for fact in section.facts)


def _passage(section: Section, fact: Fact) -> Passage:
    shown = Shown(fact)
    mark = (words(CORRECTED),) if fact.id in section.corrected else ()
    if not section.quoted:
        return Passage((*mark, *labelled(shown)))
    told = passage(section.brief, shown, with_value=True)
    return Passage((*mark, *told.short), told.quote, told.said_by)
