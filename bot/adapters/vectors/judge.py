"""Where passages stand on a claim, and a second look at what may answer a question.

Two passages that share all words may say the opposite, so here, other than in the reader, the model
sees claim or question and passage at once (a cross-encoder, Nogueira and Cho 2019), which costs as
much as reading the passage anew and is done for the few that come nearest. `bench/judge.py` teaches
the tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np

from bot.adapters.vectors.model import Array, Dense, Model, Tensors, gelu
from bot.adapters.vectors.showing import both
from bot.adapters.vectors.taught import read_taught
from bot.adapters.vectors.weights import Weights
from bot.adapters.vectors.wordpiece import WordPiece
from bot.core.passages import Passage
from bot.core.reader import Stance

TAUGHT: Final = Path(__file__).with_name("judge.npz")

_TABLES: Final = (
    "mark",
    "second",
    *(f"{one}.{two}" for one in ("thought", "said", "answers") for two in ("weight", "bias")),
)


@dataclass(frozen=True, slots=True)
class Judge:
    """Sets passages against a claim or a question."""

    model: Model
    wordpiece: WordPiece
    taught: Tensors
    thought: Dense
    said: Dense
    answering: Dense

    @classmethod
    def load(cls, weights: Weights, taught: Path = TAUGHT) -> Self:
        """Build the judge from the sentence model and what it was taught."""
        tables = read_taught(taught, _TABLES)
        return cls(
            Model.load(weights, tables), WordPiece.read(weights.vocabulary), tables,
            *(Dense.of(tables, one) for one in ("thought", "said", "answers")),
        )  # fmt: skip

    def answers(self, question: str, passages: Sequence[Passage]) -> list[float]:
        """Return by how much each passage answers rather than none does, in log odds."""
        if not passages:
            return []
        odds = self.answering(self._thoughts(question, passages))
        return [float(one) for one in odds[:, 0]]

    def stances(self, claim: str, passages: Sequence[Passage]) -> list[Stance]:
        """Return how likely each passage is to support a claim, and to contradict it."""
        if not passages:
            return []
        odds = self.said(self._thoughts(claim, passages))
        likely = np.exp(odds - np.logaddexp.reduce(odds, axis=1, keepdims=True))
        return [Stance(float(yes), float(no)) for yes, no, _ in likely]

    def _thoughts(self, text: str, passages: Sequence[Passage]) -> Array:
        """Return a row for each passage, read together with the text."""
        texts = [both(self.wordpiece, text, one) for one in passages]
        found = self.model.rows(texts, self.taught["mark"], self.taught["second"])
        return gelu(self.thought(np.stack([rows[0] + rows.mean(axis=0) for rows in found])))
