"""Posts a card to a channel, and looks whether it did."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import discord

from bot.adapters.discord.buttons import about_id
from bot.adapters.discord.errors import RECONNECT, is_done, look_up_error, posting_error
from bot.adapters.discord.rows import Use
from bot.adapters.discord.sending import NO_PING, view_of
from bot.core.card import Card
from bot.errors import LookUpImpossible, PostDelayed, PostRefused


class DiscordPoster:
    """A poster over whatever client is connected; `client` returns None while none is.

    A marker is the message's nonce, by which Discord knows a copy for some minutes, and stands on
    a button, where it is found in the channel's history later.
    """

    def __init__(self, client: Callable[[], discord.Client | None]) -> None:
        self._client = client

    async def post(self, channel: str, card: Card, *, marker: str) -> str:
        """Post once and return the message's id, empty where it was posted and deleted before."""
        target = self._target(channel)
        view = view_of(card, Use(marker=marker))
        try:
            message = await target.send(
                view=view, nonce=marker, allowed_mentions=NO_PING, suppress_embeds=True
            )
        except Exception as error:
            if is_done(error):
                return ""
            raise posting_error(error) from error
        return str(message.id)

    async def find(self, channel: str, *, marker: str, since: datetime) -> str | None:
        """Return the id of the message with this marker, None where it is certainly not there."""
        try:
            target = self._target(channel)
            message = await self._marked(target, marker, since)
            readable = message or await self._is_readable(target)
        except Exception as error:
            raise look_up_error(error) from error
        if not readable:
            raise LookUpImpossible("no right to read the channel's history")
        return message

    async def _marked(
        self, target: discord.PartialMessageable, marker: str, since: datetime
    ) -> str | None:
        async for message in target.history(after=since, limit=None, oldest_first=True):
            if self._is_own(message) and _carries(message, marker):
                return str(message.id)
        return None

    def _target(self, channel: str) -> discord.PartialMessageable:
        if not (channel.isascii() and channel.isdigit()):
            raise PostRefused("no such channel")
        client = self._client()
        if client is None:
            raise PostDelayed("not connected", retry_after=RECONNECT)
        return client.get_partial_messageable(int(channel))

    def _is_own(self, message: discord.Message) -> bool:
        client = self._client()
        return bool(client and client.user and message.author.id == client.user.id)

    async def _is_readable(self, target: discord.PartialMessageable) -> bool:
        """Say whether the history can be read; without the right to it, Discord shows none."""
        async for _ in target.history(limit=1):
            return True
        client = self._client()
        known: Any = client and client.get_channel(target.id)
        guild = getattr(known, "guild", None)
        return bool(guild and guild.me and known.permissions_for(guild.me).read_message_history)


def _carries(message: discord.Message, marker: str) -> bool:
    """Say whether a message has the marker on its button, with or without a statement's handle."""
    bare = about_id(marker)
    ids = _button_ids(message.components)
    return any(one == bare or one.startswith(f"{bare}:") for one in ids)


def _button_ids(components: Any) -> set[str]:
    """Return the ids of all buttons, however deep they stand."""
    found = {str(c.custom_id) for c in components if getattr(c, "custom_id", None)}
    inner = [_button_ids(getattr(c, "children", ())) for c in components]
    return found.union(*inner)
