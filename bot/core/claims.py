"""What the statement makes of a claim: supported, contradicted, or neither."""

import re
from dataclasses import replace
from enum import StrEnum
from typing import Final

from bot.core.aspects import Aspect, part
from bot.core.brief import Fact, Kind
from bot.core.claim_words import DENIAL, NOT, PIECES, RANKED, REVERSING, SWEEPING, TOP
from bot.core.matching import Candidate, Matched, measures
from bot.core.opposites import moving, opposes, opposite, reversed_by_prefix, steady
from bot.core.places import places
from bot.core.quantities import Measure, Quantity, Verdict, compare, figures_of, find
from bot.core.reading import Reading
from bot.core.text import normalise
from bot.core.vocabulary import terms_of
from bot.core.weighing import READ

# How much of a claim must be about a fact before their figures are compared. A claim without a
# figure is supported only where every telling word of it is the fact's or its sentence's.
_ABOUT_IT: Final = 0.5
_ABOUT_IT_ELSEWHERE: Final = 0.4
_NEARLY: Final = -0.5  # log odds at which a fact may still be what is claimed, turned around
_RIVALS: Final = 0.75  # log odds behind the best at which a fact may still be meant
_SPARED: Final = 0.5  # so much of a claim may be said in words that the statement does not use
_READS: Final = 2.0  # log odds from which a claim is about what a reader finds
_MOSTLY: Final = 0.6
_RIGHT_AFTER: Final = 4  # words: so near a "not", what follows is what it denies
# What a share in words says in figures.
_SHARES: Final = tuple(
    (re.compile(pattern), find(share)[0])
    for pattern, share in (
        (r"(?<!the )(?<!at )\bmost\b(?! recent)|\bmajority\b", "more than 50%"),
        (r"\b(?:all|every|everyone|everybody)\b", "100%"),
    )
)


class Finding(StrEnum):
    """What a claim turned out to be."""

    SUPPORTED = "supported"
    LOOSELY = "supported, but for the qualifier"
    CONTRADICTED = "contradicted"
    UNDECIDED = "neither supported nor contradicted"
    NOTHING = "not stated"


# What decides where a claim has several figures: one that is wrong makes all of it wrong.
_FIRST: Final = (
    Finding.CONTRADICTED, Finding.UNDECIDED, Finding.NOTHING, Finding.LOOSELY, Finding.SUPPORTED,
)  # fmt: skip

_FINDINGS: Final = {
    Verdict.SUPPORTED: Finding.SUPPORTED,
    Verdict.LOOSELY_SUPPORTED: Finding.LOOSELY,
    Verdict.CONTRADICTED: Finding.CONTRADICTED,
    Verdict.UNDECIDED: Finding.UNDECIDED,
}


def by_words(reading: Reading, matched: Matched) -> tuple[Finding, Fact | None]:
    """Return what the statement makes of a claim, and the fact that decides."""
    about = sorted(matched.candidates, key=lambda one: -one.score)
    best = about[0].score if about else 0.0
    rivals = [one for one in about if best - one.score < _RIVALS]
    turned = next((one.fact for one in rivals if _turned(reading, one)), None)
    figures = [_judge_figure(figure, reading, matched) for figure in reading.figures]
    if turned and not any(finding is Finding.SUPPORTED for finding, _ in figures):
        return Finding.SUPPORTED if reading.negated else Finding.CONTRADICTED, turned
    if figures:
        return min(figures, key=lambda one: _FIRST.index(one[0]))
    return (
        _elsewhere(reading, about)
        or _judge_share(reading, matched)
        or _judge_words(reading, matched)
    )


def _judge_figure(
    figure: Quantity, reading: Reading, matched: Matched
) -> tuple[Finding, Fact | None]:
    for one in sorted(matched.candidates, key=lambda one: -one.score):
        pair = _comparable(one, figure)
        if pair is None or not _about(one, _ABOUT_IT) or _barred(one):
            continue
        if _reversed(matched.terms, one.fact):
            return Finding.UNDECIDED, one.fact
        finding = _compared(*pair)
        return _negated(finding) if reading.negated else finding, one.fact
    return Finding.NOTHING, None


def _turned(reading: Reading, one: Candidate) -> bool:
    """Say whether a fact is what is claimed, but the other way round: cut, not raised."""
    rest = [term for term in one.missing if not opposes(term)]
    if (one.ruled_out and one.score < _NEARLY) or len(rest) > _SPARED * len(reading.terms):
        return False
    told = terms_of(f"{one.fact.label} {one.fact.subject} {part(one.fact, one.aspect)}")
    if opposite(reading.directions, told):
        return True
    if one.support < _ABOUT_IT:
        return False
    sentence = terms_of(one.fact.evidence[0])
    moved = moving(reading.directions)
    turned = opposite(moved, sentence) or steady(moved, sentence)
    return turned or reversed_by_prefix(one.missing, sentence)


def _elsewhere(reading: Reading, about: list[Candidate]) -> tuple[Finding, Fact] | None:
    """Contradict a claim about one country where the fact names another for the same thing."""
    for one in about:
        stated = places(one.fact.place or part(one.fact, one.aspect))
        moved = reading.places and stated and not reading.places & places(one.fact.evidence[0])
        foreign = [term for term in one.missing if not places(term)]
        if moved and one.support >= _ABOUT_IT_ELSEWHERE and len(foreign) <= 1:
            return Finding.CONTRADICTED, one.fact
    return None


