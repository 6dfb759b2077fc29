"""What Discord alone needs said: its commands, buttons and lists, and why no answer came."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.core.brief import Brief, Kind
from bot.core.card import Card, Deed, Role, Span, Tone, words
from bot.core.preference import Scope
from bot.core.suggesting import Suggestion
from bot.core.text import squash, visible
from bot.core.wording import WHICH_STATEMENT
from bot.core.wording_briefs import choices, cut, entry, named
from bot.core.wording_signs import trouble

ABOUT_BUTTON: Final = "About the statement"
MORE_BUTTON: Final = "Ask more"
SHARE_BUTTON: Final = "Share"
DELETE_BUTTON: Final = "Delete"
UP_BUTTON: Final = "Helpful"
DOWN_BUTTON: Final = "Not helpful"
CITE_BUTTON: Final = "Cite as…"
NOT_ASKED_BUTTON: Final = "Not what I asked"

NEXT_LIST: Final = "Ask next"
CHOICE_LISTS: Final[dict[Deed, str]] = {
    Deed.USE: "Answer me from this statement from now on",
    Deed.ASK_IN: "Ask this of",
    Deed.SCHEDULE_SHOW: "Open a scheduled post",
}
MORE_TITLE: Final = "Ask more"
MORE_LABEL: Final = "Your question"

ASK: Final = "Ask what an official statement says"
ASK_QUESTION: Final = "Your question, for example: how much funding?"
ASK_BRIEF: Final = "The statement to ask; without it, the question finds its own"
ASK_PRIVATE: Final = "Show the answer to you alone"
BRIEF: Final = "What the statements say, and which there are"
BRIEF_WHICH: Final = "The statement, by title or date"
BRIEF_COMMANDS: Final[dict[str, str]] = {
    "list": "Which statements can be asked about",
    "summary": "What a reader must know of a statement",
    "use": "Choose the statement that answers for you, in this channel or on this server",
    "about": "Where a statement is from and what was checked",
    "help": "How to ask",
    "questions": "Which questions no statement answered; for those who manage the server",
}
USE_FOR: Final = "For whom; without it, for you alone"
USE_SCOPES: Final[dict[Scope, str]] = {
    Scope.PERSON: "me",
    Scope.CHANNEL: "this channel",
    Scope.TENANT: "this server",
}
ANY_BRIEF: Final = "Any statement: each question finds its own"
SCHEDULE: Final = "Scheduled posts; for those who manage the server"
SCHEDULE_COMMANDS: Final[dict[str, str]] = {
    "add": "Make a scheduled post; you see it and its next times before you confirm",
    "preview": "See how a scheduled post would be, with its next times; nothing is posted",
    "list": "Which posts are scheduled here, when they come and how the last went",
    "show": "A scheduled post, with what became of its last times",
    "test": "See what a scheduled post would say now, you alone",
    "run": "Post it now, beside its times",
    "pause": "Stop a scheduled post for a while",
    "resume": "Let a paused post go on",
    "remove": "Remove a scheduled post",
}
SCHEDULE_OPTIONS: Final[dict[str, str]] = {
    "when": "For example: weekdays 09:00 London, every Monday 8am, or cron",
    "brief": "The statement; without it, all that are new or changed",
    "channel": "Where to post; without it, here",
    "content": "How much is posted; without it, the whole summary",
    "unchanged": "What to do where nothing is new",
    "missed": "What to do about times that were missed",
    "figure": "The figure to post, where that is one alone",
    "schedule": "The scheduled post",
}
CHECK_MENU: Final = "Check against the brief"

KINDS: Final[dict[Kind, str]] = {
    Kind.MONEY: "money",
    Kind.COUNT: "number",
    Kind.PERCENT: "share",
    Kind.DURATION: "length of time",
    Kind.DATE: "date",
    Kind.PERSON: "person",
    Kind.PLACE: "place",
    Kind.ACTION: "what is done",
    Kind.QUOTATION: "quotation",
}
CHOICE_LIMIT: Final = 100  # characters of a choice


def suggestion(offered: Suggestion, *, with_title: bool) -> str:
    """Return a question with the kind of its answer, and its statement where there are several.

    The title is what gives way where both do not fit.
    """
    told = f"{visible(offered.question)} · {KINDS[offered.kind]}"
    longer = f"{told} · {squash(visible(offered.brief.title))}"
    return cut(longer, CHOICE_LIMIT) if with_title else told


def brief_choice(brief: Brief) -> str:
    """Return a statement as a choice: its title, the date always whole."""
    return named(brief, most=CHOICE_LIMIT)


def as_asked(card: Card, question: str) -> Card:
    """Return a card with the question it belongs to, as the asker's words."""
    echo = Span(Role.ASKED, f"“{squash(visible(question))}”")
    return replace(card, asked=(words("You asked: "), echo))


def which_to_ask(question: str, briefs: Sequence[Brief]) -> Card:
    """Return the statements that a name may mean, to ask the question of one of them."""
    card = Card(
        Tone.UNSURE,
        (words(WHICH_STATEMENT),),
        passages=tuple(entry(brief) for brief in briefs),
        choices=choices(briefs, Deed.ASK_IN),
    )
    return as_asked(card, question)


def not_shared(card: Card) -> Card:
    """Return the present answer to what was to be shared, and that nothing was."""
    note = words("This answer has changed since, so it was not shared. This is the present one.")
    return replace(card, notes=(*card.notes, (note,)))


def shared_before() -> Card:
    """Tell the asker alone that an answer is not shown to all once more."""
    return trouble("This answer was shared already. To show it again, ask again without “private”.")


def question_lost() -> Card:
    """Tell the asker alone that a button's question is not known any more."""
    return trouble("I do not know any more what was asked here. Please ask again.")


def not_yours() -> Card:
    """Tell somebody that an answer is not theirs to delete."""
    return trouble("Only who asked, and those who may manage messages here, can delete this.")


def not_deleted() -> Card:
    """Tell somebody that an answer could not be deleted."""
    return trouble("I could not delete this answer. Those who manage messages here can.")


def not_allowed() -> Card:
    """Tell the asker alone that the bot may not write where it was asked."""
    return trouble("I may not write in that channel. Ask me here instead, or with /ask.")


def outdated() -> Card:
    """Tell the asker alone that Discord still shows a command or button of an older version."""
    return trouble("This command or button has changed. Reload Discord and use /ask.")
