"""What Discord told us to wait for: kept where the library forgets it.

The library waits for short limits by itself, as long as its connection lives. A long one it gives
up, and would ask again at once; those of an earlier connection it does not know.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

import aiohttp
import discord

from bot.adapters.discord.errors import TOO_MANY, retry_after
from bot.ports import Clock, Waits

LONGEST_LIMIT: Final = 30.0  # seconds the library may wait by itself; its smallest choice
_EVERYWHERE: Final = ""
# Their paths are of one interaction each, with a token in it, and the limit of all is not theirs.
_APART: Final = ("/interactions/", "/webhooks/")


class Limits:
    """Keeps until when a route, or everything, is closed; over all connections and processes."""

    def __init__(self, clock: Clock, waits: Waits | None = None) -> None:
        self._clock = clock
        self._waits = waits
        self._until: dict[str, datetime] = {}

    async def recall(self) -> None:
        """Go on waiting for what an earlier process was asked to wait for."""
        kept = await self._waits.kept(platform="discord") if self._waits else {}
        self._until |= {route: until for (_, route), until in kept.items()}

    def watch(self, config: aiohttp.TraceConfig) -> None:
        """Let the requests of a new connection wait for what was said before it."""
        before = dict(self._until)

        async def on_start(_: object, __: object, begun: aiohttp.TraceRequestStartParams) -> None:
            if not _is_apart(begun.url.path):
                await self._wait(_route(begun), before)

        async def on_end(_: object, __: object, ended: aiohttp.TraceRequestEndParams) -> None:
            if ended.response.status == TOO_MANY and not _is_apart(ended.url.path):
                of_all = ended.response.headers.get("X-RateLimit-Scope") == "global"
                seconds = retry_after(ended.response.headers)
                await self._close(_EVERYWHERE if of_all else _route(ended), seconds)

        config.on_request_start.append(on_start)
        config.on_request_end.append(on_end)

    async def _close(self, route: str, seconds: float) -> None:
        now = self._clock.now()
        until = now + timedelta(seconds=seconds)
        self._until = {key: one for key, one in self._until.items() if one > now} | {route: until}
        if self._waits:
            await self._waits.keep(until, platform="discord", tenant="", method=route)

    async def _wait(self, route: str, before: Mapping[str, datetime]) -> None:
        """Return when a request may be sent; raises RateLimited where that is far off."""
        left = self._left(self._until, route)
        if left > LONGEST_LIMIT:
            raise discord.RateLimited(left)
        while (left := self._left(before, route)) > 0:
            await self._clock.sleep(left)

    def _left(self, limits: Mapping[str, datetime], route: str) -> float:
        """Return for how many seconds a route is still closed."""
        now = self._clock.now()
        return max((limits.get(key, now) - now).total_seconds() for key in (_EVERYWHERE, route))


def _is_apart(path: str) -> bool:
    return any(part in path for part in _APART)


def _route(asked: aiohttp.TraceRequestStartParams | aiohttp.TraceRequestEndParams) -> str:
    return f"{asked.method} {asked.url.path}"
