"""A part of a fact in its sentence, as a reader of questions is shown it."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from bot.core.aspects import Aspect, part, parts
from bot.core.brief import Brief, Fact, Kind

_NEAR: Final = 400  # letters before a value that are shown
_AFTER: Final = 300
_LONGEST: Final = 300  # letters of the value itself

# What a part of a fact is, in a word that says what sort of question it answers.
_SORTS: Final = {
    Kind.COUNT: "number",
    Kind.DURATION: "time",
    Aspect.PERIOD: "when",
    Aspect.ACTOR: "who",
    Aspect.SPEAKER: "speaker",
}


class Passage(NamedTuple):
    """A value and what stands around it: what sort it is, what it is called, its sentence."""

    sort: str
    called: str
    before: str
    value: str
    after: str


def passage(fact: Fact, aspect: Aspect) -> Passage:
    """Return a part of a fact in its sentence."""
    text = part(fact, aspect)
    what = fact.kind if aspect is Aspect.VALUE else aspect
    before, value, after = _parted(fact, text)
    sort = _SORTS.get(what, what.value)
    return Passage(sort, fact.label, before[-_NEAR:], value[:_LONGEST], after[:_AFTER])


def passages(brief: Brief) -> Iterator[Passage]:
    """Yield all that a brief may answer with."""
    return (passage(fact, aspect) for fact, aspect in parts(brief))


def _parted(fact: Fact, text: str) -> tuple[str, str, str]:
    """Cut the evidence that holds a text around it; a text that none holds comes first."""
    for sentence in fact.evidence:
        before, found, after = sentence.partition(text)
        if found:
            return before, found, after
    return "", text, fact.evidence[0]
