"""Vectors kept on disk from one start to the next. All of it may be deleted at any time."""

import hashlib
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from bot.adapters.vectors.model import WIDTH, Array
from bot.adapters.vectors.weights import SHA256, TENSORS

FORM: Final = "1"  # to be raised when the same text gets another vector from the same weights

_NUMBERS: Final = np.dtype("<f4")
_SIZE: Final = WIDTH * _NUMBERS.itemsize


@dataclass(frozen=True, slots=True)
class Shelf:
    """A file for each text, named by the hash of weights and text: the text cannot be read back."""

    folder: Path

    def get(self, text: str) -> Array | None:
        """Return a text's vector; None where there is none, or not whole, or another text's."""
        key = _key(text)
        try:
            data = self._path(key).read_bytes()
        except OSError:
            return None
        vector, seal = data[:_SIZE], data[_SIZE:]
        whole = len(vector) == _SIZE and seal == _seal(key, vector)
        return np.frombuffer(vector, _NUMBERS).astype(np.float32) if whole else None

    def put(self, text: str, vector: Array) -> None:
        """Keep a text's vector, whole or not at all; raises OSError where that is not possible."""
        key = _key(text)
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        data = vector.astype(_NUMBERS).tobytes()
        draft = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}")
        try:
            draft.write_bytes(data + _seal(key, data))
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)

    def _path(self, key: bytes) -> Path:
        name = key.hex()
        return self.folder / name[:2] / name


def _key(text: str) -> bytes:
    made_with = f"{SHA256[TENSORS]} {FORM}\n"
    return hashlib.sha256(made_with.encode() + text.encode("utf-8", "surrogatepass")).digest()


def _seal(key: bytes, vector: bytes) -> bytes:
    return hashlib.sha256(key + vector).digest()
