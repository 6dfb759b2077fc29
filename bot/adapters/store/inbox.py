"""Messages in hand: kept from the moment they are claimed until their answer has arrived."""

import asyncio
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import uuid4

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store.claims import StoredClaims
from bot.adapters.store.database import Database
from bot.adapters.store.tables import inbox
from bot.core.inbox import Held, TakenOver
from bot.errors import StoreUnavailable

LEASE: Final = timedelta(minutes=5)  # longer than an answer may take, waits for Slack included
# A SQLite file has one process that serves: at its start nobody else holds anything.
_ALONE: Final = frozenset({"sqlite"})
_AT_A_TIME: Final = 100
# Seconds that an answered message may still be kept. A process killed meanwhile has its asker told
# that the answer was not confirmed.
SOON: Final = 0.03
PATIENCE: Final = 1.5  # seconds, of the three in which a delivery must be acknowledged


class _Lease(NamedTuple):
    """Until when a message is ours: whoever takes it over counts one attempt more."""

    attempts: int
    until: datetime


class StoredInbox:
    """Keeps messages in hand; while the store is away they are answered without being kept."""

    def __init__(self, database: Database, claims: StoredClaims, *, patience: float) -> None:
        self._database = database
        self._claims = claims
        self._patience = patience
        self._mine: set[str] = set()
        self._kept: dict[str, _Lease] = {}  # in the database, as far as we know
        self._flush: asyncio.TimerHandle | None = None
        self._forgetting: asyncio.Task[None] | None = None
        self._ended: set[str] = set()  # and not yet deleted: the store was away

    async def take(
        self, keys: Sequence[str], content: str, *, platform: str, tenant: str
    ) -> str | None:
        """Claim a message and keep it in one transaction; None for a copy."""
        held = uuid4().hex
        now = self._database.clock.now()
        row = insert(inbox).values(
            id=held, platform=platform, tenant=tenant, content=content, sending=False,
            attempts=0, free_at=now + LEASE, at=now,
        )  # fmt: skip

        async def keep(connection: AsyncConnection) -> None:
            if held in self._mine:  # else it took too long: the message is answered without
                await connection.execute(row)
                self._kept[held] = _Lease(0, now + LEASE)

        self._mine.add(held)
        new = await self._claims.claim(
            keys, platform=platform, tenant=tenant, also=keep, patience=PATIENCE
        )
        if not new or held not in self._kept:
            self._mine.discard(held)
        return held if new else None

    async def begin(self, held: str) -> None:
        """Record, before the request, that the answer is being sent; raises TakenOver."""
        lease = self._kept.get(held)
        if lease is None:
            return
        now = self._database.clock.now()
        change = update(inbox).where(*_is_ours(held, lease))
        change = change.values(sending=True, free_at=now + LEASE)
        ended = frozenset(self._ended)

        async def work(connection: AsyncConnection) -> bool:
            await _delete(connection, ended)  # at no commit of their own
            if (await connection.execute(change)).rowcount:
                return True
            # Without a row it was never kept, or another process took it over and has done with it.
            there = await connection.scalar(select(inbox.c.id).where(inbox.c.id == held))
            return there is None and now < lease.until

        is_ours = await self._database.transact(work, patience=PATIENCE)
        self._forgotten(ended)
        if not is_ours:
            raise TakenOver(held)
        self._kept[held] = lease._replace(until=now + LEASE)

    async def put_back(self, held: str) -> None:
        """Record that the answer was certainly not sent."""
        lease = self._kept.get(held)
        if lease:
            change = update(inbox).where(*_is_ours(held, lease))
            await self._quietly(change.values(sending=False))

    async def end(self, held: str) -> None:
        """Forget a message whose answer has arrived, or never will; in the database in a moment."""
        self._mine.discard(held)
        if held not in self._kept:
            return
        del self._kept[held]
        self._ended.add(held)
        if self._flush is None:
            self._flush = asyncio.get_running_loop().call_later(SOON, self._start_forgetting)

    async def close(self) -> None:
        """Forget now what is to be forgotten in a moment."""
        if self._flush:
            self._flush.cancel()
        if self._forgetting:
            await self._forgetting
        await self._forget_ended()

    def release(self, held: str) -> None:
        """Leave a message to whoever asks for what is left."""
        self._mine.discard(held)
        self._kept.pop(held, None)

    async def left(self, *, platform: str) -> tuple[Held, ...]:
        """Take over what a process that ended has left; each is given to one process only."""
        now = self._database.clock.now()
        free = [inbox.c.platform == platform, inbox.c.id.not_in(self._mine | self._ended)]
        if self._database.engine.dialect.name not in _ALONE:
            free.append(inbox.c.free_at <= now)
        query = select(inbox).where(*free).order_by(inbox.c.at).limit(_AT_A_TIME)
        query = query.with_for_update(skip_locked=True)

        async def work(connection: AsyncConnection) -> tuple[Held, ...]:
            rows = (await connection.execute(query)).all()
            await _lease(connection, [row.id for row in rows], now)
            return tuple(_held(row) for row in rows)

        taken = await self._database.transact(work)
        self._mine |= {one.id for one in taken}
        self._kept |= {one.id: _Lease(one.attempts + 1, now + LEASE) for one in taken}
        return taken

    def _start_forgetting(self) -> None:
        self._flush = None
        self._forgetting = asyncio.create_task(self._forget_ended())

    async def _forget_ended(self) -> None:
        """Delete what was answered, many at a time: a commit for each would cost as much again."""
        ended = frozenset(self._ended)
        if ended and await self._quietly(delete(inbox).where(inbox.c.id.in_(ended))):
            self._forgotten(ended)

    def _forgotten(self, ended: Collection[str]) -> None:
        """Note what is deleted; where that is all, nothing is to be done in a moment."""
        self._ended.difference_update(ended)
        if self._flush and not self._ended:
            self._flush.cancel()
            self._flush = None

    async def _quietly(self, change: Any) -> bool:
        """Change rows; a store that is away is made up for later, or when the lease ends."""
        if self._database.resting:
            return False

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(change)

        try:
            await self._database.transact(work, patience=self._patience)
        except StoreUnavailable:  # the operator was told
            return False
        return True


def _is_ours(held: str, lease: _Lease) -> tuple[ColumnElement[bool], ...]:
    return (inbox.c.id == held, inbox.c.attempts == lease.attempts)


async def _delete(connection: AsyncConnection, held: Collection[str]) -> None:
    if held:
        await connection.execute(delete(inbox).where(inbox.c.id.in_(held)))


async def _lease(connection: AsyncConnection, held: Sequence[str], now: datetime) -> None:
    again = {"attempts": inbox.c.attempts + 1, "free_at": now + LEASE}
    if held:
        await connection.execute(update(inbox).where(inbox.c.id.in_(held)).values(again))


def _held(row: Any) -> Held:
    return Held(row.id, row.tenant, row.content, row.sending, row.attempts)
