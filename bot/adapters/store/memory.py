"""What a conversation's last answer was about, for thirty days."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store.database import Database, insert
from bot.adapters.store.pruning import MEMORY_KEPT
from bot.adapters.store.tables import memory
from bot.core.recall import Recall
from bot.errors import StoreUnavailable


class StoredMemory:
    """Keeps ids by conversation; without the store it knows nothing and loses what it is told."""

    def __init__(self, database: Database, *, patience: float) -> None:
        self._database = database
        self._patience = patience

    async def recall(self, conversation: str, *, platform: str, tenant: str) -> Recall | None:
        """Return what the last answer was about, None where nothing is kept or is known."""
        oldest = self._database.clock.now() - MEMORY_KEPT
        query = select(memory.c.brief, memory.c.facts).where(
            memory.c.platform == platform,
            memory.c.tenant == tenant,
            memory.c.conversation == conversation,
            memory.c.at >= oldest,
        )

        async def read(connection: AsyncConnection) -> Recall | None:
            row = (await connection.execute(query)).one_or_none()
            return Recall(row.brief, tuple(row.facts)) if row else None

        if self._database.resting:
            return None
        try:
            return await self._database.transact(read, patience=self._patience)
        except StoreUnavailable:
            return None

    async def remember(
        self, conversation: str, recall: Recall, *, platform: str, tenant: str
    ) -> None:
        """Keep what an answer was about."""
        place = {"platform": platform, "tenant": tenant, "conversation": conversation}
        content = {
            "brief": recall.brief,
            "facts": list(recall.facts),
            "at": self._database.clock.now(),
        }

        async def write(connection: AsyncConnection) -> None:
            row = insert(connection, memory).values(**place, **content)
            await connection.execute(row.on_conflict_do_update(index_elements=place, set_=content))

        if self._database.resting:
            return
        try:
            await self._database.transact(write, patience=self._patience)
        except StoreUnavailable:
            return
