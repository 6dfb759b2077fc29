"""A scheduler on a real store, posting to a fake channel."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.adapters.store import Store
from bot.adapters.store.address import engine_at
from bot.adapters.store.tables import run
from bot.core.card import Card, Tone, words
from bot.core.editions import Edition
from bot.core.schedule import Run, Schedule
from bot.ports import Poster
from bot.scheduler import SETTLE, Scheduler
from tests.clocks import FakeClock
from tests.posters import FakePoster

DAILY = Schedule(
    id="daily", platform="slack", channel="C1", brief="uk", cron="0 9 * * *", zone="UTC"
)
FIRST_SLOT = datetime(2026, 11, 25, 9, tzinfo=UTC)
A_MOMENT = SETTLE + timedelta(seconds=1)  # after which a run in hand is free again


class KilledError(BaseException):
    """Ends a process in the middle, as far as one test can."""


class Failing:
    """A port that is killed `before` or `after` it does one of its jobs."""

    def __init__(self, port: Any, job: str, when: str) -> None:
        self._port = port
        self._job = job
        self._when = when

    def __getattr__(self, name: str) -> Any:
        """Return the port's own, or the one that is killed."""
        real = getattr(self._port, name)
        return self._killed(real) if name == self._job else real

    def _killed(self, real: Any) -> Any:
        async def job(*args: Any, **kwargs: Any) -> Any:
            if self._when == "after":
                await real(*args, **kwargs)
            raise KilledError

        return job


def summary(of: Run) -> Edition | None:
    """Return what is posted of a brief."""
    return Edition(Card(Tone.PLAIN, (words(f"Summary of {of.brief}"),)), {of.brief: {}})


@dataclass
class Bot:
    """One process: its store and its scheduler."""

    store: Store
    scheduler: Scheduler

    async def close(self) -> None:
        """Leave in order."""
        await self.store.close()


async def start(
    url: str,
    clock: FakeClock,
    poster: Poster | None,
    *,
    failing: tuple[str, str, str] = ("", "", ""),
    summarise: Callable[[Run], Edition | None] = summary,
) -> Bot:
    """Start one process on the database; `failing` names a port, a job and when it is killed."""
    store = await Store.open(url, clock=clock)
    ports: dict[str, Any] = {
        "schedules": store.schedules,
        "outbox": store.outbox,
        "poster": poster,
    }
    port, job, when = failing
    if port:
        ports[port] = Failing(ports[port], job, when)
    scheduler = Scheduler(
        schedules=ports["schedules"],
        outbox=ports["outbox"],
        posters=lambda _platform, _tenant: ports["poster"],
        editions=summarise,
        clock=clock,
    )
    return Bot(store, scheduler)


async def start_with(url: str, clock: FakeClock, poster: FakePoster, *schedules: Schedule) -> Bot:
    """Start a process that has just imported schedules."""
    bot = await start(url, clock, poster)
    await bot.store.schedules.import_once(schedules)
    return bot


async def ends(url: str) -> list[tuple[str, str]]:
    """Return the slot and the state of every run, as the database has them."""
    engine = engine_at(url)
    async with engine.begin() as connection:
        rows = await connection.execute(select(run.c.slot, run.c.state).order_by(run.c.slot))
        found = [(f"{row.slot:%d %H:%M}", row.state) for row in rows]
    await engine.dispose()
    return found
