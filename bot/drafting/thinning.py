"""How many of the things a statement says a draft keeps: figures all, of the rest the telling."""

from collections.abc import Sequence
from typing import Final

from bot.core.brief import Kind
from bot.drafting.block import BlockKind
from bot.drafting.found import Found

_WORDS_A_FACT: Final = 12  # as dense as a brief that a person made
_WORDS_A_SAYING: Final = 22
_FEWEST: Final = 12
_SAYINGS: Final = frozenset({Kind.ACTION, Kind.QUOTATION})


def least_dropped(found: Sequence[Found], length: int) -> tuple[Found, ...]:
    """Return what was found in a statement of so many words, the least telling left out."""
    sayings = [one for one in found if one.kind in _SAYINGS]
    figures = len(found) - len(sayings)
    room = max(_FEWEST, length // _WORDS_A_SAYING, length // _WORDS_A_FACT - figures)
    if len(sayings) <= room:
        return tuple(found)
    dropped = {id(one) for one in sorted(sayings, key=_worth)[: len(sayings) - room]}
    return tuple(one for one in found if id(one) not in dropped)


def _worth(one: Found) -> tuple[int, int]:
    """Return how much a saying tells: more as a clause of its own, with an actor, not a note."""
    note = one.block.kind is BlockKind.NOTE
    own = bool(one.subject) and one.sentence.text.startswith(one.value[:20])
    told = sum(
        (own, bool(one.actor), bool(one.place or one.period), not one.unsure, 2 * (not note))
    )
    return told, len(one.value)
