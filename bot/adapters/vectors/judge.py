"""Where passages stand on a claim: read together with it, each word seen in the light of both.

Two passages that share all words may say the opposite, so here, other than in the reader, the model
sees claim and passage at once (a cross-encoder, Nogueira and Cho 2019), which costs as much as
reading the passage anew and is done for the few that come nearest. `bench/judge.py` teaches the
tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np

from bot.adapters.vectors.model import Dense, Model, Tensors, gelu
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
    *(f"{one}.{two}" for one in ("thought", "said") for two in ("weight", "bias")),
)


@dataclass(frozen=True, slots=True)
class Judge:
    """Sets passages against a claim."""

    model: Model
    wordpiece: WordPiece
    taught: Tensors
    thought: Dense
    said: Dense

    @classmethod
    def load(cls, weights: Weights, taught: Path = TAUGHT) -> Self:
        """Build the judge from the sentence model and what it was taught."""
        tables = read_taught(taught, _TABLES)
        return cls(
            Model.load(weights, tables), WordPiece.read(weights.vocabulary), tables,
            Dense.of(tables, "thought"), Dense.of(tables, "said"),
        )  # fmt: skip

    def stances(self, claim: str, passages: Sequence[Passage]) -> list[Stance]:
        """Return how likely each passage is to support a claim, and to contradict it."""
        if not passages:
            return []
        texts = [both(self.wordpiece, claim, one) for one in passages]
        found = self.model.rows(texts, self.taught["mark"], self.taught["second"])
        wholes = np.stack([rows[0] + rows.mean(axis=0) for rows in found])
        odds = self.said(gelu(self.thought(wholes)))
        likely = np.exp(odds - np.logaddexp.reduce(odds, axis=1, keepdims=True))
        return [Stance(float(yes), float(no)) for yes, no, _ in likely]
