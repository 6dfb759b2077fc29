"""What the statement makes of a claim: supported, contradicted, or neither."""

from enum import StrEnum
from typing import Final

from bot.core.brief import FIGURES, Fact
from bot.core.matching import Aspect, Candidate, Matched, measures
from bot.core.quantities import Quantity, Verdict, compare, find
from bot.core.reading import Reading
from bot.core.reading_words import OPPOSED, RING
from bot.core.vocabulary import terms_of

# A claim without a figure is supported only where nearly all of it is the fact's words.
_ALL_OF_IT: Final = 0.75
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
    claimed = reading.figures[0]
    for one in sorted(matched.candidates, key=lambda one: -one.score):
        stated = _comparable(one, claimed)
        if stated is None or one.support < _ABOUT_IT or _barred(one):
            continue
        finding = _FINDINGS[compare(claimed, stated)]
        if claimed.unit != stated.unit and finding is Finding.UNDECIDED:
            finding = Finding.CONTRADICTED if claimed.unit else finding
        return _negated(finding) if reading.negated else finding, one.fact
    return Finding.NOTHING, None


def _barred(candidate: Candidate) -> bool:
    """Say whether the claim is about another year, share or noun; another unit may be compared."""
    return bool(candidate.ruled_out) and "currency" not in candidate.ruled_out


def _comparable(candidate: Candidate, claimed: Quantity) -> Quantity | None:
    if candidate.aspect is not Aspect.VALUE:
        return None
    fitting = measures(candidate.fact.kind)
    if claimed.measure not in fitting:
        return None
    return next((one for one in find(candidate.fact.value) if one.measure in fitting), None)


def _judge_words(reading: Reading, matched: Matched) -> tuple[Finding, Fact | None]:
    best = next(iter(matched.open()), None)
    if best is None:
        return Finding.NOTHING, None
    if best.support < _ALL_OF_IT:
        return Finding.UNDECIDED, best.fact
    finding = Finding.CONTRADICTED if reading.negated else Finding.SUPPORTED
    return finding, best.fact


def _turns(terms: tuple[str, ...], fact: Fact) -> bool:
    """Say whether a claim turns a fact around: the same subject, but a fall where it tells of a rise."""
    told = terms_of(f"{fact.label} {fact.subject}")
    directions = {RING.get(term) for term in terms} & _DIRECTIONS
    subject = {term for term in terms if RING.get(term) not in _DIRECTIONS}
    opposite = {two for one, two in OPPOSED if one in directions}
    return bool(subject) and subject <= told and bool(opposite & {RING.get(term) for term in told})


def _negated(finding: Finding) -> Finding:
    swapped = {Finding.SUPPORTED: Finding.CONTRADICTED, Finding.CONTRADICTED: Finding.SUPPORTED}
    return swapped.get(finding, finding)
