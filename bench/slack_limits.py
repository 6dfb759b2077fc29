# ruff: noqa: INP001 - beside the script that uses it
"""Trials of Slack: overload, cut links and limits."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final

from bench.slack_setup import READS, Found, Setup, message, until
from bot.adapters.slack import link
from bot.adapters.store import Store
from tests.adapters.slack.conftest import ANSWER
from tests.adapters.slack.fakes import FakeService
from tests.wire.fake_slack import FakeSlack, closing, failing, too_many

SLOW: Final = 0.2  # seconds that each write takes
SAME: Final = 0.02  # seconds within which two calls were on their way together
TOO_MANY: Final = 429


class SlowStore:
    """Makes every transaction of a database take long while it is `on`."""

    def __init__(self, store: Store) -> None:
        self._real = store._database.transact  # noqa: SLF001 - there is no slower disk
        store._database.transact = self._slow  # type: ignore[method-assign]  # noqa: SLF001
        self.on = True

    async def _slow(self, work: Any, **options: Any) -> Any:
        async def slowly(connection: Any) -> Any:
            if self.on:
                await asyncio.sleep(SLOW)
            return await work(connection)

        return await self._real(slowly, **options)


async def overload(setup: Setup) -> Found:
    """Send 5,000 at once while every write is slow, and then ask again until there is an answer."""
    async with setup.bot(service=FakeService(ANSWER)) as (_, store):
        slow = SlowStore(store)
        start = time.perf_counter()
        for number in range(5000):
            await setup.slack._deliver(message(number), f"e{number}")  # noqa: SLF001 - unacknowledged
        await until(lambda: len(setup.slack.acks) >= 5000)  # noqa: PLR2004
        acknowledged = time.perf_counter() - start
        slow.on = False
        recovered = await _recovery(setup)
    told, posts = len(setup.slack.called("chat.postEphemeral")), setup.posts()
    doubled = sum(1 for times in posts.values() if times > 1)
    result = (
        f"all acknowledged after {acknowledged:.1f} s; {len(posts) - 1} answered, "
        f"{doubled} doubled, {told} told to ask again; next answer after {recovered:.1f} s"
    )
    return Found(result, acknowledged < 3 and recovered < 5 and told == 1 and not doubled)  # noqa: PLR2004


async def _recovery(setup: Setup) -> float:
    """Return after how many seconds somebody who asks is answered again."""
    start = time.perf_counter()
    asked = message(9000)["event"]["ts"]
    async with asyncio.timeout(60):
        for copy in count():
            if asked in setup.posts():
                return time.perf_counter() - start
            await setup.slack.send(message(9000, copy=copy))
            await asyncio.sleep(0.1)
    raise AssertionError("unreachable")


async def cuts(setup: Setup) -> Found:
    """Cut the link in every way there is."""
    slowest = 0.0
    async with setup.bot(service=FakeService(ANSWER)):
        for number in range(100):
            links, start = setup.slack.links, time.perf_counter()
            await CUTS[number % len(CUTS)](setup.slack)
            await setup.slack.linked(links + 1)
            await setup.slack.send(message(number))
            slowest = max(slowest, time.perf_counter() - start)
        await setup.slack.wait(lambda: len(setup.posts()) >= 100)  # noqa: PLR2004
    tally = setup.tally(100)
    return Found(f"slowest return {slowest:.1f} s; {tally.result}", tally.holds and slowest < 5)  # noqa: PLR2004


async def _drop(slack: FakeSlack) -> None:
    slack.drop()


CUTS: Final[tuple[Callable[[FakeSlack], Coroutine[Any, Any, None]], ...]] = (
    _drop,
    FakeSlack.hang_up,
    FakeSlack.refresh,
    lambda slack: slack.refresh("too_many_websockets"),
)


async def deaf(setup: Setup) -> Found:
    """Keep a link up and bring nothing."""
    with _quiet_for_a_second():
        async with setup.bot(service=FakeService(ANSWER)):
            links, start = setup.slack.links, time.perf_counter()
            await setup.slack.linked(links + 1)
            took = time.perf_counter() - start
            await setup.slack.send(message(1))
            await setup.slack.posted()
    return Found(f"renewed {took:.1f} s after a second of silence, then answered", holds=True)


@contextmanager
def _quiet_for_a_second() -> Iterator[None]:
    before = link.QUIET
    link.QUIET = before / 300  # type: ignore[misc]  # five minutes are too long for a trial
    try:
        yield
    finally:
        link.QUIET = before  # type: ignore[misc]


@dataclass
class Watched:
    """Notes when each post was called for, and how long Slack then wanted none."""

    calls: list[tuple[float, float]] = field(default_factory=list)

    def watch(self, slack: FakeSlack) -> None:
        """Note the calls of a workspace from now on."""
        take = slack._take  # noqa: SLF001 - where each call comes by

        async def noted(method: str, *args: Any, **options: Any) -> Any:
            at = time.perf_counter()
            answer = await take(method, *args, **options)
            if method == "chat.postMessage":
                wait = answer.headers["Retry-After"] if answer.status == TOO_MANY else 0
                self.calls.append((at, float(wait)))
            return answer

        slack._take = noted  # type: ignore[method-assign]  # noqa: SLF001

    @property
    def early(self) -> int:
        """Return how many calls were made before Slack wanted one."""
        waits = [(at, wait) for at, wait in self.calls if wait]
        return sum(
            at + SAME < other < at + wait - SAME for at, wait in waits for other, _ in self.calls
        )


async def limits(setup: Setup) -> Found:
    """Put calls off, lose them on the way and let them fail in between."""
    setup.slack.scopes = READS
    watched = Watched()
    watched.watch(setup.slack)
    faults = (too_many(1), closing(recorded=False), failing(503), closing(recorded=True))
    async with setup.bot(service=FakeService(ANSWER)):
        for number in range(1000):
            if number % 100 == 0:
                setup.slack.fault("chat.postMessage", faults[number // 100 % len(faults)])
            await setup.slack.send(message(number))
        await until(lambda: len(set(setup.posts()) | setup.told()) >= 1000)  # noqa: PLR2004
    posts, told = setup.posts(), setup.told()
    doubled = sum(1 for times in posts.values() if times > 1)
    result = (
        f"{watched.early} calls before Retry-After; {len(posts)} there, {len(told)} told, "
        f"{doubled} doubled"
    )
    return Found(result, not watched.early and not doubled)


async def limits_and_restart(setup: Setup) -> Found:
    """Put calls off for eight seconds and start the bot anew in that time."""
    watched = Watched()
    watched.watch(setup.slack)
    setup.slack.fault("chat.postMessage", too_many(8))
    async with setup.bot(service=FakeService(ANSWER)):
        await setup.slack.send(message(0))
        await setup.slack.posted()
        for number in range(1, 50):
            await setup.slack.send(message(number))
    async with setup.bot(service=FakeService(ANSWER)):
        for number in range(50, 100):
            await setup.slack.send(message(number))
        await until(lambda: len(setup.posts()) >= 100)  # noqa: PLR2004
    tally = setup.tally(100)
    result = f"{watched.early} calls before Retry-After; {tally.result}"
    return Found(result, tally.holds and not watched.early)
