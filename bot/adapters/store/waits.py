"""Until when a platform wants no calls from us: known to the next process as well."""

import contextlib
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store.database import Database, insert
from bot.adapters.store.tables import wait
from bot.errors import StoreUnavailable

Work = Callable[[AsyncConnection], Awaitable[None]]

LOOK: Final = 2.0  # seconds that a start may wait for what is kept


class StoredWaits:
    """Keeps the moments; while the store is away they are known to this process alone."""

    def __init__(self, database: Database, *, patience: float) -> None:
        self._database = database
        self._patience = patience

    async def keep(self, until: datetime, *, platform: str, tenant: str, method: str) -> None:
        """Keep until when a method must not be called, in place of an earlier moment."""
        row = {"platform": platform, "tenant": tenant, "method": method, "until": until}

        async def work(connection: AsyncConnection) -> None:
            new = insert(connection, wait).values(row)
            change = new.on_conflict_do_update(
                index_elements=wait.primary_key.columns, set_={"until": until}
            )
            await connection.execute(change)

        await self._quietly(work, self._patience)

    async def kept(self, *, platform: str) -> dict[tuple[str, str], datetime]:
        """Return the moments to come by tenant and method; none where none can be read."""
        to_come = wait.c.until > self._database.clock.now()
        query = select(wait).where(wait.c.platform == platform, to_come)
        found: dict[tuple[str, str], datetime] = {}

        async def work(connection: AsyncConnection) -> None:
            rows = await connection.execute(query)
            found.update({(row.tenant, row.method): row.until for row in rows})

        await self._quietly(work, LOOK)
        return found

    async def _quietly(self, work: Work, patience: float) -> None:
        with contextlib.suppress(StoreUnavailable):  # the operator was told
            await self._database.transact(work, patience=patience)
