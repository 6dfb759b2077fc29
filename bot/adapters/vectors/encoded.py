"""The texts whose vectors are in memory, and questions set against them."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, Self

import numpy as np
import structlog

from bot.adapters.vectors.model import WIDTH, Array, Model
from bot.adapters.vectors.shelf import Shelf
from bot.adapters.vectors.weights import Weights
from bot.adapters.vectors.wordpiece import LONGEST

QUESTIONS: Final = 128  # kept in memory, and never on the shelf

_DECIMALS: Final = 4  # further ones depend on what a text was worked out together with

log = structlog.get_logger()


class Encoded:
    """Vectors by text; one thread may add while another compares."""

    def __init__(self, model: Model, shelf: Shelf) -> None:
        self._model = model
        self._shelf = shelf
        self._vectors: dict[str, Array] = {}
        self._asked = lru_cache(maxsize=QUESTIONS)(self._encoded_question)
        self._keeps = True

    @classmethod
    def load(cls, weights: Weights, shelf: Shelf) -> Self:
        """Load the model and start with no texts."""
        return cls(Model.load(weights), shelf)

    def holds(self, texts: Iterable[str]) -> bool:
        """Say whether the vectors of all these texts are in memory."""
        return all(text in self._vectors for text in texts)

    def missing(self, texts: Iterable[str]) -> list[str]:
        """Return each text once whose vector is not in memory."""
        return [text for text in dict.fromkeys(texts) if text not in self._vectors]

    def add(self, texts: Sequence[str]) -> None:
        """Take these texts' vectors from the shelf; work out and keep those not there."""
        kept = {text: vector for text in texts if (vector := self._shelf.get(text)) is not None}
        new = [text for text in texts if text not in kept]
        worked_out = dict(zip(new, self._model.encode(new), strict=True)) if new else {}
        self._vectors |= kept | worked_out
        for text, vector in worked_out.items():
            self._keep(text, vector)

    def closeness(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return the cosine of the question to each text held; KeyError for one that is not."""
        if not texts:
            return []
        rows = np.concatenate([self._vectors[text] for text in texts]).reshape(-1, WIDTH)
        cosines = rows @ self._asked(question[:LONGEST])
        return [round(cosine, _DECIMALS) for cosine in cosines.tolist()]

    def _encoded_question(self, question: str) -> Array:
        vector: Array = self._model.encode([question])[0]
        return vector

    def _keep(self, text: str, vector: Array) -> None:
        """Put a vector on the shelf; where that fails, say so once and go on in memory."""
        if not self._keeps:
            return
        try:
            self._shelf.put(text, vector)
        except OSError as error:
            self._keeps = False
            log.warning("vectors_not_kept", reason=error.strerror, folder=str(self._shelf.folder))
