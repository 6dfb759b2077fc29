"""Every sentence a user can read.

Functions here turn outcomes into cards of typed spans; nothing else words an answer.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from bot.core.answering import Answer, Outcome, Shown, is_figure
from bot.core.brief import Brief, Fact, Kind
from bot.core.card import Card, Line, Passage, Prompt, Role, SourceLine, Span, Tone, text_of, words
from bot.core.evidence import stands_in
from bot.core.library import Library
from bot.core.matching import Aspect
from bot.core.quantities import find
from bot.core.text import locate, squash

_DIGIT: Final = re.compile(r"\d")
SHORT: Final = 120  # the most characters of a short answer
PROMPTS: Final = 4
LABEL: Final = 75  # the most characters of a button on Slack; Discord has room for 80

NOT_STATED: Final = "The statement does not say."
NOT_STATED_CLAIM: Final = "The statement does not say that."
NEAREST: Final = "The nearest it says, which is not an answer:"
SAYS_INSTEAD: Final = "What it does say:"
SUPPORTED: Final = "Yes, the statement says so: "
LOOSELY: Final = "Yes, with its qualifier: "
CONTRADICTED: Final = "No, the statement says: "
AMBIGUOUS: Final = "The statement answers that in different ways; none is picked:"
WHICH_STATEMENT: Final = "Different statements answer that. Which is meant?"
NO_BRIEF: Final = "There is no statement to answer from yet."
UNKNOWN_BRIEF: Final = "There is no statement of that name. See the list of statements."
TROUBLE: Final = "Sorry, that went wrong on our side. Please try again; the error id is "
DRAFT: Final = "Draft: no person has reviewed this brief yet."
SUMMARY: Final = "Summary"
STATEMENTS: Final = "Statements I can answer from"
HELP: Final = (
    "Ask what an official statement says, for instance “how much funding?” or “how many arrests?”.",
    "You get the exact figure with its qualifier, the sentence it stands in and the source.",
    "Where the statement does not say, you are told so.",
    "Commands: summary, list, about, help. Anything else is read as a question.",
)


def answer_card(answer: Answer, *, show_question: bool = False) -> Card:
    """Return an answer as a card; `show_question` repeats the question as the asker's words."""
    card = _OUTCOMES[answer.outcome](answer)
    asked: Line = ()
    if show_question and answer.reading.question:
        asked = (words("You asked: "), Span(Role.ASKED, f"“{answer.reading.question}”"))
    notes = card.notes
    if answer.brief and not answer.brief.reviewed and card.passages:
        notes = (*notes, (words(DRAFT),))
    return Card(
        card.tone, card.headline, asked, card.lead_in, card.passages, notes, card.source,
        card.prompts or _prompts(answer),
    )  # fmt: skip


def value_text(answer: Answer) -> str:
    """Return the short answer with its qualifier, at most 120 characters; empty for a no."""
    if answer.outcome is Outcome.NOT_STATED or not answer.shown or answer.brief is None:
        return ""
    first = answer.shown[0]
    line = short(first) or _speaker(answer.brief, first.fact)[1:]
    said = text_of(line)
    return said if len(said) <= SHORT else said[:SHORT].rsplit(" ", 1)[0]


def short(shown: Shown) -> Line:
    """Return a fact in short: its value with its period, or the part that was asked for."""
    fact = shown.fact
    if shown.aspect is Aspect.SPEAKER:
        return ()
    if shown.aspect is not Aspect.VALUE:
        return (_value(fact, str(getattr(fact, shown.aspect.value))),)
    value = _value(fact, fact.value)
    if not fact.period or not is_figure(fact):
        return (value,)
    return (value, words(" "), _value(fact, fact.period))


def summary_card(brief: Brief) -> Card:
    """Return the summary of a brief: the facts a reader must know, each with its label."""
    facts = [brief.by_id[one] for one in brief.file.summary if one in brief.by_id]
    passages = tuple(Passage(short=_labelled(Shown(fact))) for fact in facts)
    headline = (words(f"{SUMMARY}: "), Span(Role.SOURCE, brief.source.title))
    notes = () if brief.reviewed else ((words(DRAFT),),)
    return Card(
        Tone.PLAIN, headline, passages=passages, notes=notes, source=source_line(brief),
        prompts=_questions(facts),
    )  # fmt: skip


