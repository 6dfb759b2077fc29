"""Trials of scheduled posts with real processes that are killed, frozen, replicated and lied to.

Each takes the address of an empty database and returns what became of every post. The quick counts
run with the tests, the full ones with `python bench/schedules.py`.
"""

import asyncio
import multiprocessing
import os
import random
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from typing import Final

import psycopg
from sqlalchemy import select

from bot.adapters.store import Store
from bot.adapters.store.address import engine_at
from bot.adapters.store.tables import run
from bot.core.schedule import OPEN, RunState, Schedule, ScheduleState, marker
from tests.posts.chat_server import LOSSES, SPOILS, ChatServer
from tests.posts.posting_process import FAILPOINTS, FastClock, Job, work

FACTOR: Final = 20.0
CHANNELS: Final = 12
SOON: Final = 60.0  # seconds of the fast clock after which all that was missed is out
PATIENCE: Final = 600.0  # seconds until posts that are still open count as stuck
_PLACES: Final = {"slack": "C{}", "discord": "9000{}"}

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["tests.posts.posting_process"])


@dataclass
class Result:
    """What became of the posts of a trial, and what else is to be said of it.

    `kept` says whether what else the trial promises was kept.
    """

    name: str
    posts: int
    lost: int
    double: int
    stuck: int
    seconds: float
    kept: bool
    more: dict[str, object] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        """Say whether every post was made exactly once and has its receipt, as promised."""
        return self.kept and not (self.lost or self.double or self.stuck)


@dataclass
class Trial:
    """A database, a chat and the schedules of one trial."""

    url: str
    platform: str
    chat: ChatServer
    clock: FastClock
    store: Store
    made: int = 0
    processes: list[BaseProcess] = field(default_factory=list)
    up: list[Event] = field(default_factory=list)

    async def due(self, count: int, *, within: float = 0.0, tenant: str = "T1") -> None:
        """Let so many posts be due from now on, spread over some fast seconds."""
        now = self.clock.now()
        for number in range(count):
            at = now + timedelta(seconds=within * number / count)
            channel = _PLACES[self.platform].format(self.made % CHANNELS)
            one = Schedule(
                id=f"k{self.made}", platform=self.platform, channel=channel, tenant=tenant,
                brief="harbour-2031", cron="0 0 1 1 *", zone="UTC",
            )  # fmt: skip
            await self.store.schedules.add(one, ScheduleState.ACTIVE, next_due=at)
            self.made += 1

    def start(
        self, *, apart: float = 0.0, failpoint: tuple[str, str, str] | None = None
    ) -> BaseProcess:
        """Start a process that posts; one killed before counts as restarted by it."""
        clock = FastClock(self.clock.start, self.clock.factor, apart)
        job = Job(self.url, self.chat.url, self.platform, clock, failpoint, self.made)
        ready = _forks.Event()
        process = _forks.Process(target=work, args=(job, ready), daemon=True)
        process.start()
        self.processes.append(process)
        self.up.append(ready)
        return process

    async def all_up(self) -> None:
        """Wait until every process that was started posts."""
        for ready in self.up:
            assert await asyncio.to_thread(ready.wait, PATIENCE)

    async def ended(self) -> bool:
        """Wait until no post is open any more; False where some are after long."""
        limit = time.monotonic() + PATIENCE
        while time.monotonic() < limit:
            states = [state for _, state in await self.runs()]
            if len(states) == self.made and not set(states) & set(OPEN):
                return True
            await asyncio.sleep(0.1)
        return False

    async def runs(self) -> list[tuple[str, str]]:
        """Return the id and the state of every run."""
        engine = engine_at(self.url)
        async with engine.begin() as connection:
            found = await connection.execute(select(run.c.id, run.c.state).order_by(run.c.slot))
            rows = [(row.id, row.state) for row in found]
        await engine.dispose()
        return rows

    async def result(self, name: str, began: float, *, kept: bool = True, **more: object) -> Result:
        """Count what became of every post."""
        runs = await self.runs()
        posted = Counter(mark for _, _, mark in self.chat.posts)
        copies = [posted[marker(identity)] for identity, _ in runs]
        missing = self.made - len(runs)
        return Result(
            name=f"{name}, {self.platform}",
            posts=self.made,
            lost=copies.count(0) + missing,
            double=sum(count > 1 for count in copies),
            stuck=sum(state != RunState.SENT for _, state in runs) + missing,
            seconds=round(time.monotonic() - began, 1),
            kept=kept,
            more={
                "states": dict(Counter(state for _, state in runs)),
                "spoilt": sum(self.chat.spoilt.values()),
                **more,
            },
        )


