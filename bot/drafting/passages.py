"""Where the passages of a statement stand in its corrected version."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Final

from bot.core.quantities import Quantity, find
from bot.core.text import squash
from bot.drafting.sentences import Sentence, sentences

_WORD: Final = re.compile(r"\w+(?:[.,'\u2019-]\w+)*%?|[^\w\s]")
_SHARE: Final = 0.4  # of a passage's words must still be there for it to count as the same

Place = tuple[int, int]


@dataclass(frozen=True)
class Passages:
    """Two versions of a statement, compared word by word."""

    old: str
    new: str

    def same(self, start: int, end: int) -> bool:
        """Say whether the sentences around an old place stand in the new version as they were."""
        around = _around(self._old_sentences, start, end)
        return bool(around) and all(squash(one.text) in self.kept for one in around)

    @cached_property
    def kept(self) -> frozenset[str]:
        """Return the sentences that both versions have."""
        return _texts(self._old_sentences) & _texts(self.new_sentences)

    @cached_property
    def new_sentences(self) -> tuple[Sentence, ...]:
        """Return the sentences of the new version."""
        return sentences(self.new)

    @cached_property
    def new_figures(self) -> tuple[Quantity, ...]:
        """Return the figures of the new version."""
        return find(self.new)

    def moved(self, start: int, end: int, *, least: float = _SHARE) -> Place | None:
        """Return where an old place is now, with what replaced words of it; None for gone.

        `least` is the share of its words that must still be there.
        """
        first, last = self._range(self._old_words, start, end)
        if first > last:
            return None
        met = [self._pairs[n] for n in range(first, last + 1) if n in self._pairs]
        if len(met) < least * (last - first + 1):
            return None
        begin = self._pairs[first] if first in self._pairs else self._after(first - 1)
        finish = self._pairs[last] if last in self._pairs else self._before(last + 1)
        too_far = finish - begin > 2 * (last - first) + 8
        if begin > finish or too_far:
            return None
        return self._new_words[begin][0], self._new_words[finish][1]

    def with_figures(self, place: Place) -> Place:
        """Return a place of the new version, grown to hold whole figures with their qualifiers."""
        start, end = place
        for one in self.new_figures:
            if one.start < end and start < one.end:
                start, end = min(start, one.start), max(end, one.end)
        return start, end

    def sentence(self, place: Place) -> str:
        """Return the new version's sentences around a place of it."""
        around = _around(self.new_sentences, *place)
        return " ".join(squash(one.text) for one in around[:1]) if around else ""

    def _after(self, index: int) -> int:
        """Return the new word that follows all up to an old one."""
        known = bisect_right(self._matched, index) - 1
        return self._pairs[self._matched[known]] + 1 if known >= 0 else 0

    def _before(self, index: int) -> int:
        """Return the new word that stands before all from an old one on."""
        known = bisect_left(self._matched, index)
        held = known < len(self._matched)
        return self._pairs[self._matched[known]] - 1 if held else len(self._new_words) - 1

    @staticmethod
    def _range(words: tuple[Place, ...], start: int, end: int) -> tuple[int, int]:
        first = bisect_right([stop for _, stop in words], start)
        return first, bisect_left([begin for begin, _ in words], end) - 1

    @cached_property
    def _matched(self) -> list[int]:
        return sorted(self._pairs)

    @cached_property
    def _pairs(self) -> dict[int, int]:
        """Return which new word each old one became, for those that are the same."""
        old = [self.old[a:b] for a, b in self._old_words]
        new = [self.new[a:b] for a, b in self._new_words]
        blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        return {a + n: b + n for a, b, size in blocks for n in range(size)}

    @cached_property
    def _old_words(self) -> tuple[Place, ...]:
        return tuple(one.span() for one in _WORD.finditer(self.old))

    @cached_property
    def _new_words(self) -> tuple[Place, ...]:
        return tuple(one.span() for one in _WORD.finditer(self.new))

    @cached_property
    def _old_sentences(self) -> tuple[Sentence, ...]:
        return sentences(self.old)


def _texts(told: tuple[Sentence, ...]) -> frozenset[str]:
    return frozenset(squash(one.text) for one in told)


def _around(told: tuple[Sentence, ...], start: int, end: int) -> list[Sentence]:
    return [one for one in told if one.start < end and start < one.end]
