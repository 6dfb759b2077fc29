"""What is to be posted, being posted and posted."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import (
    ColumnElement,
    Row,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store.database import Database
from bot.adapters.store.schedules import receipt
from bot.adapters.store.tables import run, schedule
from bot.core.card import Card
from bot.core.schedule import (
    AMISS,
    OPEN,
    Content,
    Known,
    Reason,
    Receipt,
    Run,
    RunState,
    ScheduleState,
    Unchanged,
)

OF_A_TENANT: Final = 5  # runs taken at once: chats allow some hundred messages a minute

PACE: Final = timedelta(seconds=1)  # between two posts to a channel

_PLACE: Final = (run.c.state, run.c.platform, run.c.tenant, run.c.channel)
_CARD = TypeAdapter(Card)


class StoredOutbox:
    """Fulfils the Outbox port: each change is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, now: datetime, *, free_at: datetime, most: int) -> tuple[Run, ...]:
        """Take the oldest open runs that nobody holds, one of a channel and a few of a tenant."""

        async def work(connection: AsyncConnection) -> tuple[Run, ...]:
            chosen = await _choose(connection, now, most)
            locked = (
                select(run, schedule.c.known.label("before"))
                .outerjoin(schedule, schedule.c.id == run.c.schedule)
                .where(run.c.id.in_(chosen), _free(now))
                .order_by(run.c.slot, run.c.id)
                .with_for_update(skip_locked=True, of=run)  # SQLite has one writer: left out
            )
            rows = (await connection.execute(locked)).all() if chosen else []
            return await _lease(connection, rows, free_at)

        return await self._database.transact(work)

    async def begin(
        self, run_: Run, card: Card, known: Known, now: datetime, *, free_at: datetime
    ) -> bool:
        """Record, durably and before the request, that this card is being sent."""
        active = or_(schedule.c.state == ScheduleState.ACTIVE, run.c.by_hand)
        scheduled = exists().where(schedule.c.id == run_.schedule, active)
        return await self._change(
            run_,
            scheduled,
            state=RunState.SENDING,
            card=_CARD.dump_json(card).decode(),
            known=dict(known),
            attempts=run_.attempts + 1,
            tried_at=now,
            free_at=free_at,
        )

    async def put_off(
        self, run_: Run, state: RunState, *, free_at: datetime, reason: str = ""
    ) -> bool:
        """Give the run back, to be taken again from `free_at` on, and keep why."""
        why = {"reason": reason} if reason else {}
        return await self._change(run_, state=state, lease="", free_at=free_at, **why)

    async def end(
        self, run_: Run, state: RunState, now: datetime, *, message: str = "", reason: str = ""
    ) -> bool:
        """Record how the run ended; a schedule knows what a post of its showed."""
        why = {"reason": reason} if reason else {}
        values = {"state": state, "lease": "", "ended_at": now, "message": message, **why}
        ended = update(run).where(run.c.id == run_.id, run.c.lease == run_.lease).values(values)
        shown = select(run.c.known).where(run.c.id == run_.id).scalar_subquery()
        knows = update(schedule).where(schedule.c.id == run_.schedule).values(known=shown)
        # Whoever changes a schedule locks it before its runs; the other way round both would wait.
        first = select(schedule.c.id).where(schedule.c.id == run_.schedule).with_for_update()

        async def work(connection: AsyncConnection) -> bool:
            if state is RunState.SENT:
                await connection.execute(first)
            if (await connection.execute(ended)).rowcount == 0:
                return False
            if state is RunState.SENT:
                await connection.execute(knows)
            return True

        return await self._database.transact(work)

    async def notice(self) -> Receipt | None:
        """Return a run that went amiss and whose maker was not told; it counts as told now."""
        untold = select(run).where(run.c.told.is_(False), run.c.state.in_(AMISS)).limit(1)

        async def work(connection: AsyncConnection) -> Receipt | None:
            row = (await connection.execute(untold)).one_or_none()
            if row is None:
                return None
            mark = update(run).where(run.c.id == row.id, run.c.told.is_(False)).values(told=True)
            return receipt(row) if (await connection.execute(mark)).rowcount else None

        return await self._database.transact(work)

    async def _change(self, held: Run, *also: ColumnElement[bool], **values: object) -> bool:
        """Change a run that is still held under this lease."""
        change = update(run).where(run.c.id == held.id, run.c.lease == held.lease, *also)

        async def work(connection: AsyncConnection) -> bool:
            return (await connection.execute(change.values(values))).rowcount > 0

        return await self._database.transact(work)


