"""How well a passage answers a question, from the rows of the sentence model.

Every word of the question looks for the word of the passage nearest to it (late interaction,
Khattab and Zaharia 2020). How well they all find one, how badly the worst does, how well the value
fits what is asked for, and how near the whole of both is, make the passage's score; set against it
is a score for "none of them". Passages are worked out before any question, a question once for all
passages. `bench/reader.py` teaches the tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple, Self
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from bot.adapters.vectors.model import Array, Model, Pieces, Tensors
from bot.adapters.vectors.weights import Weights, WeightsUnusable
from bot.adapters.vectors.wordpiece import WordPiece
from bot.core.passages import Passage

Rows = NDArray[np.float16]  # half the memory, and the same as they are kept on disk
TAUGHT: Final = Path(__file__).with_name("reader.npz")
WIDTH: Final = 64  # numbers in a row that is compared

_QUESTION: Final = 38  # pieces of a question that are read
_CALLED: Final = 16  # of what a value is called
_VALUE: Final = 32
_SENTENCE: Final = 48  # of the value and what stands around it
_SHARP: Final = np.float32(8)  # how far the worst word outweighs the second worst
_LEAST: Final = np.float32(1e-6)  # what a word of a question counts
_FIRST: Final = 2  # rows of a passage before those of its words: its value's and the whole's


class Asked(NamedTuple):
    """A question: a row and a weight for each of its words, and what it asks for."""

    words: Array
    telling: Array
    value: Array
    whole: Array
    nothing: float


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads passages and questions, and sets them against each other."""

    model: Model
    wordpiece: WordPiece
    taught: Tensors

    @classmethod
    def load(cls, weights: Weights, taught: Path = TAUGHT) -> Self:
        """Build the reader from the sentence model and what it was taught."""
        try:
            with taught.open("rb") as opened, np.load(opened) as file:
                tables = {name: file[name].astype(np.float32) for name in file.files}
        except (OSError, ValueError, EOFError, BadZipFile) as error:
            raise WeightsUnusable("reader_damaged") from error
        return cls(Model.load(weights, tables), WordPiece.read(weights.vocabulary), tables)

    def read(self, passages: Sequence[Passage]) -> list[Rows]:
        """Return the rows of each passage: its value's, the whole's, then its words'."""
        texts = [self.shown(one) for one in passages]
        found = self.model.rows(texts, self.taught["mark"])
        return [self._passage(*both) for both in zip(found, texts, strict=True)]

    def ask(self, question: str) -> Asked:
        """Return what a question is compared by."""
        rows = self.model.rows([self.asked(question)], self.taught["mark"])[0]
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

    def asked(self, question: str) -> Pieces:
        """Return what the model is shown of a question."""
        pieces = self.wordpiece.pieces(question)[:_QUESTION]
        return Pieces([self.wordpiece.start, *pieces, self.wordpiece.end])

    def shown(self, one: Passage) -> Pieces:
        """Return what the model is shown of a passage: as much as fits around the value."""
        cut = self.wordpiece.pieces
        begin = [self.wordpiece.start, *cut(one.sort), *cut(one.called)[:_CALLED]]
        value, before, after = cut(one.value)[:_VALUE], cut(one.before), cut(one.after)
        room = _SENTENCE - len(value)
        after = after[: max(room // 2, room - len(before))]
        before = before[len(before) - min(len(before), room - len(after)) :]
        start = len(begin) + 1 + len(before)
        end = self.wordpiece.end
        ids = [*begin, end, *before, *value, *after, end]
        return Pieces(ids, slice(start, start + len(value)))

    def _passage(self, rows: Array, text: Pieces) -> Rows:
        value = (rows[text.marked] if text.marked.start < text.marked.stop else rows).mean(axis=0)
        first = value @ self.taught["value"].T, rows.mean(axis=0) @ self.taught["whole"].T
        return _unit(np.vstack([*first, rows @ self.taught["word"].T])).astype(np.float16)


def _unit(rows: Array) -> Array:
    unit: Array = rows / np.linalg.norm(rows, axis=-1, keepdims=True)
    return unit
