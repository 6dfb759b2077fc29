"""How well a fact fits a question: a sum of signs for and against, each with a weight.

The weights were fitted on visible questions (`bench/weights.py`), one table for what words alone
tell, one for what a reader found too, and one for what it found in reading again. A fact must
outweigh the sign "nothing", which speaks for "the statement does not say".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple, Self

from bot.core.aspects import ANSWERS, Aspect, part, parts
from bot.core.brief import FIGURES, Brief, Fact, Kind
from bot.core.opposites import same_way
from bot.core.passages import Passage, passage
from bot.core.periods import same_time
from bot.core.proximity import Around, around
from bot.core.quantities import Measure, When, figures_of
from bot.core.reading import Reading
from bot.core.reading_words import (
    COMPARED_WITH,
    KIND_WORDS,
    LIGHT,
    REASON_TOLD,
    RING,
    TOTAL,
    Wanted,
)
from bot.core.text import normalise
from bot.core.text import words as words_of
from bot.core.vocabulary import Known, Vocabulary, vocabulary

Signs = Mapping[str, float]
_OPEN: Final = frozenset({Wanted.ANY, Wanted.AMOUNT})

_TELLS_KIND: Final = 0.5  # what a word that only names the kind asked for counts
_KIND_WORD: Final = 0.9
_INHERITED_WORD: Final = 0.6  # one of the figure before it in its sentence
_NEARBY: Final = 0.6  # how much of one of a fact's own words counts, wherever it stands
_BEFORE: Final = 48  # letters before a figure that tell whether another is compared with it

NOTHING: Final = "nothing"
READ: Final = "read_so"  # by how much a reader finds that it answers, in log odds
AGAIN: Final = "read_again"  # and by how much in a second look
# By sign: the weight by words alone, with what was read, and with what was read again.
WEIGHTS: Final[Mapping[str, tuple[float, float, float]]] = MappingProxyType(
    {
        "less_gladly": (-1.18, -0.09, -0.07),
        "asked_so": (1.88, 1.50, 1.50),
        "reviewed_so": (1.28, 2.50, 2.50),
        "exactly_so": (0.96, 0.95, 0.95),
        "verbatim": (4.00, 4.00, 4.00),
        "said": (-0.36, -0.28, -0.23),
        "person": (1.19, 0.38, 0.25),
        "own": (1.76, 0.41, 0.31),
        "near": (2.37, 0.26, 0.15),
        "elsewhere": (-2.38, -1.24, -1.18),
        "unknown": (-0.68, -0.23, -0.20),
        "reason_told": (0.46, -0.16, -0.13),
        "no_reason": (-0.21, 0.25, 0.20),
        "dates_near": (0.17, 0.10, 0.10),
        "dates_missing": (-0.45, -0.06, 0.03),
        "period_same": (0.56, 0.39, 0.33),
        "period_other": (-0.85, -0.41, -0.41),
        "points_unasked": (-1.25, -0.43, -0.38),
        "no_figure": (-2.38, -0.82, -0.85),
        "other_measure": (-1.59, -0.15, -0.14),
        "figure_for_any": (1.45, 0.41, 0.29),
        "count_for_any": (-0.24, -0.11, -0.08),
        "quoted": (1.50, 1.50, 1.50),
        "figure_named": (1.00, 1.00, 1.00),
        "way_told": (0.88, 0.11, 0.16),
        "way_missing": (0.55, 0.04, 0.04),
        "total_asked": (1.08, 0.34, 0.32),
        "total_unasked": (-0.18, 0.01, 0.01),
        "base_asked": (0.69, 0.36, 0.37),
        "base_unasked": (-0.33, -0.28, -0.26),
        "no_base": (0.55, -0.06, -0.05),
        READ: (0.00, 0.92, 0.79),
        AGAIN: (0.00, 0.00, 0.35),
        NOTHING: (2.23, -0.26, -0.59),
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """A part of a fact that may answer, with all that can be told of it before any question."""

    fact: Fact
    aspect: Aspect
    passage: Passage
    known: Known
    near: Around
    figure: bool
    reason: bool
    total: bool
    base: bool
    told: frozenset[str]
    when: tuple[When, ...]
    points: bool
    fixed: Signs


class Term(NamedTuple):
    """A word of a question in front of a brief: how telling it is, and which facts own it."""

    stem: str
    telling: float
    of_kind: bool
    stated: bool
    owners: Mapping[str, float]


class Question(NamedTuple):
    """A question in front of a brief, slips mended: `stems` are its telling words."""

    reading: Reading
    terms: tuple[Term, ...]
    stems: frozenset[str]
    all_stems: frozenset[str]

    @classmethod
    def of(cls, reading: Reading, words: Vocabulary) -> Self:
        """Hold a question against the words of a brief."""
        mended = {term.stem: words.repaired(term) for term in reading.terms}
        kind_words = KIND_WORDS.get(reading.wanted, frozenset())
        terms = tuple(
            Term(
                stem,
                words.weight(stem) * (_TELLS_KIND if stem in kind_words else 1.0),
                stem in kind_words,
                words.knows(stem),
                words.owners(stem),
            )
            for stem in dict.fromkeys(mended.values())
            if stem not in LIGHT
        )
        head = tuple(mended.get(stem, stem) for stem in reading.head)
        stems = frozenset(term.stem for term in terms)
        return cls(replace(reading, head=head), terms, stems, frozenset(mended.values()))


@lru_cache(maxsize=4096)
def sides(brief: Brief, wanted: Wanted) -> tuple[Side, ...]:
    """Return what may answer a sort of question; kept, since a brief never changes."""
    known = vocabulary(brief).known
    allowed = ANSWERS[wanted]
    return tuple(
        _side(fact, aspect, allowed[fact.kind, aspect], known[fact.id])
        for fact, aspect in parts(brief)
        if (fact.kind, aspect) in allowed
    )


@lru_cache(maxsize=4096)
def other_sides(brief: Brief, wanted: Wanted) -> tuple[Side, ...]:
    """Return the words, no figures, that answer only if the sort of a question is misread."""
    known = vocabulary(brief).known
    allowed = ANSWERS[wanted]
    return tuple(
        _side(fact, aspect, 0.0, known[fact.id])
        for fact, aspect in parts(brief)
        if (fact.kind, aspect) not in allowed
        and not (aspect is Aspect.VALUE and fact.kind in FIGURES)
    )


def _side(fact: Fact, aspect: Aspect, penalty: float, known: Known) -> Side:
    text = part(fact, aspect)
    figure = aspect is Aspect.VALUE and fact.kind in FIGURES
    told = normalise(f"{fact.label} {fact.value} {fact.subject}")
    return Side(
        fact=fact,
        aspect=aspect,
        passage=passage(fact, aspect),
        known=known,
        near=around(fact.evidence[0], text),
        figure=figure,
        reason=bool(REASON_TOLD.search(normalise(text))),
        total=bool(TOTAL.search(told)),
        base=figure and is_base(fact),
        told=frozenset(one.stem for one in words_of(told)),
        when=tuple(one.when for one in figures_of(fact.period) if one.when) if figure else (),
        points=figure and any(one.measure is Measure.POINTS for one in figures_of(text)),
        fixed={
            "less_gladly": penalty,
            "said": float(bool(fact.said_by)),
            "person": float(aspect is Aspect.VALUE and fact.kind is Kind.PERSON),
        },
    )


def signs(side: Side, asked: Question) -> Signs:
    """Return all signs that need no sentence vectors; one that is left out is 0."""
    reading = asked.reading
    found = {**side.fixed, **_words(side, asked.terms)}
    closeness = named(asked.stems, side.known)
    if closeness:
        found |= _asked_so(side.known, closeness, reading)
    if reading.reason:
        found["reason_told" if side.reason else "no_reason"] = 1.0
    if reading.dates:
        found |= _dated(side, reading)
    if reading.saying and side.fact.kind is Kind.QUOTATION:
        found["quoted"] = 1.0
    if reading.figures and _names_figure(side.fact, reading):
        found["figure_named"] = 1.0
    found |= _measured(side, reading)
    found |= _compared(side, reading)
    return found


def _asked_so(known: Known, closeness: float, reading: Reading) -> Signs:
    """Return how closely the question is an alias."""
    return {
        "asked_so": closeness,
        "reviewed_so": closeness * known.reviewed,
        "exactly_so": float(closeness == 1.0 and known.reviewed),
        "verbatim": float(reading.plain in known.questions),
    }


_TABLES: Final = tuple({sign: one[at] for sign, one in WEIGHTS.items()} for at in range(3))


def table(found: Signs) -> int:
    """Return which of the weights of each sign counts, by how a fact was read."""
    return (READ in found) + (AGAIN in found)


def weight(found: Signs) -> float:
    """Return how much speaks for a fact, in log odds; above 0 it is likelier than nothing."""
    weights = _TABLES[table(found)]
    return sum([weights[sign] * size for sign, size in found.items()]) - weights[NOTHING]


def named(terms: frozenset[str], known: Known) -> float:
    """Return how closely one phrasing of a fact is what was asked: 1 for the same words."""
    best = 0.0
    for phrase in known.phrases:
        if shared := len(terms & phrase):
            best = max(best, shared / (len(terms) + len(phrase) - shared))
    return best


def _names_figure(fact: Fact, reading: Reading) -> bool:
    """Say whether a question points to a fact by its figure: "the 72.2m, for which years?"."""
    asked = {one.value for one in reading.figures}
    return bool(asked) and any(one.value in asked for one in figures_of(fact.value))


def _words(side: Side, terms: Sequence[Term]) -> Signs:
    """Return what shares of the question are the fact's own words, near its value, or foreign."""
    known, near, fact = side.known, side.near, side.fact.id
    own_share = near_share = elsewhere = unknown = total = 0.0
    for stem, telling, of_kind, stated, owners in terms:
        own = owners.get(fact, 0.0) or _INHERITED_WORD * (stem in known.inherited)
        beside = max(near.get(stem, 0.0), near.get(RING.get(stem, ""), 0.0), _NEARBY * own)
        if of_kind:
            own, beside = max(own, _KIND_WORD), max(beside, _KIND_WORD)
        total += telling
        own_share += telling * own
        near_share += telling * beside
        if own or beside or stem in known.context:
            continue
        if stated:
            elsewhere += telling
        else:
            unknown += telling
    if not total:
        return {"own": 1.0, "near": 1.0}
    return {
        "own": own_share / total,
        "near": near_share / total,
        "elsewhere": elsewhere / total,
        "unknown": unknown / total,
    }


