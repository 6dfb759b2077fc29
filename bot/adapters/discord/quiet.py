"""Channels that refused us: asking them again and again would get the whole host banned."""

from collections import deque
from datetime import datetime, timedelta
from typing import Final

import aiohttp
import structlog

from bot.ports import Clock
from bot.telemetry import INVALID

# Discord bans an address after 10,000 requests in ten minutes that it had to refuse.
PAUSE: Final = timedelta(minutes=10)
MOST: Final = 1000
BRAKE: Final = 80  # refused requests in that time, after which servers are left alone
_INVALID: Final = frozenset({401, 403, 429})

log = structlog.get_logger()


class Quiet:
    """The channels left alone for now; the oldest is forgotten when there are too many.

    It counts what Discord refuses; before that becomes much, no server is written to (`braked`).
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until: dict[int, datetime] = {}
        self._refused: deque[datetime] = deque(maxlen=BRAKE)

    def add(self, channel: int) -> None:
        """Leave a channel alone for a while."""
        self._until.pop(channel, None)
        self._until[channel] = self._clock.now() + PAUSE
        if len(self._until) > MOST:
            del self._until[next(iter(self._until))]

    def covers(self, channel: int) -> bool:
        """Say whether a channel is left alone now."""
        until = self._until.get(channel)
        return until is not None and self._clock.now() < until

    @property
    def braked(self) -> bool:
        """Say whether Discord has refused so much lately that servers are left alone."""
        if len(self._refused) < BRAKE:
            return False
        return self._clock.now() - self._refused[0] < PAUSE

    def count(self, status: int) -> None:
        """Count an answer of Discord's if it is a refusal."""
        if status in _INVALID:
            INVALID.labels("discord").inc()
            before = self.braked
            self._refused.append(self._clock.now())
            if self.braked and not before:
                log.error("too_many_refusals", platform="discord", in_minutes=PAUSE.seconds // 60)

    def watch(self, config: aiohttp.TraceConfig) -> None:
        """Count what a connection is refused, also what the library tries again by itself."""

        async def on_end(_: object, __: object, ended: aiohttp.TraceRequestEndParams) -> None:
            self.count(ended.response.status)

        config.on_request_end.append(on_end)
