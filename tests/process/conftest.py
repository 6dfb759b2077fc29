"""Bot processes against a fake Slack and a fake Discord on loopback."""

import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, SEED
from tests.process.bot_process import BotProcess
from tests.wire.fake_discord import TOKEN, FakeDiscord
from tests.wire.fake_slack import APP_TOKEN, BOT_TOKEN, FakeSlack

Start = Callable[..., BotProcess]


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    """Give a workspace; every message that it was sent must have been without a fault."""
    async with FakeSlack() as fake:
        yield fake
    assert fake.faults == []


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    """Give a Discord; it checks every message that it was sent."""
    async with FakeDiscord() as fake:
        yield fake


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder to start in, with the seed brief."""
    (tmp_path / "briefs").mkdir()
    shutil.copytree(ROOT / "briefs" / SEED, tmp_path / "briefs" / SEED)
    return tmp_path


@pytest.fixture
def start(folder: Path, slack: FakeSlack, discord: FakeDiscord) -> Start:
    """Give a way to start a bot with both platforms; None takes a variable away."""

    def process(**changes: str | None) -> BotProcess:
        environment = {
            "FAKE_SLACK_URL": slack.url,
            "FAKE_DISCORD_URL": discord.rest_base,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "DISCORD_TOKEN": TOKEN,
            "HTTP_PORT": "0",
            "LOG_LEVEL": "DEBUG",
        } | changes
        return BotProcess(folder, {name: value for name, value in environment.items() if value})

    return process
