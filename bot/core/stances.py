"""What a reader makes of a claim that words and figures leave open."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from bot.core.aspects import Aspect, parts
from bot.core.brief import Brief, Fact
from bot.core.claims import Finding, denies, overstates
from bot.core.constraints import READ_OTHERWISE, Constraints
from bot.core.passages import passage
from bot.core.periods import same_time
from bot.core.quantities import Measure, Quantity, Verdict, compare, figures_of
from bot.core.reader import PassageReader, Stance
from bot.core.reading import Reading
from bot.core.vocabulary import vocabulary

_ASKED: Final = 3  # passages that a claim is held against
_SUPPORTS: Final = 0.3  # how likely a passage must be to support a claim
_CONTRADICTS: Final = 0.55
_OVERRULES: Final = 0.6  # from here on words or figures agree that the sentence turns around
_AGREES: Final = {
    Verdict.SUPPORTED: Finding.SUPPORTED, Verdict.LOOSELY_SUPPORTED: Finding.LOOSELY,
}  # fmt: skip

Found = tuple[Finding, Fact | None]


class Stood(NamedTuple):
    """A part of a fact, and where its sentence stands on a claim."""

    fact: Fact
    aspect: Aspect
    stance: Stance


def stood(
    reader: PassageReader | None, claim: str, brief: Brief, among: frozenset[str]
) -> tuple[Stood, ...]:
    """Return where those passages stand on a claim that come nearest; `among` as in `match`."""
    facts = [one for one in parts(brief) if not among or one[0].id in among]
    shown = [passage(fact, aspect) for fact, aspect in facts]
    near = reader.closeness(claim, shown) if reader else None
    if reader is None or near is None:
        return ()
    first = sorted(range(len(shown)), key=lambda at: -near[at])[:_ASKED]
    stances = reader.stances(claim, [shown[at] for at in first])
    if stances is None:
        return ()
    return tuple(Stood(*facts[at], one) for at, one in zip(first, stances, strict=True))


def verdict(reading: Reading, worded: Found, stances: Sequence[Stood], brief: Brief) -> Found:
    """Return what words and figures find, or what a reader finds where it is surer.

    What contradicts in words or figures stays. What agrees stays unless its own sentence says the
    opposite of the claim. What is left open is only supported by a sentence that also bears out the
    claim's figures and dates, and carries no less than it says.
    """
    finding, fact = worded
    if not stances or finding is Finding.CONTRADICTED:
        return worded
    if finding in _AGREES.values():
        own = [one for one in stances if one.fact is fact]
        beside = [one for one in stances if _same_sentence(one.fact, fact)]
        doubts = [one.stance.contradicts for one in own or beside]
        return (Finding.CONTRADICTED, fact) if max(doubts, default=0.0) >= _OVERRULES else worded
    yes = max(stances, key=lambda one: one.stance.supports)
    no = max(stances, key=lambda one: one.stance.contradicts)
    borne = _borne(reading, yes, brief)
    if borne and yes.stance.supports >= max(_SUPPORTS, no.stance.contradicts):
        return Finding.CONTRADICTED if denies(yes.fact, reading) else borne, yes.fact
    if no.stance.contradicts >= max(_CONTRADICTS, yes.stance.supports):
        return Finding.CONTRADICTED, no.fact
    return worded


def _same_sentence(one: Fact, other: Fact | None) -> bool:
    return other is not None and not set(one.evidence).isdisjoint(other.evidence)


def _borne(reading: Reading, one: Stood, brief: Brief) -> Finding | None:
    """Return how far a sentence bears out what is exact in a claim; None where it does not."""
    known = vocabulary(brief).known[one.fact.id]
    barred = Constraints(reading).broken(one.fact, one.aspect, known)
    if (barred and barred not in READ_OTHERWISE) or overstates(reading, one.fact):
        return None
    stated = figures_of(" ".join((one.fact.value, one.fact.period, *one.fact.evidence)))
    found = [_agrees(figure, stated) for figure in reading.figures]
    if None in found or not _dated(reading, stated):
        return None
    return Finding.LOOSELY if Finding.LOOSELY in found else Finding.SUPPORTED


def _agrees(claimed: Quantity, stated: Sequence[Quantity]) -> Finding | None:
    """Return how a stated figure of the same things, or in a bare number the same one, agrees."""
    found = set()
    for one in stated:
        same_thing = claimed.noun == one.noun or not (claimed.noun and one.noun)
        bare = claimed.measure is Measure.COUNT and not claimed.noun
        alike = replace(claimed, measure=one.measure, unit=one.unit) if bare else claimed
        if same_thing and (not bare or claimed.value == one.value):
            found.add(_AGREES.get(compare(alike, one)))
    return next((one for one in _AGREES.values() if one in found), None)


def _dated(reading: Reading, stated: Sequence[Quantity]) -> bool:
    """Say whether every day, month and year of a claim is one of the sentence's."""
    told = [one.when for one in stated if one.when]
    return all(
        same_time([when], told) is True
        and (not when.day or when.day in {one.day for one in told})
        and (not when.year_end or when.year_end in {one.year_end for one in told})
        for when in (one.when for one in reading.dates)
        if when and (when.month or when.year)
    )
