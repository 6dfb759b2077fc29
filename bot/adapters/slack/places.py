"""What is known of channels and people: whether a post could be made, and where it is read."""

from typing import Final

import structlog
from slack_sdk.errors import SlackApiError

from bot.adapters.slack.errors import code_of, posting_error
from bot.adapters.slack.payload import payload_of
from bot.adapters.slack.workspaces import Workspaces
from bot.core.card import Card
from bot.core.schedule import Access

# What Slack says of a channel's history where nothing could be posted either.
CLOSED: Final = frozenset({"not_in_channel", "channel_not_found", "is_archived"})

log = structlog.get_logger()


class SlackPlaces:
    """Fulfils `bot.ports.Places`; a channel is looked at with the token of its own workspace."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    async def access(self, tenant: str, channel: str) -> Access:
        """Say whether the bot can post to a channel and read it back, as far as Slack says so.

        Without the optional permission to read, neither is known before the first post.
        """
        try:
            client = await self._workspaces.client(self._workspaces.of(tenant))
            await client.conversations_history(channel=channel, limit=1)
        except SlackApiError as error:
            return _closed(code_of(error))
        except Exception as error:  # noqa: BLE001 - the edge: what is not known is not known
            log.warning("access_unknown", platform="slack", error=type(error).__name__)
            return Access()
        return Access(post=True, read=True)

    async def tell(self, tenant: str, person: str, card: Card) -> None:
        """Send a card to one person's direct messages, at most once; raises PostFailed."""
        client = await self._workspaces.client(self._workspaces.of(tenant))
        try:
            await client.chat_postMessage(channel=person, **payload_of(card))
        except Exception as error:
            raise posting_error(error) from error

    def address(self, tenant: str, channel: str, message: str) -> str:
        """Return where a message can be opened; empty where that is not known."""
        home = self._workspaces.address(tenant)
        return f"{home}archives/{channel}/p{message.replace('.', '')}" if home and message else ""


def _closed(code: str) -> Access:
    if code in CLOSED:
        return Access(post=False, read=False, reason=code)
    return Access(read=False)
