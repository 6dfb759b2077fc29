"""What a reviewer should look at in a brief that is well formed: doubts, not faults."""

from collections.abc import Iterator
from typing import Final

from bot.core.answering import Answer, Outcome, answer
from bot.core.brief import CIRCUMSTANCES, NEEDED, Brief, Fact, Kind
from bot.core.checking import Fault
from bot.core.evidence import among, shortly
from bot.core.library import Library
from bot.core.quantities import find
from bot.core.text import locate
from bot.drafting.coverage import Coverage

_UNASKED: Final = frozenset({Kind.QUOTATION})  # shown with other facts; nobody asks for one by name


def doubts(brief: Brief) -> tuple[Fault, ...]:
    """Return what may be wrong in a brief, each with its place in the file, in its order."""
    found = [*_unknown_source(brief)]
    for index in range(len(brief.facts)):
        found += doubts_of(brief, index)
    return (*found, *_undecided(brief))


def doubts_of(brief: Brief, index: int) -> Iterator[Fault]:
    """Yield what may be wrong with what one fact says and the way it is asked for."""
    fact, at = brief.facts[index], ("facts", index)
    if fact.unsure:
        yield Fault((*at, "unsure"), f"{fact.id!r} is unsure: {fact.unsure}")
    yield from _dropped(fact, at)
    yield from _unfound(fact, at, brief)


def uncarried(brief: Brief, covered: Coverage) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and reason for each figure of the statement that no fact carries."""
    for figure in covered.loose:
        line, column = line_and_column(brief.statement, figure.start)
        yield line, column, f"no fact carries {shortly(figure.text)}"


def line_and_column(text: str, at: int) -> tuple[int, int]:
    """Return a place in a text as people count it."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _unknown_source(brief: Brief) -> Iterator[Fault]:
    for key in NEEDED:
        if not getattr(brief.source, key):
            yield Fault(("source", key), "not known; a reviewed brief has it")


def _dropped(fact: Fact, at: tuple[str, int]) -> Iterator[Fault]:
    """Yield the parts that give a figure without the qualifier it has in the evidence."""
    stated = [one for span in fact.evidence for one in find(span)]
    for key in CIRCUMSTANCES:
        for figure in find(getattr(fact, key)):
            fuller = [one for one in stated if figure.text in one.text and one.qualifier]
            if fuller and not among(figure, stated):
                reason = f"a qualifier is dropped: the evidence has {shortly(fuller[0].text)}"
                yield Fault((*at, key), reason)


def _undecided(brief: Brief) -> Iterator[Fault]:
    """Yield once for all that nobody decided about the words which the draft proposed."""
    having = [index for index, fact in enumerate(brief.facts) if fact.proposed]
    if having and brief.reviewed:
        reason = f"words that nobody accepted or dropped; facts that have such: {len(having)}"
        yield Fault(("facts", having[0], "proposed"), reason)


def _unfound(fact: Fact, at: tuple[str, int], brief: Brief) -> Iterator[Fault]:
    """Yield the ways of asking for a fact that lead elsewhere: its first question, its label."""
    if fact.kind in _UNASKED:
        return
    asked = answer(fact.ask[0], Library((brief,)))
    reason = _led_elsewhere(fact, asked, brief)
    if reason:
        yield Fault((*at, "ask"), f"its own question {reason}")
    elif not _found(fact, answer(fact.label, Library((brief,))), brief):
        yield Fault((*at, "label"), f"its own label does not find {fact.id!r}")


def _led_elsewhere(fact: Fact, asked: Answer, brief: Brief) -> str:
    others = [one.fact for one in asked.shown if one.fact.id != fact.id]
    if asked.outcome is Outcome.AMBIGUOUS and others:
        return f"does not tell it from {others[0].id!r} ({shortly(others[0].value)})"
    if _found(fact, asked, brief):
        return ""
    if asked.outcome is Outcome.NOT_STATED or not others:
        return "is not answered"
    return f"is answered by {others[0].id!r} ({shortly(others[0].value)})"


def _found(fact: Fact, asked: Answer, brief: Brief) -> bool:
    """Say whether an answer shows a fact, or another that says its value in its sentence."""
    if asked.outcome is Outcome.NOT_STATED:
        return False
    return any(
        one.fact.id == fact.id
        or (locate(fact.value, one.fact.value) and brief.speaker(one.fact) == brief.speaker(fact))
        for one in asked.shown
    )
