"""Very many posts due in one minute, and what that does to a question asked meanwhile."""

import asyncio
import random
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.adapters.store import Store
from bot.adapters.store.address import engine_at
from bot.adapters.store.tables import run
from bot.adapters.system_clock import SystemClock
from bot.core.card import Card
from bot.core.library import Library
from bot.core.request import Request
from bot.core.schedule import Schedule, ScheduleState
from bot.posting import Posting
from bot.scheduler import Scheduler
from bot.service import Service
from tests.fakes import FakeBriefs
from tests.sample_briefs import harbour

TENANTS = 20
QUESTION = "how much will the harbour wall cost?"
PAUSE = 0.05  # seconds between two questions


@dataclass
class Channels:
    """Channels that take a post in a fifth of a second."""

    posts: list[str] = field(default_factory=list)

    async def post(self, channel: str, card: Card, *, marker: str) -> str:  # noqa: ARG002
        """Post and return an id."""
        self.posts.append(marker)
        await asyncio.sleep(0.2)
        return marker

    async def find(self, channel: str, *, marker: str, since: datetime) -> str | None:  # noqa: ARG002
        """Return the id of a post that is there."""
        return marker if marker in self.posts else None


@dataclass(frozen=True)
class Burst:
    """What a burst did: posts, how long all took, rates at the most, and delays in ms."""

    posts: int
    double: int
    seconds: float
    in_a_channel: int  # begun within any second
    in_a_tenant: int
    idle: tuple[float, float, float]  # half of the answers, 99 of 100, all, in milliseconds
    busy: tuple[float, float, float]

    @property
    def delays(self) -> tuple[float, float, float]:
        """Return by how many ms half of the answers, 99 of 100 and the slowest were delayed."""
        half, most, slowest = (
            round(busy - idle, 1) for busy, idle in zip(self.busy, self.idle, strict=True)
        )
        return half, most, slowest


async def burst(url: str, count: int, *, channels: int = 100) -> Burst:
    """Let so many schedules be due in one minute over these channels, and ask all the time."""
    store = await Store.open(url, clock=SystemClock())
    service = Service(
        FakeBriefs(Library((harbour(),))), claims=store, memory=store, preferences=store,
        feedback=store, forgetting=store,
    )  # fmt: skip
    chat = Channels()
    idle = await _asked(service, lambda: False, least=max(100, count // 10))
    await _schedule(store, count, channels)
    posting = asyncio.create_task(_scheduler(store, chat).run())
    began = time.monotonic()
    busy = await _asked(service, lambda: len(chat.posts) < count, least=100)
    took = time.monotonic() - began
    posting.cancel()
    await asyncio.wait((posting,))
    await store.close()
    tried = await _tried(url)
    return Burst(
        posts=len(set(chat.posts)),
        double=len(chat.posts) - len(set(chat.posts)),
        seconds=round(took, 1),
        in_a_channel=_most((at, channel) for at, channel, _ in tried),
        in_a_tenant=_most((at, tenant) for at, _, tenant in tried),
        idle=idle,
        busy=busy,
    )


def _scheduler(store: Store, chat: Channels) -> Scheduler:
    posting = Posting(tuple, lambda: Library((harbour(),)))
    return Scheduler(
        schedules=store.schedules, outbox=store.outbox, posters=lambda _one, _tenant: chat,
        editions=posting.edition, clock=SystemClock(),
    )  # fmt: skip


async def _schedule(store: Store, count: int, channels: int) -> None:
    """Keep schedules that are due within the last minute, in an order of their own."""
    now = store.schedules._database.clock.now()
    order = list(range(count))
    random.Random(3).shuffle(order)  # noqa: S311
    for number in order:
        channel = number % channels
        one = Schedule(
            id=f"b{number}", platform="slack", channel=str(channel), brief="harbour-2031",
            cron="0 0 1 1 *", zone="UTC", tenant=f"T{channel % TENANTS}",
        )  # fmt: skip
        due = now - timedelta(seconds=60 * number / count)
        await store.schedules.add(one, ScheduleState.ACTIVE, next_due=due)


async def _asked(
    service: Service, more: Callable[[], bool], *, least: int
) -> tuple[float, float, float]:
    """Ask a question again and again and return how long answers took."""
    taken: list[float] = []
    while len(taken) < least or more():
        request = Request(
            "slack", "T1", "C1", (f"q{time.monotonic_ns()}",), QUESTION, channel="C1", person="U1"
        )
        began = time.perf_counter()
        card = await service.respond(request)
        taken.append((time.perf_counter() - began) * 1000)
        assert card
        await asyncio.sleep(PAUSE)
    taken.sort()
    shares = (len(taken) // 2, len(taken) * 99 // 100, len(taken) - 1)
    half, most, all_of_them = (round(taken[at], 1) for at in shares)
    return half, most, all_of_them


async def _tried(url: str) -> list[tuple[float, str, str]]:
    """Return of each post when its request was begun, its channel and its tenant."""
    engine = engine_at(url)
    async with engine.begin() as connection:
        columns = (run.c.tried_at, run.c.channel, run.c.tenant)
        rows = await connection.execute(select(*columns).where(run.c.attempts > 0))
        tried = [(row.tried_at.timestamp(), row.channel, row.tenant) for row in rows]
    await engine.dispose()
    return tried


def _most(tried: Iterable[tuple[float, str]]) -> int:
    """Return the most requests to one place that were begun within less than a second."""
    most, recent = 0, defaultdict[str, deque[float]](deque)
    for at, place in sorted(tried):
        window = recent[place]
        window.append(at)
        while at - window[0] >= 1.0:
            window.popleft()
        most = max(most, len(window))
    return most
