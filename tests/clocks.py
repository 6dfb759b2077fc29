"""A clock that stands still until it is moved by hand."""

import asyncio
from datetime import UTC, datetime, timedelta


class FakeClock:
    """Tells the time it was set to; its sleepers wake when `advance` passes their time."""

    def __init__(self, now: datetime = datetime(2026, 11, 25, 9, tzinfo=UTC)) -> None:
        self._now = now
        self._sleepers: list[tuple[datetime, asyncio.Future[None]]] = []
        self._changed = asyncio.Condition()

    def now(self) -> datetime:
        """Return the time it was set to."""
        return self._now

    def set(self, now: datetime) -> None:
        """Jump to a time without waking anyone."""
        self._now = now

    async def sleep(self, seconds: float) -> None:
        """Return once the clock was moved on by this many seconds."""
        wake = asyncio.get_running_loop().create_future()
        sleeper = (self._now + timedelta(seconds=seconds), wake)
        self._sleepers.append(sleeper)
        try:
            async with self._changed:
                self._changed.notify_all()
            await wake
        finally:
            if sleeper in self._sleepers:
                self._sleepers.remove(sleeper)

    async def asleep(self, count: int = 1) -> None:
        """Return as soon as this many sleep."""
        async with self._changed:
            await self._changed.wait_for(lambda: len(self._sleepers) >= count)

    def advance(self, seconds: float) -> None:
        """Move on and wake those whose time has come, the earliest first."""
        self._now += timedelta(seconds=seconds)
        due = sorted((s for s in self._sleepers if s[0] <= self._now), key=lambda s: s[0])
        for sleeper in due:
            self._sleepers.remove(sleeper)
            if not sleeper[1].done():
                sleeper[1].set_result(None)
