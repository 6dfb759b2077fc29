"""The schedules and the slot that each waits for."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from itertools import compress
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store.database import Database, insert
from bot.adapters.store.pruning import Pruner
from bot.adapters.store.tables import import_mark, run, schedule
from bot.core.schedule import (
    Content,
    Due,
    Known,
    Missed,
    Plan,
    Reason,
    Receipt,
    RunState,
    Schedule,
    ScheduleState,
    Unchanged,
    run_id,
)
from bot.core.schedule_times import next_slot

AT_A_TIME: Final = 25  # in one transaction: answers wait for its end
_OWN: Final = tuple(one.name for one in fields(Schedule) if one.name != "grace")
_OF_A_RUN: Final = (
    "platform", "channel", "brief", "zone", "tenant", "maker", "content", "fact", "unchanged",
)  # fmt: skip


class StoredSchedules:
    """Fulfils the Schedules and ScheduleBook ports and keeps the list of schedules."""

    def __init__(self, database: Database, pruner: Pruner) -> None:
        self._database = database
        self._pruner = pruner

    async def all(self) -> tuple[Due, ...]:
        """Return every schedule with the slot it waits for, by id."""
        return await self.of("", "")

    async def of(self, platform: str, tenant: str) -> tuple[Due, ...]:
        """Return those of a tenant that were confirmed; an empty platform means all."""
        here = (schedule.c.platform == platform, schedule.c.tenant == tenant) if platform else ()
        confirmed = schedule.c.state != ScheduleState.DRAFT
        return await self._read(select(schedule).where(confirmed, *here).order_by(schedule.c.id))

    async def due(self, now: datetime) -> tuple[Due, ...]:
        """Return active ones whose slot has come, the longest waiting first."""
        come = (schedule.c.next_due <= now, schedule.c.state == ScheduleState.ACTIVE)
        oldest = select(schedule).where(*come).order_by(schedule.c.next_due, schedule.c.id)
        return await self._read(oldest.limit(AT_A_TIME))

    async def get(self, schedule_id: str) -> Due | None:
        """Return one with the slot it waits for."""
        found = await self._read(select(schedule).where(schedule.c.id == schedule_id))
        return found[0] if found else None

    async def import_once(self, schedules: Sequence[Schedule]) -> tuple[str, ...]:
        """Add those never imported before and return their ids.

        One that was removed or changed since its import is left as it is.
        """
        now = self._database.clock.now()

        async def work(connection: AsyncConnection) -> tuple[str, ...]:
            added = [one.id for one in schedules if await _import(connection, one, now)]
            return tuple(added)

        return await self._database.transact(work)

    async def add(self, one: Schedule, state: ScheduleState, *, next_due: datetime) -> bool:
        """Keep a new schedule; False where its id is taken."""
        now = self._database.clock.now()

        async def work(connection: AsyncConnection) -> bool:
            await self._pruner.come_by(connection, now)
            return await _add(connection, one, state, next_due, now)

        return await self._database.transact(work)

    async def change(
        self, due: Due, one: Schedule, state: ScheduleState, *, next_due: datetime
    ) -> bool:
        """Put a schedule in another's place and cancel what waits; False where it was changed."""
        now = self._database.clock.now()
        values = {**_values(one), "state": state, "next_due": next_due}
        changed = update(schedule).where(*_unchanged(due))

        async def work(connection: AsyncConnection) -> bool:
            values["revision"] = due.revision + 1
            if (await connection.execute(changed.values(values))).rowcount == 0:
                return False
            await _cancel(connection, due.schedule.id, now)
            return True

        return await self._database.transact(work)

    async def remove(self, schedule_id: str) -> bool:
        """Remove a schedule and what it has waiting; False where there is none."""
        now = self._database.clock.now()

        async def work(connection: AsyncConnection) -> bool:
            gone = await connection.execute(delete(schedule).where(schedule.c.id == schedule_id))
            await _cancel(connection, schedule_id, now)
            return gone.rowcount > 0

        return await self._database.transact(work)

    async def run_now(self, due: Due, slot: datetime) -> bool:
        """Add a run by hand; False where that slot has one."""
        planned = Plan(slot, 0, missed=False, next_due=due.slot)
        values = {**_run(due.schedule, planned, slot), "by_hand": True}

        async def work(connection: AsyncConnection) -> bool:
            new = insert(connection, run).values(values).on_conflict_do_nothing()
            return bool((await connection.execute(new.returning(run.c.id))).all())

        return await self._database.transact(work)

    async def advance(self, plans: Sequence[tuple[Due, Plan]]) -> tuple[bool, ...]:
        """Move each on to its next slot and create the run of the planned one, both or neither."""
        now = self._database.clock.now()

        async def work(connection: AsyncConnection) -> tuple[bool, ...]:
            moved = await _move(connection, plans)
            runs = [_run(due.schedule, plan, now) for due, plan in compress(plans, moved)]
            if runs:
                await connection.execute(insert(connection, run).on_conflict_do_nothing(), runs)
            await self._pruner.come_by(connection, now)
            return moved

        return await self._database.transact(work)

    async def receipts(self, schedule_id: str, *, most: int) -> tuple[Receipt, ...]:
        """Return what became of the last slots, the newest first."""
        of_it = run.c.schedule == schedule_id
        latest = select(run).where(of_it).order_by(run.c.slot.desc(), run.c.id).limit(most)

        async def work(connection: AsyncConnection) -> tuple[Receipt, ...]:
            return tuple(receipt(row) for row in await connection.execute(latest))

        return await self._database.transact(work)

    async def known(self, schedule_id: str) -> Known:
        """Return what the last post showed."""
        kept = select(schedule.c.known).where(schedule.c.id == schedule_id)

        async def work(connection: AsyncConnection) -> Known:
            return (await connection.execute(kept)).scalar_one_or_none() or {}

        return await self._database.transact(work)

    async def _read(self, query: Select[Any]) -> tuple[Due, ...]:
        async def work(connection: AsyncConnection) -> tuple[Due, ...]:
            return tuple(_due(row) for row in await connection.execute(query))

        return await self._database.transact(work)


