"""How well a draft carries the figures and dates that a careful reader marked in a statement."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any, Final

from bot.core.brief import FIGURES, BriefFile, Fact, Kind
from bot.core.quantities import Quantity, find, same
from bot.core.text import locate, words

_MARKABLE: Final = FIGURES | {Kind.DATE}


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure or date a reader marked; an optional one counts neither as missed nor as spurious.

    `subject` holds words of which the fact's subject should have one.
    """

    start: int  # in the statement
    end: int
    kind: str
    value: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    qualifier: str = ""
    subject: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Quality:
    """Counts of one or more drafts compared with their marks, and what went wrong in words."""

    marked: int = 0
    found: int = 0
    right: int = 0
    qualified: int = 0
    with_subject: int = 0
    subjects: int = 0
    labels: int = 0
    carried: int = 0
    spurious: int = 0
    facts: int = 0
    misses: tuple[str, ...] = field(default=(), compare=False)

    def __add__(self, other: "Quality") -> "Quality":
        """Return the counts of both together."""
        return Quality(
            *(getattr(self, one.name) + getattr(other, one.name) for one in fields(self))
        )


@dataclass(frozen=True, slots=True)
class _Carried:
    """A figure or date of the statement as a fact carries it, in its value or as its period."""

    fact: Fact
    start: int
    end: int
    own: bool


def mention(data: Mapping[str, Any]) -> Mention:
    """Return a mark from its line of JSON; raises KeyError, TypeError or ValueError."""
    return Mention(
        start=int(data["start"]),
        end=int(data["end"]),
        kind=str(Kind(data["kind"])),
        value=Decimal(data["value"]) if "value" in data else None,
        high=Decimal(data["high"]) if "high" in data else None,
        unit=str(data.get("unit", "")),
        qualifier=str(data.get("qualifier", "")),
        subject=tuple(str(data.get("subject", "")).split("|")) if data.get("subject") else (),
        optional=bool(data.get("optional", False)),
    )


def quality(file: BriefFile, statement: str, marks: Sequence[Mention]) -> Quality:
    """Compare a draft with the marks of its statement."""
    carried = tuple(one for fact in file.facts for one in _carried(fact, statement))
    taken = _paired(carried, marks)
    total = Quality(facts=len(file.facts))
    for number, mark in enumerate(marks):
        if not mark.optional:
            total += _judged(mark, taken.get(number), statement)
    return total + _spurious(carried, marks)


def _carried(fact: Fact, statement: str) -> Iterator[_Carried]:
    for span in fact.evidence:
        place = locate(span, statement)
        if place:
            for start, end in _places(fact, statement, *place):
                yield _Carried(fact, start, end, own=True)
            for start, end in _all(fact.period, statement, *place):
                yield _Carried(fact, start, end, own=False)


def _places(fact: Fact, statement: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where a fact's value stands: its figure, however it is written, else its words."""
    figures = find(fact.value)[:1] if fact.kind in FIGURES else ()
    yield from _all(fact.value, statement, start, end)
    for one in find(statement[start:end]) if figures else ():
        if same(one, figures[0]):
            yield start + one.start, start + one.end


def _all(text: str, statement: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield every place of a text within a part of the statement."""
    while text and (place := locate(text, statement[start:end])):
        first = start + place[0]
        inside = first and statement[first - 1].isalnum() and text[0].isalnum()
        if not inside and statement[first - 1 : first] not in {".", ","}:
            yield first, start + place[1]
        start = first + 1


def _paired(carried: Sequence[_Carried], marks: Sequence[Mention]) -> dict[int, Fact]:
    """Return for each mark the fact that carries it best, a figure's fact for one mark only."""
    taken: dict[int, Fact] = {}
    used: set[str] = set()
    for number, mark in enumerate(marks):
        fitting = sorted(
            (one for one in carried if _covers(one, mark)),
            key=lambda one: (one.fact.kind != mark.kind, not one.own, one.end - one.start),
        )
        free = [one for one in fitting if not one.own or one.fact.id not in used]
        best = next(iter(free or fitting), None)
        if best:
            taken[number] = best.fact
            used |= {best.fact.id} if best.own and best.fact.kind == mark.kind else set()
    return taken


def _covers(one: _Carried, mark: Mention) -> bool:
    """Say whether a fact carries a mark: in a value of its kind, or, for a date, at all."""
    inside = one.start < mark.end and mark.start < one.end
    if mark.kind == Kind.DATE:
        return inside
    return inside and one.own and one.fact.kind in FIGURES


def _judged(mark: Mention, fact: Fact | None, statement: str) -> Quality:
    told = " ".join(statement[mark.start : mark.end].split())
    if fact is None:
        return Quality(marked=1, with_subject=bool(mark.subject), misses=(f"missed: {told}",))
    right = mark.kind == Kind.DATE or (fact.kind == mark.kind and _same_value(mark, fact))
    qualified = mark.kind == Kind.DATE or _same_qualifier(mark, fact)
    subject = bool(mark.subject) and _names(mark.subject, fact.subject)
    label = bool(mark.subject) and _names(mark.subject, f"{fact.subject} {fact.label}")
    wrong = (
        *(() if right else (f"other value, unit or kind: {told} -> {fact.kind} {fact.value}",)),
        *(() if qualified else (f"other qualifier: {told} -> {fact.value}",)),
        *(() if subject or not mark.subject else (_other_subject(told, fact),)),
    )
    return Quality(
        1, 1, int(right), int(qualified), int(bool(mark.subject)), int(subject), int(label),
        misses=wrong,
    )  # fmt: skip


def _other_subject(told: str, fact: Fact) -> str:
    return f"other subject: {told} -> {fact.subject!r} ({fact.label})"


def _quantities(mark: Mention, fact: Fact) -> list[Quantity]:
    stated = find(fact.value)
    return [one for one in stated if (one.value, one.high) == (mark.value, mark.high)]


def _same_value(mark: Mention, fact: Fact) -> bool:
    return any(one.unit == mark.unit for one in _quantities(mark, fact))


def _same_qualifier(mark: Mention, fact: Fact) -> bool:
    return any(one.qualifier.value == mark.qualifier for one in _quantities(mark, fact))


def _names(heads: Iterable[str], text: str) -> bool:
    stems = {one.stem for one in words(text)}
    return any(one.stem in stems for head in heads for one in words(head))


def _spurious(carried: Sequence[_Carried], marks: Sequence[Mention]) -> Quality:
    """Count the figure and date facts that carry nothing a reader marked."""
    own: dict[str, list[_Carried]] = {}
    for one in carried:
        if one.own and one.fact.kind in _MARKABLE:
            own.setdefault(one.fact.id, []).append(one)
    stray = [
        places[0].fact
        for places in own.values()
        if not any(
            one.start < mark.end and mark.start < one.end for one in places for mark in marks
        )
    ]
    return Quality(
        carried=len(own), spurious=len(stray),
        misses=tuple(f"spurious: {fact.kind} {fact.value} ({fact.label})" for fact in stray),
    )  # fmt: skip
