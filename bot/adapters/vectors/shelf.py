"""Vectors kept on disk from one start to the next. All of it may be deleted at any time."""

import hashlib
import os
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from bot.adapters.vectors.reader import TAUGHT, WIDTH, Rows
from bot.adapters.vectors.weights import SHA256, TENSORS
from bot.core.passages import Passage

FORM: Final = "2"  # to be raised when the same passage gets other vectors from the same weights

_NUMBERS: Final = np.dtype("<f2")
_SEAL: Final = hashlib.sha256().digest_size
_BETWEEN: Final = "\x1f"  # the parts of a passage in its key


@dataclass(frozen=True, slots=True)
class Shelf:
    """A file for each passage, named by a hash: its words cannot be read back."""

    folder: Path

    def get(self, passage: Passage) -> Rows | None:
        """Return a passage's vectors; None where there are none, or not whole, or another's."""
        key = _key(passage)
        try:
            data = self._path(key).read_bytes()
        except OSError:
            return None
        vectors, seal = data[:-_SEAL], data[-_SEAL:]
        if not vectors or seal != _seal(key, vectors):
            return None
        return np.frombuffer(vectors, _NUMBERS).reshape(-1, WIDTH)

    def put(self, passage: Passage, vectors: Rows) -> None:
        """Keep a passage's vectors, whole or not at all; raises OSError where it cannot."""
        key = _key(passage)
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        data = vectors.astype(_NUMBERS).tobytes()
        draft = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}")
        try:
            draft.write_bytes(data + _seal(key, data))
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)

    def _path(self, key: bytes) -> Path:
        name = key.hex()
        return self.folder / name[:2] / name


@cache
def _made_with() -> bytes:
    taught = hashlib.sha256(TAUGHT.read_bytes()).hexdigest()
    return f"{SHA256[TENSORS]} {taught} {FORM}\n".encode()


def _key(passage: Passage) -> bytes:
    words = _BETWEEN.join(passage).encode("utf-8", "surrogatepass")
    return hashlib.sha256(_made_with() + words).digest()


def _seal(key: bytes, vectors: bytes) -> bytes:
    return hashlib.sha256(key + vectors).digest()
