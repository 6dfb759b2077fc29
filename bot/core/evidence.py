"""Whether a text says what its evidence says: the number lock's notion of equal."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.core.quantities import Quantity, find, same
from bot.core.text import locate, squash

_WORDY: Final = re.compile(r"\w")
_ROOM: Final = 60


def disagreement(text: str, evidence: Sequence[str]) -> str:
    """Return why a text is not what its evidence says, empty where it is.

    A figure parses to the same value, unit and qualifier as one in the evidence; everything else
    stands in the evidence to the letter, white space aside.

    >>> disagreement("up to €5 million", ["worth up to 5 million euros"])
    ''
    >>> disagreement("€5 million", ["worth up to 5 million euros"])
    "'€5 million' is not what the evidence says, which has 'up to 5 million euros'"
    """
    figures = find(text)
    stated = [quantity for span in evidence for quantity in find(span)]
    for figure in figures:
        if not among(figure, stated):
            return f"{figure.text!r} is not what the evidence says{_instead(figure, stated)}"
    if stands_in(text, evidence):
        return ""
    for piece in _around(text, figures):
        if _WORDY.search(piece) and not stands_in(piece, evidence):
            return f"not in this fact's evidence: {shortly(piece)}"
    return ""


def among(figure: Quantity, stated: Sequence[Quantity]) -> bool:
    """Say whether a figure equals one of these."""
    return any(same(figure, one) for one in stated)


def stands_in(text: str, evidence: Sequence[str]) -> bool:
    """Say whether a text stands in one of the spans to the letter, white space aside."""
    return any(locate(text, span) is not None for span in evidence)


def shortly(text: str) -> str:
    """Return a text in quotation marks, cut to what a line of a report has room for."""
    flat = squash(text)
    return repr(flat if len(flat) <= _ROOM else flat[: _ROOM - 3] + "...")


def _instead(figure: Quantity, stated: Sequence[Quantity]) -> str:
    near = [
        one.text for one in stated if (one.measure, one.value) == (figure.measure, figure.value)
    ]
    return f", which has {near[0]!r}" if near else ""


def _around(text: str, figures: Sequence[Quantity]) -> Iterator[str]:
    at = 0
    for figure in figures:
        yield text[at : figure.start].strip()
        at = figure.end
    yield text[at:].strip()
