"""The words of a brief, by fact: what a question may call each thing."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein

from bot.core.brief import FIGURES, Brief, Fact, Gap
from bot.core.places import places
from bot.core.quantities import Quantity, figures_of
from bot.core.reading_words import LIGHT, RING
from bot.core.text import STOP_WORDS, Word, normalise, squash, words

_PHRASES: Final = re.compile(r"[,;:?]")
_SHORTEST_REPAIR: Final = 4
_LONG: Final = 8
_RING_WORD: Final = 0.85  # what a general synonym counts against the word itself
_PROPOSED_WORD: Final = 0.8  # and a word that only the draft proposes
_COMPOUND: Final = 0.7  # and a part of a compound
_LEAST_COMPOUND: Final = 5
_CONTEXT: Final = 250  # letters before a sentence that tell what it is about
_FIND_BY: Final = 40


@dataclass(frozen=True, slots=True)
class Known:
    """What one fact or gap may be called.

    `named` are the words of its label, subject, value and aliases, `own` also those of its actor,
    place and period, `near` those of its evidence, `context` those right before it and of the
    title; `questions` are its aliases as written, `proposed` the words of those that no reviewer
    has decided on; `reviewed` tells whether a person chose them. `inherited` are the words of the
    figure before it in its sentence: "2,800 claims of miners, valued at $9 million". `year` is the
    one the statement is dated, 0 where that is not known; `titled` are the figures of its title.
    """

    named: frozenset[str]
    own: frozenset[str]
    near: frozenset[str]
    phrases: tuple[frozenset[str], ...]
    questions: frozenset[str] = frozenset()
    proposed: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()
    title_places: frozenset[str] = frozenset()
    statement_places: frozenset[str] = frozenset()
    reviewed: bool = False
    year: int = 0
    titled: tuple[Quantity, ...] = ()
    inherited: frozenset[str] = frozenset()

    def counts(self, term: str) -> float:
        """Return how well a word names what it is, who does it and where aside."""
        return max(_among(term, self.named), _PROPOSED_WORD * (term in self.proposed))


@dataclass(frozen=True, eq=False)  # what is kept of one is kept by its identity
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

    def owners(self, term: str) -> Mapping[str, float]:
        """Return the facts and gaps that own a word, by id: 1 for the same, less for one alike.

        A word that only a draft proposes is owned too.
        """
        return _owners(self, term)

    @cached_property
    def holders(self) -> Mapping[str, Sequence[str]]:
        """The ids of the facts and gaps that have each word."""
        found = defaultdict(list)
        for one, known in self.known.items():
            for term in known.own:
                found[term].append(one)
        return found

    @cached_property
    def alike(self) -> Mapping[object, Sequence[str]]:
        """The words of each ring of synonyms, and those that begin alike as a compound may."""
        found: dict[object, list[str]] = defaultdict(list)
        for term in self.holders:
            for key in _keys(term):
                found[key].append(term)
        return found

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
            and _like_a_slip(word.text, spelt)
            and DamerauLevenshtein.distance(spelt, word.text, score_cutoff=reach) <= reach
        }
        return near.pop() if len(near) == 1 else word.stem


def _like_a_slip(typed: str, meant: str) -> bool:
    """Say whether a short word may be a slip: letters lost, doubled or turned, none for another."""
    return len(meant) >= _LONG or len(typed) != len(meant) or sorted(typed) == sorted(meant)


def terms_of(text: str) -> frozenset[str]:
    """Return the stems of a text's telling words."""
    return frozenset(one.stem for one in words(text) if one.text not in STOP_WORDS)


@lru_cache(maxsize=512)
def vocabulary(brief: Brief) -> Vocabulary:
    """Return the words of a brief; kept, since a brief never changes."""
    known: dict[str, Known] = {fact.id: _fact_words(fact, brief) for fact in brief.facts}
    if not brief.reviewed:
        known |= dict(_inheriting(brief, known))
    known |= {gap.id: _gap_words(gap) for gap in brief.file.gaps}
    owners = Counter(term for one in known.values() for term in one.own)
    rest = terms_of(brief.statement)
    total = len(known) + 1
    weights = {term: _weight(total, count) for term, count in owners.items()}
    weights |= {term: _weight(total, 1) for term in rest if term not in weights}
    return Vocabulary(known, weights, _spelt(brief), _weight(total, 1))


