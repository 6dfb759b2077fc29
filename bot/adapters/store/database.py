"""One transaction at a time limit, and whether the database answers."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeVar

import structlog
from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.adapters.store.turns import Turns
from bot.errors import StoreUnavailable
from bot.ports import Clock
from bot.telemetry import READY

T = TypeVar("T")

PATIENCE = 10.0  # seconds for what nobody waits for
_URGENT = 1.0  # seconds: who has no more patience than that goes first
# SQLite has one writer; to PostgreSQL as many connections are kept open: opening one takes longer
# than most of what is asked. One of them is never a post's.
_AT_ONCE = {"sqlite": 1, "postgresql": 5}
_KEPT = {"sqlite": 0, "postgresql": 1}
_REST = timedelta(seconds=1)  # after a failure, before someone who waits tries again

log = structlog.get_logger()


class Database:
    """Runs transactions; a failure or a silence becomes StoreUnavailable."""

    def __init__(self, engine: AsyncEngine, clock: Clock) -> None:
        self.engine = engine
        self.clock = clock
        self._failed_at: datetime | None = None
        self._running: set[asyncio.Task[object]] = set()
        name = engine.dialect.name
        self._turns = Turns(_AT_ONCE[name], kept=_KEPT[name])
        READY.labels("store").set(1)

    @property
    def degraded(self) -> bool:
        """Say whether the last transaction failed or still waits."""
        return self._failed_at is not None

    @property
    def resting(self) -> bool:
        """Say whether the database failed a moment ago, so that asking it again only costs time."""
        return self._failed_at is not None and self.clock.now() - self._failed_at < _REST

    async def transact(
        self, work: Callable[[AsyncConnection], Awaitable[T]], *, patience: float = PATIENCE
    ) -> T:
        """Do the work in one transaction and return its result.

        After `patience` seconds the caller gets StoreUnavailable and the work goes on: cancelling
        a driver in the middle can itself take seconds. So it may still be committed.
        """
        began = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(patience):
                await self._turns.take(urgent=patience <= _URGENT)
        except TimeoutError:
            raise self._silent() from None
        patience = max(patience - (asyncio.get_running_loop().time() - began), 0)
        task = asyncio.create_task(self._committed(work))
        self._running.add(task)
        task.add_done_callback(self._finish)
        await asyncio.wait((task,), timeout=patience)
        if not task.done():
            raise self._silent()
        return task.result()

    async def close(self) -> None:
        """End what still runs and let go of every connection."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        await self.engine.dispose()

    async def _committed(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        try:
            async with self.engine.begin() as connection:
                result = await work(connection)
        except (SQLAlchemyError, OSError) as error:
            self._note(type(error).__name__)
            raise StoreUnavailable(f"the database fails: {type(error).__name__}") from error
        self._note(None)
        return result

    def _silent(self) -> StoreUnavailable:
        self._note("no answer in time")
        return StoreUnavailable("the database does not answer in time")

    def _finish(self, task: "asyncio.Task[object]") -> None:
        self._running.discard(task)
        self._turns.give_back()
        if not task.cancelled():
            task.exception()  # seen here: whoever asked may be gone

    def _note(self, failure: str | None) -> None:
        """Keep whether the database answers and tell the operator when that changes."""
        was_degraded, self._failed_at = self.degraded, self.clock.now() if failure else None
        if was_degraded == self.degraded:
            return
        READY.labels("store").set(not self.degraded)
        if failure:
            log.error("store_away", reason=failure)
        else:
            log.info("store_back")


def insert(connection: AsyncConnection, table: Table) -> "postgresql.Insert | sqlite.Insert":
    """Return an insert that can pass over rows that exist, in the connection's dialect."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
