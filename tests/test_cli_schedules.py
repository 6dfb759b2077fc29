"""Scheduled posts in the terminal."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import main
from tests.conftest import ROOT

WHERE = ("--platform", "slack", "--channel", "C1")

Do = Callable[..., tuple[int, str]]


@pytest.fixture
def do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Do:
    """Give a way to run the command on an empty database: its exit code and all it printed."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/bot.sqlite3")
    monkeypatch.setenv("BRIEFS_DIR", str(ROOT / "briefs"))

    def command(*words: str) -> tuple[int, str]:
        code = main(["schedules", *words])
        shown = capsys.readouterr()
        return code, shown.out + shown.err

    return command


def test_made_and_managed(do: Do) -> None:
    """An operator makes a post, sees it, pauses, resumes, changes and removes it."""
    code, made = do("add", "weekdays", "09:00", "London", "short", *WHERE)
    name = re.findall(r"Name: (\w+)", made)[0]
    listed = do("list")[1]
    done = [do(*words)[1] for words in (
        ("pause", name), ("resume", name), ("edit", name, "10:00", "Paris"), ("run", name),
        ("show", name), ("remove", name), ("list",),
    )]  # fmt: skip

    assert (code, made.startswith("Every weekday at 09:00, London time: ")) == (0, True)
    assert "Posted now, it would say:" in made
    assert f"Name: {name} · Active · slack C1 · Next: " in listed
    beginnings = (
        "Paused: ", "Resumed from now on", "Changed. Every weekday at 10:00, Paris time",
        "The running bot posts it within seconds. ", "Every weekday at 10:00", "Removed. ", "No scheduled post",
    )  # fmt: skip
    assert [text.startswith(start) for text, start in zip(done, beginnings, strict=True)] == [
        True
    ] * 7
    assert "Waiting to be posted" in done[4]


def test_previewed(do: Do) -> None:
    """A preview shows what would be made and keeps nothing."""
    code, shown = do("preview", "first", "working", "day", "of", "the", "month", "10:00", *WHERE)

    assert (code, shown.startswith("On the first working day of the month at 10:00")) == (0, True)
    assert do("list")[1].startswith("No scheduled post is kept here.")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("pause",), "schedules pause: name one; see: briefing-bot schedules"),
        (("add", "09:00"), "schedules add: say when, --platform and --channel, for instance: "),
        (("pause", "gone"), "There is no scheduled post of that name here."),
        (("add", "9:00", "UTC+1", *WHERE), "I keep times by a place"),
        (
            ("add", "about", "9", "--brief", "all", *WHERE),
            "A part of that is no time, no place and no statement that I know.\nYou wrote: “about”",
        ),
    ],
)
def test_wrong_use(do: Do, words: tuple[str, ...], told: str) -> None:
    """What cannot be done is told, with exit code 2."""
    code, shown = do(*words)

    assert (code, shown.startswith(told)) == (2, True)
