"""How a question was understood, for somebody who asked something else, and what else is near."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.core.answering import Answer, answer
from bot.core.brief import Brief, Fact
from bot.core.handles import Subject
from bot.core.library import Library
from bot.core.matching import Candidate, match
from bot.core.quantities import find, same
from bot.core.reading import Reading
from bot.core.reading_words import LIGHT, Wanted
from bot.core.vocabulary import terms_of, vocabulary
from bot.core.wording_facts import may_be_offered

OTHERS: Final = 3
ANOTHER_KIND: Final = "another kind of fact"


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood of a question: words are the asker's own, in their order.

    `about` are its telling words, `actor` those of them that name somebody who acts in the brief;
    `shared` those that the fact shown or its sentence has, `foreign` those it has not. `others` are
    the nearest facts that were not shown.
    """

    reading: Reading
    brief: Brief
    shown: tuple[Fact, ...]
    outcome: str
    ruled_out: str = ""
    about: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    others: tuple[Fact, ...] = ()


def understand(question: str, subject: Subject) -> Understanding:
    """Return how a question came to the answer that was shown."""
    brief = subject.brief
    found = answer(question, Library((brief,)), brief_id=brief.id)
    shown = tuple(brief.by_id[one] for one in subject.facts)
    known = vocabulary(brief).known
    has = frozenset().union(*(known[fact.id].own | known[fact.id].near for fact in shown))
    telling = {word.text: word.stem for word in found.reading.terms if word.stem not in LIGHT}
    actors = _actors(brief, frozenset(telling.values()))
    return Understanding(
        reading=found.reading,
        brief=brief,
        shown=shown,
        outcome=subject.outcome,
        ruled_out=_ruled_out(found, shown),
        about=tuple(text for text, stem in telling.items() if stem not in actors),
        actor=tuple(text for text, stem in telling.items() if stem in actors),
        shared=tuple(text for text, stem in telling.items() if stem in has),
        foreign=tuple(text for text, stem in telling.items() if shown and stem not in has),
        others=tuple(_others(found, brief, shown)),
    )


def _actors(brief: Brief, asked: frozenset[str]) -> frozenset[str]:
    """Return the words that name an actor of the brief in full."""
    named = (terms_of(fact.actor) for fact in brief.facts if fact.actor)
    return frozenset().union(*(actor for actor in named if actor <= asked))


def _ruled_out(found: Answer, shown: tuple[Fact, ...]) -> str:
    """Return what kept the facts shown from being an answer, empty where nothing did."""
    considered = found.matched.candidates if found.matched else ()
    reasons = [one.ruled_out for one in considered if one.fact in shown]
    return next(iter(reasons), ANOTHER_KIND) if shown else ""


def _others(found: Answer, brief: Brief, shown: tuple[Fact, ...]) -> Iterator[Fact]:
    """Yield the nearest facts that say something else than what was shown, each once."""
    said = list(shown)
    for fact in _ranked(found, brief):
        if len(said) >= len(shown) + OTHERS:
            return
        if may_be_offered(fact) and not any(_says_same(fact, one) for one in said):
            said.append(fact)
            yield fact


def _ranked(found: Answer, brief: Brief) -> Iterator[Fact]:
    """Yield facts by nearness: of the kind that was asked for, of any, then the summary."""
    reading = found.reading
    anything = match(replace(reading, wanted=Wanted.ANY, head=()), brief)
    asked = found.matched.candidates if found.matched else ()
    near = [one for one in (*asked, *anything.candidates) if _bears(one)]
    for one in sorted(near, key=lambda one: (bool(one.ruled_out), -one.score)):
        yield one.fact
    yield from (brief.by_id[one] for one in brief.file.summary if one in brief.by_id)


def _bears(one: Candidate) -> bool:
    return one.support > 0


def _says_same(one: Fact, other: Fact) -> bool:
    mine, theirs = find(one.value), find(other.value)
    equal = bool(mine and theirs) and same(mine[0], theirs[0]) and one.kind == other.kind
    return one.id == other.id or one.value == other.value or equal
