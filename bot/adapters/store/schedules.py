"""The schedules and the slot that each waits for."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store.database import Database, insert
from bot.adapters.store.pruning import Pruner
from bot.adapters.store.tables import import_mark, run, schedule
from bot.core.schedule import Due, Plan, RunState, Schedule, next_slot, run_id

_AT_A_TIME = 100


class StoredSchedules:
    """Fulfils the Schedules port and keeps the list of schedules."""

    def __init__(self, database: Database, pruner: Pruner) -> None:
        self._database = database
        self._pruner = pruner

    async def all(self) -> tuple[Due, ...]:
        """Return every schedule with the slot it waits for, by id."""
        return await self._read(select(schedule).order_by(schedule.c.id))

    async def due(self, now: datetime) -> tuple[Due, ...]:
        """Return those whose slot has come, the longest waiting first."""
        come = schedule.c.next_due <= now
        return await self._read(
            select(schedule).where(come).order_by(schedule.c.next_due).limit(_AT_A_TIME)
        )

    async def import_once(self, schedules: Sequence[Schedule]) -> tuple[str, ...]:
        """Add those never imported before and return their ids.

        One that was removed or changed since its import is left as it is.
        """
        now = self._database.clock.now()

        async def work(connection: AsyncConnection) -> tuple[str, ...]:
            added = [one.id for one in schedules if await _import(connection, one, now)]
            return tuple(added)

        return await self._database.transact(work)

    async def remove(self, schedule_id: str) -> bool:
        """Remove a schedule and what it has waiting; False where there is none."""
        now = self._database.clock.now()
        waiting = (run.c.schedule == schedule_id, run.c.state == RunState.QUEUED)
        cancelled = {"state": RunState.CANCELLED, "ended_at": now, "lease": ""}

        async def work(connection: AsyncConnection) -> bool:
            gone = await connection.execute(delete(schedule).where(schedule.c.id == schedule_id))
            await connection.execute(update(run).where(*waiting).values(cancelled))
            return gone.rowcount > 0

        return await self._database.transact(work)

    async def advance(self, due: Due, plan: Plan) -> bool:
        """Move on to the next slot and create the run of the planned one, both or neither."""
        now = self._database.clock.now()
        unchanged = (
            schedule.c.id == due.schedule.id,
            schedule.c.next_due == due.slot,
            schedule.c.revision == due.revision,
        )
        moved = update(schedule).where(*unchanged).values(next_due=plan.next_due)

        async def work(connection: AsyncConnection) -> bool:
            if (await connection.execute(moved)).rowcount == 0:
                return False
            new = insert(connection, run).values(_run(due.schedule, plan, now))
            await connection.execute(new.on_conflict_do_nothing())
            await self._pruner.come_by(connection, now)
            return True

        return await self._database.transact(work)

    async def _read(self, query: Select[Any]) -> tuple[Due, ...]:
        async def work(connection: AsyncConnection) -> tuple[Due, ...]:
            return tuple(_due(row) for row in await connection.execute(query))

        return await self._database.transact(work)


async def _import(connection: AsyncConnection, one: Schedule, now: datetime) -> bool:
    mark = insert(connection, import_mark).values(id=one.id, at=now).on_conflict_do_nothing()
    if not (await connection.execute(mark.returning(import_mark.c.id))).all():
        return False
    row = insert(connection, schedule).values(
        id=one.id,
        platform=one.platform,
        channel=one.channel,
        brief=one.brief,
        cron=one.cron,
        zone=one.zone,
        grace=one.grace // timedelta(seconds=1),
        next_due=next_slot(one.cron, one.zone, now),
        revision=1,
    )
    await connection.execute(row.on_conflict_do_nothing())
    return True


def _due(row: Row[Any]) -> Due:
    kept = Schedule(
        id=row.id,
        platform=row.platform,
        channel=row.channel,
        brief=row.brief,
        cron=row.cron,
        zone=row.zone,
        grace=timedelta(seconds=row.grace),
    )
    return Due(kept, row.next_due, row.revision)


def _run(of: Schedule, plan: Plan, now: datetime) -> dict[str, object]:
    return {
        "id": run_id(of.id, plan.slot),
        "schedule": of.id,
        "platform": of.platform,
        "channel": of.channel,
        "brief": of.brief,
        "zone": of.zone,
        "slot": plan.slot,
        "post_by": plan.slot + of.grace,
        "skipped": plan.skipped,
        "state": RunState.MISSED if plan.missed else RunState.QUEUED,
        "attempts": 0,
        "lease": "",
        "free_at": plan.slot,
        "message": "",
        "ended_at": now if plan.missed else None,
    }
