"""What the app is in Slack: the manifests are made of just this, as a test makes sure."""

from typing import Final

COMMAND: Final = "/brief"
SHORTCUT: Final = "check_message"  # "Check against the brief", on a message
EVENTS: Final = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "message.channels",  # only where channels:history was granted
    "message.groups",
    "message.im",
    "tokens_revoked",
)
SCOPES: Final = {
    "app_mentions:read": "questions that mention the bot",
    "chat:write": "answers",
    "commands": "/brief and the message shortcut",
    "im:history": "questions in direct messages",
}
# Whoever installs the app may leave these out; what then is missing says so in words.
HISTORY: Final = ("channels:history", "groups:history")
PEOPLE: Final = "users:read"
OPTIONAL_SCOPES: Final = {
    "channels:history": "follow-ups without a mention; whether a scheduled post has arrived",
    "groups:history": "the same in private channels",
    "users:read": "who is an admin of the workspace, and so may choose for others",
}
# Of the agent view alone: in a manifest of its own, since not every plan has that view.
AGENT_SCOPES: Final = {"assistant:write": "suggested questions in the agent view"}
ACTION_PREFIX: Final = "ask_"  # buttons of messages from before buttons said what they do
