"""Discord as a platform: connected by a new client each time it is run."""

import asyncio
from typing import Final

import discord
import structlog

from bot.adapters.discord.answering import Answers, Desk
from bot.adapters.discord.client import BriefingClient, ShardedClient
from bot.adapters.discord.errors import start_error, token_error
from bot.adapters.discord.limits import Limits
from bot.adapters.discord.link import SHARDING_REQUIRED
from bot.adapters.discord.places import DiscordPlaces
from bot.adapters.discord.poster import DiscordPoster
from bot.core.card import Card
from bot.core.schedule import Access
from bot.ports import Clock, Poster, Waits
from bot.telemetry import READY

# The library tries every few seconds to resume a link that broke, which loses nothing. What it
# cannot mend in this time is worth a new start: Discord keeps a session for no longer.
GIVE_UP: Final = 300.0
SWITCH_ON: Final = (
    "DISCORD_MESSAGE_CONTENT has no effect until Message Content Intent is switched on: "
    "https://discord.com/developers/applications, your application, Bot"
)

log = structlog.get_logger()


class LinkLostError(Exception):
    """The link was lost and could not be mended."""


class ShardingAskedError(Exception):
    """Discord wants the link in several parts; the next start does so."""


class DiscordPlatform:
    """Serves Discord with one bot token.

    `hears_all` lets follow-ups in threads do without a mention, which needs a privileged intent.
    """

    name: str = "discord"

    def __init__(
        self,
        service: Answers,
        *,
        token: str,
        clock: Clock,
        hears_all: bool = False,
        waits: Waits | None = None,
    ) -> None:
        self._limits = Limits(clock, waits)
        self._desk = Desk(service, clock, self._limits)
        self._token = token
        self._clock = clock
        self._hears_all = hears_all
        self._kind: type[BriefingClient] = BriefingClient
        self._client: BriefingClient | None = None
        self._poster = DiscordPoster(self._logged_in)
        self._places = DiscordPlaces(self._logged_in)

    @property
    def ready(self) -> bool:
        """Say whether the link is up and events are received."""
        return bool(self._client and self._client.linked.is_set())

    @property
    def poster(self) -> Poster:
        """Return the poster, which stays the same over restarts."""
        return self._poster

    async def access(self, tenant: str, channel: str) -> Access:
        """Say whether the bot can post to a channel of this server and read it back."""
        return await self._places.access(tenant, channel)

    async def tell(self, tenant: str, person: str, card: Card) -> None:
        """Send a card to one person where nobody else sees it, at most once; raises PostFailed."""
        await self._places.tell(tenant, person, card)

    def address(self, tenant: str, channel: str, message: str) -> str:
        """Return where a message of the bot's can be opened; empty where that is not known."""
        return self._places.address(tenant, channel, message)

    async def run(self) -> None:
        """Connect and serve until cancelled.

        Raises TokenRefused where trying again is of no use; anything else is worth a restart.
        """
        await self._limits.recall()
        client = self._client = self._kind(self._desk, clock=self._clock, hears_all=self._hears_all)
        serving = asyncio.create_task(self._serve(client))
        watching = asyncio.create_task(self._watch(client))
        try:
            await asyncio.wait((serving, watching), return_when=asyncio.FIRST_COMPLETED)
            (serving if serving.done() else watching).result()
            raise LinkLostError
        finally:
            self._client = None
            READY.labels(self.name).set(0)
            serving.cancel()  # or it would connect again
            watching.cancel()
            await client.leave()
            # Only now: `wait_for` of Python 3.11 can lose a cancellation, a closed client cannot.
            await asyncio.gather(serving, watching, return_exceptions=True)

    async def _serve(self, client: BriefingClient) -> None:
        if unusable := token_error(self._token):
            raise unusable
        try:
            await client.login(self._token)
            await self._check_shards(client)
            await client.connect()
        except discord.ConnectionClosed as error:
            if error.code == SHARDING_REQUIRED:
                self._kind = ShardedClient
            raise start_error(error) from error.__cause__
        except AttributeError as error:
            if client.ws is None:  # the library fails over that where the first connection does
                raise LinkLostError from error.__context__
            raise
        except discord.PrivilegedIntentsRequired:
            self._hears_all = False
            log.error("message_content_refused", platform=self.name, remedy=SWITCH_ON)  # noqa: TRY400 - what to do says more than the trace
            raise
        except discord.DiscordException as error:
            raise start_error(error) from error.__cause__

    async def _check_shards(self, client: BriefingClient) -> None:
        """Start anew in several parts where Discord advises that."""
        if self._kind is ShardedClient:
            return
        try:
            shards, *_ = await client.http.get_bot_gateway()
        except discord.GatewayNotFound:
            return  # where parts are required, the gateway says so itself
        if shards > 1:
            self._kind = ShardedClient
            log.info("sharding_asked", platform=self.name, shards=shards)
            raise ShardingAskedError

    async def _watch(self, client: BriefingClient) -> None:
        """Return when the link has been down for too long, or never came up."""
        while await self._mended(client):
            await client.broken.wait()
        log.error("link_lost", platform=self.name)

    async def _mended(self, client: BriefingClient) -> bool:
        """Say whether a broken link is up again in time."""
        up = asyncio.create_task(client.linked.wait())
        late = asyncio.create_task(self._clock.sleep(GIVE_UP))
        try:
            await asyncio.wait((up, late), return_when=asyncio.FIRST_COMPLETED)
        finally:
            up.cancel()
            late.cancel()
        return client.linked.is_set()

    def _logged_in(self) -> BriefingClient | None:
        """Return the client if messages can be sent, whether or not events are received."""
        return self._client if self._client and self._client.user else None
