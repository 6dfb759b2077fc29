"""Which part of a fact answers, and which kinds of fact answer each sort of question."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final

from bot.core.brief import FIGURES, Brief, Fact, Kind
from bot.core.reading_words import Wanted


class Aspect(StrEnum):
    """Which part of a fact answers."""

    VALUE = "value"
    PERIOD = "period"
    PLACE = "place"
    ACTOR = "actor"
    SPEAKER = "said_by"


Preference = Mapping[tuple[Kind, Aspect], float]

_VALUE: Final = Aspect.VALUE
# What may answer each sort of question, and how much less gladly than the first choice.
ANSWERS: Final[Mapping[Wanted, Preference]] = {
    Wanted.MONEY: {(Kind.MONEY, _VALUE): 0.0},
    Wanted.COUNT: {(Kind.COUNT, _VALUE): 0.0},
    Wanted.PERCENT: {(Kind.PERCENT, _VALUE): 0.0},
    Wanted.AMOUNT: {(kind, _VALUE): 0.1 * (kind is Kind.COUNT) for kind in FIGURES},
    Wanted.DURATION: {(Kind.DURATION, _VALUE): 0.0, (Kind.DATE, _VALUE): 0.3}
    | {(kind, Aspect.PERIOD): 0.15 for kind in Kind},
    Wanted.DATE: {(Kind.DATE, _VALUE): 0.0} | {(kind, Aspect.PERIOD): 0.1 for kind in Kind},
    Wanted.PERSON: {(Kind.PERSON, _VALUE): 0.0, (Kind.ACTION, _VALUE): 0.15}
    | {(kind, Aspect.ACTOR): 0.25 for kind in FIGURES}
    | {(Kind.ACTION, Aspect.ACTOR): 0.05},
    Wanted.SPEAKER: {(kind, Aspect.SPEAKER): 0.1 for kind in Kind} | {(Kind.PERSON, _VALUE): 0.0},
    Wanted.PLACE: {(Kind.PLACE, _VALUE): 0.0}
    | {(kind, Aspect.PLACE): 0.1 for kind in Kind}
    | {(Kind.ACTION, _VALUE): 0.3},
    Wanted.TEXT: {(kind, _VALUE): 0.2 for kind in Kind}
    | {(Kind.ACTION, _VALUE): 0.0, (Kind.QUOTATION, _VALUE): 0.05, (Kind.PERSON, _VALUE): 0.1},
    Wanted.ANY: {(kind, _VALUE): 0.0 for kind in Kind},
}


def part(fact: Fact, aspect: Aspect) -> str:
    """Return the text of that part of a fact; empty where it has none."""
    return str(getattr(fact, aspect.value))


def parts(brief: Brief) -> Iterator[tuple[Fact, Aspect]]:
    """Yield every part of every fact that has a text."""
    return ((fact, aspect) for fact in brief.facts for aspect in Aspect if part(fact, aspect))
