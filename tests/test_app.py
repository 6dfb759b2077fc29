import asyncio
import contextlib
import json
import shutil
import socket
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.adapters.store import Store
from bot.app import Make, serve
from bot.core.request import Request
from bot.errors import SettingsInvalid, TokenRefused
from bot.ports import Clock, Platform, Poster
from bot.service import Service
from bot.settings import Settings
from tests.clocks import FakeClock
from tests.conftest import ROOT, SEED

LIMIT = 10.0


class FakePlatform(Platform):
    """A platform that is linked as soon as it runs, or refuses its token."""

    poster: Poster

    def __init__(self, name: str, service: Service, refusal: TokenRefused | None) -> None:
        self.name = name
        self.service = service
        self.refusal = refusal
        self.running = asyncio.Event()
        self.ended = False

    @property
    def ready(self) -> bool:
        """Say whether it runs."""
        return self.running.is_set() and not self.ended

    async def run(self) -> None:
        """Run until cancelled."""
        self.running.set()
        try:
            if self.refusal:
                raise self.refusal
            await asyncio.Event().wait()
        finally:
            self.ended = True


class Bot:
    """A bot with fake platforms: what it is made of, and how to stop it."""

    def __init__(self, settings: Settings, *refusals: TokenRefused | None) -> None:
        self.settings = settings
        self.refusals = refusals or (None,)
        self.platforms: list[FakePlatform] = []
        self.stop = asyncio.Event()
        self.started = asyncio.Event()
        self.logs: list[Any] = []

    async def run(self) -> int:
        """Run it to its end and return the exit code."""
        makes = [self._make(*numbered) for numbered in enumerate(self.refusals)]
        with capture_logs() as logs:
            self.logs = logs
            async with asyncio.timeout(LIMIT):
                return await serve(self.settings, stop=self.stop, clock=FakeClock(), makes=makes)

    def _make(self, number: int, refusal: TokenRefused | None) -> Make:
        def make(_: Settings, service: Service, __: Clock) -> Platform:
            platform = FakePlatform(f"fake{number}", service, refusal)
            last = number == len(self.refusals) - 1
            platform.running = self.started if last else platform.running
            self.platforms.append(platform)
            return platform

        return make

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        """Run it during a block, and give the address of its HTTP server."""
        task = asyncio.create_task(self.run())
        started = asyncio.create_task(self.started.wait())
        await asyncio.wait({task, started}, return_when=asyncio.FIRST_COMPLETED)
        port = next((log["port"] for log in self.logs if log["event"] == "http_started"), 0)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            self.stop.set()
            assert await task == 0

    def events(self) -> list[str]:
        """Return the names of what was logged."""
        return [log["event"] for log in self.logs]


@pytest.fixture
def settings(tmp_path: Path) -> Callable[..., Settings]:
    """Give settings with a store of their own, a free port and the seed brief."""
    (tmp_path / "briefs").mkdir()
    shutil.copytree(ROOT / "briefs" / SEED, tmp_path / "briefs" / SEED)

    def make(**changes: Any) -> Settings:
        own: dict[str, Any] = {
            "database_url": f"sqlite:///{tmp_path}/data/bot.sqlite3",
            "briefs_dir": tmp_path / "briefs",
            "http_port": 0,
        }
        return Settings(_env_file=None, **(own | changes))

    return make


async def get(url: str) -> tuple[int, Any]:
    """Return status and data of a page."""
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, json.loads(await answer.text())


async def test_runs_and_stops(settings: Callable[..., Settings]) -> None:
    """The bot runs all its parts, and ends them in order when it is told to."""
    bot = Bot(settings(), None, None)

    async with bot.running() as address:
        ready = await get(f"{address}/readyz")

    assert ready == (
        200,
        {
            "ready": True,
            "platforms": {"fake0": True, "fake1": True},
            "store": "ok",
            "briefs": 1,
            "faults": 0,
            "schedules": "ok",
        },
    )
    assert [platform.ended for platform in bot.platforms] == [True, True]
    assert bot.events()[-2:] == ["started", "stopped"]


async def test_service_is_wired(settings: Callable[..., Settings]) -> None:
    """A platform's request is answered from the brief, and its copy is not."""
    bot = Bot(settings())
    asked = Request("fake0", "T1", "C1", ("m1",), "how much funding?")

    async with bot.running():
        service = bot.platforms[0].service
        first, copy = await service.respond(asked), await service.respond(asked)

    assert first
    assert "up to" in "".join(span.text for span in first.spans())
    assert copy is None


