"""Posts a card to a channel by itself, and looks whether it is there."""

from datetime import datetime
from typing import Any, Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.errors import look_up_error, posting_error
from bot.adapters.slack.pacing import Pacing
from bot.adapters.slack.payload import carries, marked, payload_of
from bot.adapters.slack.workspaces import Workspaces
from bot.core.card import Card
from bot.errors import LookUpImpossible, PostDelayed, PostRefused, PostUncertain

PAGE: Final = 100
PAGES: Final = 20  # 2,000 messages since the slot: a channel that busy cannot be looked through
POST: Final = "chat.postMessage"


class SlackPoster:
    """Fulfils `bot.ports.Poster` through the Web API; needs the bot in the channel.

    `tenant` is the channel's workspace; none means the only one that is served.
    """

    def __init__(self, workspaces: Workspaces, *, pacing: Pacing, tenant: str = "") -> None:
        self._workspaces = workspaces
        self._pacing = pacing
        self._tenant = tenant

    def of(self, tenant: str) -> "SlackPoster":
        """Return a poster for one workspace."""
        return SlackPoster(self._workspaces, pacing=self._pacing, tenant=tenant)

    async def post(self, channel: str, card: Card, *, marker: str, tenant: str = "") -> str:
        """Post once and return the message's time stamp, which is its id."""
        client, workspace = await self._client(tenant)
        left = self._pacing.left(workspace, POST)
        if left:
            raise PostDelayed("ratelimited", retry_after=left)
        message = marked(payload_of(card), marker)
        try:
            answer = await client.chat_postMessage(channel=channel, **message)
        except Exception as error:
            failed = posting_error(error)
            if isinstance(failed, PostDelayed) and isinstance(error, SlackApiError):
                self._pacing.close(workspace, POST, failed.retry_after)
            raise failed from error
        if not answer.get("ts"):
            raise PostUncertain("no_ts")
        return str(answer["ts"])

    async def find(
        self, channel: str, *, marker: str, since: datetime, tenant: str = ""
    ) -> str | None:
        """Return the time stamp of the message with this marker, None where there is none."""
        try:
            client, _ = await self._client(tenant)
        except PostRefused as refused:
            raise LookUpImpossible(str(refused)) from refused
        cursor = ""
        for _ in range(PAGES):
            page = await _page(client, channel, cursor, since)
            for message in page.get("messages") or ():
                if carries(message, marker):
                    return str(message["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                _make_sure(page)
                return None
        raise LookUpImpossible("too_many_messages")

    async def _client(self, tenant: str) -> tuple[AsyncWebClient, str]:
        workspace = self._workspaces.of(tenant or self._tenant)
        return await self._workspaces.client(workspace), workspace.tenant


async def _page(
    client: AsyncWebClient, channel: str, cursor: str, since: datetime
) -> dict[str, Any]:
    try:
        answer = await client.conversations_history(
            channel=channel,
            oldest=f"{since.timestamp():.6f}",
            limit=PAGE,
            cursor=cursor or None,
            include_all_metadata=True,
        )
    except Exception as error:
        raise look_up_error(error) from error
    return dict(answer.data) if isinstance(answer.data, dict) else {}


def _make_sure(page: dict[str, Any]) -> None:
    """Raise where the last page is not the end: a workspace's limit may hide a part."""
    if page.get("is_limited") or page.get("has_more"):
        raise LookUpImpossible("history_limited")
