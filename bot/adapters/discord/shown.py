"""What a message shows: the question that an answer of ours names, and all words of any message."""

import asyncio
import re
from collections.abc import Iterator
from typing import Any, Final

import discord
import structlog

from bot.adapters.discord.incoming import Interaction
from bot.adapters.discord.marks import SMALL, as_read, heard

FETCH: Final = 1.0  # seconds for looking up the question; the press must be answered in three
_QUESTION: Final = re.compile("“(.*)”", re.DOTALL)

log = structlog.get_logger()


async def question_of(interaction: Interaction) -> str:
    """Return the question that a pressed answer belongs to, empty where it is not known.

    The answer itself names it, or replies to it.
    """
    message = interaction.message
    if message is None:
        return ""
    named = _named_in(message)
    return named or await _replied_to(message, interaction.client.user)


def text_of(message: discord.Message) -> str:
    """Return all words of a message: its own, those of its cards, and those it forwards."""
    return "\n".join(filter(None, _texts(message)))


def _texts(message: Any) -> Iterator[str]:
    names = {user.id: user.display_name for user in getattr(message, "mentions", ())}
    yield heard(message.content, names=names)
    for embed in message.embeds:
        yield from filter(None, (embed.title, embed.description))
        yield from (f"{part.name}\n{part.value}" for part in embed.fields)
    yield from (line for text in _displays(message.components) for line in as_read(text))
    for forwarded in getattr(message, "message_snapshots", ()):
        yield from _texts(forwarded)


def _named_in(message: discord.Message) -> str:
    """Return the question in the first small line of an answer, empty where there is none."""
    first = next(_displays(message.components), "").split("\n", 1)[0]
    if not first.startswith(SMALL):
        return ""
    found = _QUESTION.search("\n".join(as_read(first)))
    return found[1] if found else ""


def _displays(components: Any) -> Iterator[str]:
    for component in components:
        if component.type is discord.ComponentType.text_display:
            yield component.content
        yield from _displays(getattr(component, "children", ()))


async def _replied_to(message: discord.Message, me: discord.ClientUser | None) -> str:
    """Return what an answer replies to, which Discord lets us read where it spoke to us."""
    reference = message.reference
    if reference is None or reference.message_id is None:
        return ""
    asked = reference.resolved
    if not isinstance(asked, discord.Message):
        asked = await _fetched(message, reference.message_id)
    return heard(asked.content, bot=me.id if me else 0) if asked else ""


async def _fetched(message: discord.Message, message_id: int) -> discord.Message | None:
    try:
        async with asyncio.timeout(FETCH):
            return await message.channel.fetch_message(message_id)
    except (discord.DiscordException, OSError) as error:
        log.info("question_not_found", platform="discord", reason=type(error).__name__)
        return None