async def test_store_away(settings: Callable[..., Settings], tmp_path: Path) -> None:
    """While the store does not answer the bot answers all the same, and says so."""
    bot = Bot(settings())
    asked = Request("fake0", "T1", "", ("m1",), "how much funding?")

    async with bot.running() as address:
        with contextlib.closing(sqlite3.connect(tmp_path / "data" / "bot.sqlite3")) as other:
            other.execute("BEGIN IMMEDIATE")
            card = await bot.platforms[0].service.respond(asked)
            status, data = await get(f"{address}/readyz")

    assert card
    assert (status, data["store"]) == (503, "degraded")


async def test_refused_token(settings: Callable[..., Settings]) -> None:
    """A refused token ends the bot with its reason when no other platform is there."""
    bot = Bot(settings(), TokenRefused("SLACK_BOT_TOKEN is refused by Slack"))

    with pytest.raises(TokenRefused, match=r"^SLACK_BOT_TOKEN is refused by Slack$"):
        await bot.run()

    assert [log for log in bot.logs if log["log_level"] != "info"] == []


async def test_refused_token_of_two(settings: Callable[..., Settings]) -> None:
    """A refused token does not end the other platform, and the bot says it is not ready."""
    bot = Bot(settings(), TokenRefused("SLACK_BOT_TOKEN is refused by Slack"), None)

    async with bot.running() as address:
        status, data = await get(f"{address}/readyz")

    assert (status, data["platforms"]) == (503, {"fake0": False, "fake1": True})
    assert bot.events().count("token_refused") == 1


async def test_broken_brief(
    settings: Callable[..., Settings], capsys: pytest.CaptureFixture[str]
) -> None:
    """A broken brief is one line for each fault, and the others are served."""
    one = settings()
    broken = one.briefs_dir / "broken"
    broken.mkdir()
    (broken / "statement.txt").write_text("Nothing.")

    async with Bot(one).running() as address:
        status, data = await get(f"{address}/readyz")

    assert (status, data["briefs"], data["faults"]) == (200, 1, 1)
    assert capsys.readouterr().err == f"{broken}/brief.yaml:1:1: this file is missing\n"


async def test_no_brief(settings: Callable[..., Settings], tmp_path: Path) -> None:
    """Without a single brief that can be served the bot does not start."""
    empty = tmp_path / "empty"
    empty.mkdir()

    with pytest.raises(SettingsInvalid) as caught:
        await Bot(settings(briefs_dir=empty)).run()

    assert str(caught.value) == (
        f"BRIEFS_DIR: no brief can be served: {empty} holds none that is whole and reviewed"
    )


async def test_no_folder_of_briefs(settings: Callable[..., Settings], tmp_path: Path) -> None:
    """A folder that is not there is one line that names the setting."""
    with pytest.raises(SettingsInvalid) as caught:
        await Bot(settings(briefs_dir=tmp_path / "none")).run()

    assert str(caught.value) == (
        f"BRIEFS_DIR: there is no folder {tmp_path / 'none'}: "
        "set it to the folder that holds the briefs"
    )


async def test_port_in_use(settings: Callable[..., Settings]) -> None:
    """A port in use ends the bot before any platform is connected."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        bot = Bot(settings(http_port=other.getsockname()[1]))
        with pytest.raises(SettingsInvalid, match=r"^HTTP_PORT: "):
            await bot.run()

    assert [platform.running.is_set() for platform in bot.platforms] == [False]


async def test_wrong_database(settings: Callable[..., Settings]) -> None:
    """An address of a database that is none is one line that names the setting."""
    with pytest.raises(SettingsInvalid, match=r"^DATABASE_URL "):
        await Bot(settings(database_url="mysql://host/name")).run()


async def test_no_platform(settings: Callable[..., Settings]) -> None:
    """Without any token there is nothing to serve, and the line names the tokens."""
    with pytest.raises(SettingsInvalid, match="SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or DISCORD"):
        await serve(settings(), stop=asyncio.Event(), clock=FakeClock())


async def test_schedules_are_imported(
    settings: Callable[..., Settings], capsys: pytest.CaptureFixture[str]
) -> None:
    """Good schedules of the file are imported, and each fault of the others is one line."""
    one = settings()
    rule = f"channel: C1, brief: {SEED}, cron: '0 9 * * *', zone: Europe/London"
    file = one.briefs_dir / "schedules.yaml"
    file.write_text(f"- {{id: a, platform: fake0, {rule}}}\n- {{id: b, platform: fax, {rule}}}\n")

    async with Bot(one).running():
        pass

    store = await Store.open(one.database_url.get_secret_value(), clock=FakeClock())
    kept = [due.schedule.id for due in await store.schedules.all()]
    await store.close()
    assert kept == ["a"]
    assert capsys.readouterr().err == f"{file}:2:21: unknown platform 'fax': there is fake0\n"
