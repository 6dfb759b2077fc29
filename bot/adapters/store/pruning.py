"""Forgets what is no longer needed, now and then, along with other work."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store.tables import claim, memory, run

_KEPT = {
    claim.c.at: timedelta(days=7),  # longer than any platform redelivers
    memory.c.at: timedelta(days=30),
    run.c.ended_at: timedelta(days=90),  # a slot stays behind its schedule: never opened again
}
_EVERY = timedelta(hours=1)

MEMORY_KEPT = _KEPT[memory.c.at]


class Pruner:
    """Deletes old rows in the transaction of whoever comes by, at most once an hour."""

    def __init__(self) -> None:
        self._last: datetime | None = None

    async def come_by(self, connection: AsyncConnection, now: datetime) -> None:
        """Delete what is too old, if that was not done within the hour."""
        if self._last and now - self._last < _EVERY:
            return
        self._last = now
        for column, kept in _KEPT.items():
            await connection.execute(delete(column.table).where(column < now - kept))
