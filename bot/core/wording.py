"""Every sentence a user can read.

Functions here turn outcomes into cards of typed spans; nothing else words an answer.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.core.answering import Answer, Outcome, Shown
from bot.core.brief import Brief
from bot.core.card import (
    Card,
    Deed,
    Line,
    Passage,
    Prompt,
    Role,
    SourceLine,
    Span,
    Tone,
    text_of,
    words,
)
from bot.core.edges import end_within
from bot.core.handles import handle_of
from bot.core.library import Library
from bot.core.wording_briefs import choices, entry
from bot.core.wording_facts import (
    dated,
    following,
    labelled,
    passage,
    questions,
    short,
    source_line,
    speaker,
    summarised,
)

SHORT: Final = 120  # the most characters of a short answer

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
    "Commands: summary, list, use, about, help. Anything else is read as a question.",
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
    return replace(
        card, asked=asked, notes=notes, prompts=card.prompts or _prompts(answer),
        handle=_handle(answer), deeds=_deeds(answer),
    )  # fmt: skip


def value_text(answer: Answer) -> str:
    """Return the short answer with its qualifier, at most 120 characters; empty for a no."""
    if answer.outcome is Outcome.NOT_STATED or not answer.shown or answer.brief is None:
        return ""
    first = answer.shown[0]
    line = (*short(first), *dated(answer.brief, first)) or speaker(answer.brief, first.fact)[1:]
    said = text_of(line)
    return said[: end_within(said, SHORT)]


def summary_card(brief: Brief) -> Card:
    """Return the summary of a brief: the facts a reader must know, each with its label."""
    passages = tuple(Passage(short=labelled(Shown(fact))) for fact in summarised(brief))
    headline = (words(f"{SUMMARY}: "), Span(Role.SOURCE, brief.title))
    notes = () if brief.reviewed else ((words(DRAFT),),)
    return Card(
        Tone.PLAIN, headline, passages=passages, notes=notes, source=source_line(brief),
        prompts=_first_questions(brief),
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
    headline = (Span(Role.SOURCE, brief.title),)
    return Card(
        Tone.PLAIN, headline, notes=tuple(notes), source=source_line(brief),
        prompts=_first_questions(brief),
    )  # fmt: skip


def list_card(library: Library) -> Card:
    """Return the list of statements, each with publisher and date."""
    if not library.briefs:
        return no_brief_card()
    passages = tuple(entry(brief) for brief in library)
    several = choices(library, Deed.USE) if len(library) > 1 else ()
    return Card(Tone.PLAIN, (words(STATEMENTS),), passages=passages, choices=several)


def help_card(library: Library) -> Card:
    """Return what can be asked and how."""
    first, *rest = HELP
    return Card(
        Tone.PLAIN, (words(first),), notes=tuple((words(line),) for line in rest),
        prompts=_first_questions(*library),
    )  # fmt: skip


def _first_questions(*briefs: Brief) -> tuple[Prompt, ...]:
    return questions((brief, fact) for brief in briefs for fact in summarised(brief))


def command_card(command: str, library: Library, named: str = "") -> Card:
    """Return the reply to a command; `named` is a brief's id, or anything where there is one."""
    if command in _OF_ONE:
        return _of_one(_OF_ONE[command], library, named.strip())
    return list_card(library) if command in ("list", "use") else help_card(library)


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


def _answered(answer: Answer) -> Card:
    shown = answer.shown[0]
    headline: Line = (*short(shown), *dated(answer.brief, shown))
    said = passage(answer.brief, shown)
    if not headline:  # who says so
        headline = speaker(answer.brief, shown.fact)[1:]
        said = Passage(said.short, said.quote)
    return Card(Tone.ANSWER, headline, passages=(said,), source=_source(answer))


def _supported(answer: Answer) -> Card:
    opening = LOOSELY if answer.loosely else SUPPORTED
    headline = (words(opening), *short(answer.shown[0]))
    passages = (passage(answer.brief, answer.shown[0]),)
    return Card(Tone.ANSWER, headline, passages=passages, source=_source(answer))


def _contradicted(answer: Answer) -> Card:
    headline = (words(CONTRADICTED), *short(answer.shown[0]))
    passages = (passage(answer.brief, answer.shown[0]),)
    return Card(Tone.CONTRADICTED, headline, passages=passages, source=_source(answer))


def _ambiguous(answer: Answer) -> Card:
    if answer.choices:
        return Card(
            Tone.UNSURE, (words(WHICH_STATEMENT),),
            passages=tuple(entry(brief) for brief in answer.choices),
            choices=choices(answer.choices, Deed.ASK_IN),
        )  # fmt: skip
    passages = tuple(passage(answer.brief, one, with_value=True) for one in answer.shown)
    return Card(Tone.UNSURE, (words(AMBIGUOUS),), passages=passages, source=_source(answer))


def _not_stated(answer: Answer) -> Card:
    headline: Line = (words(NOT_STATED_CLAIM if answer.reading.claim else NOT_STATED),)
    if answer.gap:
        headline = (words(f"{NOT_STATED} "), words(answer.gap.note))
    if not answer.shown:
        return Card(Tone.NO, headline)
    passages = tuple(passage(answer.brief, one, with_value=True) for one in answer.shown)
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
    return source_line(answer.brief, next(iter(answer.shown), None)) if answer.brief else None


def _prompts(answer: Answer) -> tuple[Prompt, ...]:
    if answer.brief is None or answer.outcome is Outcome.AMBIGUOUS:
        return ()
    return following(answer.brief, (one.fact for one in answer.shown))


def _handle(answer: Answer) -> str:
    facts = tuple(one.fact.id for one in answer.shown)
    return handle_of(answer.brief, facts, outcome=answer.outcome) if answer.brief else ""


def _deeds(answer: Answer) -> tuple[Deed, ...]:
    """Return what may be done with an answer; only what shows a fact can be cited."""
    if answer.brief is None:
        return ()
    return (*((Deed.CITE,) if answer.shown else ()), Deed.NOT_ASKED, Deed.VOTE)
