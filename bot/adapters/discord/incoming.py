"""What Discord delivers, as a request: a mention, a direct message, a command or a press."""

from dataclasses import dataclass
from typing import Any, Final

import discord

from bot.adapters.discord.marks import heard
from bot.core.request import Request, Wish, split_command
from bot.core.using import read_use

# As a person wrote it; every other type is a notice of the system.
_WRITTEN: Final = frozenset({discord.MessageType.default, discord.MessageType.reply})
_THREADS: Final = frozenset(
    {
        discord.ChannelType.news_thread,
        discord.ChannelType.public_thread,
        discord.ChannelType.private_thread,
    }
)

Interaction = discord.Interaction[discord.Client]


@dataclass(frozen=True, slots=True)
class Said:
    """What a command or a press asks of the inside; the fields are those of a request."""

    command: str
    text: str = ""
    brief: str = ""
    handle: str = ""
    option: str = ""
    private: bool = False
    wish: Wish | None = None


def from_message(message: discord.Message, me: int) -> Request | None:
    """Return a mention or a direct message; None for all that a person did not write to us."""
    to_us = _guild_of(message) is None or any(user.id == me for user in message.mentions)
    return _written(message, me) if to_us and _is_by_a_person(message, me) else None


def from_follow_up(message: discord.Message, me: int) -> Request | None:
    """Return a message in a thread that may go on without a mention; None for any other.

    One that speaks to somebody else does not.
    """
    in_thread = isinstance(message.channel, discord.Thread)
    to_others = bool(message.mentions or message.role_mentions or message.reference)
    if not in_thread or to_others or not message.content or not _is_by_a_person(message, me):
        return None
    return _written(message, me)


def from_interaction(interaction: Interaction, said: Said) -> Request:
    """Return what a command or a press asks; in private it has a conversation of its own.

    Where only the person has installed the bot, that person is the tenant: no server that may
    leave owns what is kept.
    """
    user = interaction.user.id
    guild = interaction.guild_id if interaction.is_guild_integration() else None
    channel = str(interaction.channel_id or user)
    return Request(
        platform="discord",
        tenant=_tenant(guild, user),
        conversation=f"{channel}:{user}" if said.private else channel,
        keys=(f"discord:interaction:{interaction.id}",),
        text=said.text,
        command=said.command,
        brief=said.brief,
        channel=_owner_of(interaction.channel, channel) if guild else "",
        person=str(user),
        manages=bool(guild) and may_manage(interaction.permissions),
        handle=said.handle,
        option=said.option,
        message=str(interaction.message.id) if interaction.message else "",
        wish=said.wish,
    )


def is_private(interaction: Interaction) -> bool:
    """Say whether a pressed button stands in a message that one person alone sees."""
    return bool(interaction.message and interaction.message.flags.ephemeral)


def may_manage(permissions: discord.Permissions) -> bool:
    """Say whether these rights let somebody manage the server."""
    return permissions.manage_guild or permissions.administrator


def may_moderate(permissions: discord.Permissions) -> bool:
    """Say whether these rights let somebody delete what others wrote."""
    return permissions.manage_messages or permissions.administrator


def _written(message: discord.Message, me: int) -> Request:
    # Questions are kept without names, so that of whoever is mentioned never comes in.
    command, text = _understood(heard(message.content, bot=me))
    guild, author, channel = _guild_of(message), message.author, str(message.channel.id)
    rights = getattr(author, "guild_permissions", discord.Permissions.none())
    return Request(
        platform="discord",
        tenant=_tenant(guild, author.id),
        conversation=channel,
        keys=(f"discord:message:{message.id}",),
        text=text,
        command=command,
        echo=False,
        channel=_owner_of(message.channel, channel) if guild else "",
        person=str(author.id),
        manages=may_manage(rights),
    )


def _is_by_a_person(message: discord.Message, me: int) -> bool:
    author = message.author
    by_a_person = not (author.bot or author.system or message.webhook_id or author.id == me)
    return message.type in _WRITTEN and by_a_person


def _understood(text: str) -> tuple[str, str]:
    """Return a text in running conversation, where a command stands alone or is a question.

    "use" with a statement and "here" or "for me", and "schedule", are meant as they are said.
    """
    command, rest = split_command(text)
    if command == "schedule":
        return command, rest
    if command == "use" and rest:
        wish = read_use(rest)
        return ("use", rest) if wish.scope or wish.clear else ("ask", text)
    return ("ask", text) if rest else (command, "")


def _guild_of(message: discord.Message) -> int | None:
    """Return the server's id, also of one that the library does not know yet."""
    if message.guild:
        return message.guild.id
    return getattr(message.channel, "guild_id", None)


def _owner_of(channel: Any, channel_id: str) -> str:
    """Return the channel that a thread or forum post belongs to, else the channel itself."""
    in_thread = getattr(channel, "type", None) in _THREADS
    return str(getattr(channel, "parent_id", None) or channel_id) if in_thread else channel_id


def _tenant(guild: int | None, user: int) -> str:
    return str(guild) if guild else f"dm:{user}"
