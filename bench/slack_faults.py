# ruff: noqa: INP001, T201, E402, E501, D401, S311, S101, PLR2004, SLF001, ASYNC110, B023, RUF001 - a script
"""Faults in Slack over the wire, with counts: python bench/slack_faults.py [NAME...].

The real adapter on real bolt and slack_sdk against a fake Slack on loopback, with a real database;
the core is real where its words matter. Each line: what was done, what must hold, what was found.
"""

import asyncio
import contextlib
import logging
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)  # not this folder, where a script may bear the name of a library

import aiohttp
import structlog

from bot.adapters.brief_files import BriefFolder
from bot.adapters.http import State, health_server
from bot.adapters.slack import link as link_module
from bot.adapters.slack.marks import link
from bot.adapters.slack.platform import Access, SlackPlatform
from bot.adapters.slack.render import readable
from bot.adapters.store import Store
from bot.adapters.system_clock import SystemClock
from bot.core.library import Library
from bot.core.wording import help_card
from bot.service import Service
from tests.adapters.slack.conftest import ANSWER
from tests.adapters.slack.fakes import FakeService
from tests.process.bot_process import BotProcess
from tests.wire import slack_events as events
from tests.wire.fake_discord import FakeDiscord
from tests.wire.fake_slack import (
    APP_TOKEN,
    BOT_TOKEN,
    FakeSlack,
    closing,
    failing,
    refused,
    too_many,
)
from tests.wire.redirect_slack import redirected
from tests.wire.slack_http import SECRET, Sender, body_of, signature

LIBRARY: Final = BriefFolder.read(ROOT / "briefs").library().reviewed()
READY: Final = State(platforms={"slack": True}, store=True, briefs=1, faults=0)
ASKED: Final = f"<@{events.BOT_USER}> how many arrests?"
chance = random.Random(5)


class Briefs:
    """The seed brief."""

    def library(self) -> Library:
        """Return it."""
        return LIBRARY


def real(store: Store) -> Service:
    """Return the real core."""
    return Service(
        Briefs(), claims=store, memory=store, preferences=store, feedback=store, forgetting=store
    )


@dataclass
class Setup:
    """A workspace, a database, and the bots on it."""

    slack: FakeSlack
    folder: str
    clock: SystemClock = field(default_factory=SystemClock)

    @asynccontextmanager
    async def bot(
        self, *, http: bool = False, service: Any = None, patience: float = 0.8
    ) -> AsyncIterator[tuple[SlackPlatform, Store]]:
        """Run a bot during a block."""
        store = await Store.open(
            f"sqlite:///{self.folder}/bot.sqlite3", clock=self.clock, patience=patience
        )
        access = Access(
            bot_token=BOT_TOKEN,
            app_token="" if http else APP_TOKEN,
            signing_secret=SECRET if http else "",
        )
        platform = SlackPlatform(
            service or real(store), access,
            inbox=store.inbox, followed=store.followed, kept=store, clock=self.clock,
        )  # fmt: skip
        task = asyncio.create_task(platform.run())
        while not platform.ready:
            await asyncio.sleep(0.01)
        try:
            yield platform, store
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            await store.close()

    @asynccontextmanager
    async def sender(self, platform: SlackPlatform) -> AsyncIterator[Sender]:
        """Give Slack's side of HTTP."""
        async with (
            health_server("127.0.0.1", 0, lambda: READY, platform.routes) as port,
            aiohttp.ClientSession() as session,
        ):
            yield Sender(session, f"http://127.0.0.1:{port}/slack/events", self.clock)  # type: ignore[arg-type]

    def posts(self) -> Counter[str]:
        """Return how many answers each message got; their thread is the message."""
        threads = [
            one.get("thread_ts", "") for all_ in self.slack.messages.values() for one in all_
        ]
        return Counter(threads)


def message(number: int, *, copy: int = 0, channels: int = 50) -> dict[str, Any]:
    """Return the mention of this number, as one of its copies."""
    ts = f"1700{number:06d}.000100"
    return events.mention(
        ASKED, ts=ts, event_id=f"Ev{number}.{copy}", channel=f"C{number % channels}"
    )


def tally(posts: Counter[str], expected: int) -> str:
    """Return how many messages were answered, doubled and lost."""
    doubled = sum(1 for count in posts.values() if count > 1)
    return f"{len(posts)} answered, {doubled} doubled, {expected - len(posts)} lost"


