"""The time that all replicas agree on: the database's, carried on by a clock that never jumps."""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store.database import Database
from bot.errors import StoreUnavailable
from bot.ports import Clock

EVERY: Final = 30.0  # seconds between two readings
FAR: Final = timedelta(seconds=2)  # further from this machine's clock is worth a warning
_CLOCK: Final = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)  # goes on while suspended

log = structlog.get_logger()


def _steady() -> float:
    return time.clock_gettime(_CLOCK)


class AgreedClock:
    """Fulfils Clock: this machine's time until the database's is known, the database's from then.

    Leases and slots then do not depend on how replicas' clocks are set. `read` gives the database's
    time, `steady` seconds that only ever go on.
    """

    def __init__(
        self,
        own: Clock,
        *,
        steady: Callable[[], float] = _steady,
    ) -> None:
        self._own = own
        self._steady = steady
        self._known: tuple[datetime, float] | None = None
        self._warned = False

    def now(self) -> datetime:
        """Return the agreed time."""
        if self._known is None:
            return self._own.now()
        at, steady = self._known
        return at + timedelta(seconds=self._steady() - steady)

    async def sleep(self, seconds: float) -> None:
        """Return after this many seconds."""
        await self._own.sleep(seconds)

    async def agree(self, read: Callable[[], Awaitable[datetime]]) -> None:
        """Take the database's time as it was half way through reading it."""
        before = self._steady()
        at = await read()
        self._known = (at, (before + self._steady()) / 2)
        self._compare()

    async def keep(self, read: Callable[[], Awaitable[datetime]]) -> None:
        """Agree again and again; a database that is away leaves the time as it goes on."""
        while True:
            await self._own.sleep(EVERY)
            try:
                await self.agree(read)
            except StoreUnavailable:
                continue  # the operator was told

    def _compare(self) -> None:
        """Tell the operator once of a machine whose clock is wrong: its logs are, too."""
        apart = self._own.now() - self.now()
        if abs(apart) > FAR and not self._warned:
            log.warning("clock_differs", seconds=round(apart.total_seconds(), 1))
        self._warned = abs(apart) > FAR


async def database_time(database: Database) -> datetime:
    """Return what time the database has."""
    dialect = database.engine.dialect.name
    asked = func.clock_timestamp() if dialect == "postgresql" else func.julianday("now")

    async def work(connection: AsyncConnection) -> datetime:
        found = (await connection.execute(select(asked))).scalar_one()
        if isinstance(found, datetime):
            return found.astimezone(UTC)
        return _EPOCH + timedelta(days=found - _JULIAN_EPOCH)

    return await database.transact(work)


_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_JULIAN_EPOCH: Final = 2440587.5
