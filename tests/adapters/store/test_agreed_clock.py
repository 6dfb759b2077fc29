"""The time that all replicas agree on."""

import asyncio
from datetime import UTC, datetime, timedelta

from structlog.testing import capture_logs

from bot.adapters.store import AgreedClock, Store
from bot.errors import StoreUnavailable
from tests.clocks import FakeClock

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


class Steady:
    """Seconds that go on by hand."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        """Return them."""
        return self.seconds


async def test_own_until_agreed() -> None:
    """Before the database was asked, the machine's own time counts."""
    assert AgreedClock(FakeClock(NOW)).now() == NOW


async def test_the_databases_from_then() -> None:
    """A machine whose clock is wrong, or jumps, goes by the database's time all the same."""
    own, steady = FakeClock(NOW + timedelta(seconds=30)), Steady()
    clock = AgreedClock(own, steady=steady)

    async def read() -> datetime:
        steady.seconds += 2  # the answer takes two seconds
        return NOW

    with capture_logs() as logs:
        await clock.agree(read)
        seen = [clock.now()]
        own.set(NOW - timedelta(days=1))
        steady.seconds += 60
        seen.append(clock.now())

    assert seen == [NOW + timedelta(seconds=1), NOW + timedelta(seconds=61)]
    assert [(log["event"], log["seconds"]) for log in logs] == [("clock_differs", 29.0)]


async def test_kept() -> None:
    """It is read again and again, and a database that is away changes nothing."""
    own, steady = FakeClock(NOW), Steady()
    clock = AgreedClock(own, steady=steady)
    answers: list[datetime | None] = [None, NOW + timedelta(seconds=5)]
    asked = asyncio.Event()

    async def read() -> datetime:
        answer = answers.pop(0)
        if not answers:
            asked.set()
        if answer is None:
            raise StoreUnavailable("away")
        return answer

    keeping = asyncio.create_task(clock.keep(read))
    for _ in range(2):
        await own.asleep()
        own.advance(30)
    await asked.wait()
    await own.asleep()
    keeping.cancel()

    assert clock.now() == NOW + timedelta(seconds=5)


async def test_database_time(url: str, clock: FakeClock) -> None:
    """Both databases tell the time of the world, with its zone."""
    before = datetime.now(UTC) - timedelta(seconds=1)
    store = await Store.open(url, clock=clock)

    told = await store.time()
    await store.close()

    assert before <= told <= datetime.now(UTC) + timedelta(seconds=1)