async def d1(setup: Setup) -> str:
    """250 events x 4 over HTTP, a third at the same time, 10 kill -9 between the copies."""
    slowest = 0.0
    sent = 0

    async def deliver(sender: Sender, number: int, copy: int) -> None:
        nonlocal slowest, sent
        start = time.perf_counter()
        answer = await sender.send(message(number), **{"X-Slack-Retry-Num": str(copy)})
        slowest = max(slowest, time.perf_counter() - start)
        sent += answer.status == 200

    async with FakeDiscord() as discord, aiohttp.ClientSession() as session:
        for batch in range(10):
            numbers = range(batch * 25, batch * 25 + 25)
            for copies in (range(2), range(2, 4)):
                async with process(setup, discord) as bot:
                    port = (await bot.event("http_started"))["port"]
                    await ready(session, port)
                    url = f"http://127.0.0.1:{port}/slack/events"
                    sender = Sender(session, url, setup.clock)  # type: ignore[arg-type]
                    for copy in copies:
                        if batch % 3:
                            for number in numbers:
                                await deliver(sender, number, copy)
                        else:
                            await asyncio.gather(*(deliver(sender, n, copy) for n in numbers))
                    await setup.slack.wait(lambda: len(setup.posts()) >= numbers[-1] + 1)
    return f"{sent} taken, slowest {slowest:.2f} s; {tally(setup.posts(), 250)}"


def process(setup: Setup, discord: FakeDiscord) -> BotProcess:
    """Return the real bot as a process; leaving it is kill -9."""
    return BotProcess(
        Path(setup.folder),
        {
            "FAKE_SLACK_URL": setup.slack.url,
            "FAKE_DISCORD_URL": discord.rest_base,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "HTTP_PORT": "0",
            "BRIEFS_DIR": str(ROOT / "briefs"),
        },
    )


async def ready(session: aiohttp.ClientSession, port: int) -> None:
    """Return when the bot is connected."""
    while True:
        async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
            if answer.status == 200:
                return
        await asyncio.sleep(0.05)


async def crash(setup: Setup) -> str:
    """20 kill -9 under load: each event answered once, or its asker told that it may be."""
    taken = 0
    async with FakeDiscord() as discord, aiohttp.ClientSession() as session:
        for batch in range(20):
            async with process(setup, discord) as bot:
                port = (await bot.event("http_started"))["port"]
                await ready(session, port)
                sender = Sender(session, f"http://127.0.0.1:{port}/slack/events", setup.clock)  # type: ignore[arg-type]
                for number in range(batch * 10, batch * 10 + 10):
                    taken += (await sender.send(message(number, channels=5))).status == 200
                await asyncio.sleep(chance.random() / 20)
        async with process(setup, discord) as bot:
            await ready(session, (await bot.event("http_started"))["port"])
            await asyncio.sleep(2)
    posts, told = setup.posts(), setup.slack.called("chat.postEphemeral")
    unsure = {one.get("thread_ts") for one in told}
    doubled = sum(1 for count in posts.values() if count > 1)
    silent = 200 - len(set(posts) | unsure)
    return f"{taken} taken: {len(posts)} answered, {doubled} doubled, {len(unsure)} told, {silent} silent"


async def d2(setup: Setup) -> str:
    """100 messages under 11 event ids each, without a retry header."""
    async with setup.bot():
        for copy in range(11):
            for number in range(100):
                await setup.slack.send(message(number, copy=copy))
        await setup.slack.wait(lambda: len(setup.posts()) >= 100)
    return tally(setup.posts(), 100)


async def d3(setup: Setup) -> str:
    """500 envelopes over Socket Mode, 30 % again with the same or a new id, across 20 reconnects."""
    slowest = 0.0
    again: list[int] = []
    async with setup.bot():
        for number in range(500):
            if number % 25 == 24:
                links = setup.slack.links
                await setup.slack.refresh()
                await setup.slack.linked(links + 1)
            for envelope in [f"e{number}", *([f"e{number}"] if chance.random() < 0.15 else [])]:
                start = time.perf_counter()
                await setup.slack.send(message(number), envelope_id=envelope)
                slowest = max(slowest, time.perf_counter() - start)
            if chance.random() < 0.15:
                again.append(number)
        for number in again:
            await setup.slack.send(message(number, copy=1), envelope_id=f"new{number}")
        await setup.slack.wait(lambda: len(setup.posts()) >= 500)
    return f"slowest acknowledgement {slowest:.2f} s; {tally(setup.posts(), 500)}"


