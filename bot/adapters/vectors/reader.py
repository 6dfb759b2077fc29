"""How well a passage answers a question, from the rows of the sentence model.

Every word of the question looks for the word of the passage nearest to it (late interaction,
Khattab and Zaharia 2020). How well they all find one, how badly the worst does, how well the value
fits what is asked for, and how near the whole of both is, make the passage's score; set against it
is a score for "none of them". Passages are worked out before any question, a question once for all
passages. `bench/reader.py` teaches the tables.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from bot.adapters.vectors.model import Array, Model, Pieces, Tensors
from bot.adapters.vectors.showing import asked, shown
from bot.adapters.vectors.taught import read_taught
from bot.adapters.vectors.weights import Weights
from bot.adapters.vectors.wordpiece import WordPiece
from bot.core.passages import Passage

Rows = NDArray[np.float16]  # half the memory, and the same as they are kept on disk
TAUGHT: Final = Path(__file__).with_name("reader.npz")
WIDTH: Final = 64  # numbers in a row that is compared

_TABLES: Final = (
    "word", "asked", "value", "question", "whole", "mark", "signs",
    "telling", "telling_from", "nothing", "nothing_from", "claims", "claims_from",
)  # fmt: skip
_SHARP: Final = np.float32(8)  # how far the worst word outweighs the second worst
_LEAST: Final = np.float32(1e-6)  # what a word of a question counts
_FIRST: Final = 2  # rows of a passage before those of its words: its value's and the whole's


class Asked(NamedTuple):
    """A question: a row and a weight for each of its words, what it asks for, if it does."""

    words: Array
    telling: Array
    value: Array
    whole: Array
    nothing: float
    claims: float


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads passages and questions, and sets them against each other."""

    model: Model
    wordpiece: WordPiece
    taught: Tensors

    @classmethod
    def load(cls, weights: Weights, taught: Path = TAUGHT) -> Self:
        """Build the reader from the sentence model and what it was taught."""
        tables = read_taught(taught, _TABLES)
        return cls(Model.load(weights, tables), WordPiece.read(weights.vocabulary), tables)

    def read(self, passages: Sequence[Passage]) -> list[Rows]:
        """Return the rows of each passage: its value's, the whole's, then its words'."""
        texts = [shown(self.wordpiece, one) for one in passages]
        found = self.model.rows(texts, self.taught["mark"])
        return [self._passage(*both) for both in zip(found, texts, strict=True)]

    def ask(self, question: str) -> Asked:
        """Return what a question is compared by."""
        rows = self.model.rows([asked(self.wordpiece, question)], self.taught["mark"])[0]
        mean = rows.mean(axis=0)
        inner = rows[1:-1]
        return Asked(
            _unit(inner @ self.taught["word"].T),
            np.maximum(
                np.logaddexp(0, inner @ self.taught["telling"] + self.taught["telling_from"]),
                _LEAST,
            ),
            _unit(mean @ self.taught["asked"].T),
            _unit(mean @ self.taught["question"].T),
            float(mean @ self.taught["nothing"] + self.taught["nothing_from"]),
            _likely(float(mean @ self.taught["claims"] + self.taught["claims_from"])),
        )

    def scores(self, asked: Asked, passages: Sequence[Rows]) -> Array:
        """Return by how much each passage answers rather than none does, in log odds."""
        if not len(asked.words):
            return np.full(len(passages), -asked.nothing, dtype=np.float32)
        words = np.concatenate([one[_FIRST:] for one in passages]).astype(np.float32)
        starts = np.cumsum([0, *(len(one) - _FIRST for one in passages[:-1])])
        nearest = np.maximum.reduceat(asked.words @ words.T, starts, axis=1)
        share = asked.telling / asked.telling.sum()
        best = share @ nearest
        worst = -np.logaddexp.reduce(np.log(asked.telling)[:, None] - _SHARP * nearest) / _SHARP
        value, whole = np.stack([one[:_FIRST] for one in passages]).transpose(1, 0, 2)
        signs = np.stack([best, value @ asked.value, whole @ asked.whole, worst])
        found: Array = self.taught["signs"] @ signs - np.float32(asked.nothing)
        return found

    def _passage(self, rows: Array, text: Pieces) -> Rows:
        part = text.marked[0]
        value = (rows[part] if part.start < part.stop else rows).mean(axis=0)
        first = value @ self.taught["value"].T, rows.mean(axis=0) @ self.taught["whole"].T
        return _unit(np.vstack([*first, rows @ self.taught["word"].T])).astype(np.float16)


def _likely(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def _unit(rows: Array) -> Array:
    unit: Array = rows / np.linalg.norm(rows, axis=-1, keepdims=True)
    return unit
