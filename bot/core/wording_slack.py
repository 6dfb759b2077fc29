"""What Slack alone needs said: of the app itself, and why an answer is not in the channel."""

from typing import Final

from bot.core.card import Card, Line, Role, Span, Tone, words
from bot.core.wording_signs import trouble

APP_NAME: Final = "Briefing Bot"
APP_ABOUT: Final = (
    "Answers questions about official statements with the exact figure, the sentence and the "
    "source."
)
COMMAND_ABOUT: Final = "Ask what the statement says"
COMMAND_HINT: Final = "how much funding? | summary | list | use | about | schedule | help"
CHECK_NAME: Final = "Check against the brief"  # 24 characters are allowed
CHECK_ABOUT: Final = "Marks each figure, date and quotation of a message"
AGENT_ABOUT: Final = (
    "Answers questions about official statements. Every figure comes with its qualifier, the "
    "sentence it stands in and the source; where the statement does not say, you are told so."
)
# Until the briefs' own questions take their place, when the view is opened.
AGENT_PROMPTS: Final = ("summary", "list", "help")
SUGGESTIONS: Final = "You can ask"

SHARE: Final = "Share to channel"
KEEP: Final = "Keep private"
CITE_AS: Final = "Cite as…"
NOT_ASKED: Final = "Not what I asked"
CHOOSE: Final = "Choose a statement"
HELPFUL: Final = "Helpful"
NOT_HELPFUL: Final = "Not helpful"

HOME_STATEMENTS: Final = "Statements I can answer from"
HOME_LISTED: Final = "Ask with /brief, in a direct message, or by mentioning me."
HOME_CHANNELS: Final = "Channels with a statement of their own"
HOME_FOR_YOU: Final = "For you"
HOME_EVERYWHERE: Final = "Everywhere nothing else was chosen"
HOME_CHANNEL: Final = "Set up a channel…"
HOME_BY_QUESTION: Final = "Whichever fits the question"
HOME_SCHEDULES: Final = "Scheduled summaries"
HOME_NO_SCHEDULES: Final = "None."
HOME_NEXT: Final = "next"
HOME_OPEN_ONE: Final = "Open"
HOME_NEW: Final = "New scheduled summary…"
SCHEDULE_TITLE: Final = "New scheduled summary"
SCHEDULE_WHEN: Final = "When"
SCHEDULE_HINT: Final = "weekdays 09:00 London"
PREVIEW: Final = "Preview"
HOME_OPEN: Final = "Asked, and not stated"
HOME_FOLLOWED: Final = "Follow-ups without a mention are answered in: "
HOME_NOT_SET_UP: Final = (
    "The bot does not know who the admins are: it was installed without the permission users:read. "
    "MANAGERS names who may choose for others."
)
HOME_READS_NOTHING: Final = (
    "The bot was installed without the permissions channels:history and groups:history. In "
    "channels it hears only what mentions it, and where it is not certain that a post has "
    "arrived, it cannot look."
)
HOME_TROUBLE: Final = "This page cannot be shown in full at the moment. Please open it again later."
NEEDS_HISTORY: Final = (
    "Follow-ups without a mention need the permission channels:history (in private channels "
    "groups:history), which this workspace has not given. Whoever manages apps can install the "
    "bot again with it."
)
CHANNEL_TITLE: Final = "Set up a channel"
CHANNEL_WHICH: Final = "Channel"
CHANNEL_STATEMENT: Final = "Statement it is answered from"
CHANNEL_FOLLOW: Final = "Follow-ups in its threads without a mention"
CHANNEL_AS_IS: Final = "Leave as it is"
CHANNEL_ON: Final = "Answer them"
CHANNEL_OFF: Final = "Do not answer them"
SAVE: Final = "Save"
CANCEL: Final = "Cancel"
CLOSE: Final = "Close"

INSTALLED: Final = "Briefing Bot is installed. Close this page and ask with /brief in Slack."
NOT_INSTALLED: Final = "Briefing Bot was not installed. Please begin again: "
INSTALL: Final = "Add to Slack"


def shortened() -> Line:
    """Say that passages were left out; how many is no figure of the card's own."""
    return (words("There is more in the statement than fits here. Ask about a single point."),)


def not_allowed() -> Card:
    """Tell the asker alone that the bot may not post where it was asked."""
    return trouble("Slack does not let me post here. Ask me in a direct message or with /brief.")


def busy() -> Card:
    """Tell the asker alone that Slack kept the answer waiting for too long."""
    return trouble("Slack takes no more messages from me at the moment. Please ask again later.")


def not_installed() -> Card:
    """Tell whoever asks from a workspace that has not installed the bot, or not any more."""
    return trouble("I am not installed in this workspace. Whoever manages apps can add me again.")


def overloaded() -> Card:
    """Tell the asker alone that more is asked than can be answered in time."""
    return trouble("I am asked more than I can answer at the moment. Please ask again in a minute.")


def shared() -> Card:
    """Say that the answer is in the channel now."""
    return Card(Tone.PLAIN, (words("Shared to the channel."),))


def not_shared() -> Card:
    """Say that the answer could not be shown to the channel."""
    return trouble("Slack does not let me post in this channel. Invite me, and ask again.")


def apology(error_id: str) -> Card:
    """Apologise for an answer that could not be put into a message."""
    error = Span(Role.OWN, error_id)
    return Card(
        tone=Tone.TROUBLE,
        headline=(words("Something went wrong on my side. If it stays so, report error "), error),
    )
