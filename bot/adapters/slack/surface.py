"""What the app is in Slack: `slack-manifest.yaml` installs just this, as a test makes sure."""

from typing import Final

COMMAND: Final = "/brief"
EVENTS: Final = ("app_mention", "message.im")
SCOPES: Final = ("app_mentions:read", "chat:write", "commands", "im:history")
# Only to look whether a scheduled post is in its channel; without them it cannot be looked up.
OPTIONAL_SCOPES: Final = ("channels:history", "groups:history")
ACTION_PREFIX: Final = "ask_"  # a button whose value is a question
