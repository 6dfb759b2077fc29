"""Which facts a question asks for: hard constraints first, then what speaks for each."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple

from bot.core.aspects import ANSWERS, Aspect
from bot.core.brief import Brief, Fact, Kind
from bot.core.constraints import ANOTHER_SORT, COUNTS_ELSE, READ_OTHERWISE, Constraints
from bot.core.passages import passage
from bot.core.quantities import Measure
from bot.core.reader import PassageReader, heard_as_claim
from bot.core.reading import Reading
from bot.core.reading_words import COUNTED
from bot.core.vocabulary import Vocabulary, vocabulary
from bot.core.weighing import (
    AGAIN,
    READ,
    Question,
    Side,
    Signs,
    Term,
    named,
    other_sides,
    sides,
    signs,
    weight,
)

_SURE: Final = 2.5  # log odds that need no second opinion from a reader
_AHEAD: Final = 1.0  # and by so much the best must lead
_NEAR_WORD: Final = 0.6  # what a word of the sentence counts against one of the fact's own
_KIND_WORD: Final = 0.9
_LOOKED_AT: Final = 3  # facts that are read again
_DOUBT: Final = 0.5  # log odds either way between which the best may be nothing after all
_LEAD: Final = 0.3  # by so much it must lead, else the second may be meant
_HEALS: Final = 1.0  # log odds from which a reader decides that a question was misread
_ASKED_FOR: Final = 0.6  # how closely a gap's phrasing must be what was asked
_SAME_TALK: Final = -1.5  # log odds that do for a follow-up: what it is about is known
_TOO_LITTLE: Final = "too little speaks for it"


class Candidate(NamedTuple):
    """One fact as it was considered: how well it fits, and what ruled it out, if anything.

    `support` is the share of the question's words that are the fact's; `score` all that speaks for
    it, in log odds; `signs` what that is made of.
    """

    fact: Fact
    aspect: Aspect
    support: float
    score: float
    missing: tuple[str, ...] = ()
    ruled_out: str = ""
    signs: Signs = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Matched:
    """All facts considered for a question, best first; the gaps it asks for; its telling words."""

    candidates: tuple[Candidate, ...]
    gaps: tuple[tuple[str, float], ...]
    terms: tuple[str, ...]

    def open(self) -> tuple[Candidate, ...]:
        """Return the candidates that nothing rules out and enough speaks for."""
        return tuple(one for one in self.candidates if not one.ruled_out)


def match(
    reading: Reading, brief: Brief, *,
    among: frozenset[str] = frozenset(), reader: PassageReader | None = None, again: bool = True,
) -> Matched:  # fmt: skip
    """Weigh every fact of a brief; `among` names the facts a follow-up refers to, empty for all.

    `again`: whether the reader takes a second look in a close call; never at a follow-up, which
    makes no sense alone.
    """
    words = vocabulary(brief)
    asked = Question.of(reading, words)
    barring = Constraints(asked.reading)
    answering = [
        side for side in sides(brief, reading.wanted) if not among or side.fact.id in among
    ]  # fmt: skip
    found = [_weighed(side, asked, barring) for side in answering]
    if reader and not _settled(found):
        known = bool(among) or bool(COUNTED.search(reading.plain))
        others = () if known else other_sides(brief, reading.wanted)
        weighed = [_weighed(side, asked, barring) for side in others]
        stray = [one._replace(ruled_out=one.ruled_out or ANOTHER_SORT) for one in weighed]
        found = _reweighed(found, stray, [*answering, *others], reading, reader)
        if again and not among:
            found = _looked_at_again(found, reading, reader)
    needed = _SAME_TALK if among else 0.0
    judged = [_judged(one, needed) for one in found]
    ordered = sorted(judged, key=lambda one: (bool(one.ruled_out), -one.score))
    gaps = () if among else _gaps(brief, asked, words)
    return Matched(tuple(ordered), gaps, tuple(term.stem for term in asked.terms))


def _weighed(side: Side, asked: Question, barring: Constraints) -> Candidate:
    found = signs(side, asked)
    each = [(term, _share(term, side)) for term in asked.terms]
    return Candidate(
        side.fact, side.aspect,
        support=_support(each),
        score=weight(found),
        missing=tuple(term.stem for term, share in each if not share),
        ruled_out=barring.broken(side.fact, side.aspect, side.known),
        signs=found,
    )  # fmt: skip


def _reweighed(
    found: list[Candidate], stray: list[Candidate], asked: Sequence[Side],
    reading: Reading, reader: PassageReader,
) -> list[Candidate]:  # fmt: skip
    """Weigh all again with what a reader finds; without the strays where that is not known."""
    shown = [side.passage for side in asked]
    near = reader.closeness(reading.question, shown) if asked else None
    if near is None:
        return found
    return [_read(one, how) for one, how in zip([*found, *stray], near, strict=True)]


def _read(one: Candidate, how: float) -> Candidate:
    found = {**one.signs, READ: how}
    share_of_else = one.fact.kind is Kind.PERCENT and one.ruled_out == COUNTS_ELSE
    healed = one.ruled_out in READ_OTHERWISE and how >= _HEALS and not share_of_else
    ruled_out = "" if healed else one.ruled_out
    return one._replace(signs=found, score=weight(found), ruled_out=ruled_out)


def _looked_at_again(
    found: list[Candidate], reading: Reading, reader: PassageReader
) -> list[Candidate]:
    """Weigh all again by what a second look at the best finds; the rest is as its worst."""
    rivals = sorted((one for one in found if not one.ruled_out), key=lambda one: -one.score)
    rivals = rivals[:_LOOKED_AT]
    if reading.claim or not _close(rivals) or heard_as_claim(reading, reader):
        return found
    told = reader.answers(reading.question, [passage(one.fact, one.aspect) for one in rivals])
    if told is None:
        return found
    by_part = {(one.fact.id, one.aspect): how for one, how in zip(rivals, told, strict=True)}
    worst = min(told)
    return [_again(one, by_part.get((one.fact.id, one.aspect), worst)) for one in found]


def _again(one: Candidate, how: float) -> Candidate:
    found = {**one.signs, AGAIN: how}
    return one._replace(signs=found, score=weight(found))


def _close(rivals: Sequence[Candidate]) -> bool:
    """Say whether it is a close call, between the best and nothing or between the best two."""
    if not rivals or READ not in rivals[0].signs:
        return False
    best, second = rivals[0].score, rivals[1].score if len(rivals) > 1 else -math.inf
    return -_DOUBT < best < _DOUBT or (best > 0 and best - second < _LEAD)


def _settled(found: list[Candidate]) -> bool:
    """Say whether words alone decide: one fact is sure and well ahead of all others."""
    scores = sorted((one.score for one in found if not one.ruled_out), reverse=True)
    if not scores or scores[0] < _SURE:
        return False
    return len(scores) == 1 or scores[0] - scores[1] >= _AHEAD


def _judged(one: Candidate, needed: float) -> Candidate:
    return one if one.ruled_out or one.score > needed else one._replace(ruled_out=_TOO_LITTLE)


def _support(shares: Iterable[tuple[Term, float]]) -> float:
    """Return the share of a question's weight that a fact's words carry; 1 for no words at all."""
    total = carried = 0.0
    for term, share in shares:
        total += term.telling
        carried += term.telling * (max(share, _KIND_WORD) if term.of_kind else share)
    return carried / total if total else 1.0


def _share(term: Term, side: Side) -> float:
    near = _NEAR_WORD * (term.stem in side.known.near)
    return term.owners.get(side.fact.id, 0.0) or near


def _gaps(brief: Brief, asked: Question, words: Vocabulary) -> tuple[tuple[str, float], ...]:
    """Return the gaps that are asked for, with how closely, the closest first."""
    allowed = ANSWERS[asked.reading.wanted]
    found = [
        (gap.id, closeness)
        for gap in brief.file.gaps
        if (gap.kind, Aspect.VALUE) in allowed
        and (closeness := named(asked.all_stems, words.known[gap.id])) >= _ASKED_FOR
    ]
    return tuple(sorted(found, key=lambda one: -one[1]))


def measures(kind: Kind) -> frozenset[Measure]:
    """Return the measures a claimed figure may have to be compared with a kind of fact."""
    return {
        Kind.MONEY: frozenset({Measure.MONEY}),
        Kind.COUNT: frozenset({Measure.COUNT, Measure.MULTIPLE}),
        Kind.PERCENT: frozenset({Measure.PERCENT, Measure.FRACTION, Measure.POINTS}),
        Kind.DURATION: frozenset({Measure.DURATION, Measure.AGE}),
    }.get(kind, frozenset())
