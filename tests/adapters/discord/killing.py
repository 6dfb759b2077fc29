"""The real bot, killed in the middle of a limit: a run for the command, too slow for the tests."""

import asyncio
import shutil
import signal
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from tests.adapters.discord.faults import Found, early
from tests.conftest import ROOT, SEED
from tests.process.bot_process import BotProcess
from tests.wire import discord_events as events
from tests.wire.fake_discord import LIMIT, TOKEN, FakeDiscord, Fault

CHANNEL = f"/channels/{events.CHANNEL}/messages"


async def kills(count: int, *, wait: float = 10.0) -> Found:
    """R5: what Discord asked of a process that was killed, the next one waits for."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "briefs" / SEED, folder / "briefs" / SEED)
        async with FakeDiscord() as discord:
            answered = [await _killed(discord, folder, wait) for _ in range(count)]
            too_early, refused = early(discord.wire, CHANNEL, wait)
    done = f"{count} times killed (kill -9) in the middle of a limit of {wait:.0f} s"
    result = f"{sum(answered)} answered after it, {too_early} requests too early, {refused} refused"
    return Found(done, result, all(answered) and not too_early and refused == count)


async def _recorded(database: Path, *, since: datetime) -> None:
    """Return when a limit was written down."""
    now = since.strftime("%Y-%m-%d %H:%M:%S")
    async with asyncio.timeout(LIMIT):
        while not _count(database, now):  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.01)


def _count(database: Path, now: str) -> int:
    with closing(sqlite3.connect(database)) as connection:
        found = connection.execute("SELECT count(*) FROM wait WHERE until > ?", (now,))
        return int(found.fetchone()[0])


async def _killed(discord: FakeDiscord, folder: Path, wait: float) -> bool:
    """Kill a bot that was told to wait, and say whether the next one answers."""
    environment = {"FAKE_DISCORD_URL": discord.rest_base, "DISCORD_TOKEN": TOKEN, "HTTP_PORT": "0"}
    links, refused = discord.gateway.links, Fault("POST", CHANNEL, 429, retry_after=wait)
    discord.faults.append(refused)
    at = datetime.now(UTC)
    async with BotProcess(folder, environment) as bot:
        await discord.linked(links + 1)
        await discord.deliver(events.mention("how much funding?"))
        await discord.until(lambda: refused not in discord.faults)
        await _recorded(folder / "data" / "bot.sqlite3", since=at)
        bot.signal(signal.SIGKILL)
        await bot.ended()
    async with BotProcess(folder, environment) as bot:
        await discord.linked(links + 2)
        asked = events.mention("how much funding?")
        await discord.deliver(asked)
        body = await discord.answer_to(asked)
        await bot.stop()
    return bool(body)
