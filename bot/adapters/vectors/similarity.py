"""How well passages answer a question in meaning.

Importing this module loads neither numpy nor the model: where nothing is left open, nothing is
paid for them.
"""

import asyncio
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, Self

import structlog

from bot.adapters.vectors.weights import Weights, WeightsUnusable, installed, verified
from bot.core.passages import Passage
from bot.core.reader import Stance

if TYPE_CHECKING:
    from bot.adapters.vectors.encoded import Encoded

# Passages that one step works out; stopping waits for a step, a fifth of a second.
BATCH: Final = 16

# One thread: with two on two busy cores the same sentence took 2 to 25 times as long.
_THREADS: Final = {"OPENBLAS_NUM_THREADS": "1", "VECLIB_MAXIMUM_THREADS": "1"}

log = structlog.get_logger()


class Similarity:
    """Compares a question with passages prepared before (`bot.ports.Closeness`).

    `on_demand` prepares what is not ready when it is asked about: for the terminal, where nobody
    else waits. Questions are never written to disk.
    """

    def __init__(self, weights: Weights, *, cache: Path, on_demand: bool = False) -> None:
        self._weights = weights
        self._cache = cache
        self._on_demand = on_demand
        self._encoded: Encoded | None = None
        self._loading = Lock()

    @classmethod
    def open(
        cls, cache: Path, *, folder: Path | None = None, on_demand: bool = False
    ) -> Self | None:
        """Find and check the weights, loading nothing; None, and a warning, without them."""
        try:
            weights = verified(folder or installed(), notes=cache)
        except WeightsUnusable as unusable:
            log.warning("vectors_missing", reason=str(unusable))
            return None
        return cls(weights, cache=cache, on_demand=on_demand)

    def known(self, passages: Sequence[Passage]) -> bool:
        """Say whether all these passages can be compared at once."""
        return self._on_demand or (self._encoded is not None and self._encoded.holds(passages))

    def closeness(self, question: str, passages: Sequence[Passage]) -> Sequence[float] | None:
        """Return by how much each passage answers, in log odds; None where one is not ready."""
        if self._on_demand:
            self.prepare_now(passages)
        encoded = self._encoded
        if encoded is None or not encoded.holds(passages):
            return None
        return encoded.closeness(question, passages)

    def answers(self, question: str, passages: Sequence[Passage]) -> Sequence[float] | None:
        """Return by how much each answers in a second look; None before anything is loaded."""
        encoded = self._loaded() if self._on_demand else self._encoded
        return encoded.answers(question, passages) if encoded else None

    def stances(self, claim: str, passages: Sequence[Passage]) -> Sequence[Stance] | None:
        """Return where each passage stands on a claim; None before anything is loaded."""
        encoded = self._loaded() if self._on_demand else self._encoded
        return encoded.stances(claim, passages) if encoded else None

    def claims(self, question: str) -> float | None:
        """Return how likely a question is to claim something; None before anything is loaded."""
        encoded = self._loaded() if self._on_demand else self._encoded
        return encoded.claims(question) if encoded else None

    async def prepare(self, passages: Iterable[Passage]) -> None:
        """Make passages ready off the event loop; cancelling waits for one batch at most."""
        encoded = await asyncio.to_thread(self._loaded)
        for step in _steps(encoded, passages):
            await asyncio.to_thread(step)

    def prepare_now(self, passages: Iterable[Passage]) -> None:
        """Make passages ready before returning."""
        for step in _steps(self._loaded(), passages):
            step()

    def _loaded(self) -> "Encoded | None":
        """Return what is loaded, loading it once; None, and a warning, where that fails."""
        with self._loading:
            try:
                self._encoded = self._encoded or self._load()
            except (ImportError, OSError) as error:  # removed or replaced since the start
                log.warning("vectors_missing", reason=type(error).__name__)
            except WeightsUnusable as unusable:
                log.warning("vectors_missing", reason=str(unusable))
            return self._encoded

    def _load(self) -> "Encoded":
        for name, count in _THREADS.items():
            os.environ.setdefault(name, count)  # read by numpy when it is imported, so before that
        from bot.adapters.vectors.encoded import Encoded  # noqa: PLC0415 - see the module
        from bot.adapters.vectors.shelf import Shelf  # noqa: PLC0415

        return Encoded.load(self._weights, Shelf(self._cache))


def _steps(encoded: "Encoded | None", passages: Iterable[Passage]) -> Iterator[Callable[[], None]]:
    """Yield the steps that make ready what is missing; none where nothing can be encoded."""
    if encoded is None:
        return
    missing = encoded.missing(passages)
    for start in range(0, len(missing), BATCH):
        yield partial(encoded.add, missing[start : start + BATCH])