def _dated(side: Side, reading: Reading) -> Signs:
    """Return how near the years and months that a question names stand to the value."""
    asked = {
        term
        for one in reading.dates
        for word in words_of(one.text)
        if (term := word.stem) not in LIGHT
    }
    if not asked:
        return {}
    found = [side.near.get(term, 0.0) for term in asked]
    same = same_time([one.when for one in reading.dates if one.when], side.when)
    return {
        "dates_near": sum(found) / len(found),
        "dates_missing": sum(not one for one in found) / len(found),
        "period_same": float(same is True),
        "period_other": float(same is False),
    }


def _measured(side: Side, reading: Reading) -> Signs:
    """Return whether the fact is measured as the question's noun is: a duty in percent."""
    asked, kind = reading.measured, side.fact.kind
    if not side.figure:
        return {"no_figure": float(asked is not None)}
    return {
        "other_measure": float(asked is not None and kind is not asked),
        "figure_for_any": float(reading.wanted is Wanted.ANY and asked is None),
        "count_for_any": float(kind is Kind.COUNT and reading.wanted in _OPEN),
        "points_unasked": float(side.points and not reading.change),
    }


def _compared(side: Side, reading: Reading) -> Signs:
    """Return whether total and comparison are as asked: "in total", "a year before"."""
    found = {}
    if side.total:
        found["total_asked" if reading.total else "total_unasked"] = 1.0
    if side.base:
        found["base_asked" if reading.past else "base_unasked"] = 1.0
    elif side.figure and reading.past:
        found["no_base"] = 1.0
    if side.figure and reading.directions and not reading.claim:
        turned = same_way(reading.directions, side.told)
        found["way_told" if turned else "way_missing"] = 1.0
    return found


def is_base(fact: Fact) -> bool:
    """Say whether a figure is only what another one is compared with."""
    sentence = fact.evidence[0]
    at = sentence.find(fact.value)
    return at > 0 and bool(COMPARED_WITH.search(normalise(sentence[max(0, at - _BEFORE) : at])))
