"""Briefs put on disk whole or not at all."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.adapters import brief_writing
from bot.adapters.brief_writing import write_new, write_over
from bot.errors import BriefNotWritten


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
