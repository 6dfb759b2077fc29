"""What is to be posted, being posted and posted."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import ColumnElement, Row, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store.database import Database
from bot.adapters.store.tables import run, schedule
from bot.core.card import Card
from bot.core.schedule import OPEN, Run, RunState

_CARD = TypeAdapter(Card)


class StoredOutbox:
    """Fulfils the Outbox port: each change is one statement in one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, now: datetime, *, free_at: datetime) -> Run | None:
        """Take the oldest open run that nobody holds."""
        oldest = (
            select(run.c.id)
            .where(run.c.state.in_(OPEN), run.c.free_at <= now)
            .order_by(run.c.slot, run.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)  # SQLite has one writer and leaves this out
            .scalar_subquery()
        )
        lease = {"lease": uuid4().hex, "free_at": free_at}
        taken = update(run).where(run.c.id == oldest).values(lease).returning(run)

        async def work(connection: AsyncConnection) -> Run | None:
            row = (await connection.execute(taken)).one_or_none()
            return _run(row) if row else None

        return await self._database.transact(work)

    async def begin(self, run_: Run, card: Card, now: datetime, *, free_at: datetime) -> bool:
        """Record, durably and before the request, that this card is being sent."""
        scheduled = exists().where(schedule.c.id == run_.schedule)
        return await self._change(
            run_,
            scheduled,
            state=RunState.SENDING,
            card=_CARD.dump_json(card).decode(),
            attempts=run_.attempts + 1,
            tried_at=now,
            free_at=free_at,
        )

    async def put_off(self, run_: Run, state: RunState, *, free_at: datetime) -> bool:
        """Give the run back, to be taken again from `free_at` on."""
        return await self._change(run_, state=state, lease="", free_at=free_at)

    async def end(self, run_: Run, state: RunState, now: datetime, *, message: str = "") -> bool:
        """Record how the run ended, with the message's id where it was sent."""
        return await self._change(run_, state=state, lease="", ended_at=now, message=message)

    async def _change(self, held: Run, *also: ColumnElement[bool], **values: object) -> bool:
        """Change a run that is still held under this lease."""
        change = update(run).where(run.c.id == held.id, run.c.lease == held.lease, *also)

        async def work(connection: AsyncConnection) -> bool:
            return (await connection.execute(change.values(values))).rowcount > 0

        return await self._database.transact(work)


def _run(row: Row[Any]) -> Run:
    return Run(
        id=row.id,
        schedule=row.schedule,
        platform=row.platform,
        channel=row.channel,
        brief=row.brief,
        zone=row.zone,
        slot=row.slot,
        post_by=row.post_by,
        skipped=row.skipped,
        state=RunState(row.state),
        attempts=row.attempts,
        lease=row.lease,
        card=_card(row.card),
        tried_at=row.tried_at,
    )


def _card(kept: str | None) -> Card | None:
    """Return the card that was kept; one of another version is made anew."""
    try:
        return _CARD.validate_json(kept) if kept else None
    except ValidationError:
        return None