async def d4(setup: Setup) -> str:
    """500 captured requests sent again while fresh, to two bots on one database, 500 when old."""
    effects, late = 0, Counter[int]()
    async with (
        setup.bot(http=True) as (one, _),
        setup.bot(http=True) as (two, _),
        setup.sender(one) as first,
        setup.sender(two) as second,
    ):
        for number in range(500):
            kind, body = body_of(events.slash("how many arrests?", trigger_id=f"{number}"))
            sent = str(int(time.time()))
            headers = {
                "X-Slack-Request-Timestamp": sent,
                "X-Slack-Signature": signature(body, sent),
            }
            answers = [await one.raw(body, kind=kind, **headers) for one in (first, second, first)]
            effects += sum(bool(answer.text) for answer in answers)
            old = str(int(time.time()) - 301)
            late[
                (await first.raw(body, kind=kind, **{"X-Slack-Request-Timestamp": old})).status
            ] += 1
    return f"{effects - 500} second effects; of 500 old ones {late[401]} refused"


async def d6(setup: Setup) -> str:
    """200 mentions that also come as messages, and 500 messages of bots."""
    async with setup.bot() as (_, store):
        for channel in range(50):
            await store.followed.follow(f"C{channel}", on=True, platform="slack", tenant="T1")
        for number in range(200):
            mention = message(number)
            event = {**mention["event"], "type": "message", "channel_type": "channel"}
            await setup.slack.send(events.callback(event, event_id=f"EvM{number}"))
            await setup.slack.send(mention)
        for number in range(500):
            sender = chance.choice(
                [{"bot_id": "B2"}, {"user": events.BOT_USER}, {"bot_profile": {}}]
            )
            said = {**message(900 + number)["event"], "bot_id": "B9", **sender}
            await setup.slack.send(events.callback(said, event_id=f"EvB{number}"))
        await setup.slack.wait(lambda: len(setup.posts()) >= 200)
    return tally(setup.posts(), 200)


HOSTILE: Final = (
    "<!channel>", "<!here>", "<!everyone>", "<!subteam^S1>", "<@U1>", "<#C1>", "@everyone",
    "<https://evil.example|gov.uk>", "<mailto:a@b.c|x>", "&lt;!channel&gt;", "&amp;lt;!here&gt;",
    "＜!channel＞", "<\u200b!channel>", "<!date^1^{date}|x>", ">quote", "*bold*", "`code`",
    "```x```", ":boom:", "\u202eslo", "<!channel", "!channel>", "[x](http://evil.example)",
)  # fmt: skip


def hostile() -> str:
    """Return a text full of what Slack could take for more than words."""
    return " ".join(chance.choice(HOSTILE) for _ in range(3))


async def o1(setup: Setup) -> str:
    """500 texts with mentions, each as a question asked four ways and in a brief's own words."""
    service = FakeService(ANSWER)
    async with setup.bot():
        for number in range(500):
            text = hostile()
            await setup.slack.send(events.slash(text, trigger_id=f"s{number}"))
            said = {
                **message(number)["event"],
                "text": f"<@{events.BOT_USER}> how many arrests {text}",
            }
            await setup.slack.send(events.callback(said, event_id=f"Ev{number}"))
            await setup.slack.send(events.shortcut(f"500 arrests {text}", trigger_id=f"c{number}"))
        await setup.slack.wait(lambda: len(setup.posts()) >= 500)
    async with setup.bot(service=service):
        for number in range(500):
            evil = replace(ANSWER.headline[0], text=hostile(), evidence="")
            service.card = replace(help_card(LIBRARY), headline=(evil,), source=None)
            service.card = replace(service.card, notes=((replace(evil, role="asked"),),))
            await setup.slack.send(events.slash("x", trigger_id=f"b{number}"))
    sent = len(setup.slack.calls) + len(setup.slack.acks)
    return f"{sent} messages, {len(setup.slack.faults)} with a live mention, link or mark"


async def o2(_: Setup) -> str:
    """300 addresses that pretend to be another."""
    hosts = (
        "gov.uk",
        "evil.example",
        "gov.uk.evil.example",
        "xn--gv-fka.example",
        "gov\u2024uk",
        "1.2.3.4",
    )
    forms = (
        "https://{0}/", "http://user@{0}/", "https://gov.uk@{0}/", "javascript:alert('{0}')", "data:text/html,{0}",
        "https://{0}/|gov.uk", "https://{0}./", "https://{0}/>x<", "//{0}/", "https://\u202e{0}/", "HTTPS://{0}:443/",
        "https://{0}/a b", "ftp://{0}/", "https://{0}/%0a", "https:{0}", "https://[::1]/{0}",
    )  # fmt: skip
    wrong = made = 0
    for _ in range(300):
        url = chance.choice(forms).format(chance.choice(hosts))
        shown = link(url)
        made += bool(shown)
        label = shown.rpartition("|")[2].rstrip(">")
        target = shown[1:].partition("|")[0]
        honest = not shown or (
            target.startswith(("https://", "http://", "HTTPS://"))
            and "@" not in target.split("/")[2]
            and label == str(aiohttp.client.URL(target).raw_host)
        )
        wrong += not honest or shown.count("<") > 1 or shown.count(">") > 1
    return f"{made} links made, {wrong} whose label is not the host that opens"


