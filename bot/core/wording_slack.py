"""What Slack alone needs said: why an answer is not in the channel."""

from bot.core.card import Card, Line, Role, Span, Tone, words
from bot.core.wording_signs import trouble


def shortened() -> Line:
    """Say that passages were left out; how many is no figure of the card's own."""
    return (words("There is more in the statement than fits here. Ask about a single point."),)


def not_allowed() -> Card:
    """Tell the asker alone that the bot may not post where it was asked."""
    return trouble("Slack does not let me post here. Ask me in a direct message or with /brief.")


def busy() -> Card:
    """Tell the asker alone that Slack kept the answer waiting for too long."""
    return trouble("Slack takes no more messages from me at the moment. Please ask again later.")


def apology(error_id: str) -> Card:
    """Apologise for an answer that could not be put into a message."""
    error = Span(Role.OWN, error_id)
    return Card(
        tone=Tone.TROUBLE,
        headline=(words("Something went wrong on my side. If it stays so, report error "), error),
    )
