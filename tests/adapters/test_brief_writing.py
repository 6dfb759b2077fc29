"""Briefs put on disk whole or not at all."""

import os
import signal
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.adapters import brief_writing
from bot.adapters.brief_files import open_brief
from bot.adapters.brief_writing import write_new, write_over
from bot.errors import BriefNotWritten
from tests.adapters.malformed import BRIEF, STATEMENT, good


def held(folder: Path) -> dict[str, str]:
    """Return all files below a folder with their texts."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in paths}


def test_a_new_brief_comes_with_both_its_files(tmp_path: Path) -> None:
    """The folder and those above it are made, and nothing else stays behind."""
    write_new(tmp_path / "a" / "b", brief="x: ü\n", statement="y\r\n")

    assert (tmp_path / "a" / "b" / "statement.txt").read_bytes() == b"y\r\n"
    assert held(tmp_path) == {"a/b/brief.yaml": "x: ü\n", "a/b/statement.txt": "y\n"}
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    """A folder that holds something, even if it came in the meantime, stays as it is."""
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "mine").write_text("1", encoding="utf-8")

    with pytest.raises(BriefNotWritten, match="b: cannot be written: Directory not empty"):
        write_new(tmp_path / "b", brief="x", statement="y")
    assert (held(tmp_path), len(list(tmp_path.iterdir()))) == ({"b/mine": "1"}, 1)


def test_a_full_disk_leaves_the_old_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where one of two files cannot be written, neither takes its place."""
    write_new(tmp_path / "b", brief="old", statement="old")
    fill = brief_writing._fill

    def full(folder: Path, texts: Mapping[str, str]) -> None:
        fill(folder, dict(list(texts.items())[:1]))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(brief_writing, "_fill", full)
    with pytest.raises(BriefNotWritten, match="No space left on device"):
        write_over(tmp_path / "b", {"brief.yaml": "new", "statement.txt": "new"})

    assert held(tmp_path) == {"b/brief.yaml": "old", "b/statement.txt": "old"}


def killed(renames: int, folder: Path, texts: Mapping[str, str]) -> None:
    """Replace the files in a process that is killed after so many renames."""
    process = os.fork()
    if process:
        os.waitpid(process, 0)
        return
    rename, left = os.rename, iter(range(renames))

    def counted(before: str, after: str) -> None:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        rename(before, after)

    os.rename = os.replace = counted  # type: ignore[assignment]  # (nothing after this counts)
    write_over(folder, texts)
    os._exit(0)


def read(folder: Path) -> dict[str, str]:
    """Return the two texts of a brief as everybody reads them."""
    found = open_brief(folder)
    return {"brief.yaml": found.text, "statement.txt": found.brief.statement}


@pytest.mark.parametrize(("renames", "version"), [(0, "old"), (1, "new"), (2, "new"), (3, "new")])
def test_an_update_that_is_killed_leaves_one_whole_version(
    renames: int, version: str, tmp_path: Path
) -> None:
    """After any of its renames both files are read as old or both as new, now and later."""
    folder = tmp_path / "b"
    good(folder)
    old = {"brief.yaml": BRIEF, "statement.txt": STATEMENT}
    new = {"brief.yaml": f"# new\n{BRIEF}", "statement.txt": f"{STATEMENT}new\n"}
    later = {"brief.yaml": f"# later\n{BRIEF}"}

    killed(renames, folder, new)
    first = read(folder)
    write_over(folder, later)

    left = {"old": old, "new": new}[version]
    assert (first, read(folder)) == (left, left | later)
    assert not (folder / ".update").exists()
    assert {name: (folder / name).read_text(encoding="utf-8") for name in left} == left | later


def test_a_file_keeps_its_rights_and_its_link(tmp_path: Path) -> None:
    """A brief that is linked within the folder is replaced where it is."""
    write_new(tmp_path / "b", brief="old", statement="old")
    (tmp_path / "b" / "brief.yaml").rename(tmp_path / "b" / "kept.yaml")
    (tmp_path / "b" / "kept.yaml").chmod(0o640)
    (tmp_path / "b" / "brief.yaml").symlink_to("kept.yaml")

    write_over(tmp_path / "b", {"brief.yaml": "new"})
    kept = tmp_path / "b" / "kept.yaml"
    assert (kept.read_text(encoding="utf-8"), oct(kept.stat().st_mode)[-3:]) == ("new", "640")
    assert (tmp_path / "b" / "brief.yaml").is_symlink()
