"""What the statement makes of a claim: supported, contradicted, or neither."""

from dataclasses import replace
from enum import StrEnum
from typing import Final

from bot.core.brief import FIGURES, Fact
from bot.core.matching import Aspect, Candidate, Matched, measures
from bot.core.quantities import Measure, Quantity, Verdict, compare, find
from bot.core.reading import Reading
from bot.core.reading_words import OPPOSED, REVERSING, RING
from bot.core.vocabulary import terms_of

# How much of a claim must be about a fact before their figures are compared. A claim without a
# figure is supported only where every telling word of it is the fact's or its sentence's.
_ABOUT_IT: Final = 0.5


class Finding(StrEnum):
    """What a claim turned out to be."""

    SUPPORTED = "supported"
    LOOSELY = "supported, but for the qualifier"
    CONTRADICTED = "contradicted"
    UNDECIDED = "neither supported nor contradicted"
    NOTHING = "not stated"


_DIRECTIONS: Final = frozenset(one for one, _ in OPPOSED)

_FINDINGS: Final = {
    Verdict.SUPPORTED: Finding.SUPPORTED,
    Verdict.LOOSELY_SUPPORTED: Finding.LOOSELY,
    Verdict.CONTRADICTED: Finding.CONTRADICTED,
    Verdict.UNDECIDED: Finding.UNDECIDED,
}


def judge(reading: Reading, matched: Matched) -> tuple[Finding, Fact | None]:
    """Return what the statement makes of a claim, and the fact that decides."""
    turned = [one.fact for one in matched.candidates if _turns(matched.terms, one.fact)]
    if turned:
        fact = min(turned, key=lambda one: one.kind not in FIGURES)
        return Finding.SUPPORTED if reading.negated else Finding.CONTRADICTED, fact
    if reading.figures:
        return _judge_figure(reading, matched)
    return _judge_words(reading, matched)


def _judge_figure(reading: Reading, matched: Matched) -> tuple[Finding, Fact | None]:
    for one in sorted(matched.candidates, key=lambda one: -one.score):
        pair = _comparable(one, reading.figures[0])
        if pair is None or one.support < _ABOUT_IT or _barred(one):
            continue
        if _reversed(matched.terms, one.fact):
            return Finding.UNDECIDED, one.fact
        finding = _compared(*pair)
        return _negated(finding) if reading.negated else finding, one.fact
    return Finding.NOTHING, None


def _compared(claimed: Quantity, stated: Quantity) -> Finding:
    finding = _FINDINGS[compare(claimed, stated)]
    other_unit = claimed.unit and claimed.unit != stated.unit
    return Finding.CONTRADICTED if other_unit and finding is Finding.UNDECIDED else finding


def _reversed(terms: tuple[str, ...], fact: Fact) -> bool:
    """Say whether a claim leaves out what turns the fact's count around: prevented, refused."""
    turned = terms_of(f"{fact.label} {fact.value}") & REVERSING
    return bool(turned) and not REVERSING & set(terms)


def _barred(candidate: Candidate) -> bool:
    """Say whether the claim is about another year, share or noun; another unit may be compared."""
    return bool(candidate.ruled_out) and "currency" not in candidate.ruled_out


def _comparable(candidate: Candidate, claimed: Quantity) -> tuple[Quantity, Quantity] | None:
    """Return the claimed and the stated figure where they measure the same.

    "Is it worth 80 million?" names no currency, so the stated one is meant.
    """
    fitting = measures(candidate.fact.kind)
    stated = next((one for one in find(candidate.fact.value) if one.measure in fitting), None)
    if candidate.aspect is not Aspect.VALUE or stated is None:
        return None
    if claimed.measure is Measure.COUNT and not claimed.noun and stated.measure is Measure.MONEY:
        claimed = replace(claimed, measure=Measure.MONEY, unit=stated.unit)
    return (claimed, stated) if claimed.measure in fitting else None


def _judge_words(reading: Reading, matched: Matched) -> tuple[Finding, Fact | None]:
    best = next(iter(matched.open()), None)
    if best is None:
        return Finding.NOTHING, None
    if best.missing:
        return Finding.UNDECIDED, best.fact
    if _reversed(matched.terms, best.fact):
        return Finding.UNDECIDED, best.fact
    return Finding.CONTRADICTED if reading.negated else Finding.SUPPORTED, best.fact


def _turns(terms: tuple[str, ...], fact: Fact) -> bool:
    """Say whether a claim turns a fact around: of the same subject, a fall for a rise."""
    told = terms_of(f"{fact.label} {fact.subject}")
    directions = {RING.get(term) for term in terms} & _DIRECTIONS
    subject = {term for term in terms if RING.get(term) not in _DIRECTIONS}
    opposite = {two for one, two in OPPOSED if one in directions}
    return bool(subject) and subject <= told and bool(opposite & {RING.get(term) for term in told})


def _negated(finding: Finding) -> Finding:
    swapped = {Finding.SUPPORTED: Finding.CONTRADICTED, Finding.CONTRADICTED: Finding.SUPPORTED}
    return swapped.get(finding, finding)
