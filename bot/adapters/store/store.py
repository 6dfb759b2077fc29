"""The store as one thing: opened once, handed to whoever needs a part of it."""

from collections.abc import Sequence
from typing import Self

from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from bot.adapters.store.address import engine_at
from bot.adapters.store.claims import StoredClaims
from bot.adapters.store.database import Database
from bot.adapters.store.memory import StoredMemory
from bot.adapters.store.migrating import migrate
from bot.adapters.store.outbox import StoredOutbox
from bot.adapters.store.pruning import Pruner
from bot.adapters.store.schedules import StoredSchedules
from bot.core.recall import Recall
from bot.errors import SettingsInvalid
from bot.ports import Clock

PATIENCE = 0.8  # seconds that an answer may wait for the store


class Store:
    """Fulfils Claims and Memory; `schedules` and `outbox` fulfil theirs."""

    def __init__(self, database: Database, *, patience: float) -> None:
        pruner = Pruner()
        self._database = database
        self._claims = StoredClaims(database, pruner, patience=patience)
        self._memory = StoredMemory(database, patience=patience)
        self.schedules = StoredSchedules(database, pruner)
        self.outbox = StoredOutbox(database)

    @classmethod
    async def open(cls, url: str, *, clock: Clock, patience: float = PATIENCE) -> Self:
        """Connect to `sqlite:///PATH` or `postgresql://...` and bring its tables up to date.

        Raises SettingsInvalid, in one line that names DATABASE_URL, where that fails.
        """
        engine = engine_at(url)
        try:
            await migrate(engine)
        except (SQLAlchemyError, OSError) as error:
            await engine.dispose()
            raise SettingsInvalid(f"DATABASE_URL: {_said(error)}") from error
        except BaseException:
            await engine.dispose()
            raise
        return cls(Database(engine, clock), patience=patience)

    @property
    def degraded(self) -> bool:
        """Say whether copies are known in memory only, because the store does not answer."""
        return self._database.degraded

    async def close(self) -> None:
        """Let go of every connection."""
        await self._database.close()

    async def claim(self, keys: Sequence[str], *, platform: str, tenant: str) -> bool:
        """Take a message by all its keys at once; False where any of them was taken before."""
        return await self._claims.claim(keys, platform=platform, tenant=tenant)

    async def recall(self, conversation: str, *, platform: str, tenant: str) -> Recall | None:
        """Return what the last answer was about, None where nothing is kept."""
        return await self._memory.recall(conversation, platform=platform, tenant=tenant)

    async def remember(
        self, conversation: str, recall: Recall, *, platform: str, tenant: str
    ) -> None:
        """Keep what an answer was about; a store that is away loses it silently."""
        await self._memory.remember(conversation, recall, platform=platform, tenant=tenant)


def _said(error: Exception) -> str:
    """Return what the database said, in one line; drivers leave passwords out of it."""
    said = str(error.orig if isinstance(error, DatabaseError) else error)
    return " ".join(said.split()) or type(error).__name__
