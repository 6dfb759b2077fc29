"""A statement cut where its facts' values begin and end, so that each piece can be marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.core.brief import Brief
from bot.core.text import visible
from bot.drafting.coverage import Coverage, value_spans


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the statement and the facts whose value it is; none for a figure left over."""

    start: int
    end: int
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the statement with the marks it stands under, the widest first."""

    text: str
    under: tuple[Mark, ...]


def marks(brief: Brief, covered: Coverage) -> tuple[Mark, ...]:
    """Return the marks of a statement in reading order, of two that begin alike the wider first."""
    found: dict[tuple[int, int], list[str]] = {}
    for fact in brief.facts:
        for span in value_spans(fact, brief):
            found.setdefault((span.start, span.end), []).append(fact.id)
    for figure in covered.loose:
        found.setdefault((figure.start, figure.end), [])
    ordered = sorted(found, key=lambda place: (place[0], -place[1]))
    return tuple(Mark(*place, tuple(found[place])) for place in ordered)


def pieces(
    statement: str, marked: tuple[Mark, ...], *, start: int = 0, end: int | None = None
) -> Iterator[Piece]:
    """Yield the statement, or a part of it, cut at each beginning and end of a mark."""
    end = len(statement) if end is None else end
    edges = {at for one in marked for at in (one.start, one.end) if start < at < end}
    for first, last in pairwise(sorted({start, end, *edges})):
        under = tuple(one for one in marked if one.start <= first and last <= one.end)
        yield Piece(statement[first:last], under)


def nested(marked: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Return marks of which none crosses another: one that would is cut where the other ends.

    The parts of a value that is cut say so: {fact…} and {…fact}.
    """
    waiting, kept = list(marked), list[Mark]()
    while waiting:
        one = waiting.pop(0)
        ends = [two.end for two in kept if two.start < one.start < two.end < one.end]
        if not ends:
            kept.append(one)
            continue
        cut = min(ends)
        first = Mark(one.start, cut, tuple(f"{name}…" for name in one.facts))
        second = Mark(cut, one.end, tuple(f"…{name.lstrip('…')}" for name in one.facts))
        waiting = sorted([first, second, *waiting], key=lambda mark: (mark.start, -mark.end))
    return tuple(kept)


def bracketed(statement: str, marked: tuple[Mark, ...], *, colour: bool = False) -> str:
    """Return the statement with `[value]{fact}` where a fact's value stands."""
    marked = nested(marked)
    opened = {one.start: "[" * sum(two.start == one.start for two in marked) for one in marked}
    parts, at = [], 0
    edges = sorted({place for one in marked for place in (one.start, one.end)})
    for edge in edges:
        closing = [one for one in reversed(marked) if one.end == edge]
        parts.append(visible(statement[at:edge]))
        parts += [_named(one, colour=colour) for one in closing]
        parts.append(opened.get(edge, ""))
        at = edge
    return "".join(parts) + visible(statement[at:])


def _named(mark: Mark, *, colour: bool) -> str:
    name = "{" + (", ".join(mark.facts) or "no fact") + "}"
    shade = "\x1b[36m" if mark.facts else "\x1b[33m"
    return f"]{shade}{name}\x1b[0m" if colour else f"]{name}"
