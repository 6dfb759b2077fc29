"""Which statements a question may be about, when there are many: by the words they own."""

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from bot.core.brief import Brief
from bot.core.reading import Reading
from bot.core.reading_words import LIGHT
from bot.core.text import Word, words
from bot.core.vocabulary import terms_of, vocabulary

FEW: Final = 4  # so many statements are read in full for a question
_TITLE: Final = 2.0  # a word of the title tells twice as much
_LEAD: Final = 0.5  # log odds that a word of one title, and not of all, gives its statement
_MOST: Final = 1.5
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_DOCUMENTS: Final = frozenset(
    ("statement", "announcement", "release", "communique", "declaration", "brief", "article")
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A statement that a question may be about, and how the question is read for it.

    `lead` is how far, in log odds, the words of its title put it before the others.
    """

    brief: Brief
    reading: Reading
    lead: float = 0.0


def chosen(reading: Reading, briefs: Sequence[Brief]) -> tuple[Chosen, ...]:
    """Return the few statements that a question may be about.

    "The flood statement" is none but those with "flood" in the title. A year beside a word of the
    title ("the 2031 plan") names the statement, and asks for no year.
    """
    asked = words(reading.plain)
    owners = _owners(tuple(briefs))
    among = _called(asked, briefs, owners) or shortlist(reading, briefs)
    telling = frozenset(term for term, held in owners.items() if len(held) < len(briefs))
    return tuple(_chosen(reading, asked, brief, telling) for brief in among)


def _chosen(
    reading: Reading, asked: Sequence[Word], brief: Brief, telling: frozenset[str]
) -> Chosen:
    title = _title(brief)
    years = _years_beside(asked, title)
    named = ({word.stem for word in reading.terms} - LIGHT | years) & title & telling
    lead = min(_MOST, sum(_MOST if term in years else _LEAD for term in named))
    dates = tuple(one for one in reading.dates if one.text not in years)
    return Chosen(brief, replace(reading, dates=dates) if years else reading, lead)


def _years_beside(asked: Sequence[Word], title: frozenset[str]) -> frozenset[str]:
    """Return the years of a title that stand beside another word of it in the question."""
    return frozenset(
        year.text
        for pair in pairwise(asked)
        for year, other in (pair, pair[::-1])
        if _YEAR.fullmatch(year.text) and {year.stem, other.stem} <= title
    )


def _called(
    asked: Sequence[Word], briefs: Sequence[Brief], owners: Mapping[str, frozenset[int]]
) -> tuple[Brief, ...]:
    """Return the statements that are called by a word of the title: "the flood statement"."""
    called = [
        owners[one.stem]
        for one, other in pairwise(asked)
        if other.text in _DOCUMENTS and one.stem in owners and not one.stops
    ]
    numbers = frozenset.intersection(*called) if called else frozenset()
    return tuple(briefs[number] for number in sorted(numbers)[:FEW])


@lru_cache(maxsize=4)
def _owners(briefs: tuple[Brief, ...]) -> Mapping[str, frozenset[int]]:
    """Return, for each word of a title, the briefs that have it there; briefs never change."""
    owners: dict[str, set[int]] = defaultdict(set)
    for number, brief in enumerate(briefs):
        for term in _title(brief):
            owners[term].add(number)
    return {term: frozenset(held) for term, held in owners.items()}


@lru_cache(maxsize=4096)
def _title(brief: Brief) -> frozenset[str]:
    """Return the words and years of a title; kept, since a brief never changes."""
    return terms_of(brief.source.title)


def shortlist(reading: Reading, briefs: Sequence[Brief]) -> tuple[Brief, ...]:
    """Return the few briefs whose words the question uses, the likeliest first."""
    if len(briefs) <= FEW:
        return tuple(briefs)
    index = _index(tuple(briefs))
    scores: dict[int, float] = defaultdict(float)
    for term in {word.stem for word in reading.terms} - LIGHT:
        owners = index.get(term, {})
        telling = math.log(1 + len(briefs) / len(owners)) if owners else 0.0
        for number, weight in owners.items():
            scores[number] += telling * weight
    best = sorted(scores, key=lambda number: (-scores[number], number))[:FEW]
    return tuple(briefs[number] for number in best) or tuple(briefs[:1])


@lru_cache(maxsize=4)
def _index(briefs: tuple[Brief, ...]) -> Mapping[str, Mapping[int, float]]:
    """Return, for each word, the briefs that own it; kept, since briefs never change."""
    index: dict[str, dict[int, float]] = defaultdict(dict)
    for number, brief in enumerate(briefs):
        for known in vocabulary(brief).known.values():
            for term in known.own:
                index[term][number] = 1.0
        for term in _title(brief):
            index[term][number] = _TITLE
    return index
