"""The store as one thing: opened once, handed to whoever needs a part of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Self

from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from bot.adapters.store.address import engine_at
from bot.adapters.store.agreed_clock import database_time
from bot.adapters.store.claims import StoredClaims
from bot.adapters.store.database import Database
from bot.adapters.store.feedback import StoredFeedback
from bot.adapters.store.followed import StoredFollowed
from bot.adapters.store.forgetting import forget_person, forget_tenant
from bot.adapters.store.inbox import StoredInbox
from bot.adapters.store.memory import StoredMemory
from bot.adapters.store.migrating import migrate
from bot.adapters.store.outbox import StoredOutbox
from bot.adapters.store.preferences import StoredPreferences
from bot.adapters.store.pruning import Pruner
from bot.adapters.store.schedules import StoredSchedules
from bot.adapters.store.waits import StoredWaits
from bot.core.feedback import Unanswered, Vote
from bot.core.preference import Preference
from bot.core.recall import Recall
from bot.errors import SettingsInvalid
from bot.ports import Clock

if TYPE_CHECKING:
    from bot.adapters.store.slack_installations import SlackInstallations

PATIENCE = 0.8  # seconds that an answer may wait for the store
KEEP_QUESTIONS = 90  # days


class Store:
    """Fulfils Claims, Memory, Preferences, Feedback and Forgetting.

    `schedules`, `outbox`, `inbox`, `followed` and `waits` fulfil theirs; `feedback` holds what the
    operator alone reads.
    """

    def __init__(
        self, database: Database, *, patience: float, keep_questions: int = KEEP_QUESTIONS
    ) -> None:
        pruner = Pruner(keep_questions=keep_questions)
        self._database = database
        self._claims = StoredClaims(database, pruner, patience=patience)
        self._memory = StoredMemory(database, patience=patience)
        self.inbox = StoredInbox(database, self._claims, patience=patience)
        self.followed = StoredFollowed(database, patience=patience)
        self.waits = StoredWaits(database, patience=patience)
        self._preferences = StoredPreferences(database, patience=patience)
        self.feedback = StoredFeedback(database, patience=patience, keep_questions=keep_questions)
        self.schedules = StoredSchedules(database, pruner)
        self.outbox = StoredOutbox(database)

    @classmethod
    async def open(
        cls,
        url: str,
        *,
        clock: Clock,
        patience: float = PATIENCE,
        keep_questions: int = KEEP_QUESTIONS,
    ) -> Self:
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
        database = Database(engine, clock)
        return cls(database, patience=patience, keep_questions=keep_questions)

    @property
    def degraded(self) -> bool:
        """Say whether copies are known in memory only, because the store does not answer."""
        return self._database.degraded

    def slack_installations(self, client_id: str) -> "SlackInstallations":
        """Return where the installations of a Slack app are kept."""
        from bot.adapters.store.slack_installations import (  # noqa: PLC0415 - costs 0.3 s
            SlackInstallations,
        )

        return SlackInstallations(self._database, client_id=client_id)

    async def time(self) -> datetime:
        """Return what time the database has; raises StoreUnavailable."""
        return await database_time(self._database)

    async def close(self) -> None:
        """Let go of every connection."""
        await self.inbox.close()
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

    async def chosen(
        self, *, platform: str, tenant: str, channel: str, person: str
    ) -> tuple[Preference, ...]:
        """Return what was chosen for this channel, person and tenant; none where none is known."""
        return await self._preferences.chosen(
            platform=platform, tenant=tenant, channel=channel, person=person
        )

    async def choices(self, *, platform: str, tenant: str) -> tuple[Preference, ...]:
        """Return every choice of a tenant; raises StoreUnavailable."""
        return await self._preferences.of(platform=platform, tenant=tenant)

    async def choose(self, choice: Preference, *, platform: str, tenant: str) -> None:
        """Keep a choice in place of the last; raises StoreUnavailable."""
        await self._preferences.choose(choice, platform=platform, tenant=tenant)

    async def vote(self, vote: Vote, *, platform: str, tenant: str) -> None:
        """Keep a vote in place of the same person's last; raises StoreUnavailable."""
        await self.feedback.vote(vote, platform=platform, tenant=tenant)

    async def note(self, question: str, brief: str, *, platform: str, tenant: str) -> None:
        """Count a question without an answer; a store that is away loses it silently."""
        await self.feedback.note(question, brief, platform=platform, tenant=tenant)

    async def unanswered(self, *, platform: str, tenant: str, most: int) -> tuple[Unanswered, ...]:
        """Return a tenant's questions without an answer; raises StoreUnavailable."""
        return await self.feedback.unanswered(platform=platform, tenant=tenant, most=most)

    async def forget(self, *, platform: str, tenant: str) -> None:
        """Delete all that is kept of a tenant; raises StoreUnavailable."""
        await forget_tenant(self._database, platform=platform, tenant=tenant)
        self._preferences.forget_read()
        self.followed.forget_read()

    async def forget_person(self, person: str, *, platform: str, tenant: str) -> None:
        """Delete all that is kept of a person; raises StoreUnavailable."""
        await forget_person(self._database, person, platform=platform, tenant=tenant)
        self._preferences.forget_read()


def _said(error: Exception) -> str:
    """Return what the database said, in one line; drivers leave passwords out of it."""
    said = str(error.orig if isinstance(error, DatabaseError) else error)
    return " ".join(said.split()) or type(error).__name__
