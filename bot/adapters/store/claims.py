"""Which messages were taken: in the store, and in memory for the time it is away."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store.database import Database, insert
from bot.adapters.store.pruning import Pruner
from bot.adapters.store.tables import claim
from bot.errors import StoreUnavailable

Also = Callable[[AsyncConnection], Awaitable[None]]

IN_MEMORY = 10_000  # identities, about 5 MB


class Identity(NamedTuple):
    """One of the names that a message is known by."""

    platform: str
    tenant: str
    key: str


class StoredClaims:
    """Takes each message once: across processes, and within this one while the store is away."""

    def __init__(self, database: Database, pruner: Pruner, *, patience: float) -> None:
        self._database = database
        self._pruner = pruner
        self._patience = patience
        self._known: dict[Identity, datetime] = {}  # oldest first
        self._unsaved: dict[Identity, datetime] = {}

    async def claim(
        self,
        keys: Sequence[str],
        *,
        platform: str,
        tenant: str,
        also: Also | None = None,
        patience: float = 0.0,
    ) -> bool:
        """Take a message by all its keys at once; False where any of them was taken before.

        `also` is done in the same transaction where the message is new and the store is there.
        """
        now = self._database.clock.now()
        names = sorted({Identity(platform, tenant, key) for key in keys})  # sorted: no deadlock
        taken = dict.fromkeys(names, now)
        if not self._keep(taken):
            return False
        if self._database.resting:
            self._save_later(taken)
            return True
        return await self._save(taken, also, patience or self._patience)

    def _keep(self, taken: dict[Identity, datetime]) -> bool:
        """Keep names in memory; False where one of them was there."""
        new = self._known.keys().isdisjoint(taken)
        self._known.update(taken)
        _forget_oldest(self._known)
        return new

    async def _save(
        self, taken: dict[Identity, datetime], also: Also | None, patience: float
    ) -> bool:
        backlog = dict(self._unsaved)

        async def work(connection: AsyncConnection) -> bool:
            new = await self._insert(connection, taken, backlog)
            if new and also:
                await also(connection)
            return new

        try:
            new = await self._database.transact(work, patience=patience)
        except StoreUnavailable:  # the operator was told
            self._save_later(taken)
            return True
        for name in backlog:
            self._unsaved.pop(name, None)
        return new

    def _save_later(self, taken: dict[Identity, datetime]) -> None:
        self._unsaved |= taken
        _forget_oldest(self._unsaved)

    async def _insert(
        self,
        connection: AsyncConnection,
        taken: dict[Identity, datetime],
        backlog: dict[Identity, datetime],
    ) -> bool:
        await self._pruner.come_by(connection, self._database.clock.now())
        if backlog:
            await _insert_new(connection, backlog)
        return await _insert_new(connection, taken) == len(taken)


async def _insert_new(connection: AsyncConnection, names: dict[Identity, datetime]) -> int:
    """Insert the names that are not there and return how many; waits for others who are at it."""
    new = insert(connection, claim).on_conflict_do_nothing()
    rows = [{**name._asdict(), "at": at} for name, at in names.items()]
    result = await connection.execute(new.returning(claim.c.key), rows)
    return len(result.all())


def _forget_oldest(names: dict[Identity, datetime]) -> None:
    while len(names) > IN_MEMORY:
        del names[next(iter(names))]
