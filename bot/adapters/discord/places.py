"""What is known of channels and people: whether a post could be made, and where it is read."""

from collections.abc import Callable
from typing import Any, Final

import discord
import structlog
from discord.abc import GuildChannel, Messageable

from bot.adapters.discord import sending
from bot.adapters.discord.errors import RECONNECT, is_done, posting_error
from bot.core.card import Card, plain
from bot.core.schedule import Access
from bot.errors import PostDelayed

_UNSEEN: Final = Access(post=False, read=False, reason="channel_not_found")
_NO_RIGHT: Final = "http_403_50013"  # as `errors` names that Discord says so

Client = Callable[[], discord.Client | None]

log = structlog.get_logger()


class DiscordPlaces:
    """Fulfils `bot.ports.Places`; `client` returns None while none is connected."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def access(self, tenant: str, channel: str) -> Access:
        """Say whether the bot can post to a channel of this server and read it back."""
        client = self._client()
        if client is None or not (channel.isascii() and channel.isdigit()):
            return Access() if client is None else _UNSEEN
        try:
            found = client.get_channel(int(channel)) or await client.fetch_channel(int(channel))
        except (discord.NotFound, discord.Forbidden):
            return _UNSEEN
        except Exception as error:  # noqa: BLE001 - the edge: what is not known is not known
            log.warning("access_unknown", platform="discord", error=type(error).__name__)
            return Access()
        return _rights(found) if _tenant(found) == tenant else _UNSEEN

    async def tell(self, tenant: str, person: str, card: Card) -> None:  # noqa: ARG002 - a person is one everywhere
        """Send a card to one person's direct messages, at most once; raises PostFailed."""
        client = self._client()
        if client is None:
            raise PostDelayed("not connected", retry_after=RECONNECT)
        try:
            channel = await client.create_dm(discord.Object(int(person)))
            nonce = sending.nonce_of(f"{person}:{plain(card)}", "told")
            await sending.tell(channel, card, nonce=nonce)
        except Exception as error:
            if not is_done(error):
                raise posting_error(error) from error

    def address(self, tenant: str, channel: str, message: str) -> str:
        """Return where a message can be opened; empty where that is not known."""
        if not (channel and message):
            return ""
        server = "@me" if tenant.startswith("dm:") else tenant
        return f"https://discord.com/channels/{server}/{channel}/{message}"


def _tenant(channel: Any) -> str:
    guild = getattr(channel, "guild", None)
    return str(guild.id) if guild else ""


def _rights(channel: Any) -> Access:
    """Return what the bot may do in a channel, None where that is not known."""
    is_open = isinstance(channel, Messageable)
    if not is_open or not isinstance(channel, GuildChannel | discord.Thread):
        return Access(post=False, read=False)
    me = channel.guild.me
    if me is None:
        return Access()
    rights = channel.permissions_for(me)
    in_thread = isinstance(channel, discord.Thread)
    may_send = rights.send_messages_in_threads if in_thread else rights.send_messages
    may_post = rights.view_channel and may_send
    reason = "" if may_post else _NO_RIGHT
    return Access(post=may_post, read=rights.view_channel and rights.read_message_history,
                  reason=reason)  # fmt: skip
