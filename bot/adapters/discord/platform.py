"""Discord as a platform: connected by a new client each time it is run."""

import asyncio
from typing import Final

import discord
import structlog

from bot.adapters.discord.client import Answers, BriefingClient
from bot.adapters.discord.errors import start_error, token_error
from bot.adapters.discord.poster import DiscordPoster
from bot.ports import Clock, Poster
from bot.telemetry import READY

# A link that breaks is resumed by the library, which loses nothing. What it cannot mend in this
# time is worth a new start: the library would wait ever longer.
GIVE_UP: Final = 60.0

log = structlog.get_logger()


class LinkLostError(Exception):
    """The link was lost and could not be mended."""


class DiscordPlatform:
    """Serves Discord with one bot token."""

    name: str = "discord"

    def __init__(self, service: Answers, *, token: str, clock: Clock) -> None:
        self._service = service
        self._token = token
        self._clock = clock
        self._client: BriefingClient | None = None
        self._poster = DiscordPoster(self._logged_in)

    @property
    def ready(self) -> bool:
        """Say whether the link is up and events are received."""
        return bool(self._client and self._client.linked.is_set())

    @property
    def poster(self) -> Poster:
        """Return the poster, which stays the same over restarts."""
        return self._poster

    async def run(self) -> None:
        """Connect and serve until cancelled.

        Raises TokenRefused where trying again is of no use; anything else is worth a restart.
        """
        client = self._client = BriefingClient(self._service, clock=self._clock)
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
            await client.start(self._token)
        except discord.DiscordException as error:
            raise start_error(error) from error.__cause__

    async def _watch(self, client: BriefingClient) -> None:
        """Return when the link has been down for too long."""
        while True:
            await client.broken.wait()
            await self._clock.sleep(GIVE_UP)
            if client.broken.is_set():
                log.error("link_lost", platform=self.name)
                return

    def _logged_in(self) -> BriefingClient | None:
        """Return the client if messages can be sent, whether or not events are received."""
        return self._client if self._client and self._client.user else None
