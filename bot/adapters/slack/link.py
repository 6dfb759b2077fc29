"""The Socket Mode link: opened, watched, mended and closed.

slack_sdk mends a link that is closed in order; one that is cut it notices only at its next ping,
and a refused web socket it tries for ever. So the link is looked at every second, and where it
does not come back in time it is given up: a fresh start is the remedy for everything else.
"""

import asyncio
import contextlib
from datetime import timedelta
from typing import Any, Final

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.adapter.socket_mode.internals import build_headers
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.adapters.slack.errors import start_error
from bot.adapters.slack.listeners import dispatched
from bot.adapters.slack.work import Work
from bot.ports import Clock
from bot.telemetry import READY

OPEN_LIMIT: Final = 30.0  # seconds
CLOSE_LIMIT: Final = 2.0
WATCH: Final = 1.0
PING: Final = 5.0
SENSELESS: Final = 400
QUIET: Final = timedelta(minutes=5)

_REMEDY: Final = (
    "generate an app-level token (xapp-...) with connections:write under Basic Information of the "
    "app, switch Socket Mode on, and start again"
)

_SETTING: Final = "SLACK_APP_TOKEN"

log = structlog.get_logger()


class _Handler(AsyncSocketModeHandler):
    """Bolt's handler, which also passes on the envelope's id and counts as work."""

    work: Work

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]  # as in bolt
        """Dispatch one envelope and acknowledge it."""
        task = asyncio.current_task()
        if task:
            self.work.hold(task)
        response = await dispatched(
            self.app,
            req.payload or {},
            headers=build_headers(req),
            context={"envelope_id": req.envelope_id},
        )
        if response.status == SENSELESS:  # sent again it would make no more sense
            response = BoltResponse(status=200, body="")
        await send_async_response(client, req, response, 0.0)


class Link:
    """One Socket Mode link; needs a running event loop."""

    def __init__(self, app: AsyncApp, *, app_token: str, work: Work, clock: Clock) -> None:
        self._handler = _Handler(app, app_token, ping_interval=PING)
        self._handler.work = work
        self._client = self._handler.client
        self._client.message_listeners.append(self._notice)
        self._clock = clock
        self._greeting = asyncio.Event()
        self._greeted: Any = None
        self._heard = clock.now()

    @property
    def up(self) -> bool:
        """Say whether Slack has greeted us on the link in use."""
        session = self._client.current_session
        return session is not None and session is self._greeted and not session.closed

    async def open(self) -> None:
        """Connect and wait for Slack's greeting."""
        async with asyncio.timeout(OPEN_LIMIT):
            try:
                self._client.wss_uri = await self._client.issue_new_wss_url()
            except Exception as error:
                raise start_error(error, setting=_SETTING, remedy=_REMEDY) from error
            await self._client.connect()  # type: ignore[no-untyped-call]  # as it is
            await self._welcome()
        self._tell(up=True)

    async def watch(self) -> None:
        """Mend the link whenever it is down; raises when that does not succeed in time.

        One on which nothing came for long is opened anew: it may be up and deaf.
        """
        while True:
            await self._clock.sleep(WATCH)
            if not self.up:
                self._tell(up=False)
                await self._mend()
            elif self._clock.now() - self._heard > QUIET:
                log.info("slack_link_renewed")
                await self._mend(force=True)

    async def close(self) -> None:
        """Close the link and end the client's own tasks."""
        client = self._client
        with contextlib.suppress(TimeoutError, ConnectionError):
            async with asyncio.timeout(CLOSE_LIMIT):
                await client.close()  # type: ignore[no-untyped-call]  # as it is
        tasks = [
            client.message_processor,
            client.current_session_monitor,
            client.message_receiver,
        ]
        open_tasks = [task for task in tasks if task]
        for task in open_tasks:
            task.cancel()
        await asyncio.gather(*open_tasks, return_exceptions=True)
        await client.aiohttp_client_session.close()
        READY.labels("slack").set(False)

    async def _mend(self, *, force: bool = False) -> None:
        self._heard = self._clock.now()
        try:
            async with asyncio.timeout(OPEN_LIMIT):
                await self._client.connect_to_new_endpoint(force=force)
                await self._welcome()
        except Exception as error:
            raise start_error(error, setting=_SETTING, remedy=_REMEDY) from error
        self._tell(up=True)

    @staticmethod
    def _tell(*, up: bool) -> None:
        READY.labels("slack").set(up)
        log.info("slack_link_up") if up else log.warning("slack_link_down")

    async def _welcome(self) -> None:
        while not self.up:
            self._greeting.clear()
            await self._greeting.wait()

    async def _notice(self, _client: Any, message: dict[str, Any], _raw: str | None) -> None:
        self._heard = self._clock.now()
        if message.get("type") == "hello":
            self._greeted = self._client.current_session
            self._greeting.set()
