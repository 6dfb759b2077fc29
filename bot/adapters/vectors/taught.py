"""The tables that a model was taught, as they come with the bot."""

import tokenize
import zlib
from collections.abc import Collection
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

import numpy as np

from bot.adapters.vectors.model import Tensors
from bot.adapters.vectors.weights import WeightsUnusable

# All that numpy was seen to raise for files with flipped bytes.
_DAMAGE: Final = (
    OSError, ValueError, EOFError, BadZipFile, zlib.error, SyntaxError, tokenize.TokenError,
)  # fmt: skip


def read_taught(path: Path, names: Collection[str]) -> Tensors:
    """Return the tables by their names, in 32 bits; raises WeightsUnusable where any is missing."""
    try:
        with path.open("rb") as opened, np.load(opened) as file:
            tables = {name: file[name].astype(np.float32) for name in file.files}
    except _DAMAGE as error:
        raise WeightsUnusable(f"{path.stem}_damaged") from error
    if not tables.keys() >= set(names):
        raise WeightsUnusable(f"{path.stem}_damaged")
    return tables
