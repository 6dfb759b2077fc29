"""Forgets what is no longer needed, now and then, along with other work."""

from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store.tables import (
    claim,
    inbox,
    memory,
    oauth_state,
    run,
    schedule,
    unanswered,
    vote,
    wait,
)
from bot.core.schedule import ScheduleState

_KEPT = {
    claim.c.at: timedelta(days=7),  # longer than any platform redelivers
    inbox.c.at: timedelta(days=1),  # nobody waits for an answer any more
    memory.c.at: timedelta(days=30),
    oauth_state.c.expires_at: timedelta(0),
    vote.c.at: timedelta(days=90),
    wait.c.until: timedelta(0),
    run.c.ended_at: timedelta(days=90),  # a slot stays behind its schedule: never opened again
}
_EVERY = timedelta(hours=1)
_DRAFT = timedelta(days=1)  # for a schedule to be confirmed

MEMORY_KEPT = _KEPT[memory.c.at]


class Pruner:
    """Deletes old rows in the transaction of whoever comes by, at most once an hour.

    Questions are kept for `keep_questions` days; with 0 those kept before are deleted as well.
    """

    def __init__(self, *, keep_questions: int) -> None:
        self._questions = timedelta(days=keep_questions)
        self._last: datetime | None = None

    async def come_by(self, connection: AsyncConnection, now: datetime) -> None:
        """Delete what is too old, if that was not done within the hour."""
        if self._last and now - self._last < _EVERY:
            return
        self._last = now
        for column, kept in _KEPT.items():
            await connection.execute(delete(column.table).where(column < now - kept))
        await self._forget_questions(connection, now - self._questions)
        draft = (schedule.c.state == ScheduleState.DRAFT, schedule.c.made_at < now - _DRAFT)
        await connection.execute(delete(schedule).where(*draft))

    async def _forget_questions(self, connection: AsyncConnection, oldest: datetime) -> None:
        """Delete what was asked; of a vote the rest stays."""
        await connection.execute(delete(unanswered).where(unanswered.c.at <= oldest))
        asked = (vote.c.question != "", vote.c.at <= oldest)
        await connection.execute(update(vote).where(*asked).values(question=""))
