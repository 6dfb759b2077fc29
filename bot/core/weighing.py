"""How well a fact fits a question: a sum of signs for and against, each with a weight.

The weights were fitted on visible questions (`bench/weights.py`), one table for a bot that has
sentence vectors and one for a bot that has none. A fact must outweigh the sign "nothing", which
speaks for "the statement does not say".
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from bot.core.aspects import Aspect, part
from bot.core.brief import FIGURES, Brief, Fact, Kind
from bot.core.opposites import same_way
from bot.core.proximity import around
from bot.core.quantities import find
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
from bot.core.vocabulary import Known, Vocabulary

Signs = Mapping[str, float]

_KIND_WORD: Final = 0.9
_PROPOSED_WORD: Final = 0.8  # one that the draft proposes
_INHERITED_WORD: Final = 0.6  # one of the figure before it in its sentence
_NEARBY: Final = 0.6  # how much of one of a fact's own words counts, wherever it stands
_BEFORE: Final = 48  # letters before a figure that tell whether another is compared with it

NOTHING: Final = "nothing"
# By sign: the weight without sentence vectors, and with them.
WEIGHTS: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {
        "less_gladly": (-1.24, -0.95),
        "asked_so": (2.22, 1.15),
        "reviewed_so": (1.28, 1.21),
        "exactly_so": (0.96, 1.05),
        "verbatim": (4.00, 4.00),
        "said": (-0.35, -0.36),
        "person": (0.93, 0.95),
        "own": (2.00, 1.34),
        "near": (2.07, 1.31),
        "elsewhere": (-2.48, -2.16),
        "unknown": (-0.42, -0.36),
        "reason_told": (1.04, 1.11),
        "no_reason": (-0.41, -0.43),
        "dates_near": (0.46, 0.12),
        "dates_missing": (-0.80, -0.87),
        "no_figure": (-2.24, -2.16),
        "other_measure": (-1.43, -1.49),
        "figure_for_any": (0.97, 1.01),
        "count_for_any": (-0.28, -0.38),
        "quoted": (1.5, 1.5),
        "figure_named": (1.0, 1.0),
        "way_told": (0.79, 0.53),
        "way_missing": (0.41, 0.19),
        "total_asked": (0.95, 0.93),
        "total_unasked": (-0.18, -0.37),
        "base_asked": (0.56, 0.56),
        "base_unasked": (-0.26, -0.29),
        "no_base": (0.47, 0.49),
        "told_near": (0.00, 2.15),
        "value_near": (0.00, 0.97),
        "asked_near": (0.00, 2.43),
        NOTHING: (2.46, 3.80),
    }
)


def texts(fact: Fact, aspect: Aspect) -> tuple[str, ...]:
    """Return what a question is set against in meaning: a fact's sentence, value and aliases."""
    called = (phrase.strip() for line in fact.ask[1:] for phrase in line.split(","))
    phrases = (phrase for phrase in called if " " in phrase)
    return " ".join(fact.evidence), f"{fact.label}: {part(fact, aspect)}", fact.ask[0], *phrases


def wordings(brief: Brief) -> Iterator[str]:
    """Yield all wordings of a brief that questions are set against."""
    for fact in brief.facts:
        for aspect in Aspect:
            if part(fact, aspect):
                yield from texts(fact, aspect)


def signs(
    fact: Fact, aspect: Aspect, reading: Reading, terms: Sequence[str], words: Vocabulary,
    *, penalty: float,
) -> Signs:  # fmt: skip
    """Return all signs that need no sentence vectors."""
    known = words.known[fact.id]
    figure = aspect is Aspect.VALUE and fact.kind in FIGURES
    closeness = named(frozenset(terms), known)
    return {
        "less_gladly": penalty,
        "asked_so": closeness,
        "reviewed_so": closeness * known.reviewed,
        "exactly_so": float(closeness == 1.0 and known.reviewed),
        "verbatim": float(reading.plain in known.questions),
        "said": float(bool(fact.said_by)),
        "quoted": float(reading.saying and fact.kind is Kind.QUOTATION),
        "figure_named": float(_names_figure(fact, reading)),
        "person": float(aspect is Aspect.VALUE and fact.kind is Kind.PERSON),
        **_words(fact, aspect, reading, terms, words),
        **_reasons(fact, aspect, reading),
        **_dated(fact, aspect, reading),
        **_measured(fact, reading, figure=figure),
        **_compared(fact, reading, figure=figure),
    }


def nearness_signs(near: Sequence[float]) -> Signs:
    """Return the signs that sentence vectors give, in the order of `texts`."""
    told, value, *asked = near
    return {"told_near": told, "value_near": value, "asked_near": max(asked)}


