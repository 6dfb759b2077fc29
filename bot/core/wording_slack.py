"""What Slack alone needs said: the word beside a sign, and why an answer is not in the channel."""

from typing import Final

from bot.core.card import Card, Line, Role, Span, Tone, words

# A sign and a word, so that nothing is told by colour or picture alone; PLAIN needs neither.
TONE_LABELS: Final[dict[Tone, tuple[str, str]]] = {
    Tone.ANSWER: ("✅", "Answer"),
    Tone.CONTRADICTED: ("❌", "The statement says otherwise"),
    Tone.UNSURE: ("❔", "More than one reading"),
    Tone.NO: ("➖", "Not stated"),
    Tone.TROUBLE: ("⚠️", "Problem"),
}


def shortened() -> Line:
    """Say that passages were left out; how many is no figure of the card's own."""
    return (words("There is more in the statement than fits here. Ask about a single point."),)


def too_long() -> Line:
    """Say that a single sentence was too long to be shown."""
    return (words("The rest is too long for one message."),)


def outcome_unknown() -> Card:
    """Tell the asker alone that Slack did not confirm the answer."""
    return _trouble(
        "Slack did not confirm that my answer arrived. I do not send it again, since it "
        "may be there already. If you do not see it, please ask again."
    )


def not_allowed() -> Card:
    """Tell the asker alone that the bot may not post where it was asked."""
    return _trouble("Slack does not let me post here. Ask me in a direct message or with /brief.")


def busy() -> Card:
    """Tell the asker alone that Slack kept the answer waiting for too long."""
    return _trouble("Slack takes no more messages from me at the moment. Please ask again later.")


def apology(error_id: str) -> Card:
    """Apologise for an answer that could not be put into a message."""
    error = Span(Role.OWN, error_id)
    return Card(
        tone=Tone.TROUBLE,
        headline=(words("Something went wrong on my side. If it stays so, report error "), error),
    )


def _trouble(text: str) -> Card:
    return Card(tone=Tone.TROUBLE, headline=(words(text),))
