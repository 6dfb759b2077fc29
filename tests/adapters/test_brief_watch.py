"""Briefs that change while the bot runs."""

import asyncio
import shutil
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.adapters.brief_watch import EVERY, WatchedBriefs
from tests.clocks import FakeClock
from tests.conftest import ROOT, SEED


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the seed brief."""
    shutil.copytree(ROOT / "briefs" / SEED, tmp_path / SEED)
    return tmp_path


@pytest.fixture
def watched(folder: Path) -> WatchedBriefs:
    """Return the briefs of the folder, read once."""
    briefs = WatchedBriefs(folder)
    briefs.look()
    return briefs


def edit(folder: Path, old: str, new: str) -> None:
    """Change the brief on disk."""
    path = folder / SEED / "brief.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def label(briefs: WatchedBriefs) -> str:
    """Return the label of a fact as it is served."""
    brief = briefs.library().get(SEED)
    assert brief is not None
    return brief.by_id["arrests"].label


def test_a_change_is_served_as_a_whole(watched: WatchedBriefs, folder: Path) -> None:
    """A corrected brief is the next version; what was handed out before stays as it was."""
    before = watched.library()
    edit(folder, "label: arrests secured by", "label: all arrests secured by")

    with capture_logs() as logs:
        watched.look()

    assert label(watched) == "all arrests secured by the Joint Intelligence Cell"
    assert (
        next(iter(before)).by_id["arrests"].label
        == "arrests secured by the Joint Intelligence Cell"
    )
    assert [entry["event"] for entry in logs] == ["brief_served"]


def test_a_broken_version_leaves_the_old_one_served(watched: WatchedBriefs, folder: Path) -> None:
    """What cannot be served is said in the log, once, and the old version goes on."""
    edit(folder, "value: over 500 arrests", "value: over 900 arrests")

    with capture_logs() as logs:
        watched.look()
        watched.look()

    assert [(entry["event"], entry["older"]) for entry in logs] == [("brief_refused", True)]
    assert (len(watched.library()), len(watched.faults)) == (1, 1)
    edit(folder, "value: over 900 arrests", "value: over 500 arrests")
    watched.look()
    assert watched.faults == ()


def test_a_draft_waits_for_its_review(watched: WatchedBriefs, folder: Path) -> None:
    """A brief that nobody has reviewed, or no longer, is kept from the chats, and that is told."""
    before = watched.waiting
    edit(folder, "  by: the briefing-bot editors\n  on: 2026-11-25", "  by:\n  on:")

    with capture_logs() as logs:
        watched.look()

    assert [(one["event"], one["brief"]) for one in logs] == [("brief_waits_for_review", SEED)]
    assert (before, len(watched.library().reviewed()), len(watched.library())) == ((), 0, 1)
    assert watched.waiting == (
        f"{SEED}: not reviewed, so not served: briefing-bot review {SEED}",
    )  # fmt: skip


def test_a_half_written_draft_is_no_brief(watched: WatchedBriefs, folder: Path) -> None:
    """A hidden folder, in which a brief is being made, is not looked into."""
    shutil.copytree(folder / SEED, folder / ".draft-x")
    watched.look()

    assert (len(watched.library()), watched.faults) == (1, ())


def test_briefs_come_and_go(watched: WatchedBriefs, folder: Path) -> None:
    """A new folder is served, a removed one is not."""
    shutil.copytree(folder / SEED, folder / "another")
    watched.look()
    both = [brief.id for brief in watched.library()]
    shutil.rmtree(folder / SEED)
    watched.look()

    assert (both, [brief.id for brief in watched.library()]) == (["another", SEED], ["another"])


def test_nothing_is_read_again_without_a_change(watched: WatchedBriefs) -> None:
    """A look at unchanged files serves the very same version."""
    before = watched.library()
    watched.look()

    assert watched.library() is before


def test_a_folder_that_is_away_changes_nothing(watched: WatchedBriefs, folder: Path) -> None:
    """A disk that is not there for a while leaves what was read in service."""
    shutil.move(folder, folder.with_name("away"))
    watched.look()

    assert len(watched.library()) == 1


async def test_a_change_is_noticed_within_two_seconds(watched: WatchedBriefs, folder: Path) -> None:
    """The running bot looks every second."""
    clock = FakeClock()
    following = asyncio.create_task(watched.run(clock))
    await clock.asleep()
    edit(folder, "label: arrests secured by", "label: all arrests secured by")

    clock.advance(EVERY)
    await clock.asleep()
    following.cancel()

    assert label(watched).startswith("all arrests")
    assert EVERY <= 1
