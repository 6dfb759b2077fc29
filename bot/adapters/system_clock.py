"""The clock of the machine."""

import asyncio
from datetime import UTC, datetime


class SystemClock:
    """Tells the real time and really waits."""

    def now(self) -> datetime:
        """Return the time now, in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Return after this many seconds."""
        await asyncio.sleep(seconds)
