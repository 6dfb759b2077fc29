"""The quick part of the trials of scheduled posts; `python bench/schedules.py` runs the long one."""

from pathlib import Path

import pytest

from bot.adapters.store.outbox import OF_A_TENANT
from tests.posts import histories, trials
from tests.posts.burst import burst

PLATFORMS = ("slack", "discord")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Give the address of an empty database."""
    return f"sqlite:///{tmp_path}/bot.sqlite"


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_killed(url: str, platform: str) -> None:
    """A process killed at every failpoint and at any moment loses, doubles and leaves nothing."""
    result = await trials.kills(url, platform, 10)

    assert result.good, result


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_nine_faults(url: str, platform: str) -> None:
    """Posts through every kind of fault arrive once, and none before the time asked for."""
    result = await trials.spoilt(url, platform, 100)

    assert result.good, result


async def test_replicas(url: str) -> None:
    """Of three replicas with wrong clocks, one frozen and one killed, each slot is posted once."""
    result = await trials.replicas(url, "slack", 60, freezes=2)

    assert result.good, result


@pytest.mark.parametrize("what", ["platform", "database"])
async def test_away(url: str, what: str) -> None:
    """What was due while the chat or the database was away is out after its return, oldest first."""
    result = await trials.away(url, "slack", what, 30, factor=trials.FACTOR)

    assert (result.lost, result.double, result.stuck) == (0, 0, 0), result
    assert result.more["oldest_first"]


def test_histories() -> None:
    """Random histories of people, crashes and lost answers never double or lose a post."""
    histories.live(6, steps=30)


async def test_burst(url: str) -> None:
    """Many posts due at once keep to the chats' rates, and questions are answered meanwhile."""
    found = await burst(url, 80, channels=40)

    assert (found.posts, found.double) == (80, 0)
    assert found.in_a_channel == 1
    assert found.in_a_tenant <= OF_A_TENANT
