"""Slack as a platform: tokens in, connected and serving until cancelled."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final, Protocol

import aiohttp
import structlog
from aiohttp import web
from slack_bolt.async_app import AsyncApp

from bot.adapters.slack import home, leaving, receiving
from bot.adapters.slack.delivery import Delivery
from bot.adapters.slack.entrance import PATH, Entrance
from bot.adapters.slack.home import Home, Kept
from bot.adapters.slack.installing import INSTALL, REDIRECT, Installing
from bot.adapters.slack.leaving import Leaving
from bot.adapters.slack.link import Link
from bot.adapters.slack.listeners import Listeners
from bot.adapters.slack.pacing import Pacing
from bot.adapters.slack.places import SlackPlaces
from bot.adapters.slack.poster import SlackPoster
from bot.adapters.slack.quiet import quieten
from bot.adapters.slack.receiving import Receiving
from bot.adapters.slack.work import Work
from bot.adapters.slack.workspaces import REQUEST_LIMIT, Installations, Workspaces
from bot.core.card import Card
from bot.core.schedule import Access as PostingAccess
from bot.errors import StoreUnavailable
from bot.ports import Clock, Followed, Inbox, Poster, Waits
from bot.telemetry import READY

LOOK: Final = 30.0  # seconds between looks for what another process has left unanswered

log = structlog.get_logger()


class Service(receiving.Answering, home.Serving, leaving.Forgets, Protocol):
    """What the platform asks of the inside: `bot.service.Service`."""


@dataclass(frozen=True, slots=True)
class Access:
    """The tokens and secrets of the app; which are there decides how it is served."""

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)  # Socket Mode, else HTTP
    signing_secret: str = field(default="", repr=False)
    client_id: str = ""  # installation by many workspaces
    client_secret: str = field(default="", repr=False)


class SlackPlatform:
    """Fulfils `bot.ports.Platform` and `Places`, over Socket Mode or HTTP; `routes` are its pages.

    `installations` are needed with a client id.
    """

    name = "slack"

    def __init__(
        self,
        service: Service,
        access: Access,
        *,
        inbox: Inbox,
        followed: Followed,
        kept: Kept,
        clock: Clock,
        installations: Installations | None = None,
        waits: Waits | None = None,
    ) -> None:
        self._service = service
        self._access = access
        self._inbox = inbox
        self._followed = followed
        self._kept = kept
        self._clock = clock
        self._work = Work()
        self._pacing = Pacing(clock, waits)
        self._workspaces = Workspaces(
            clock=clock, bot_token=access.bot_token, installations=installations
        )
        self._poster = SlackPoster(self._workspaces, pacing=self._pacing)
        self._places = SlackPlaces(self._workspaces)
        self._app: AsyncApp | None = None
        self._link: Link | None = None

    @property
    def ready(self) -> bool:
        """Say whether what people write is received."""
        return self._link.up if self._link else self._app is not None

    @property
    def poster(self) -> Poster:
        """Return the poster, which works while the bot is connected."""
        return self._poster

    def poster_for(self, tenant: str) -> Poster:
        """Return the poster of one workspace."""
        return self._poster.of(tenant)

    async def access(self, tenant: str, channel: str) -> PostingAccess:
        """Say whether the bot can post to a channel of this tenant and read it back."""
        return await self._places.access(tenant, channel)

    async def tell(self, tenant: str, person: str, card: Card) -> None:
        """Send a card to one person where nobody else sees it; raises PostFailed."""
        await self._places.tell(tenant, person, card)

    def address(self, tenant: str, channel: str, message: str) -> str:
        """Return where a message of the bot's can be opened; empty where that is not known."""
        return self._places.address(tenant, channel, message)

    @property
    def routes(self) -> Sequence[web.RouteDef]:
        """Return the pages that the bot's HTTP server is to serve for Slack."""
        pages = []
        if not self._access.app_token:
            entrance = Entrance(
                self._access.signing_secret,
                app=lambda: self._app,
                work=self._work,
                clock=self._clock,
            )
            pages.append(web.post(PATH, entrance.take))
        if self._workspaces.installations:
            installing = Installing(
                client_id=self._access.client_id,
                client_secret=self._access.client_secret,
                installations=self._workspaces.installations,
                workspaces=self._workspaces,
            )
            pages += [web.get(INSTALL, installing.begin), web.get(REDIRECT, installing.finish)]
        return pages

    async def run(self) -> None:
        """Connect and serve until cancelled; raises TokenRefused, or what ended the link."""
        quieten()
        limit = aiohttp.ClientTimeout(total=REQUEST_LIMIT)
        async with aiohttp.ClientSession(timeout=limit) as session:
            await self._workspaces.open(session)
            await self._pacing.recall()
            try:
                await self._serve()
            finally:
                self._workspaces.close()

    async def _serve(self) -> None:
        delivery = Delivery(self._workspaces, self._inbox, pacing=self._pacing, clock=self._clock)
        receiving = Receiving(
            self._service,
            delivery,
            inbox=self._inbox,
            followed=self._followed,
            workspaces=self._workspaces,
            pacing=self._pacing,
            work=self._work,
        )
        app = self._listeners(receiving).app()
        async with self._connected(app), self._looking(receiving):
            await (self._link.watch() if self._link else asyncio.Event().wait())

    def _listeners(self, receiving: Receiving) -> Listeners:
        home = Home(
            self._service,
            self._workspaces,
            kept=self._kept,
            followed=self._followed,
            pacing=self._pacing,
            work=self._work,
        )
        leaving = Leaving(self._service, self._workspaces)
        return Listeners(receiving, home, leaving, self._workspaces)

    @asynccontextmanager
    async def _connected(self, app: AsyncApp) -> AsyncIterator[None]:
        """Be reachable during a block; what is in hand at its end is finished first."""
        link = self._new_link(app)
        self._link = link
        try:
            if link:
                await link.open()
            self._app = app
            READY.labels("slack").set(True)
            yield
        finally:
            self._app = None
            await self._work.drain()
            if link:
                await link.close()
            READY.labels("slack").set(False)
            self._link = None

    def _new_link(self, app: AsyncApp) -> Link | None:
        token = self._access.app_token
        return Link(app, app_token=token, work=self._work, clock=self._clock) if token else None

    @asynccontextmanager
    async def _looking(self, receiving: Receiving) -> AsyncIterator[None]:
        """Look during a block, at once and now and then, for what was left unanswered."""

        async def look() -> None:
            while True:
                try:
                    await receiving.take_up()
                except StoreUnavailable:
                    log.warning("slack_inbox_away")
                await self._clock.sleep(LOOK)

        task = asyncio.create_task(look())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
