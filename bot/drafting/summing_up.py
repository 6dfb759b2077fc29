"""The five to nine things a reader must know, chosen from the facts of a draft."""

from collections.abc import Sequence
from typing import Final

from bot.core.brief import FIGURES, Fact, Kind
from bot.core.quantities import find, same
from bot.drafting.block import BlockKind
from bot.drafting.found import Found

_MOST: Final = 9
_FEWEST: Final = 5
_LEAD: Final = 2  # sentences


def summary(pairs: Sequence[tuple[Fact, Found]], title: str) -> tuple[str, ...]:
    """Return the ids of the facts to sum up with: title and lead first, money, the main action."""
    figures = [pair for pair in pairs if pair[0].kind in FIGURES and not pair[1].unsure]
    acting = [pair for pair in pairs if pair[0].kind is Kind.ACTION]
    lead = _lead([found for _, found in pairs])
    chosen: dict[str, Fact] = {}
    groups = (
        [pair for pair in figures if _in_title(pair[1], title)],
        [pair for pair in figures if pair[1].sentence.start in lead],
        [pair for pair in acting if pair[1].sentence.start in lead][:1],
        sorted((pair for pair in figures if pair[0].kind is Kind.MONEY), key=_size)[:2],
        figures,
        [pair for pair in acting if not pair[1].unsure][:_FEWEST],
        list(pairs),
    )
    for number, group in enumerate(groups):
        for fact, _ in group:
            full = len(chosen) >= (_MOST if number < len(groups) - 2 else _FEWEST)
            if not full and not any(_alike(fact, one) for one in chosen.values()):
                chosen.setdefault(fact.id, fact)
    return tuple(chosen)


def _lead(found: Sequence[Found]) -> frozenset[int]:
    starts = dict.fromkeys(
        one.sentence.start
        for one in sorted(found, key=lambda one: one.sentence.start)
        if one.block.kind not in {BlockKind.TITLE, BlockKind.HEADING, BlockKind.BYLINE}
    )
    return frozenset(list(starts)[:_LEAD])


def _in_title(found: Found, title: str) -> bool:
    return found.quantity is not None and any(same(found.quantity, one) for one in find(title))


def _size(pair: tuple[Fact, Found]) -> float:
    quantity = pair[1].quantity
    return -float(quantity.value) if quantity and quantity.value is not None else 0.0


def _alike(one: Fact, other: Fact) -> bool:
    mine, theirs = find(one.value), find(other.value)
    if mine and theirs and one.kind is other.kind:
        return same(mine[0], theirs[0]) and one.kind is not Kind.ACTION
    return one.value == other.value
