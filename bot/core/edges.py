"""The edges of a part of a text: a figure cut in two, parted from its qualifier, or a "not" lost.

"5 groups" is no quotation of "55 groups", "500 arrests" none of "over 500 arrests".
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from bot.core.claim_words import NEGATION
from bot.core.quantities import Quantity, Verdict, compare, find

_NOT_BEFORE: Final = re.compile(r"\b(?:not|never|no|\w+n't) $", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"[.!?] ")
_NEAR: Final = 100  # characters around a cut, in which a figure across it begins and ends
_REACH: Final = 12  # characters before a quotation in which a "not" begins
_DIGIT: Final = re.compile(r"\d")
# The worst last.
_RANKS: Final = (Verdict.SUPPORTED, Verdict.LOOSELY_SUPPORTED, Verdict.UNDECIDED)

Place = tuple[int, int]


def end_within(text: str, most: int) -> int:
    """Return where a text ends that has at most so many signs: at a word, and at no figure's cost.

    >>> text = "It costs up to 72.2 million euros a year."
    >>> text[: end_within(text, 24)], text[: end_within(text, 36)]
    ('It costs', 'It costs up to 72.2 million euros a')
    """
    if len(text) <= most:
        return len(text)
    end = max(text.rfind(" ", 0, most + 1), 0) or most
    start = max(0, end - _NEAR)
    near = find(text[start : end + _NEAR])
    cut = (start + one.start for one in near if one.start < end - start < one.end)
    return len(text[: next(cut, end)].rstrip())


def whole(place: Place, statement: str) -> Place:
    """Return a place widened over the figures at its edges and a "not" right before it."""
    cut = _cut(place, statement)
    start = min([place[0], *(one.start for one in cut)])
    end = max([place[1], *(one.end for one in cut)])
    lost = _lost(start, statement)
    return start - len(lost), end


def figures_at(place: Place, statement: str, *, before: str, piece: str, after: str) -> Verdict:
    """Return what the statement makes of the figures at the edges of a quoted piece.

    `before` and `after` stand around it in the message: over "500 arrests" says what it must.
    """
    said = list(_said(before, piece, after))
    verdicts = [_verdict(one, said, place, statement) for one in _cut(place, statement)]
    return max(verdicts, key=_RANKS.index, default=Verdict.SUPPORTED)


def loses_not(places: Sequence[Place], statement: str, *, before: str) -> bool:
    """Say whether a "not" is left out right before a quotation or between its pieces."""
    gaps = (statement[one[1] : following[0]] for one, following in pairwise(places))
    skipped = any(NEGATION.search(gap.lower()) and not _SENTENCE_END.search(gap) for gap in gaps)
    told = NEGATION.search(before.lower()) or _NOT_BEFORE.search(before)
    return skipped or bool(_lost(places[0][0], statement) and not told)


def _lost(start: int, statement: str) -> str:
    found = _NOT_BEFORE.search(statement[max(0, start - _REACH) : start])
    return found[0] if found else ""


def figures_around(before: str, piece: str, after: str) -> tuple[str, str]:
    """Return what a message says right before and after a quotation that belongs to its figures."""
    said, end = list(_said(before, piece, after)), len(before) + len(piece)
    start = min([len(before), *(one.start for one in said)])
    stop = max([end, *(one.end for one in said)])
    return before[start:], after[: stop - end]


def _said(before: str, piece: str, after: str) -> Iterator[Quantity]:
    """Yield the figures of a quoted piece, with what stands around it in the message."""
    start, text = len(before), f"{before}{piece}{after}"
    for one in find(text):
        if one.start < start + len(piece) and start < one.end:
            yield one


def _verdict(stated: Quantity, said: list[Quantity], place: Place, statement: str) -> Verdict:
    if not said:  # "has dismantled over": the figure itself is not quoted
        quoted = statement[max(place[0], stated.start) : min(place[1], stated.end)]
        return Verdict.UNDECIDED if _DIGIT.search(quoted) else Verdict.SUPPORTED
    verdicts = {compare(one, stated) for one in said}
    return next((one for one in _RANKS if one in verdicts), Verdict.UNDECIDED)


def _cut(place: Place, statement: str) -> list[Quantity]:
    """Return the figures that stand partly within a place."""
    start, end = place
    overlapping = (one for one in _figures(statement) if one.start < end and start < one.end)
    return [one for one in overlapping if one.start < start or end < one.end]


@lru_cache(maxsize=64)
def _figures(statement: str) -> tuple[Quantity, ...]:
    return tuple(find(statement))
