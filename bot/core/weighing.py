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
from bot.core.proximity import around
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
_NEARBY: Final = 0.6  # how much of one of a fact's own words counts, wherever it stands
_BEFORE: Final = 48  # letters before a figure that tell whether another is compared with it

NOTHING: Final = "nothing"
# By sign: the weight without sentence vectors, and with them.
WEIGHTS: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {
        "less_gladly": (-1.03, -0.85),
        "asked_so": (2.23, 2.00),
        "reviewed_so": (1.29, 1.37),
        "exactly_so": (0.96, 1.05),
        "verbatim": (4.00, 4.00),
        "said": (-0.30, -0.23),
        "person": (0.89, 1.07),
        "own": (1.86, 1.54),
        "near": (2.18, 1.86),
        "elsewhere": (-2.59, -2.29),
        "unknown": (-0.51, -0.52),
        "reason_told": (1.02, 1.12),
        "no_reason": (-0.43, -0.50),
        "dates_near": (0.53, 0.24),
        "dates_missing": (-0.74, -0.79),
        "no_figure": (-2.29, -2.26),
        "other_measure": (-1.22, -1.29),
        "figure_for_any": (1.01, 1.10),
        "count_for_any": (-0.35, -0.51),
        "total_asked": (0.95, 0.97),
        "total_unasked": (-0.20, -0.39),
        "base_asked": (0.61, 0.57),
        "base_unasked": (-0.25, -0.32),
        "no_base": (0.60, 0.50),
        "told_near": (0.00, 2.05),
        "value_near": (0.00, 0.75),
        "asked_near": (0.00, 1.20),
        NOTHING: (2.32, 3.36),
    }
)


def texts(fact: Fact, aspect: Aspect) -> tuple[str, ...]:
    """Return what a question is set against in meaning: a fact's sentence, value and aliases."""
    return " ".join(fact.evidence), f"{fact.label}: {part(fact, aspect)}", *fact.ask


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
    base = figure and _base(fact)
    return {
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
