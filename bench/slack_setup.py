# ruff: noqa: INP001 - beside the script that uses it
"""A workspace on loopback, a database and the real bots on it, for the fault trials of Slack."""

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import aiohttp

from bot.adapters.brief_files import BriefFolder
from bot.adapters.http import State, health_server
from bot.adapters.slack.platform import Access, SlackPlatform
from bot.adapters.store import Store
from bot.adapters.system_clock import SystemClock
from bot.core.library import Library
from bot.service import Service
from tests.process.bot_process import BotProcess
from tests.wire import slack_events as events
from tests.wire.fake_discord import FakeDiscord
from tests.wire.fake_slack import APP_TOKEN, BOT_TOKEN, FakeSlack
from tests.wire.slack_http import SECRET, Sender

ROOT: Final = Path(__file__).resolve().parent.parent
LIBRARY: Final = BriefFolder.read(ROOT / "briefs").library().reviewed()
HEALTHY: Final = State(platforms={"slack": True}, store=True, briefs=1, faults=0)
ASKED: Final = f"<@{events.BOT_USER}> how many arrests?"
CLIENT: Final = {"client_id": "1.2", "client_secret": "canaryclient"}
READS: Final = "app_mentions:read,chat:write,commands,im:history,channels:history"
LIMIT: Final = 120.0  # seconds after which a trial has failed
chance: Final = random.Random(5)  # noqa: S311 - no secret


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a trial, and whether it holds."""

    result: str
    holds: bool


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
        self, *, http: bool = False, many: bool = False, service: Any = None
    ) -> AsyncIterator[tuple[SlackPlatform, Store]]:
        """Run a bot during a block: over Socket Mode or HTTP, for one workspace or many."""
        store = await Store.open(f"sqlite:///{self.folder}/bot.sqlite3", clock=self.clock)
        platform = SlackPlatform(
            service or real(store), _access(http=http, many=many), inbox=store.inbox,
            followed=store.followed, kept=store, clock=self.clock, waits=store.waits,
            installations=store.slack_installations(CLIENT["client_id"]) if many else None,
        )  # fmt: skip
        task = asyncio.create_task(platform.run())
        await until(lambda: platform.ready)
        try:
            yield platform, store
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            await store.close()

    @asynccontextmanager
    async def served(self, platform: SlackPlatform) -> AsyncIterator[tuple[Sender, str]]:
        """Give Slack's side of HTTP, and the bot's address."""
        async with (
            health_server("127.0.0.1", 0, lambda: HEALTHY, platform.routes) as port,
            aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session,
        ):
            base = f"http://127.0.0.1:{port}"
            yield Sender(session, f"{base}/slack/events", self.clock), base  # type: ignore[arg-type]  # it only asks for the time

    @asynccontextmanager
    async def process(self) -> AsyncIterator[Sender]:
        """Run the real bot as a process over HTTP; the end of the block is kill -9."""
        settings = {
            "FAKE_SLACK_URL": self.slack.url,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "HTTP_PORT": "0",
            "BRIEFS_DIR": str(ROOT / "briefs"),
        }
        async with FakeDiscord() as discord, aiohttp.ClientSession() as session:
            settings["FAKE_DISCORD_URL"] = discord.rest_base
            async with BotProcess(Path(self.folder), settings) as bot:
                base = f"http://127.0.0.1:{(await bot.event('http_started'))['port']}"
                await _ready(session, base)
                yield Sender(session, f"{base}/slack/events", self.clock)  # type: ignore[arg-type]  # as above

    def posts(self) -> Counter[str]:
        """Return how many answers each message got; their thread is the message."""
        there = (one for said in self.slack.messages.values() for one in said)
        return Counter(one.get("thread_ts", "") for one in there)

    def told(self) -> set[str]:
        """Return the messages whose askers were told something alone."""
        return {one.get("thread_ts", "") for one in self.slack.called("chat.postEphemeral")}

    def tally(self, expected: int) -> Found:
        """Return how many messages were answered, doubled and lost."""
        posts = self.posts()
        doubled = sum(1 for count in posts.values() if count > 1)
        result = f"{len(posts)} answered, {doubled} doubled, {expected - len(posts)} lost"
        return Found(result, len(posts) == expected and not doubled)


def _access(*, http: bool, many: bool) -> Access:
    if many:
        return Access(signing_secret=SECRET, **CLIENT)
    if http:
        return Access(bot_token=BOT_TOKEN, signing_secret=SECRET)
    return Access(bot_token=BOT_TOKEN, app_token=APP_TOKEN)


async def _ready(session: aiohttp.ClientSession, base: str) -> None:
    """Return when a bot is connected."""
    async with asyncio.timeout(LIMIT):
        while True:
            async with session.get(f"{base}/readyz") as answer:
                if answer.status == 200:  # noqa: PLR2004 - as in HTTP
                    return
            await asyncio.sleep(0.05)


async def until(condition: Callable[[], bool]) -> None:
    """Return when a condition holds."""
    async with asyncio.timeout(LIMIT):
        while not condition():  # noqa: ASYNC110 - of things that tell nobody
            await asyncio.sleep(0.01)


def message(number: int, *, copy: int = 0, channels: int = 50) -> dict[str, Any]:
    """Return the mention of this number, as one of its copies."""
    ts = f"1700{number:06d}.000100"
    return events.mention(
        ASKED, ts=ts, event_id=f"Ev{number}.{copy}", channel=f"C{number % channels}"
    )
