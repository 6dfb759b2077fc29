"""Which words of a statement a brief's facts stand on, and which of its figures no fact carries."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.core.brief import Brief, Fact
from bot.core.evidence import among
from bot.core.quantities import Quantity, When, find, same
from bot.core.text import locate, normalise


@dataclass(frozen=True, slots=True)
class Span:
    """Where something of a fact stands in the statement."""

    start: int
    end: int
    fact: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """The figures of a statement: how many there are, and those that no fact carries."""

    figures: tuple[Quantity, ...]
    loose: tuple[Quantity, ...]

    def __str__(self) -> str:
        return f"figures carried: {len(self.figures) - len(self.loose)} of {len(self.figures)}"


def coverage(brief: Brief) -> Coverage:
    """Return which figures of a statement its brief carries.

    A figure is carried where a fact's evidence holds it and the fact says it, as its value or as
    where or when; and where it only repeats one that is carried, as a headline does.
    """
    figures = tuple(one for one in find(brief.statement) if not _is_today(one))
    told = [(span, _said(fact)) for fact in brief.facts for span in evidence_spans(fact, brief)]
    dated = find(f"{brief.source.date} {brief.source.title}")
    carried = [one for one in figures if _carried(one, told) or among(one, dated)]
    loose = (one for one in figures if one not in carried and not _repeats(one, carried))
    return Coverage(figures, tuple(loose))


def _is_today(figure: Quantity) -> bool:
    """Say whether a time is only that of the statement itself, which every statement names."""
    return figure.when == When(relative="today")


def evidence_spans(fact: Fact, brief: Brief) -> Iterator[Span]:
    """Yield where each evidence of a fact stands in the statement."""
    for text in fact.evidence:
        place = locate(text, brief.statement)
        if place:
            yield Span(*place, fact.id)


def value_spans(fact: Fact, brief: Brief) -> tuple[Span, ...]:
    """Return where a fact's value stands in the statement, the evidence where it is not said so."""
    spans = tuple(evidence_spans(fact, brief))
    for span in spans:
        held = brief.statement[span.start : span.end]
        place = locate(fact.value, held) or _as_figure(fact.value, held)
        if place:
            return (Span(span.start + place[0], span.start + place[1], fact.id),)
    return spans[:1]


def _as_figure(value: str, held: str) -> tuple[int, int] | None:
    """Return where a value stands that is written otherwise: €5 million for 5 million euros."""
    wanted = find(value)
    found = [one for one in find(held) if among(one, wanted)]
    return (found[0].start, found[-1].end) if found else None


def _said(fact: Fact) -> tuple[Quantity, ...]:
    said = (fact.value, fact.period, fact.place, fact.subject, fact.actor)
    return tuple(one for text in said for one in find(text))


def _carried(figure: Quantity, told: Iterable[tuple[Span, Sequence[Quantity]]]) -> bool:
    return any(
        span.start <= figure.start and figure.end <= span.end and among(figure, said)
        for span, said in told
    )


def _repeats(figure: Quantity, carried: Iterable[Quantity]) -> bool:
    return any(
        same(figure, one) and normalise(figure.noun) == normalise(one.noun) for one in carried
    )
