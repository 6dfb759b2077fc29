"""Questions offered while somebody types: only those that a statement answers.

Each typed word must begin a word of a fact's question, or of the words people use for it.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.core.brief import Brief, Fact, Kind
from bot.core.handles import handle_of
from bot.core.text import STOP_WORDS, normalise, squash, words
from bot.core.wording_facts import may_be_offered

MOST: Final = 25  # what a list of either platform holds
_SHOWN: Final = 2.0  # a word of the question as it is shown tells more than one that is not
_FIRST: Final = 0.5  # and a fact of the summary more than another


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question, the kind of its answer, and the handle of the fact that answers it."""

    question: str
    kind: Kind
    handle: str
    brief: Brief


@dataclass(frozen=True, slots=True)
class _Index:
    """The questions of some briefs, and for each word, in order, those that it begins."""

    offered: tuple[Suggestion, ...]
    first: frozenset[int]
    terms: tuple[str, ...]
    owners: tuple[Mapping[int, float], ...]


def suggest(typed: str, briefs: Sequence[Brief], *, most: int = MOST) -> tuple[Suggestion, ...]:
    """Return the questions that what was typed may become, the likeliest first.

    Nothing typed gives those of the summaries first; what fits no question gives none.
    """
    index = _index(tuple(briefs))
    found = _scored(typed, index)
    order = sorted(found, key=lambda at: (-found[at] - _FIRST * (at in index.first), at))
    return tuple(index.offered[at] for at in order[:most])


def suggest_briefs(typed: str, briefs: Sequence[Brief], *, most: int = MOST) -> tuple[Brief, ...]:
    """Return the briefs whose title, publisher or date has every typed word, in their order."""
    wanted = normalise(typed).split()
    named = ((brief, _names(brief)) for brief in briefs)
    fitting = (brief for brief, name in named if all(word in name for word in wanted))
    return tuple(brief for brief, _ in zip(fitting, range(most), strict=False))


def _names(brief: Brief) -> str:
    source = brief.source
    return normalise(f"{brief.title} {source.publisher} {source.date} {source.date_note}")


def _scored(typed: str, index: _Index) -> Mapping[int, float]:
    """Return how well each question fits that has every typed word."""
    said = [word.text for word in words(typed)]
    telling = [word for word in said if word not in STOP_WORDS] or said
    if not telling:
        return dict.fromkeys(range(len(index.offered)), 0.0)
    scores = [_beginning(word, index) for word in telling]
    common = set(scores[0]).intersection(*scores[1:])
    return {at: sum(score[at] for score in scores) for at in common}


def _beginning(word: str, index: _Index) -> Mapping[int, float]:
    """Return the questions with a word that begins so, each with the best it has."""
    best: dict[int, float] = {}
    for place in range(bisect_left(index.terms, word), len(index.terms)):
        if not index.terms[place].startswith(word):
            break
        for at, weight in index.owners[place].items():
            best[at] = max(weight, best.get(at, 0.0))
    return best


@lru_cache(maxsize=8)
def _index(briefs: tuple[Brief, ...]) -> _Index:
    """Return the index of some briefs; kept, since briefs never change."""
    offered: list[Suggestion] = []
    first: set[int] = set()
    owners: dict[str, dict[int, float]] = defaultdict(dict)
    for brief in briefs:
        for fact in _distinct(brief):
            at = len(offered)
            offered.append(_suggestion(brief, fact))
            first |= {at} if fact.id in brief.file.summary else set()
            for term, weight in _terms(fact):
                owners[term][at] = max(weight, owners[term].get(at, 0.0))
    terms = tuple(sorted(owners))
    return _Index(tuple(offered), frozenset(first), terms, tuple(owners[term] for term in terms))


def _distinct(brief: Brief) -> Iterator[Fact]:
    """Yield the facts that can be offered, each question once, those of the summary first."""
    seen: set[str] = set()
    ordered = [brief.by_id[one] for one in brief.file.summary if one in brief.by_id]
    for fact in (*ordered, *brief.facts):
        if may_be_offered(fact) and fact.ask[0] not in seen:
            seen.add(fact.ask[0])
            yield fact


def _suggestion(brief: Brief, fact: Fact) -> Suggestion:
    return Suggestion(squash(fact.ask[0]), fact.kind, handle_of(brief, (fact.id,)), brief)


def _terms(fact: Fact) -> Iterator[tuple[str, float]]:
    """Yield the words of a fact's question, then those that people use for it."""
    yield from ((word.text, _SHOWN) for word in words(fact.ask[0]))
    more = (*fact.ask[1:], fact.label, fact.subject, fact.actor)
    yield from ((word.text, 1.0) for text in more for word in words(text))
