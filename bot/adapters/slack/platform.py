"""Slack as a platform: tokens in, connected and serving until cancelled."""

from typing import Final

import aiohttp
import structlog
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.delivery import Delivery
from bot.adapters.slack.errors import start_error
from bot.adapters.slack.link import Link
from bot.adapters.slack.listeners import Answering, Listeners
from bot.adapters.slack.poster import SlackPoster
from bot.adapters.slack.quiet import quieten
from bot.adapters.slack.work import Work
from bot.ports import Clock, Poster

REQUEST_LIMIT: Final = 10.0  # seconds: below the scheduler's own limit

_REMEDY: Final = (
    "copy the Bot User OAuth Token (xoxb-...) from OAuth & Permissions of the app and start again"
)

log = structlog.get_logger()


class SlackPlatform:
    """Fulfils `bot.ports.Platform` over Socket Mode."""

    name = "slack"

    def __init__(self, service: Answering, *, bot_token: str, app_token: str, clock: Clock) -> None:
        # No retries: the library's own would post twice where an answer was lost.
        self._web = AsyncWebClient(bot_token, timeout=int(REQUEST_LIMIT), retry_handlers=[])
        self._poster = SlackPoster(self._web)
        self._service = service
        self._app_token = app_token
        self._clock = clock
        self._link: Link | None = None

    @property
    def ready(self) -> bool:
        """Say whether the link is up and events are received."""
        return self._link is not None and self._link.up

    @property
    def poster(self) -> Poster:
        """Return the poster, which works while the bot is connected."""
        return self._poster

    async def run(self) -> None:
        """Connect and serve until cancelled; raises TokenRefused, or what ended the link."""
        quieten()
        limit = aiohttp.ClientTimeout(total=REQUEST_LIMIT)
        async with aiohttp.ClientSession(timeout=limit) as session:
            self._web.session = session
            try:
                await self._serve(await self._identity())
            finally:
                self._web.session = None

    async def _identity(self) -> AuthorizeResult:
        try:
            answer = await self._web.auth_test()
        except Exception as error:
            raise start_error(error, setting="SLACK_BOT_TOKEN", remedy=_REMEDY) from error
        return AuthorizeResult.from_auth_test_response(
            bot_token=self._web.token, auth_test_response=answer
        )

    async def _serve(self, identity: AuthorizeResult) -> None:
        work = Work()
        delivery = Delivery(self._web, clock=self._clock)
        app = Listeners(self._service, delivery, work).app(self._web, identity)
        self._link = Link(app, app_token=self._app_token, work=work, clock=self._clock)
        try:
            await self._link.open()
            await self._link.watch()
        finally:
            await work.drain()
            await self._link.close()
            self._link = None
