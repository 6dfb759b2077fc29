"""What every test may use: the seed brief, and an environment without settings of ours."""

import os
from pathlib import Path

import pytest

from bot.adapters.brief_files import BriefFolder
from bot.core.brief import Brief
from bot.core.library import Library

ROOT = Path(__file__).resolve().parent.parent
SEED = "uk-france-2022-11-14"
_OURS = (
    "SLACK_",
    "DISCORD_",
    "BRIEFS_",
    "DATABASE_",
    "HTTP_",
    "LOG_",
    "DEFAULT_TIMEZONE",
    "MANAGERS",
    "KEEP_QUESTIONS",
)


@pytest.fixture(autouse=True, scope="session")
def _clean_environment() -> None:
    for name in [one for one in os.environ if one.startswith(_OURS)]:
        del os.environ[name]


@pytest.fixture(scope="session")
def library() -> Library:
    """Return the briefs that the project ships."""
    return BriefFolder.read(ROOT / "briefs").library()


@pytest.fixture(scope="session")
def seed(library: Library) -> Brief:
    """Return the UK-France brief."""
    brief = library.get(SEED)
    assert brief is not None
    return brief
