"""A process that posts what is due, as the bot does, on a clock that runs faster than the world's.

It is forked from a server that has everything imported, so that hundreds may be killed in minutes.
Failpoints end it with SIGKILL before, in or after a step.
"""

import asyncio
import os
import random
import signal
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.synchronize import Event
from types import ModuleType
from typing import Any, Final

import aiohttp
import discord
import structlog

from bot.adapters.discord.poster import DiscordPoster
from bot.adapters.slack.pacing import Pacing
from bot.adapters.slack.poster import SlackPoster
from bot.adapters.slack.workspaces import Workspaces
from bot.adapters.store import AgreedClock, Store
from bot.core.editions import Edition
from bot.core.library import Library
from bot.core.schedule import Run
from bot.ports import Poster
from bot.posting import Posting
from bot.scheduler import Scheduler
from tests.posts.chat_server import TOKENS
from tests.sample_briefs import harbour
from tests.wire import redirect_discord, redirect_slack

# port, step, when: nine places a post passes, and the look after a crash
FAILPOINTS: Final = (
    ("schedules", "advance", "before"), ("schedules", "advance", "after"),
    ("outbox", "take", "after"), ("outbox", "begin", "before"), ("outbox", "begin", "after"),
    ("poster", "post", "in"), ("poster", "post", "after"),
    ("outbox", "end", "before"), ("outbox", "end", "after"),
    ("poster", "find", "in"), ("poster", "find", "after"),
)  # fmt: skip


@dataclass(frozen=True)
class FastClock:
    """Fulfils Clock: `factor` seconds pass in one; `apart` is how wrong this machine's clock is."""

    start: float
    factor: float
    apart: float = 0.0

    def now(self) -> datetime:
        """Return the fast time."""
        return datetime.fromtimestamp(self.seconds() + self.apart, UTC)

    def seconds(self) -> float:
        """Return the right fast time, in seconds since 1970."""
        return self.start + (time.time() - self.start) * self.factor

    async def sleep(self, seconds: float) -> None:
        """Return after so many fast seconds."""
        await asyncio.sleep(seconds / self.factor)


@dataclass(frozen=True)
class Job:
    """What a process is told."""

    url: str
    chat: str
    platform: str
    clock: FastClock
    failpoint: tuple[str, str, str] | None = None
    seed: int = 0


def work(job: Job, ready: Event) -> None:
    """Post what is due until killed, or until SIGTERM; `ready` is set before the first turn."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(
            int(os.environ.get("TRIAL_LOG", "50"))  # nobody reads hundreds of them
        ),
    )
    asyncio.run(_work(job, ready))


async def _work(job: Job, ready: Event) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with AsyncExitStack() as stack:
        clock = AgreedClock(job.clock, steady=lambda: time.monotonic() * job.clock.factor)
        store = await Store.open(job.url, clock=clock)
        stack.push_async_callback(store.close)

        async def agreed() -> datetime:
            """Return the database's time, which is the world's, on the fast clock."""
            there = (await store.time()).timestamp()
            fast = job.clock.start + (there - job.clock.start) * job.clock.factor
            return datetime.fromtimestamp(fast, UTC)

        await clock.agree(agreed)
        poster: Any = await _POSTERS[job.platform](job, stack)
        ports = {"schedules": store.schedules, "outbox": store.outbox, "poster": poster}
        if job.failpoint:
            port, step, when = job.failpoint
            ports[port] = Failing(ports[port], step, when, random.Random(job.seed))  # noqa: S311
        scheduler = _scheduler(ports, clock)
        ready.set()
        running = asyncio.create_task(scheduler.run())
        await stop.wait()
        running.cancel()
        await asyncio.wait((running,))


def _scheduler(ports: dict[str, Any], clock: AgreedClock) -> Scheduler:
    posting = Posting(tuple, lambda: Library((harbour(),)))

    def edition(run: Run) -> Edition | None:
        return posting.edition(run)

    return Scheduler(
        schedules=ports["schedules"], outbox=ports["outbox"], editions=edition, clock=clock,
        posters=lambda _platform, _tenant: ports["poster"],
    )  # fmt: skip


async def _slack(job: Job, stack: AsyncExitStack) -> Poster:
    stack.enter_context(redirect_slack.redirected(job.chat))
    session = await stack.enter_async_context(aiohttp.ClientSession())
    workspaces = Workspaces(clock=job.clock, bot_token=TOKENS["slack"])
    await _until_there(lambda: workspaces.open(session), job.clock)
    return SlackPoster(workspaces, pacing=Pacing(job.clock))


async def _discord(job: Job, stack: AsyncExitStack) -> Poster:
    redirect_discord.install(f"{job.chat}/api/v10", f"{job.chat}/gateway", hurry=False)
    _hasten(job.clock.factor)
    client = discord.Client(intents=discord.Intents.none(), max_ratelimit_timeout=30.0)
    stack.push_async_callback(client.close)
    await _until_there(lambda: client.login(TOKENS["discord"]), job.clock)
    return DiscordPoster(lambda: client)


_POSTERS: Final = {"slack": _slack, "discord": _discord}


async def _until_there(connect: Any, clock: FastClock) -> None:
    while True:
        try:
            return await connect()
        except Exception:  # noqa: BLE001 - the chat is away: as the bot's supervisor, try again
            await clock.sleep(5)


def _hasten(factor: float) -> None:
    """Let the library's own waits pass on the fast clock, too."""

    class Fast(ModuleType):
        def __getattr__(self, name: str) -> Any:
            return getattr(asyncio, name)

        async def sleep(self, seconds: float) -> None:
            await asyncio.sleep(seconds / factor)

    for module in redirect_discord.WAITING:
        module.asyncio = Fast("asyncio")  # type: ignore[attr-defined]


class Failing:
    """A port that ends the process at one of its steps, some time soon."""

    def __init__(self, port: Any, step: str, when: str, chance: random.Random) -> None:
        self._port = port
        self._step = step
        self._when = when
        self._chance = chance
        self._left = chance.randrange(1, 6)

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._port, name)
        return self._step_of(real) if name == self._step else real

    def _step_of(self, real: Any) -> Any:
        async def step(*args: Any, **options: Any) -> Any:
            self._left -= 1
            last = self._left <= 0
            if last and self._when == "before":
                _die()
            if last and self._when == "in":
                asyncio.get_running_loop().call_later(self._chance.random() / 200, _die)
            result = await real(*args, **options)
            if last:
                _die()
            return result

        return step


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
