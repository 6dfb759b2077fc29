"""The link that adds the bot to a server, with the fewest rights that work."""

from typing import Final

import discord

SCOPES: Final = ("bot", "applications.commands")
# Reading the history is only for looking whether a scheduled post is there already.
PERMISSIONS: Final = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    read_message_history=True,
)


def invite_link(application_id: int) -> str:
    """Return the address where an administrator adds the bot to a server."""
    return discord.utils.oauth_url(application_id, permissions=PERMISSIONS, scopes=SCOPES)