@asynccontextmanager
async def trial(
    url: str, platform: str, *, spoils: Iterable[str] = (), factor: float = FACTOR, seed: int = 1,
    latency: float = 0.0,
) -> AsyncIterator[Trial]:  # fmt: skip
    """Give an empty database, a chat and a clock; no process outlives the block."""
    clock = FastClock(time.time(), factor)
    chance = random.Random(seed)  # noqa: S311
    server = ChatServer(clock.seconds, spoils=tuple(spoils), chance=chance, latency=latency)
    store = await Store.open(url, clock=clock)
    async with server as chat:
        one = Trial(url, platform, chat, clock, store)
        try:
            yield one
        finally:
            for process in one.processes:
                process.kill()
                process.join()
            await store.close()


async def kills(url: str, platform: str, count: int, *, seed: int = 1) -> Result:
    """Kill the posting process again and again, half at failpoints, half at any moment."""
    began, killed = time.monotonic(), Counter[str]()
    chance = random.Random(seed)  # noqa: S311
    async with trial(url, platform, spoils=LOSSES, seed=seed, latency=0.015) as one:
        for number in range(count):
            await one.due(CHANNELS, within=4)
            point = FAILPOINTS[number // 2 % len(FAILPOINTS)] if number % 2 else None
            process = one.start(failpoint=point)
            if point and await _dies(process, within=2.5):
                killed["at failpoints"] += 1
                continue
            await asyncio.sleep(0 if point else 0.15 + chance.random() * 0.6)
            process.kill()
            process.join()
            killed["at random"] += 1
        one.start()
        await one.ended()
        return await one.result("kill -9", began, kills=dict(killed))


async def _dies(process: BaseProcess, *, within: float) -> bool:
    await asyncio.to_thread(process.join, within)
    return not process.is_alive()


async def replicas(url: str, platform: str, slots: int, *, freezes: int = 20) -> Result:
    """Run three replicas with clocks 30 s apart; freeze one for 10 s many times, kill one."""
    began = time.monotonic()
    async with trial(url, platform) as one:
        first, second, _ = (one.start(apart=apart) for apart in (-30.0, 0.0, 30.0))
        await one.all_up()
        await one.due(slots, within=max(slots / 4, freezes * 20.0))
        for number in range(freezes):
            _send(first, signal.SIGSTOP)
            await asyncio.sleep(10 / FACTOR)
            _send(first, signal.SIGCONT)
            await asyncio.sleep(10 / FACTOR)
            if number == freezes // 2:
                second.kill()
        await one.ended()
        return await one.result("three replicas", began, freezes=freezes)


def _send(process: BaseProcess, number: signal.Signals) -> None:
    if process.pid:
        os.kill(process.pid, number)


async def spoilt(url: str, platform: str, count: int, *, seed: int = 1) -> Result:
    """Post through nine kinds of faults, each met by one post in a hundred."""
    began = time.monotonic()
    async with trial(url, platform, spoils=SPOILS, seed=seed) as one:
        one.start()
        await one.all_up()
        await one.due(count, within=count / 5)
        await one.ended()
        too_early = one.chat.too_early
        return await one.result(
            "nine faults", began, kept=not too_early, too_early=too_early,
            kinds=dict(one.chat.spoilt),
        )  # fmt: skip


async def away(url: str, platform: str, what: str, seconds: float, *, factor: float) -> Result:
    """Take the chat or the database away for some fast seconds while posts are due."""
    began = time.monotonic()
    async with trial(url, platform, factor=factor) as one:
        one.start()
        await one.all_up()
        await one.due(30, within=seconds)
        await (_chat_away if what == "platform" else _database_away)(one, seconds / factor)
        back = one.clock.seconds()
        await one.ended()
        late = round(max(at for at, _, _ in one.chat.posts) - back, 1)
        in_order = await _oldest_first(one, back)
        return await one.result(
            f"{what} away for {seconds:.0f} s", began, kept=late < SOON and in_order,
            last_out_after=late, oldest_first=in_order,
        )  # fmt: skip


async def _chat_away(one: Trial, seconds: float) -> None:
    one.chat.away = True
    await asyncio.sleep(seconds)
    one.chat.away = False


async def _database_away(one: Trial, seconds: float) -> None:
    """Lock everything, so that whoever asks the database gets no answer."""
    if one.url.startswith("sqlite"):
        with closing(sqlite3.connect(one.url.removeprefix("sqlite:///"), timeout=10)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            await asyncio.sleep(seconds)
            connection.rollback()
        return
    with psycopg.connect(one.url) as connection:
        connection.execute("LOCK TABLE run, schedule IN ACCESS EXCLUSIVE MODE")
        await asyncio.sleep(seconds)
        connection.rollback()


async def _oldest_first(one: Trial, back: float) -> bool:
    """Say whether each channel got what it missed in the order in which it was due."""
    slots = {marker(identity): int(identity.rsplit(".", 1)[1]) for identity, _ in await one.runs()}
    missed: dict[str, list[int]] = {}
    for at, channel, mark in sorted(one.chat.posts):
        if at > back:
            missed.setdefault(channel, []).append(slots[mark])
    return all(due == sorted(due) for due in missed.values())
