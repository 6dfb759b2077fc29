"""Posts a card to a channel by itself, and looks whether it is there."""

from datetime import datetime
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.errors import look_up_error, posting_error
from bot.adapters.slack.payload import carries, marked, payload_of
from bot.core.card import Card
from bot.errors import LookUpImpossible, PostUncertain

PAGE: Final = 100
PAGES: Final = 20  # 2,000 messages since the slot: a channel that busy cannot be looked through


class SlackPoster:
    """Fulfils `bot.ports.Poster` through the Web API; needs the bot in the channel."""

    def __init__(self, web: AsyncWebClient) -> None:
        self._web = web

    async def post(self, channel: str, card: Card, *, marker: str) -> str:
        """Post once and return the message's time stamp, which is its id."""
        message = marked(payload_of(card), marker)
        try:
            answer = await self._web.chat_postMessage(channel=channel, **message)
        except Exception as error:
            raise posting_error(error) from error
        if not answer.get("ts"):
            raise PostUncertain("no_ts")
        return str(answer["ts"])

    async def find(self, channel: str, *, marker: str, since: datetime) -> str | None:
        """Return the time stamp of the message with this marker, None where there is none."""
        cursor = ""
        for _ in range(PAGES):
            page = await self._page(channel, cursor, since)
            for message in page.get("messages") or ():
                if carries(message, marker):
                    return str(message["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                _make_sure(page)
                return None
        raise LookUpImpossible("too_many_messages")

    async def _page(self, channel: str, cursor: str, since: datetime) -> dict[str, Any]:
        try:
            answer = await self._web.conversations_history(
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
