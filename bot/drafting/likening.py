"""A draft beside the brief that a person made of the same statement, item by item."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.core.brief import FIGURES, BriefFile, Fact, Kind
from bot.core.quantities import find, same
from bot.core.text import squash
from bot.core.vocabulary import terms_of

_MOST: Final = 0.6  # share of a value's words that another value must hold to be nearly it


class Likeness(StrEnum):
    """How a draft carries what the reviewed brief says."""

    SAME = "same"
    WITHIN = "within"  # in a longer value, or as the place or period of a fact
    PARTLY = "partly"
    MISSING = "missing"


_RANKS: Final = {like: rank for rank, like in enumerate(Likeness)}


@dataclass(frozen=True, slots=True)
class Item:
    """One reviewed fact, the drafted fact that comes nearest, and how near."""

    reviewed: Fact
    drafted: Fact | None
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Comparison:
    """All items of the reviewed brief in its order, and the drafted facts that none needed."""

    items: tuple[Item, ...]
    more: tuple[Fact, ...]


def compared(draft: BriefFile, reviewed: BriefFile) -> Comparison:
    """Compare a draft with the reviewed brief of the same statement."""
    items = tuple(_nearest(fact, draft.facts) for fact in reviewed.facts)
    used = {item.drafted.id for item in items if item.drafted}
    return Comparison(items, tuple(fact for fact in draft.facts if fact.id not in used))


def _nearest(fact: Fact, drafted: Iterable[Fact]) -> Item:
    weighed = [(_likeness(fact, one), one) for one in drafted]
    best = min(weighed, key=lambda pair: _RANKS[pair[0]], default=(Likeness.MISSING, None))
    return Item(fact, best[1] if best[0] is not Likeness.MISSING else None, best[0])


def _likeness(fact: Fact, one: Fact) -> Likeness:
    if fact.kind in FIGURES:
        return _figure(fact, one)
    wanted, held = squash(fact.value).casefold(), squash(one.value).casefold()
    if wanted == held:
        return Likeness.SAME
    elsewhere = (
        fact.kind in {Kind.PLACE, Kind.DATE} and wanted in f"{one.place} {one.period}".casefold()
    )
    if wanted in held or elsewhere:
        return Likeness.WITHIN
    own = terms_of(wanted)
    shared = len(own & terms_of(held)) / len(own) if own else 0.0
    return Likeness.PARTLY if shared >= _MOST else Likeness.MISSING


def _figure(fact: Fact, one: Fact) -> Likeness:
    """Compare figures by what they state, told apart by the words of their subjects."""
    mine, theirs = find(fact.value), find(one.value)
    if not mine or not theirs or not any(same(mine[0], other) for other in theirs):
        return Likeness.MISSING
    if one.kind is not fact.kind:
        return Likeness.WITHIN
    about = terms_of(f"{fact.subject} {fact.label} {fact.value}")
    return Likeness.SAME if about & terms_of(f"{one.subject} {one.label}") else Likeness.PARTLY
