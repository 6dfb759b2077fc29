"""A long text in pieces that fit, parted where nothing belongs together."""

import re
from collections.abc import Callable, Iterator
from typing import Final

_LINE: Final = re.compile(r"(?<=\n)")
_SENTENCE: Final = re.compile(r"(?<=[.!?”\"])(?=\s+\D)")
# Beside a digit a space may stand inside a figure: "72.2 million", "over 500".
_WORD: Final = re.compile(r"(?<![\d\s])(?=\s+\D)")
_PARTINGS: Final = (_LINE, _SENTENCE, _WORD)
MISSING: Final = "…"


def pieces(text: str, limit: int, show: Callable[[str], str]) -> Iterator[str]:
    """Yield the text in order, in pieces that are at most `limit` long as they are shown.

    What cannot be parted without breaking a word or a figure is left out, as "…".
    """
    text = text.strip()
    if not text:
        return
    if len(show(text)) <= limit:
        yield text
        return
    yield from _packed(_atoms(text, limit, show), limit, show)


def _atoms(
    text: str,
    limit: int,
    show: Callable[[str], str],
    partings: tuple[re.Pattern[str], ...] = _PARTINGS,
) -> Iterator[str]:
    """Yield parts that fit, as large as can be: lines before sentences before words."""
    if len(show(text.strip())) <= limit:
        yield text
    elif partings:
        for part in partings[0].split(text):
            yield from _atoms(part, limit, show, partings[1:])
    else:
        yield f" {MISSING}"


def _packed(atoms: Iterator[str], limit: int, show: Callable[[str], str]) -> Iterator[str]:
    """Join parts as long as they surely fit: together they are never longer than one by one."""
    held, length = "", 0
    for atom in atoms:
        more = len(show(atom))
        if length + more > limit:
            yield from filter(None, [held.strip()])
            held, length = "", 0
        held, length = held + atom, length + more
    yield from filter(None, [held.strip()])
