"""What a scheduled post shows, and whether anything is new since the last one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.core import wording_edition
from bot.core.brief import Brief, Fact
from bot.core.card import Card
from bot.core.library import Library
from bot.core.schedule import Content, Known, Unchanged
from bot.core.wording_facts import summarised

SHORT: Final = 2  # facts of a short post


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a schedule posts: an empty `brief` stands for all that are new or changed."""

    brief: str = ""
    content: Content = Content.WHOLE
    fact: str = ""
    unchanged: Unchanged = Unchanged.REPEAT


@dataclass(frozen=True, slots=True)
class Edition:
    """A post as it would be made now, and what it makes known; without a card it stays silent."""

    card: Card | None
    known: Known


def edition(library: Library, wanted: Wanted, known: Known) -> Edition | None:
    """Return what is to be posted after a post that made `known`; None where it is not served."""
    briefs = _of(library, wanted)
    if not briefs:
        return None
    fresh = tuple(brief for brief in briefs if _now(brief, wanted) != known.get(brief.id))
    # Of briefs that are served no more nothing is kept, so that one that comes back is new.
    now = {brief.id: _now(brief, wanted) for brief in briefs}
    if not fresh and _quiet(wanted) is not Unchanged.REPEAT:
        silent = _quiet(wanted) is Unchanged.SILENT
        return Edition(None if silent else wording_edition.nothing_new_card(briefs), known)
    shown = briefs if wanted.brief else fresh
    return Edition(_card(shown, wanted, known), now)


def _of(library: Library, wanted: Wanted) -> tuple[Brief, ...]:
    if not wanted.brief:
        return library.briefs
    brief = library.get(wanted.brief)
    if brief is None or (wanted.fact and wanted.fact not in brief.by_id):
        return ()
    return (brief,)


def _quiet(wanted: Wanted) -> Unchanged:
    """Return what to do where nothing is new: a post of what is new has nothing to repeat."""
    repeats = not wanted.brief and wanted.unchanged is Unchanged.REPEAT
    return Unchanged.SAY if repeats else wanted.unchanged


def _card(briefs: Iterable[Brief], wanted: Wanted, known: Known) -> Card:
    sections = [_section(brief, wanted, known.get(brief.id)) for brief in briefs]
    return wording_edition.edition_card(sections, whole=wanted.content is Content.WHOLE)


def _section(
    brief: Brief, wanted: Wanted, before: Mapping[str, str] | None
) -> wording_edition.Section:
    facts = _facts(brief, wanted)
    now = _now(brief, replace(wanted, content=Content.WHOLE))
    corrected = frozenset(
        fact.id
        for fact in facts
        if before is not None and before.get(fact.id, now[fact.id]) != now[fact.id]
    )
    return wording_edition.Section(
        brief, tuple(facts), corrected, quoted=wanted.content is Content.FIGURE
    )


def _facts(brief: Brief, wanted: Wanted) -> list[Fact]:
    if wanted.fact:
        return [brief.by_id[wanted.fact]]
    most = {Content.WHOLE: None, Content.SHORT: SHORT, Content.FIGURE: 1}[wanted.content]
    return (summarised(brief) or list(brief.facts[:SHORT]))[:most]


def _now(brief: Brief, wanted: Wanted) -> Mapping[str, str]:
    """Return how the facts of a brief read now; those of one figure are that one."""
    facts = [brief.by_id[wanted.fact]] if wanted.fact else brief.facts
    return dict(_read(facts))


def _read(facts: Iterable[Fact]) -> Iterator[tuple[str, str]]:
    for fact in facts:
        yield fact.id, " ".join(part for part in (fact.value, fact.period) if part)
