"""What every chat says alike: the word beside a tone's sign, and why something is not shown."""

from typing import Final

from bot.core.card import Card, Line, Tone, words

# A sign and a word, so that nothing is told by colour or picture alone; PLAIN needs neither.
TONE_LABELS: Final[dict[Tone, tuple[str, str]]] = {
    Tone.ANSWER: ("✅", "Answer"),
    Tone.CONTRADICTED: ("❌", "The statement says otherwise"),
    Tone.UNSURE: ("❔", "More than one reading"),
    Tone.NO: ("➖", "Not stated"),
    Tone.TROUBLE: ("⚠️", "Sorry"),
}

# What is said where the number lock stopped the rest.
NOT_SHOWN: Final = "Sorry, this answer could not be shown safely. The operator can see why."
IN_ITS_OWN_WORDS: Final = "The statement says, in its own words:"


def too_long() -> Line:
    """Say that a line was too long to be shown."""
    return (words("The rest is too long for a message."),)


def shortened() -> Line:
    """Say that passages were left out; how many is no figure of the card's own."""
    return (words("There is more than fits into a message. Ask about a single point."),)


def outcome_unknown() -> Card:
    """Tell the asker alone that the chat did not confirm the answer."""
    return trouble(
        "It was not confirmed that my answer arrived. I do not send it again, since it may be "
        "there already. If you do not see it, please ask again."
    )


def trouble(text: str) -> Card:
    """Return a short card about something that is in the way."""
    return Card(tone=Tone.TROUBLE, headline=(words(text),))