def weight(found: Signs, *, vectors: bool) -> float:
    """Return how much speaks for a fact, in log odds; above 0 it is likelier than nothing."""
    total = -WEIGHTS[NOTHING][vectors]
    return total + sum(WEIGHTS[sign][vectors] * size for sign, size in found.items())


def named(terms: frozenset[str], known: Known) -> float:
    """Return how closely one phrasing of a fact is what was asked: 1 for the same words."""
    return max((len(terms & phrase) / len(terms | phrase) for phrase in known.phrases), default=0.0)


def _names_figure(fact: Fact, reading: Reading) -> bool:
    """Say whether a question points to a fact by its figure: "the 72.2m, for which years?"."""
    asked = {one.value for one in reading.figures}
    return bool(asked) and any(one.value in asked for one in find(fact.value))


def _words(
    fact: Fact, aspect: Aspect, reading: Reading, terms: Sequence[str], words: Vocabulary
) -> Signs:
    """Return what shares of the question are the fact's own words, near its value, or foreign."""
    known = words.known[fact.id]
    near = around(fact.evidence[0], part(fact, aspect))
    kind_words = KIND_WORDS.get(reading.wanted, frozenset())
    shares = {"own": 0.0, "near": 0.0, "elsewhere": 0.0, "unknown": 0.0}
    total = 0.0
    for term in terms:
        if term in LIGHT:
            continue
        telling = words.weight(term) * (0.5 if term in kind_words else 1.0)
        total += telling
        own = known.owns(term) or _PROPOSED_WORD * (term in known.proposed)
        own = own or _INHERITED_WORD * (term in known.inherited)
        beside = max(near.get(term, 0.0), near.get(RING.get(term, ""), 0.0), _NEARBY * own)
        if term in kind_words:
            own, beside = max(own, _KIND_WORD), max(beside, _KIND_WORD)
        shares["own"] += telling * own
        shares["near"] += telling * beside
        if not own and not beside and term not in known.context:
            shares["elsewhere" if words.knows(term) else "unknown"] += telling
    if not total:
        return shares | {"own": 1.0, "near": 1.0}
    return {sign: share / total for sign, share in shares.items()}


def _reasons(fact: Fact, aspect: Aspect, reading: Reading) -> Signs:
    """Return whether a reason or purpose is asked for, and told."""
    told = bool(REASON_TOLD.search(normalise(part(fact, aspect))))
    return {
        "reason_told": float(reading.reason and told),
        "no_reason": float(reading.reason and not told),
    }


def _dated(fact: Fact, aspect: Aspect, reading: Reading) -> Signs:
    """Return how near the years and months that a question names stand to the value."""
    asked = {
        term
        for one in reading.dates
        for word in words_of(one.text)
        if (term := word.stem) not in LIGHT
    }
    if not asked:
        return {"dates_near": 0.0, "dates_missing": 0.0}
    near = around(fact.evidence[0], part(fact, aspect))
    found = [near.get(term, 0.0) for term in asked]
    return {
        "dates_near": sum(found) / len(found),
        "dates_missing": sum(not one for one in found) / len(found),
    }


def _measured(fact: Fact, reading: Reading, *, figure: bool) -> Signs:
    """Return whether the fact is measured as the question's noun is: a duty in percent."""
    asked = reading.measured
    open_question = reading.wanted in {Wanted.ANY, Wanted.AMOUNT}
    return {
        "no_figure": float(asked is not None and not figure),
        "other_measure": float(asked is not None and figure and fact.kind is not asked),
        "figure_for_any": float(reading.wanted is Wanted.ANY and asked is None and figure),
        "count_for_any": float(open_question and figure and fact.kind is Kind.COUNT),
    }


def _compared(fact: Fact, reading: Reading, *, figure: bool) -> Signs:
    """Return whether total and comparison are as asked: "in total", "a year before"."""
    told = normalise(f"{fact.label} {fact.value} {fact.subject}")
    total = bool(TOTAL.search(told))
    turn = figure and bool(reading.directions) and not reading.claim
    turned = turn and same_way(reading.directions, frozenset(one.stem for one in words_of(told)))
    base = figure and _base(fact)
    return {
        "way_told": float(turned),
        "way_missing": float(turn and not turned),
        "total_asked": float(reading.total and total),
        "total_unasked": float(total and not reading.total),
        "base_asked": float(base and reading.past),
        "base_unasked": float(base and not reading.past),
        "no_base": float(figure and reading.past and not base),
    }


def _base(fact: Fact) -> bool:
    """Say whether a figure is only what another one is compared with."""
    sentence = fact.evidence[0]
    at = sentence.find(fact.value)
    return at > 0 and bool(COMPARED_WITH.search(normalise(sentence[max(0, at - _BEFORE) : at])))


def odds(weight_: float) -> float:
    """Return a weight as a probability.

    >>> odds(0.0)
    0.5
    """
    return 1 / (1 + math.exp(-weight_))