async def o3(setup: Setup) -> str:
    """400 questions with control signs, tags and letters of other scripts."""
    odd = [
        chr(one)
        for one in (
            *range(0x202A, 0x202F),
            *range(0x2066, 0x206A),
            0xAD,
            0x200B,
            0xFEFF,
            0xE0041,
            0xE007F,
        )
    ]
    shown = 0
    async with setup.bot():
        for number in range(400):
            word = "".join(f"{letter}{chance.choice(odd)}" for letter in "arrests")
            word = word.replace("a", chance.choice(("a", "а")))
            ack = await setup.slack.send(events.slash(f"how many {word}?", trigger_id=f"u{number}"))
            text = "\n".join(readable(ack["payload"]))
            shown += any(sign in text for sign in odd if sign != "\u200b")
    return f"{shown} shown with a control sign, {len(setup.slack.faults)} messages with a fault"


async def h1(setup: Setup) -> str:
    """2,000 requests with odd headers and bodies."""
    statuses, service = Counter[int](), FakeService(ANSWER)
    async with setup.bot(http=True, service=service) as (bot, _), setup.sender(bot) as sender:
        for number in range(2000):
            kind, body = body_of(chance.choice((events.slash, events.mention))())
            body = chance.choice(
                (body, body[:-1], b"{" * 5000, b"", bytes(chance.randrange(256) for _ in range(50)))
            )
            sent = str(int(time.time()))
            odd = "".join(
                chr(chance.choice((0x21, 0x7E, 0xE9, 0x30, 0x661))) for _ in range(number % 70)
            )
            headers = chance.choice(
                (
                    {"X-Slack-Signature": odd}, {"X-Slack-Request-Timestamp": odd},
                    {"X-Slack-Signature": None}, {"X-Slack-Request-Timestamp": None},
                    {"X-Slack-Signature": "v0=" + odd}, {"X-Slack-Request-Timestamp": str(int(sent) - 400)},
                    {"X-Slack-Signature": signature(body + b"x", sent)}, {"X-Slack-Signature": signature(body, sent, "y")},
                )
            )  # fmt: skip
            statuses[(await sender.raw(body, kind=kind, **headers)).status] += 1
    return f"{dict(statuses)}, {len(service.requests)} handlers run"


async def h5(setup: Setup) -> str:
    """100 response addresses that are not Slack's."""
    hosts = (
        "169.254.169.254", "[::1]", "2130706433", "hooks.slack.com.evil.example", "localhost", "slack.com.",
        "hooks.slack.com@evil.example", "evil.example#.slack.com", "evil.example\\.slack.com", "hooks-slack.com",
    )  # fmt: skip
    service = FakeService(ANSWER)
    async with setup.bot(service=service):
        setup.slack.fault("chat.postEphemeral", *[refused("channel_not_found")] * 100)
        for number in range(100):
            url = f"{chance.choice(('https', 'http', 'HTTPS', 'file'))}://{chance.choice(hosts)}/x"
            press = events.press(ephemeral=True, trigger_id=f"h{number}", action_ts=f"1.{number}")
            await setup.slack.send({**press, "response_url": url})
        await setup.slack.posted(100, "chat.postEphemeral")
    return f"{len(service.requests)} pressed, {len(setup.slack.called('response_url'))} requests to such an address"


class SlowStore:
    """Makes every write of a database take 200 ms."""

    def __init__(self, store: Store) -> None:
        self._real = store._database.transact
        store._database.transact = self._slow  # type: ignore[method-assign]
        self.on = True

    async def _slow(self, work: Any, **options: Any) -> Any:
        async def slowly(connection: Any) -> Any:
            if self.on:
                await asyncio.sleep(0.2)
            return await work(connection)

        return await self._real(slowly, **options)


async def r3(setup: Setup) -> str:
    """5,000 envelopes at once while every write takes 200 ms."""
    async with setup.bot(service=FakeService(ANSWER)) as (_, store):
        slow = SlowStore(store)
        start = time.perf_counter()
        payloads = [message(number) for number in range(5000)]
        for number, payload in enumerate(payloads):
            await setup.slack._deliver(payload, f"e{number}")
        async with asyncio.timeout(60):
            while len(setup.slack.acks) < 5000:
                await asyncio.sleep(0.01)
        acked = time.perf_counter() - start
        slow.on = False
        async with asyncio.timeout(60):
            while "1700009000.000100" not in setup.posts():
                await setup.slack.send(message(9000))
                await asyncio.sleep(0.1)
        recovered = time.perf_counter() - start - acked
    told = len(setup.slack.called("chat.postEphemeral"))
    doubled = sum(1 for count in setup.posts().values() if count > 1)
    return (
        f"all acknowledged after {acked:.1f} s; {len(setup.posts()) - 1} answered, {doubled} doubled, "
        f"{told} told to ask again; next answer after {recovered:.1f} s"
    )