def _weight(total: int, count: int) -> float:
    return 1 + math.log(1 + total / count) / math.log(1 + total)


def _spelt(brief: Brief) -> dict[str, str]:
    texts = [brief.statement, *(" ".join(fact.ask) for fact in brief.facts)]
    return {
        one.text: one.stem
        for text in texts
        for one in words(text)
        if len(one.text) >= _SHORTEST_REPAIR and one.text not in STOP_WORDS
    }


def _fact_words(fact: Fact, brief: Brief) -> Known:
    named = _union((fact.label, fact.subject, fact.value, *fact.ask))
    own = named | _union((fact.actor, fact.place, fact.period))
    phrases = (*_phrases(fact.ask), terms_of(fact.label))
    telling = tuple(phrase - LIGHT or phrase for phrase in phrases)
    questions = frozenset(squash(normalise(text)) for text in fact.ask)
    near, proposed = _union(fact.evidence), _union(fact.proposed)
    return Known(
        named, own, near, telling, questions, proposed, _context(fact, brief),
        *_places(brief), brief.reviewed, _year(brief), figures_of(brief.source.title),
    )  # fmt: skip


def _inheriting(brief: Brief, known: Mapping[str, Known]) -> Iterator[tuple[str, Known]]:
    """Yield figures with the words of the figure before them; a reviewer says these in a label."""
    beside: dict[str, list[Fact]] = defaultdict(list)
    for fact in brief.facts:
        if fact.kind in FIGURES:
            beside[fact.evidence[0]].append(fact)
    for sentence, facts in beside.items():
        facts.sort(key=lambda fact: sentence.find(fact.value))
        for before, fact in pairwise(facts):
            yield fact.id, replace(known[fact.id], inherited=known[before.id].named)


def _context(fact: Fact, brief: Brief) -> frozenset[str]:
    at = brief.statement.find(fact.evidence[0][:_FIND_BY])
    before = brief.statement[max(0, at - _CONTEXT) : at] if at > 0 else ""
    return terms_of(f"{before} {brief.source.title}")


def _year(brief: Brief) -> int:
    dates = (one.when for one in figures_of(brief.source.date))
    return next((when.year for when in dates if when and when.year), 0)


@lru_cache(maxsize=512)
def _places(brief: Brief) -> tuple[frozenset[str], frozenset[str]]:
    """Return the places of the title and publisher, and those of the whole statement."""
    return places(f"{brief.source.title} {brief.source.publisher}"), places(brief.statement)


@lru_cache(maxsize=16_384)
def _owners(words: Vocabulary, term: str) -> Mapping[str, float]:
    alike = {term, *(other for key in _keys(term) for other in words.alike.get(key, ()))}
    graded = sorted((_likeness(term, other), other) for other in alike)
    found: dict[str, float] = {}
    for how, other in graded:  # the best comes last, and stays
        if how:
            found |= dict.fromkeys(words.holders.get(other, ()), how)
    proposing = (one for one, known in words.known.items() if term in known.proposed)
    return dict.fromkeys(proposing, _PROPOSED_WORD) | found


def _keys(term: str) -> Iterator[object]:
    """Yield what a word shares with all that may stand for it: its ring, how it begins."""
    if term in RING:
        yield RING[term]
    if len(term) >= _LEAST_COMPOUND:
        yield term[:_LEAST_COMPOUND]


@lru_cache(maxsize=65_536)
def _among(term: str, names: frozenset[str]) -> float:
    return 1.0 if term in names else max((_likeness(term, one) for one in names), default=0.0)


def _likeness(term: str, other: str) -> float:
    """Return how well a word stands for another."""
    if term == other:
        return 1.0
    if term in RING and RING[term] == RING.get(other):
        return _RING_WORD
    return _COMPOUND * _compound(term, other)


def _compound(term: str, other: str) -> bool:
    """Say whether one stem begins with the other: stock, stockpile."""
    shorter, longer = sorted((term, other), key=len)
    return len(shorter) >= _LEAST_COMPOUND and longer.startswith(shorter)


def _gap_words(gap: Gap) -> Known:
    own = _union(gap.ask)
    return Known(own, own, frozenset(), _phrases(gap.ask))


def _union(texts: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(terms_of(text) for text in texts))


def _phrases(texts: Iterable[str]) -> tuple[frozenset[str], ...]:
    found = (terms_of(part) for text in texts for part in _PHRASES.split(text))
    return tuple(phrase for phrase in found if phrase)
