"""Discord, over the real discord.py."""

from bot.adapters.discord.invitation import invite_link
from bot.adapters.discord.platform import DiscordPlatform

__all__ = ["DiscordPlatform", "invite_link"]
