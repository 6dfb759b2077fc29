"""How fast messages may go: one after the other in a channel, and none while Slack says wait."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Final

from bot.errors import PostDelayed
from bot.ports import Clock, Waits

MOST: Final = 100  # answers that wait for one channel

_Route = tuple[str, str]  # a workspace and a channel, or a workspace and a method


class Pacing:
    """Keeps a queue for each channel, and until when each method must not be called."""

    def __init__(self, clock: Clock, waits: Waits | None = None) -> None:
        self._clock = clock
        self._waits = waits
        self._queues: dict[_Route, asyncio.Lock] = {}
        self._waiting: dict[_Route, int] = {}
        self._closed: dict[_Route, datetime] = {}

    @asynccontextmanager
    async def turn(self, tenant: str, channel: str) -> AsyncIterator[None]:
        """Wait for one's turn in a channel; raises PostDelayed where the queue is full."""
        route = (tenant, channel)
        if self._waiting.get(route, 0) >= MOST:
            raise PostDelayed("queue_full", retry_after=float("inf"))
        queue = self._queues.setdefault(route, asyncio.Lock())
        self._waiting[route] = self._waiting.get(route, 0) + 1
        try:
            async with queue:
                yield
        finally:
            self._waiting[route] -= 1
            if not self._waiting[route]:
                del self._waiting[route], self._queues[route]

    def left(self, tenant: str, method: str) -> float:
        """Return for how many seconds a method must not be called yet."""
        until = self._closed.get((tenant, method))
        if until is None:
            return 0.0
        left = (until - self._clock.now()).total_seconds()
        if left <= 0:
            del self._closed[tenant, method]
        return max(left, 0.0)

    async def recall(self) -> None:
        """Go on waiting for what an earlier process was asked to wait for."""
        if self._waits:
            self._closed.update(await self._waits.kept(platform="slack"))

    async def close(self, tenant: str, method: str, seconds: float) -> None:
        """Note that Slack wants no call of a method for some time."""
        until = self._clock.now() + timedelta(seconds=seconds)
        until = max(until, self._closed.get((tenant, method), until))
        self._closed[tenant, method] = until
        if self._waits:
            await self._waits.keep(until, platform="slack", tenant=tenant, method=method)
