"""What Discord alone needs said: its commands, and why no answer came."""

from typing import Final

from bot.core.card import Card, Line, Role, Span, words
from bot.core.wording_signs import trouble

ABOUT_BUTTON: Final = "About the statement"

ASK: Final = "Ask what an official statement says"
ASK_QUESTION: Final = "Your question, for example: how much funding?"
ASK_PRIVATE: Final = "Show the answer to you alone"
BRIEF: Final = "What the statements say, and which there are"
BRIEF_COMMANDS: Final[dict[str, str]] = {
    "summary": "What a reader must know of the statement",
    "list": "Which statements can be asked about",
    "about": "Where the statement is from and what was checked",
    "help": "How to ask",
}


def shortened(left_out: int) -> Line:
    """Say how many passages did not fit into one message."""
    one = "passage more is" if left_out == 1 else "passages more are"
    count = Span(Role.OWN, str(left_out))
    return (count, words(f" {one} in the statement; this message is full. Ask about one of them."))


def not_allowed() -> Card:
    """Tell the asker alone that the bot may not write where it was asked."""
    return trouble("I may not write in that channel. Ask me here instead, or with /ask.")


def outdated() -> Card:
    """Tell the asker alone that Discord still shows a command or button of an older version."""
    return trouble("This command or button has changed. Reload Discord and use /ask.")