async def _choose(connection: AsyncConnection, now: datetime, most: int) -> Sequence[str]:
    """Return the ids of the oldest run of each channel that may be posted to, within limits."""
    oldest = func.min(run.c.slot).label("slot")
    # By state as well, so that the index has the groups in order: thousands may wait.
    waiting = select(*_PLACE, oldest).where(_free(now)).group_by(*_PLACE).order_by(oldest)
    taken = await _in_use(connection, now)
    chosen: list[tuple[Any, ...]] = []
    for row in await connection.execute(waiting):
        tenant, channel = (row.platform, row.tenant), (row.platform, row.channel)
        if len(chosen) < most and not taken[channel] and taken[tenant] < OF_A_TENANT:
            taken.update((tenant, channel))
            chosen.append(tuple(row))
    return await _first_of(connection, now, chosen)


async def _first_of(
    connection: AsyncConnection, now: datetime, slots: Sequence[tuple[Any, ...]]
) -> Sequence[str]:
    """Return the id of one run of each slot of a channel."""
    at = tuple_(*_PLACE, run.c.slot).in_(slots)
    first = select(func.min(run.c.id)).where(_free(now), at).group_by(*_PLACE)
    return (await connection.execute(first)).scalars().all() if slots else ()


async def _in_use(connection: AsyncConnection, now: datetime) -> "Counter[tuple[str, str]]":
    """Count, by platform and channel or tenant, what was just posted, is held or has to wait."""
    waits = and_(run.c.reason == Reason.ASKED_TO_WAIT, run.c.lease == "")
    held = and_(run.c.state.in_(OPEN), run.c.free_at > now, or_(run.c.lease != "", waits))
    recent = run.c.tried_at > now - PACE
    columns = (run.c.platform, run.c.tenant, run.c.channel, waits.label("waits"))
    used: Counter[tuple[str, str]] = Counter()
    for row in await connection.execute(select(*columns).where(or_(held, recent))):
        used[row.platform, row.channel] += 1
        used[row.platform, row.tenant] += OF_A_TENANT if row.waits else 1
    return used


def _free(now: datetime) -> ColumnElement[bool]:
    return and_(run.c.state.in_(OPEN), run.c.free_at <= now)


async def _lease(
    connection: AsyncConnection, rows: Sequence[Row[Any]], free_at: datetime
) -> tuple[Run, ...]:
    leases = [uuid4().hex for _ in rows]
    if rows:
        hold = update(run).where(run.c.id == bindparam("held"))
        values = [
            {"held": row.id, "key": lease, "until": free_at}
            for row, lease in zip(rows, leases, strict=True)
        ]
        held = hold.values(lease=bindparam("key"), free_at=bindparam("until"))
        await connection.execute(held, values)
    return tuple(_run(row, lease) for row, lease in zip(rows, leases, strict=True))


def _run(row: Row[Any], lease: str) -> Run:
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
        lease=lease,
        card=_card(row.card),
        tried_at=row.tried_at,
        tenant=row.tenant,
        content=Content(row.content),
        fact=row.fact,
        unchanged=Unchanged(row.unchanged),
        known=(row.known if row.card else row.before) or {},
        by_hand=row.by_hand,
        reason=row.reason,
    )


def _card(kept: str | None) -> Card | None:
    """Return the card that was kept; one of another version is made anew."""
    try:
        return _CARD.validate_json(kept) if kept else None
    except ValidationError:
        return None
