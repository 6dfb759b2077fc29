"""What is said of the statement a place uses, of votes, and of questions that stayed open."""

from collections.abc import Sequence
from typing import Final

from bot.core.brief import Brief
from bot.core.card import Card, Deed, Line, Passage, Role, Span, Tone, words
from bot.core.feedback import Unanswered
from bot.core.library import Library
from bot.core.preference import Preference, Scope
from bot.core.wording_briefs import choices, entry

USED: Final[dict[Scope, str]] = {
    Scope.PERSON: "For you I answer from this statement from now on.",
    Scope.CHANNEL: "In this channel I answer from this statement from now on.",
    Scope.TENANT: "Wherever nothing else was chosen I answer from this statement from now on.",
}
CLEARED: Final[dict[Scope, str]] = {
    Scope.PERSON: "For you I choose the statement by the question again.",
    Scope.CHANNEL: "In this channel I choose the statement by the question again.",
    Scope.TENANT: "Wherever nothing else was chosen I choose the statement by the question again.",
}
IN_USE: Final[dict[Scope, str]] = {
    Scope.CHANNEL: "In this channel: ",
    Scope.PERSON: "For you: ",
    Scope.TENANT: "Wherever nothing else was chosen: ",
}
IN_USE_HERE: Final = "Statements chosen to answer from"
NONE_IN_USE: Final = "No statement was chosen here: each question finds its own."
HOW_TO_USE: Final = (
    "To choose one: “use”, words of its title, and “here”, “everywhere” or “for me”. "
    "“use any” takes a choice back."
)
WHICH: Final = "Different statements have a title like that. Which is meant?"
MANAGERS_ONLY: Final = "Only those who manage this place can choose a statement for others."
FOR_YOURSELF: Final = "You can choose one for yourself: “use”, words of its title, and “for me”."
MANAGERS_READ: Final = "Only those who manage this place can read that."
GONE: Final = "What this button was about is not served any more. Please ask again."
THANKS: Final = "Thank you. Your vote is kept; another one takes its place."
THANKS_BAD: Final = (
    "Thank you. Your vote is kept; another one takes its place. "
    "“Not what I asked” shows how I read the question."
)
OPEN_QUESTIONS: Final = "Questions that no statement answered, the most frequent first"
NO_OPEN_QUESTIONS: Final = "No question without an answer is kept."


def used_card(brief: Brief, scope: Scope) -> Card:
    """Return that a place uses a statement from now on."""
    return Card(Tone.PLAIN, (words(USED[scope]),), passages=(entry(brief),))


def cleared_card(scope: Scope) -> Card:
    """Return that a place uses no statement in particular any more."""
    return Card(Tone.PLAIN, (words(CLEARED[scope]),))


def in_use_card(preferences: Sequence[Preference], library: Library) -> Card:
    """Return which statements a place uses, and those that can be chosen."""
    passages = tuple(
        Passage((words(IN_USE[one.scope]), *entry(brief).short))
        for one in preferences
        if (brief := library.get(one.brief))
    )
    return Card(
        Tone.PLAIN,
        (words(IN_USE_HERE if passages else NONE_IN_USE),),
        passages=passages,
        notes=((words(HOW_TO_USE),),),
        choices=choices(library, Deed.USE),
    )


def which_card(briefs: Sequence[Brief]) -> Card:
    """Return the statements that a name may mean, to choose from."""
    passages = tuple(entry(brief) for brief in briefs)
    return Card(Tone.UNSURE, (words(WHICH),), passages=passages, choices=choices(briefs, Deed.USE))


def managers_only_card(*, reading: bool = False) -> Card:
    """Return a no to somebody who does not manage the place."""
    if reading:
        return Card(Tone.NO, (words(MANAGERS_READ),))
    return Card(Tone.NO, (words(MANAGERS_ONLY),), notes=((words(FOR_YOURSELF),),))


def gone_card() -> Card:
    """Return that a button's statement or fact is there no more."""
    return Card(Tone.NO, (words(GONE),))


def thanks_card(*, good: bool, handle: str) -> Card:
    """Return the thanks for a vote; one against comes with the way to say more."""
    if good:
        return Card(Tone.PLAIN, (words(THANKS),))
    return Card(Tone.PLAIN, (words(THANKS_BAD),), handle=handle, deeds=(Deed.NOT_ASKED,))


def open_questions_card(questions: Sequence[Unanswered]) -> Card:
    """Return what people asked that no statement says, in their words."""
    if not questions:
        return Card(Tone.PLAIN, (words(NO_OPEN_QUESTIONS),))
    return Card(
        Tone.PLAIN,
        (words(OPEN_QUESTIONS),),
        passages=tuple(Passage(_open_question(one)) for one in questions),
    )


def _open_question(one: Unanswered) -> Line:
    asked = Span(Role.ASKED, f"“{one.question}”")
    times = "once" if one.times == 1 else f"{one.times} times"
    return (asked, Span(Role.OWN, f" · {times} · {one.last:%d %B %Y}"))