def receipt(row: Row[Any]) -> Receipt:
    """Return what became of a run."""
    return Receipt(
        run=row.id, schedule=row.schedule, platform=row.platform, tenant=row.tenant,
        maker=row.maker, channel=row.channel, zone=row.zone, slot=row.slot,
        state=RunState(row.state), ended_at=row.ended_at, message=row.message, reason=row.reason,
        skipped=row.skipped,
    )  # fmt: skip


async def _import(connection: AsyncConnection, one: Schedule, now: datetime) -> bool:
    mark = insert(connection, import_mark).values(id=one.id, at=now).on_conflict_do_nothing()
    if not (await connection.execute(mark.returning(import_mark.c.id))).all():
        return False
    next_due = next_slot(one.cron, one.zone, now)
    await _add(connection, one, ScheduleState.ACTIVE, next_due, now)
    return True


async def _add(
    connection: AsyncConnection, one: Schedule, state: ScheduleState, next_due: datetime,
    now: datetime,
) -> bool:  # fmt: skip
    values = _values(one) | {"id": one.id, "state": state, "next_due": next_due}
    new = insert(connection, schedule).values(**values, revision=1, known={}, made_at=now)
    added = new.on_conflict_do_nothing().returning(schedule.c.id)
    return bool((await connection.execute(added)).all())


async def _move(connection: AsyncConnection, plans: Sequence[tuple[Due, Plan]]) -> tuple[bool, ...]:
    """Move schedules on that are as they were read, and say which."""
    names = [due.schedule.id for due, _ in plans]
    columns = (schedule.c.id, schedule.c.revision, schedule.c.next_due, schedule.c.state)
    as_they_are = (
        select(*columns).where(schedule.c.id.in_(names)).order_by(schedule.c.id).with_for_update()
    )
    found = {row.id: row[1:] for row in await connection.execute(as_they_are)}
    moved = tuple(
        found.get(due.schedule.id) == (due.revision, due.slot, ScheduleState.ACTIVE)
        for due, _ in plans
    )
    values = [
        {"named": due.schedule.id, "following": plan.next_due}
        for due, plan in compress(plans, moved)
    ]
    if values:
        move = update(schedule).where(schedule.c.id == bindparam("named"))
        await connection.execute(move.values(next_due=bindparam("following")), values)
    return moved


async def _cancel(connection: AsyncConnection, schedule_id: str, now: datetime) -> None:
    waiting = (run.c.schedule == schedule_id, run.c.state == RunState.QUEUED)
    cancelled = {"state": RunState.CANCELLED, "ended_at": now, "lease": ""}
    await connection.execute(update(run).where(*waiting).values(cancelled))


def _unchanged(due: Due) -> tuple[ColumnElement[bool], ...]:
    return (schedule.c.id == due.schedule.id, schedule.c.revision == due.revision)


def _values(one: Schedule) -> dict[str, Any]:
    """Return a schedule's own columns but its id."""
    values = {name: getattr(one, name) for name in _OWN if name != "id"}
    return {**values, "grace": one.grace // timedelta(seconds=1)}


def _due(row: Row[Any]) -> Due:
    kept = Schedule(
        **{name: getattr(row, name) for name in _OWN}, grace=timedelta(seconds=row.grace)
    )
    typed = replace(
        kept, content=Content(row.content), unchanged=Unchanged(row.unchanged),
        missed=Missed(row.missed),
    )  # fmt: skip
    return Due(typed, row.next_due, row.revision, ScheduleState(row.state))


def _run(of: Schedule, plan: Plan, now: datetime) -> dict[str, object]:
    return {name: getattr(of, name) for name in _OF_A_RUN} | {
        "id": run_id(of.id, plan.slot),
        "schedule": of.id,
        "slot": plan.slot,
        "post_by": plan.slot + of.grace,
        "skipped": plan.skipped,
        "state": RunState.MISSED if plan.missed else RunState.QUEUED,
        "attempts": 0,
        "lease": "",
        "free_at": plan.slot,
        "message": "",
        "ended_at": now if plan.missed else None,
        "known": {},
        "by_hand": False,
        "reason": Reason.DOWN if plan.missed or now > plan.slot + _PROMPT else "",
        "told": not of.maker,
    }


_PROMPT: Final = timedelta(minutes=1)  # later than this a slot was not seen in time