def _compared(claimed: Quantity, stated: Quantity) -> Finding:
    finding = _FINDINGS[compare(claimed, stated)]
    other_unit = claimed.unit and claimed.unit != stated.unit
    return Finding.CONTRADICTED if other_unit and finding is Finding.UNDECIDED else finding


def _reversed(terms: tuple[str, ...], fact: Fact) -> bool:
    """Say whether a claim leaves out what turns the fact's count around: prevented, refused."""
    turned = terms_of(f"{fact.label} {fact.value}") & REVERSING
    return bool(turned) and not REVERSING & set(terms)


def _about(one: Candidate, least: float) -> bool:
    """Say whether a claim is about a fact, by its words or as it reads in its sentence."""
    return one.support >= least or one.signs.get(READ, 0.0) >= _READS


def _barred(candidate: Candidate) -> bool:
    """Say whether the claim is about another year, share or noun; another unit may be compared."""
    return bool(candidate.ruled_out) and "currency" not in candidate.ruled_out


def _comparable(candidate: Candidate, claimed: Quantity) -> tuple[Quantity, Quantity] | None:
    """Return the claimed and the stated figure where they measure the same.

    "Is it worth 80 million?" names no currency, so the stated one is meant.
    """
    fitting = measures(candidate.fact.kind)
    stated = next((one for one in figures_of(candidate.fact.value) if one.measure in fitting), None)
    if candidate.aspect is not Aspect.VALUE or stated is None:
        return None
    if claimed.measure is Measure.COUNT and not claimed.noun and stated.measure is Measure.MONEY:
        claimed = replace(claimed, measure=Measure.MONEY, unit=stated.unit)
    return (claimed, stated) if claimed.measure in fitting else None


def _judge_share(reading: Reading, matched: Matched) -> tuple[Finding, Fact] | None:
    """Compare "most" and "all" with a share that the statement gives in figures."""
    best = next(iter(matched.open()), None)
    claimed = next((share for said, share in _SHARES if said.search(reading.plain)), None)
    if best is None or claimed is None or best.support < _MOSTLY or reading.negated:
        return None
    if not _is_share(best.fact):
        return None
    pair = _comparable(best, claimed)
    return (_compared(*pair), best.fact) if pair else None


def _is_share(fact: Fact) -> bool:
    """Say whether a figure is a part of something, "80% of ships", and no rate and no rise."""
    _, _, after = fact.evidence[0].partition(fact.value)
    part_of = after.lstrip().startswith("of ")
    return part_of or any(one.measure is Measure.FRACTION for one in figures_of(fact.value))


def _judge_words(reading: Reading, matched: Matched) -> tuple[Finding, Fact | None]:
    best = next(iter(matched.open()), None)
    if best is None:
        return Finding.NOTHING, None
    if best.missing or overstates(reading, best.fact):
        return Finding.UNDECIDED, best.fact
    if _reversed(matched.terms, best.fact):
        return Finding.UNDECIDED, best.fact
    denied = _denied(best, matched.terms)
    if denied is None:
        return Finding.UNDECIDED, best.fact
    if reading.negated == denied:
        return Finding.SUPPORTED, best.fact
    return Finding.CONTRADICTED, best.fact


def _denied(one: Candidate, terms: tuple[str, ...]) -> bool | None:
    """Say whether a fact tells that what is claimed did not happen; None where that is unclear.

    "Has not yet opened the pier" denies that it was opened; "opened it, which does not cost" does
    not; "trams rather than buses" leaves open which of the two is meant.
    """
    if one.fact.kind not in {Kind.ACTION, Kind.QUOTATION}:
        return False
    told = normalise(part(one.fact, one.aspect))
    claimed = frozenset(terms)
    pieces = [piece for piece in PIECES.split(told) if terms_of(piece) & claimed]
    if any(_denies(piece, claimed) for piece in pieces):
        return True
    return None if any(DENIAL.search(piece) for piece in pieces) else False


def _denies(told: str, claimed: frozenset[str]) -> bool:
    """Say whether what stands right after a "not" or "no" is what is claimed."""
    return any(
        terms_of(" ".join(told[denial.end() :].split()[:_RIGHT_AFTER])) & claimed
        for denial in NOT.finditer(told)
    )


def denies(fact: Fact, reading: Reading) -> bool:
    """Say whether a sentence denies a telling word of a claim that denies nothing: "no levy"."""
    claimed = frozenset(term.stem for term in reading.terms)
    told = normalise(" ".join(fact.evidence))
    return not DENIAL.search(reading.plain) and _denies(told, claimed)


def overstates(reading: Reading, fact: Fact) -> bool:
    """Say whether a claim says "all", "most", "only" or "more than" where the sentence does not."""
    told = normalise(" ".join(fact.evidence))
    ranked = bool(TOP.search(reading.plain)) and bool(RANKED.search(told))
    return ranked or any(found[0] not in told for found in SWEEPING.finditer(reading.plain))


def _negated(finding: Finding) -> Finding:
    swapped = {Finding.SUPPORTED: Finding.CONTRADICTED, Finding.CONTRADICTED: Finding.SUPPORTED}
    return swapped.get(finding, finding)