def about_card(brief: Brief) -> Card:
    """Return what a brief is of: its source, its review, what can be asked."""
    count = len(brief.facts)
    notes: list[Line] = [(Span(Role.OWN, f"{count} facts can be asked for."),)]
    review = brief.file.reviewed
    if review.on and review.by:
        notes.append((Span(Role.OWN, f"Reviewed by {review.by} on {review.on:%d %B %Y}."),))
    else:
        notes.append((words(DRAFT),))
    headline = (Span(Role.SOURCE, brief.source.title),)
    facts = [brief.by_id[one] for one in brief.file.summary if one in brief.by_id]
    return Card(
        Tone.PLAIN, headline, notes=tuple(notes), source=source_line(brief),
        prompts=_questions(facts),
    )  # fmt: skip


def list_card(library: Library) -> Card:
    """Return the list of statements, each with publisher and date."""
    if not library.briefs:
        return no_brief_card()
    passages = tuple(Passage(short=source_line(brief).line) for brief in library)
    return Card(Tone.PLAIN, (words(STATEMENTS),), passages=passages)


def help_card(library: Library) -> Card:
    """Return what can be asked and how."""
    first, *rest = HELP
    facts = [
        brief.by_id[one] for brief in library for one in brief.file.summary if one in brief.by_id
    ]
    return Card(
        Tone.PLAIN, (words(first),), notes=tuple((words(line),) for line in rest),
        prompts=_questions(facts),
    )  # fmt: skip


def command_card(command: str, library: Library, named: str = "") -> Card:
    """Return the reply to a command; `named` is a brief's id, or anything where there is one."""
    if command in _OF_ONE:
        return _of_one(_OF_ONE[command], library, named.strip())
    return list_card(library) if command == "list" else help_card(library)


_OF_ONE: Final = {"summary": summary_card, "about": about_card}


def _of_one(card: Callable[[Brief], Card], library: Library, named: str) -> Card:
    """Return the card of the brief that is named, or of the only one there is."""
    brief = library.get(named) or (library.briefs[0] if len(library) == 1 else None)
    if brief:
        return card(brief)
    return unknown_brief_card() if named else list_card(library)


def no_brief_card() -> Card:
    """Return the reply of a bot that has no statement to answer from."""
    return Card(Tone.NO, (words(NO_BRIEF),))


def unknown_brief_card() -> Card:
    """Return the reply to a statement's name that does not exist."""
    return Card(Tone.NO, (words(UNKNOWN_BRIEF),))


def trouble_card(error_id: str) -> Card:
    """Return a short apology with an error id, and nothing of the error itself."""
    return Card(Tone.TROUBLE, (words(TROUBLE), Span(Role.OWN, error_id), words(".")))


def source_line(brief: Brief) -> SourceLine:
    """Return title, publisher and date; a date note is shown as the reviewer's own."""
    source = brief.source
    parts = [source.title, source.publisher, source.date]
    if source.date_note:
        parts[-1] += f" ({source.date_note})"
    return SourceLine((words("Source: "), Span(Role.SOURCE, " · ".join(parts))), source.url)


def _answered(answer: Answer) -> Card:
    shown = answer.shown[0]
    headline: Line = short(shown)
    passage = _passage(answer, shown)
    if not headline:  # who says so
        headline = _speaker(answer.brief, shown.fact)[1:]
        passage = Passage(passage.short, passage.quote)
    return Card(Tone.ANSWER, headline, passages=(passage,), source=_source(answer))


def _supported(answer: Answer) -> Card:
    opening = LOOSELY if answer.loosely else SUPPORTED
    headline = (words(opening), *short(answer.shown[0]))
    passages = (_passage(answer, answer.shown[0]),)
    return Card(Tone.ANSWER, headline, passages=passages, source=_source(answer))


def _contradicted(answer: Answer) -> Card:
    headline = (words(CONTRADICTED), *short(answer.shown[0]))
    passages = (_passage(answer, answer.shown[0]),)
    return Card(Tone.CONTRADICTED, headline, passages=passages, source=_source(answer))


def _ambiguous(answer: Answer) -> Card:
    if answer.choices:
        passages = tuple(Passage(short=source_line(brief).line) for brief in answer.choices)
        return Card(Tone.UNSURE, (words(WHICH_STATEMENT),), passages=passages)
    passages = tuple(_passage(answer, one, labelled=True) for one in answer.shown)
    return Card(Tone.UNSURE, (words(AMBIGUOUS),), passages=passages, source=_source(answer))


