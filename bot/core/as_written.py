"""Questions in the very words of an alias: answered by looking them up, without weighing a fact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from bot.core.aspects import ANSWERS, Aspect
from bot.core.brief import Brief, Fact
from bot.core.constraints import Constraints
from bot.core.reading import LONGEST, Reading, read
from bot.core.text import normalise, squash, visible
from bot.core.vocabulary import vocabulary

_ENDS: Final = " ?!.,;:"


@dataclass(frozen=True, slots=True)
class AsWritten:
    """A fact whose alias is the question, and how the question reads."""

    brief: Brief
    fact: Fact
    reading: Reading


def as_written(question: str, briefs: Sequence[Brief]) -> AsWritten | None:
    """Return the one fact of all these briefs that a reviewer gave the question's very words.

    None where no fact or several have them, and where they ask for another part than the value.
    """
    shown = squash(visible(question[:LONGEST]))
    found = _aliases(tuple(briefs)).get(_key(shown))
    if found is None or found.reading.question == shown:
        return found
    return replace(found, reading=replace(found.reading, question=shown))


def _key(text: str) -> str:
    """Return what is alike of all ways to type a question: case, ends and white space aside."""
    return squash(normalise(text)).strip(_ENDS)


@lru_cache(maxsize=4)
def _aliases(briefs: tuple[Brief, ...]) -> Mapping[str, AsWritten | None]:
    """Return what each alias stands for, None for one of several facts; briefs never change."""
    known: dict[str, AsWritten | None] = {}
    for brief in briefs:
        for key, one in _aliases_of(brief).items():
            known[key] = None if key in known else one
    return known


@lru_cache(maxsize=512)
def _aliases_of(brief: Brief) -> Mapping[str, AsWritten | None]:
    known: dict[str, AsWritten | None] = {}
    gaps = {_key(text): None for gap in brief.file.gaps for text in gap.ask}
    for fact in brief.facts if brief.reviewed else ():
        for key in dict.fromkeys(_key(text) for text in fact.ask):
            known[key] = None if key in known else _answering(key, fact, brief)
    return known | gaps


def _answering(alias: str, fact: Fact, brief: Brief) -> AsWritten | None:
    """Return an alias with its fact where its reading asks for the fact's value."""
    reading = read(alias)
    gladly = {
        aspect: ANSWERS[reading.wanted][fact.kind, aspect]
        for aspect in Aspect
        if (fact.kind, aspect) in ANSWERS[reading.wanted]
    }
    asks = gladly and min(gladly, key=lambda aspect: gladly[aspect]) is Aspect.VALUE
    barred = reading.claim or Constraints(reading).broken(
        fact, Aspect.VALUE, vocabulary(brief).known[fact.id]
    )
    return AsWritten(brief, fact, reading) if asks and not barred else None
