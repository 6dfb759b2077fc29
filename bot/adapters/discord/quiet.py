"""Channels that refused us: asking them again and again would get the whole host banned."""

from datetime import datetime, timedelta
from typing import Final

from bot.ports import Clock

# Discord bans an address after 10,000 refused requests in ten minutes.
PAUSE: Final = timedelta(minutes=10)
MOST: Final = 1000


class Quiet:
    """The channels left alone for now; the oldest is forgotten when there are too many."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until: dict[int, datetime] = {}

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
