"""How one fact is shown: its value with its period, its sentence, who says so, what to ask next."""

import re
from collections.abc import Iterable
from typing import Final

from bot.core.answering import Shown, is_figure
from bot.core.aspects import Aspect
from bot.core.brief import Brief, Fact, Kind
from bot.core.card import Line, Passage, Prompt, Role, SourceLine, Span, words
from bot.core.citing import opened_at
from bot.core.evidence import stands_in
from bot.core.handles import handle_of
from bot.core.quantities import find
from bot.core.text import locate, normalise, squash

_DIGIT: Final = re.compile(r"\d")
_RELATIVE: Final = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|this (?:morning|week|month|year)|"
    r"(?:last|next) (?:week|month|year)|now)(?:'s)?$"
)
PROMPTS: Final = 4
LABEL: Final = 75  # the most characters of a button on Slack; Discord has room for 80

UNKNOWN_PUBLISHER: Final = "a publisher that the draft does not name"


def short(shown: Shown) -> Line:
    """Return a fact in short: its value with its period, or the part that was asked for."""
    fact = shown.fact
    if shown.aspect is Aspect.SPEAKER:
        return ()
    if shown.aspect is not Aspect.VALUE:
        return (value(fact, str(getattr(fact, shown.aspect.value))),)
    stated = value(fact, fact.value)
    if not fact.period or not is_figure(fact):
        return (stated,)
    return (stated, words(" "), value(fact, fact.period))


def dated(brief: Brief | None, shown: Shown) -> Line:
    """Return the statement's date beside "today" and the like, which mean nothing without it."""
    told = normalise(str(getattr(shown.fact, shown.aspect.value)))
    if brief is None or not brief.source.date or not _RELATIVE.search(told):
        return ()
    return (words(" (the statement is of "), Span(Role.SOURCE, brief.source.date), words(")"))


def value(fact: Fact, text: str) -> Span:
    """Return a part of a fact, with the evidence that carries it."""
    return Span(Role.VALUE, text, fact.id, _evidence_of(fact, text))


def labelled(shown: Shown) -> Line:
    """Return "label: value", with a fact's own words as they stand in the statement."""
    return (words(f"{label_of(shown.fact)}: "), *short(Shown(shown.fact)))


def label_of(fact: Fact) -> str:
    """Return what a fact is, as a line begins with it."""
    return f"{fact.label[:1].upper()}{fact.label[1:]}"


def passage(brief: Brief | None, shown: Shown, *, with_value: bool = False) -> Passage:
    """Return a fact with the sentence that carries it, and the person it quotes."""
    fact = shown.fact
    head = labelled(shown) if with_value else (words(label_of(fact)),)
    said_by = speaker(brief, fact) if fact.said_by else ()
    return Passage(head, quote(brief, shown), said_by)


def quote(brief: Brief | None, shown: Shown) -> Span:
    """Return the statement's own words for what is shown of a fact."""
    verbatim = _verbatim(_span(shown), brief)
    return Span(Role.QUOTE, squash(verbatim), shown.fact.id, verbatim)


def speaker(brief: Brief | None, fact: Fact) -> Line:
    """Return who says a fact: the person quoted, else the publisher."""
    person = brief.by_id.get(fact.said_by) if brief else None
    if brief is None or person is None:
        publisher = (brief.source.publisher if brief else "") or UNKNOWN_PUBLISHER
        return (words("The statement itself, published by "), Span(Role.SOURCE, publisher))
    return (words("Said by: "), value(person, person.value))


def source_line(brief: Brief, shown: Shown | None = None) -> SourceLine:
    """Return title, publisher and date, and an address that opens at the sentence shown.

    A date note is shown as the reviewer's own.
    """
    source = brief.source
    note = f"({source.date_note})" if source.date_note else ""
    parts = (brief.title, source.publisher, f"{source.date} {note}".strip())
    told = " · ".join(part for part in parts if part)
    sentence = _verbatim(_span(shown), brief) if shown else ""
    line = (words("Source: "), Span(Role.SOURCE, told))
    return SourceLine(line, source.url, opened_at(source.url, sentence))


def questions(facts: Iterable[tuple[Brief, Fact]], *, most: int = PROMPTS) -> tuple[Prompt, ...]:
    """Return next questions as buttons show them; one that names a figure is left out."""
    chosen: dict[str, Prompt] = {}
    for brief, fact in facts:
        if may_be_offered(fact) and len(chosen) < most:
            prompt = Prompt(fact.ask[0], fact.ask[0], handle_of(brief, (fact.id,)))
            chosen.setdefault(prompt.label, prompt)
    return tuple(chosen.values())


def may_be_offered(fact: Fact) -> bool:
    """Say whether a fact's question may stand on a button: short, and without a figure."""
    label = fact.ask[0]
    fits = len(label) <= LABEL and not (find(label) or _DIGIT.search(label))
    return fits and fact.kind is not Kind.QUOTATION


def following(brief: Brief, shown: Iterable[Fact]) -> tuple[Prompt, ...]:
    """Return what may be asked after some facts: what stands beside them, then the summary."""
    before = list(shown)
    ids, seen = {fact.id for fact in before}, {fact.value for fact in before}
    spans = {span for fact in before for span in fact.evidence}
    beside = [fact for fact in brief.facts if is_figure(fact) and spans & set(fact.evidence)]
    order = [*beside, *summarised(brief)]
    return questions(
        (brief, fact) for fact in order if fact.id not in ids and fact.value not in seen
    )


def summarised(brief: Brief) -> list[Fact]:
    """Return the facts a reader must know."""
    return [brief.by_id[one] for one in brief.file.summary if one in brief.by_id]


def _evidence_of(fact: Fact, text: str) -> str:
    """Return the span that carries a text, else all of them: a figure may be written otherwise."""
    holding = next((span for span in fact.evidence if stands_in(text, (span,))), "")
    return holding or " … ".join(fact.evidence)


def _span(shown: Shown) -> str:
    span = _evidence_of(shown.fact, str(getattr(shown.fact, shown.aspect.value)))
    return span if span in shown.fact.evidence else shown.fact.evidence[0]


def _verbatim(span: str, brief: Brief | None) -> str:
    """Return the statement's own words for an evidence span."""
    place = locate(span, brief.statement) if brief else None
    return brief.statement[place[0] : place[1]] if brief and place else span
