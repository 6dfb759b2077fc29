"""Looks whether a message of ours is there, by the marker that it carries."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final, Protocol

from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.errors import look_up_error
from bot.adapters.slack.incoming import Place, Workspace
from bot.adapters.slack.pacing import Pacing
from bot.adapters.slack.payload import carries
from bot.errors import LookUpImpossible, PostDelayed, PostFailed
from bot.ports import Clock

PAGE: Final = 100
PAGES: Final = 20  # 2,000 messages: a conversation that busy cannot be looked through
SETTLE: Final = 25.0  # seconds: nothing of a request is in flight any more, as for schedules
PATIENCE: Final = 60.0  # seconds that Slack may make us wait for a look
LOOKS: Final = 3
READ: Final = "conversations"  # the methods that read, as one

_Page = dict[str, Any]


class Clients(Protocol):
    """Gives the client of a workspace, and of no other."""

    async def client(self, workspace: Workspace) -> AsyncWebClient:
        """Return a client with the workspace's own token; raises PostFailed where it has none."""


class Looking:
    """Finds out what became of an answer that was on its way when its process ended."""

    def __init__(self, clients: Clients, *, pacing: Pacing, clock: Clock) -> None:
        self._clients = clients
        self._pacing = pacing
        self._clock = clock

    async def arrived(self, place: Place, marker: str) -> bool:
        """Say whether a message is in its place, for sure; raises LookUpImpossible.

        One that is not there yet may still be on its way, so a no takes half a minute.
        """
        if await self._seen(place, marker):
            return True
        await self._clock.sleep(SETTLE)
        return await self._seen(place, marker)

    async def _seen(self, place: Place, marker: str) -> bool:
        """Look, and again where Slack wants us to wait a moment."""
        tenant = place.workspace.tenant
        for _ in range(LOOKS):
            await self._wait(self._pacing.left(tenant, READ))
            try:
                return await self._look(place, marker)
            except PostDelayed as delay:
                await self._pacing.close(tenant, READ, delay.retry_after)
            except PostFailed as error:
                raise LookUpImpossible(str(error)) from error
        raise LookUpImpossible("put_off")

    async def _wait(self, seconds: float) -> None:
        if seconds > PATIENCE:
            raise LookUpImpossible("put_off")
        if seconds:
            await self._clock.sleep(seconds)

    async def _look(self, place: Place, marker: str) -> bool:
        client = await self._clients.client(place.workspace)
        where = {"channel": place.channel, "thread": place.thread, "oldest": place.since}
        return await found(client, marker, **where) is not None


async def found(
    client: AsyncWebClient, marker: str, *, channel: str, thread: str = "", oldest: str = ""
) -> str | None:
    """Return the time stamp of the message with a marker, None where there is certainly none.

    Raises LookUpImpossible, or PostDelayed where Slack wants us to wait.
    """
    read = partial(_page, _reader(client, thread), channel=channel, oldest=oldest or None)
    cursor = ""
    for _ in range(PAGES):
        page = await read(cursor=cursor or None)
        for message in page.get("messages") or ():
            if carries(message, marker):
                return str(message["ts"])
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            _make_sure(page)
            return None
    raise LookUpImpossible("too_many_messages")


def _reader(client: AsyncWebClient, thread: str) -> Callable[..., Awaitable[Any]]:
    """Return what reads a channel, or one of its threads, whose replies no channel shows."""
    if thread:
        return partial(client.conversations_replies, ts=thread)
    return client.conversations_history


async def _page(read: Callable[..., Awaitable[Any]], **where: Any) -> _Page:
    try:
        answer = await read(limit=PAGE, include_all_metadata=True, **where)
    except Exception as error:
        raise look_up_error(error) from error
    return dict(answer.data) if isinstance(answer.data, dict) else {}


def _make_sure(page: _Page) -> None:
    """Raise where the last page is not the end: a workspace's limit may hide a part."""
    if page.get("is_limited") or page.get("has_more"):
        raise LookUpImpossible("history_limited")
