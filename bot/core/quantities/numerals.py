"""Numbers as they are written, in digits or in words."""

from collections.abc import Callable
from typing import Final

from bot.core.quantities.digits import digits_at, vulgar_at
from bot.core.quantities.numeral import Numeral, with_scale
from bot.core.quantities.scanning import Tokens
from bot.core.quantities.shares import share_at
from bot.core.quantities.spelling import article_at, dozens_at, half_at, spelled_at, vague_at

_READERS: Final[tuple[Callable[[Tokens, int], Numeral | None], ...]] = (
    half_at,
    article_at,
    vague_at,
    dozens_at,
    share_at,
    digits_at,
    vulgar_at,
    spelled_at,
)


def numeral_at(tokens: Tokens, index: int, *, money: bool = False) -> Numeral | None:
    """Return the number that begins at a token; `money` allows "5 m" as millions."""
    for read in _READERS:
        found = read(tokens, index)
        if found:
            return found if found.fraction else with_scale(tokens, found, money=money)
    return None
