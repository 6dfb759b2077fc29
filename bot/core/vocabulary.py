"""The words of a brief, by fact: what a question may call each thing."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein

from bot.core.brief import Brief, Fact, Gap
from bot.core.reading_words import LIGHT, RING
from bot.core.text import STOP_WORDS, Word, normalise, squash, words

_PHRASES: Final = re.compile(r"[,;:?]")
_SHORTEST_REPAIR: Final = 4
_LONG: Final = 8


@dataclass(frozen=True, slots=True)
class Known:
    """What one fact or gap may be called.

    `named` are the words of its label, subject, value and aliases, `own` also those of its actor,
    place and period, `near` those of its evidence; `questions` are its aliases as written.
    """

    named: frozenset[str]
    own: frozenset[str]
    near: frozenset[str]
    phrases: tuple[frozenset[str], ...]
    questions: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Vocabulary:
    """All words of a brief: by fact or gap, with the weight of each."""

    known: Mapping[str, Known]
    weights: Mapping[str, float]
    spelt: Mapping[str, str]
    unknown_weight: float

    def weight(self, term: str) -> float:
        """Return how telling a word is: the fewer facts it belongs to, the more."""
        return self.weights.get(term, self.unknown_weight)

    def knows(self, term: str) -> bool:
        """Say whether the brief or its statement has the word."""
        return term in self.weights

    def repaired(self, word: Word) -> str:
        """Return a word's stem, mended where it is a slip for exactly one word of the statement."""
        if self.knows(word.stem) or word.stem in LIGHT or word.stem in RING:
            return word.stem
        if len(word.text) < _SHORTEST_REPAIR:
            return word.stem
        reach = 2 if len(word.text) >= _LONG else 1
        near = {
            stem
            for spelt, stem in self.spelt.items()
            if spelt[0] == word.text[0]
            and abs(len(spelt) - len(word.text)) <= reach
            and DamerauLevenshtein.distance(spelt, word.text, score_cutoff=reach) <= reach
        }
        return near.pop() if len(near) == 1 else word.stem


def terms_of(text: str) -> frozenset[str]:
    """Return the stems of a text's telling words."""
    return frozenset(one.stem for one in words(text) if one.text not in STOP_WORDS)


@lru_cache(maxsize=512)
def vocabulary(brief: Brief) -> Vocabulary:
    """Return the words of a brief; kept, since a brief never changes."""
    known: dict[str, Known] = {fact.id: _fact_words(fact) for fact in brief.facts}
    known |= {gap.id: _gap_words(gap) for gap in brief.file.gaps}
    owners = Counter(term for one in known.values() for term in one.own)
    rest = terms_of(brief.statement)
    total = len(known) + 1
    weights = {term: math.log(1 + total / count) for term, count in owners.items()}
    weights |= {term: math.log(1 + total) for term in rest if term not in weights}
    return Vocabulary(known, weights, _spelt(brief), math.log(1 + total))


def _spelt(brief: Brief) -> dict[str, str]:
    texts = [brief.statement, *(" ".join(fact.ask) for fact in brief.facts)]
    return {
        one.text: one.stem
        for text in texts
        for one in words(text)
        if len(one.text) >= _SHORTEST_REPAIR and one.text not in STOP_WORDS
    }


def _fact_words(fact: Fact) -> Known:
    named = _union((fact.label, fact.subject, fact.value, *fact.ask))
    own = named | _union((fact.actor, fact.place, fact.period))
    phrases = (*_phrases(fact.ask), terms_of(fact.label))
    telling = tuple(phrase - LIGHT or phrase for phrase in phrases)
    questions = frozenset(squash(normalise(text)) for text in fact.ask)
    return Known(named, own, _union(fact.evidence), telling, questions)


def _gap_words(gap: Gap) -> Known:
    own = _union(gap.ask)
    return Known(own, own, frozenset(), _phrases(gap.ask))


def _union(texts: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(terms_of(text) for text in texts))


def _phrases(texts: Iterable[str]) -> tuple[frozenset[str], ...]:
    found = (terms_of(part) for text in texts for part in _PHRASES.split(text))
    return tuple(phrase for phrase in found if phrase)
