# ruff: noqa: INP001 - beside the script that uses it
"""Trials of Slack: copies, crashes, replays and bots; each message is answered once."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from bench.slack_setup import READS, Found, Setup, chance, message
from bot.adapters.slack.looking import SETTLE
from tests.wire import slack_events as events
from tests.wire.slack_http import Sender, body_of, signature

OK, REFUSED = 200, 401
BATCHES: Final = 20  # of ten messages each, and a kill after each
OLD: Final = 301  # seconds


@dataclass
class Timed:
    """Measures what is awaited; `slowest` is the longest."""

    slowest: float = 0.0
    taken: int = 0
    _running: list[float] = field(default_factory=list)

    async def __call__(self, work: Awaitable[Any]) -> Any:
        """Return what comes of it."""
        start = time.perf_counter()
        result = await work
        self.slowest = max(self.slowest, time.perf_counter() - start)
        self.taken += getattr(result, "status", OK) == OK
        return result


async def copies(setup: Setup) -> Found:
    """Deliver each event four times, with a kill in between."""
    timed = Timed()
    for batch in range(10):
        numbers = range(batch * 25, batch * 25 + 25)
        for retries in ((0, 1), (2, 3)):
            async with setup.process() as sender:
                await _deliver(sender, numbers, retries, timed, together=batch % 3 == 0)
                await setup.slack.wait(lambda last=numbers[-1]: len(setup.posts()) > last)
    tally = setup.tally(250)
    result = f"{timed.taken} taken, slowest {timed.slowest:.2f} s; {tally.result}"
    return Found(result, tally.holds and timed.taken == 1000 and timed.slowest < 1)  # noqa: PLR2004


async def _deliver(
    sender: Sender, numbers: Sequence[int], retries: Sequence[int], timed: Timed, *, together: bool
) -> None:
    for retry in retries:
        again = {"X-Slack-Retry-Num": str(retry)}
        sent = [timed(sender.send(message(number), **again)) for number in numbers]
        if together:
            await asyncio.gather(*sent)
        else:
            for one in sent:
                await one


async def crash_reading(setup: Setup) -> Found:
    """Kill the bot under load, where it may read the channels."""
    setup.slack.scopes = READS
    return await _crash(setup, patience=SETTLE + 10)


async def crash_blind(setup: Setup) -> Found:
    """Kill the bot under load, where it may not."""
    return await _crash(setup, patience=5)


async def _crash(setup: Setup, *, patience: float) -> Found:
    timed = Timed()
    for batch in range(BATCHES):
        async with setup.process() as sender:
            for number in range(batch * 10, batch * 10 + 10):
                await timed(sender.send(message(number, channels=5)))
            await asyncio.sleep(chance.random() / 20)
    async with setup.process():
        await asyncio.sleep(patience)
    posts, told = setup.posts(), setup.told()
    doubled = sum(1 for count in posts.values() if count > 1)
    silent = timed.taken - len(set(posts) | told)
    needless = len(told & set(posts))
    result = (
        f"{timed.taken} taken: {len(posts)} answered, {doubled} doubled, {silent} silent, "
        f"{len(told)} told that it is not confirmed, {needless} of them needlessly"
    )
    return Found(result, not doubled and not silent)


async def many_ids(setup: Setup) -> Found:
    """Deliver each message under eleven event ids."""
    async with setup.bot():
        for copy in range(11):
            for number in range(100):
                await setup.slack.send(message(number, copy=copy))
        await setup.slack.wait(lambda: len(setup.posts()) >= 100)  # noqa: PLR2004
    return setup.tally(100)


async def envelopes(setup: Setup) -> Found:
    """Deliver envelopes again, with the same or a new id, across reconnects."""
    timed = Timed()
    again = [number for number in range(500) if chance.random() < 0.15]  # noqa: PLR2004
    async with setup.bot():
        for number in range(500):
            if number % 25 == 24:  # noqa: PLR2004
                await _reconnect(setup)
            for _ in range(1 + (chance.random() < 0.15)):  # noqa: PLR2004
                await timed(setup.slack.send(message(number), envelope_id=f"e{number}"))
        for number in again:
            await timed(setup.slack.send(message(number, copy=1), envelope_id=f"new{number}"))
        await setup.slack.wait(lambda: len(setup.posts()) >= 500)  # noqa: PLR2004
    tally = setup.tally(500)
    result = f"slowest acknowledgement {timed.slowest:.2f} s; {tally.result}"
    return Found(result, tally.holds and timed.slowest < 3)  # noqa: PLR2004


async def _reconnect(setup: Setup) -> None:
    links = setup.slack.links
    await setup.slack.refresh()
    await setup.slack.linked(links + 1)


async def replays(setup: Setup) -> Found:
    """Send captured requests again, to two bots on one database."""
    effects, late = 0, Counter[int]()
    async with (
        setup.bot(http=True) as (one, _),
        setup.bot(http=True) as (two, _),
        setup.served(one) as (first, _),
        setup.served(two) as (second, _),
    ):
        for number in range(500):
            kind, body = body_of(events.slash("how many arrests?", trigger_id=f"{number}"))
            now = int(time.time())
            for sender in (first, second, first):
                effects += bool((await sender.raw(body, kind=kind, **_captured(body, now))).text)
            late[(await first.raw(body, kind=kind, **_captured(body, now - OLD))).status] += 1
    result = f"{effects - 500} second effects; {late[REFUSED]} refused"
    return Found(result, effects == late[REFUSED] == 500)  # noqa: PLR2004


def _captured(body: bytes, sent: int) -> dict[str, str]:
    return {
        "X-Slack-Request-Timestamp": str(sent),
        "X-Slack-Signature": signature(body, str(sent)),
    }


async def twice_and_bots(setup: Setup) -> Found:
    """Let each mention come as a message too, and bots talk between."""
    async with setup.bot() as (_, store):
        for channel in range(50):
            await store.followed.follow(f"C{channel}", on=True, platform="slack", tenant="T1")
        for number in range(200):
            event = {**message(number)["event"], "type": "message", "channel_type": "channel"}
            await setup.slack.send(events.callback(event, event_id=f"EvM{number}"))
            await setup.slack.send(message(number))
        for number in range(500):
            await setup.slack.send(_by_a_bot(number))
        await setup.slack.wait(lambda: len(setup.posts()) >= 200)  # noqa: PLR2004
    return setup.tally(200)


def _by_a_bot(number: int) -> dict[str, Any]:
    """Return a mention by another bot, or by this one."""
    whose = chance.choice([{"bot_id": "B2"}, {"user": events.BOT_USER}, {"bot_profile": {}}])
    said = {**message(900 + number)["event"], "bot_id": "B9", **whose}
    return events.callback(said, event_id=f"EvB{number}")
