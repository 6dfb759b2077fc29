"""Channels where follow-ups in a thread are answered without a new mention."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store.database import Database, insert
from bot.adapters.store.tables import followed
from bot.errors import StoreUnavailable

LASTS: Final = timedelta(minutes=1)  # until what another replica changed is known here
_IN_MEMORY: Final = 1_000

_Key = tuple[str, str]


class StoredFollowed:
    """Keeps the channels of each tenant; all its channel messages are asked about, so in memory."""

    def __init__(self, database: Database, *, patience: float) -> None:
        self._database = database
        self._patience = patience
        self._known: dict[_Key, tuple[datetime, frozenset[str]]] = {}

    async def followed(self, *, platform: str, tenant: str) -> frozenset[str]:
        """Return a tenant's channels; none where none can be read."""
        now = self._database.clock.now()
        until, channels = self._known.get((platform, tenant), (now, frozenset()))
        if now < until or self._database.resting:
            return channels
        query = select(followed.c.channel).where(
            followed.c.platform == platform, followed.c.tenant == tenant
        )

        async def work(connection: AsyncConnection) -> frozenset[str]:
            return frozenset((await connection.execute(query)).scalars())

        try:
            channels = await self._database.transact(work, patience=self._patience)
        except StoreUnavailable:  # the operator was told
            return channels
        self._keep((platform, tenant), now + LASTS, channels)
        return channels

    async def follow(self, channel: str, *, on: bool, platform: str, tenant: str) -> None:
        """Switch a channel on or off; raises StoreUnavailable."""
        place = {"platform": platform, "tenant": tenant, "channel": channel}

        async def work(connection: AsyncConnection) -> None:
            if on:
                row = insert(connection, followed).values(**place).on_conflict_do_nothing()
                await connection.execute(row)
                return
            same = (followed.c[name] == value for name, value in place.items())
            await connection.execute(delete(followed).where(*same))

        await self._database.transact(work)
        self.forget_read()

    def forget_read(self) -> None:
        """Read everything anew from now on."""
        self._known.clear()

    def _keep(self, key: _Key, until: datetime, channels: frozenset[str]) -> None:
        self._known[key] = (until, channels)
        while len(self._known) > _IN_MEMORY:
            del self._known[next(iter(self._known))]
