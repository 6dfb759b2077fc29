"""Which statements a question may be about, when there are many: by the words they own."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from bot.core.brief import Brief
from bot.core.reading import Reading
from bot.core.reading_words import LIGHT
from bot.core.vocabulary import terms_of, vocabulary

FEW: Final = 4  # so many statements are read in full for a question
_TITLE: Final = 2.0  # a word of the title tells twice as much


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
        for term in terms_of(brief.source.title):
            index[term][number] = _TITLE
    return index