def _not_stated(answer: Answer) -> Card:
    headline: Line = (words(NOT_STATED_CLAIM if answer.reading.claim else NOT_STATED),)
    if answer.gap:
        headline = (words(f"{NOT_STATED} "), words(answer.gap.note))
    if not answer.shown:
        return Card(Tone.NO, headline)
    passages = tuple(_passage(answer, one, labelled=True) for one in answer.shown)
    lead_in = (words(SAYS_INSTEAD if answer.reading.claim else NEAREST),)
    return Card(Tone.NO, headline, lead_in=lead_in, passages=passages, source=_source(answer))


_OUTCOMES: Final = {
    Outcome.ANSWERED: _answered,
    Outcome.SUPPORTED: _supported,
    Outcome.CONTRADICTED: _contradicted,
    Outcome.AMBIGUOUS: _ambiguous,
    Outcome.NOT_STATED: _not_stated,
}


def _source(answer: Answer) -> SourceLine | None:
    return source_line(answer.brief) if answer.brief else None


def _value(fact: Fact, text: str) -> Span:
    return Span(Role.VALUE, text, fact.id, _evidence_of(fact, text))


def _evidence_of(fact: Fact, text: str) -> str:
    """Return the span that carries a text, else all of them: a figure may be written otherwise."""
    holding = next((span for span in fact.evidence if stands_in(text, (span,))), "")
    return holding or " … ".join(fact.evidence)


def _labelled(shown: Shown) -> Line:
    """Return "label: value", with a fact's own words as they stand in the statement."""
    label = shown.fact.label
    return (words(f"{label[:1].upper()}{label[1:]}: "), *short(Shown(shown.fact)))


def _passage(answer: Answer, shown: Shown, *, labelled: bool = False) -> Passage:
    fact = shown.fact
    label = fact.label
    head = _labelled(shown) if labelled else (words(f"{label[:1].upper()}{label[1:]}"),)
    span = _evidence_of(fact, str(getattr(fact, shown.aspect.value)))
    span = span if span in fact.evidence else fact.evidence[0]
    verbatim = _verbatim(span, answer.brief)
    quote = Span(Role.QUOTE, squash(verbatim), fact.id, verbatim)
    said_by: Line = ()
    if fact.said_by:
        said_by = _speaker(answer.brief, fact)
    return Passage(head, quote, said_by)


def _verbatim(span: str, brief: Brief | None) -> str:
    """Return the statement's own words for an evidence span."""
    place = locate(span, brief.statement) if brief else None
    return brief.statement[place[0] : place[1]] if brief and place else span


def _speaker(brief: Brief | None, fact: Fact) -> Line:
    person = brief.by_id.get(fact.said_by) if brief else None
    if brief is None or person is None:
        publisher = brief.source.publisher if brief else ""
        return (words("The statement itself, published by "), Span(Role.SOURCE, publisher))
    return (words("Said by: "), _value(person, person.value))


def _prompts(answer: Answer) -> tuple[Prompt, ...]:
    if answer.brief is None or answer.outcome is Outcome.AMBIGUOUS:
        return ()
    shown = {one.fact.id for one in answer.shown}
    brief = answer.brief
    order = [*_beside(brief, shown), *(brief.by_id[one] for one in brief.file.summary)]
    seen = {brief.by_id[one].value for one in shown}
    return _questions(fact for fact in order if fact.id not in shown and fact.value not in seen)


def _beside(brief: Brief, shown: set[str]) -> Sequence[Fact]:
    """Return the figures that stand in the same sentences as what is shown."""
    spans = {span for one in shown for span in brief.by_id[one].evidence}
    return [fact for fact in brief.facts if is_figure(fact) and spans & set(fact.evidence)]


def _questions(facts: Iterable[Fact]) -> tuple[Prompt, ...]:
    """Return next questions as buttons show them; one that names a figure is left out."""
    chosen: dict[str, Prompt] = {}
    for fact in facts:
        question = fact.ask[0]
        fitting = len(question) <= LABEL and not (find(question) or _DIGIT.search(question))
        if fitting and fact.kind is not Kind.QUOTATION and len(chosen) < PROMPTS:
            chosen.setdefault(question, Prompt(question, question))
    return tuple(chosen.values())