async def r4(setup: Setup) -> str:
    """100 cuts: without a word, closed in order, refreshed, switched off."""
    slowest = 0.0
    async with setup.bot(service=FakeService(ANSWER)):
        for number in range(100):
            links = setup.slack.links
            cut: Callable[[], Any] = (
                setup.slack.drop,
                setup.slack.hang_up,
                setup.slack.refresh,
                lambda: setup.slack.refresh("too_many_websockets"),
            )[number % 4]
            start = time.perf_counter()
            done = cut()
            if done is not None:
                await done
            await setup.slack.linked(links + 1)
            await setup.slack.send(message(number))
            slowest = max(slowest, time.perf_counter() - start)
        await setup.slack.wait(lambda: len(setup.posts()) >= 100)
    return f"slowest return {slowest:.1f} s; {tally(setup.posts(), 100)}"


async def deaf(setup: Setup) -> str:
    """A link that stays up and brings nothing is opened anew."""
    link_module.QUIET = link_module.QUIET / 300  # a second
    async with setup.bot(service=FakeService(ANSWER)):
        links, start = setup.slack.links, time.perf_counter()
        await setup.slack.linked(links + 1)
        took = time.perf_counter() - start
        await setup.slack.send(message(1))
        await setup.slack.posted()
    link_module.QUIET = link_module.QUIET * 300
    return f"renewed {took:.1f} s after a second of silence, then answered"


async def r5(setup: Setup) -> str:
    """1,000 answers while every tenth call is put off, some for good, some lost on the way."""
    async with setup.bot(service=FakeService(ANSWER)):
        called: list[tuple[float, float]] = []
        real_take = setup.slack._take

        async def take(method: str, *args: Any, **options: Any) -> Any:
            called.append((time.perf_counter(), 0.0)) if method == "chat.postMessage" else None
            answer = await real_take(method, *args, **options)
            if answer.status == 429:
                called[-1] = (called[-1][0], float(answer.headers["Retry-After"]))
            return answer

        setup.slack._take = take  # type: ignore[method-assign]
        faults = [too_many(1), closing(recorded=False), failing(503), closing(recorded=True)]
        for number in range(1000):
            if number % 100 == 0:
                setup.slack.fault("chat.postMessage", faults[number // 100 % len(faults)])
            await setup.slack.send(message(number))
        async with asyncio.timeout(60):
            while len(setup.posts()) + len(setup.slack.called("chat.postEphemeral")) < 1000:
                await asyncio.sleep(0.05)
        early = sum(
            1
            for at, wait in called
            for other, _ in called
            if wait and at + 0.02 < other < at + wait - 0.02
        )
    told = len(setup.slack.called("chat.postEphemeral"))
    doubled = sum(1 for count in setup.posts().values() if count > 1)
    return f"{early} calls before Retry-After; {len(setup.posts())} answered, {told} told, {doubled} doubled"


CASES: Final[dict[str, Callable[[Setup], Awaitable[str]]]] = {
    "D1": d1, "crash": crash, "D2": d2, "D3": d3, "D4": d4, "D6": d6, "O1": o1, "O2": o2, "O3": o3,
    "H1": h1, "H5": h5, "R3": r3, "R4": r4, "deaf": deaf, "R5": r5,
}  # fmt: skip


async def run(name: str) -> None:
    """Run one case and print what was found."""
    with tempfile.TemporaryDirectory() as folder:
        async with FakeSlack() as slack:
            with redirected(slack.url):
                start = time.perf_counter()
                found = await CASES[name](Setup(slack, folder))
                secrets = sum("canary" in str(one.arguments) for one in slack.calls)
        faults = f"; {len(slack.faults)} faulty messages" if slack.faults else ""
    told = (CASES[name].__doc__ or "").strip()
    print(
        f"{name:6}{told}\n      {found}{faults} ({time.perf_counter() - start:.0f} s)", flush=True
    )
    assert secrets == 0


def main() -> None:
    """Run the cases that are named, or all."""
    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    for name in sys.argv[1:] or CASES:
        asyncio.run(run(name))


if __name__ == "__main__":
    main()
