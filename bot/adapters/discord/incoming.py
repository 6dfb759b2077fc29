"""What Discord delivers, as a request: a mention, a direct message, a command or a button."""

from typing import Any, Final

import discord

from bot.adapters.discord.buttons import meaning
from bot.adapters.discord.marks import heard
from bot.core.request import Request, split_command

# As a person wrote it; every other type is a notice of the system.
_WRITTEN: Final = frozenset({discord.MessageType.default, discord.MessageType.reply})

Interaction = discord.Interaction[discord.Client]


def from_message(message: discord.Message, me: int) -> Request | None:
    """Return a mention or a direct message; None for all that a person did not write to us."""
    if not _is_for_us(message, me):
        return None
    names = {user.id: user.display_name for user in message.mentions}
    command, text = _understood(heard(message.content, bot=me, names=names))
    return Request(
        platform="discord",
        tenant=_tenant(_guild_of(message), message.author.id),
        conversation=str(message.channel.id),
        keys=(f"discord:message:{message.id}",),
        text=text,
        command=command,
        echo=False,
    )


def from_command(
    interaction: Interaction, command: str, text: str = "", *, private: bool = False
) -> Request:
    """Return a command; a private one belongs to a conversation of the asker's own."""
    user = interaction.user.id
    channel = str(interaction.channel_id or user)
    return Request(
        platform="discord",
        tenant=_tenant(interaction.guild_id, user),
        conversation=f"{channel}:{user}" if private else channel,
        keys=(f"discord:interaction:{interaction.id}",),
        text=text,
        command=command,
    )


def from_press(interaction: Interaction) -> Request | None:
    """Return what a pressed button asks; None for a button we do not know."""
    data: Any = interaction.data or {}
    pressed = meaning(data.get("custom_id", ""))
    return from_command(interaction, *pressed, private=is_private(interaction)) if pressed else None


def is_private(interaction: Interaction) -> bool:
    """Say whether a pressed button stands in a message that one person alone sees."""
    return bool(interaction.message and interaction.message.flags.ephemeral)


def _is_for_us(message: discord.Message, me: int) -> bool:
    author = message.author
    by_a_person = not (author.bot or author.system or message.webhook_id or author.id == me)
    to_us = _guild_of(message) is None or any(user.id == me for user in message.mentions)
    return message.type in _WRITTEN and by_a_person and to_us


def _understood(text: str) -> tuple[str, str]:
    """Return a text in running conversation, where a command stands alone or is a question."""
    command, rest = split_command(text)
    return ("ask", text) if rest else (command, "")


def _guild_of(message: discord.Message) -> int | None:
    """Return the server's id, also of one that the library does not know yet."""
    if message.guild:
        return message.guild.id
    return getattr(message.channel, "guild_id", None)


def _tenant(guild: int | None, user: int) -> str:
    return str(guild) if guild else f"dm:{user}"
