"""How near the words of a sentence stand to a value in it.

Several facts of one kind in one sentence are told apart by this: another figure, a comma or many
words between a word and the value make it less likely that the word is about the value.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from bot.core.quantities import find
from bot.core.reading_words import RING
from bot.core.text import STOP_WORDS, Word, words

_ANOTHER_FIGURE: Final = 0.6
_ANOTHER_CLAUSE: Final = 0.93
_HALFWAY: Final = 25  # so many words away, a word counts half
_RING_WORD: Final = 0.85
_CLAUSES: Final = re.compile(r"[,;:()]| and | while | compared ")

Around = Mapping[str | int, float]


@lru_cache(maxsize=16_384)
def around(sentence: str, value: str) -> Around:
    """Return, by stem and by ring of synonyms, how near each telling word is: 1 inside the value.

    >>> near = around("It costs £5, while repairs cost £9.", "£9")
    >>> near["repair"] > near["cost"] * 0.9
    True
    """
    at = sentence.find(value)
    start, end = (at, at + len(value)) if at >= 0 else (0, len(sentence))
    told = words(sentence)
    figures = [(one.start, one.end) for one in find(sentence)]
    clauses = [one.start() for one in _CLAUSES.finditer(sentence)]
    near: dict[str | int, float] = {}
    for word in told:
        if word.text in STOP_WORDS:
            continue
        low, high = _between(word, start, end)
        closeness = _closeness(low, high, told, figures, clauses)
        ring = RING.get(word.stem)
        near[word.stem] = max(near.get(word.stem, 0.0), closeness)
        if ring is not None:
            near[ring] = max(near.get(ring, 0.0), _RING_WORD * closeness)
    return near


def _between(word: Word, start: int, end: int) -> tuple[int, int]:
    """Return the stretch between a word and the value; an empty one for a word inside it."""
    if word.end <= start:
        return word.end, start
    return (end, word.start) if word.start >= end else (start, start)


def _closeness(
    low: int, high: int, told: tuple[Word, ...], figures: list[tuple[int, int]], clauses: list[int]
) -> float:
    apart = sum(low <= word.start < high for word in told)
    passed = sum(low <= first and last <= high for first, last in figures)
    turned = sum(low <= place < high for place in clauses)
    return _ANOTHER_FIGURE**passed * _ANOTHER_CLAUSE**turned / (1 + apart / _HALFWAY)
