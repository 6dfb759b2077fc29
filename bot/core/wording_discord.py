"""What Discord alone needs said: the word beside a sign, its commands, and why no answer came."""

from typing import Final

from bot.core.card import Card, Line, Role, Span, Tone, words

# A sign and a word, so that nothing is told by colour or picture alone; PLAIN needs neither.
TONE_LABELS: Final[dict[Tone, tuple[str, str]]] = {
    Tone.ANSWER: ("✅", "Answer"),
    Tone.CONTRADICTED: ("❌", "The statement says otherwise"),
    Tone.UNSURE: ("❔", "More than one reading"),
    Tone.NO: ("➖", "Not stated"),
    Tone.TROUBLE: ("⚠️", "Sorry"),
}

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


def too_long() -> Line:
    """Say that a line was too long to be shown."""
    return (words("The rest is too long for one message."),)


def not_allowed() -> Card:
    """Tell the asker alone that the bot may not write where it was asked."""
    return _trouble("I may not write in that channel. Ask me here instead, or with /ask.")


def outdated() -> Card:
    """Tell the asker alone that Discord still shows a command or button of an older version."""
    return _trouble("This command or button has changed. Reload Discord and use /ask.")


def _trouble(text: str) -> Card:
    return Card(tone=Tone.TROUBLE, headline=(words(text),))
