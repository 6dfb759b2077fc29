"""The passages whose vectors are in memory, and questions set against them."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, Self

import structlog

from bot.adapters.vectors.judge import Judge
from bot.adapters.vectors.reader import Reader, Rows
from bot.adapters.vectors.shelf import Shelf
from bot.adapters.vectors.weights import Weights, WeightsUnusable
from bot.adapters.vectors.wordpiece import LONGEST
from bot.core.passages import Passage
from bot.core.reader import Stance

QUESTIONS: Final = 128  # kept in memory, and never on the shelf

_DECIMALS: Final = 2  # further ones depend on what a passage was worked out together with

log = structlog.get_logger()


class Encoded:
    """Vectors by passage; one thread may add while another compares."""

    def __init__(self, reader: Reader, judge: Judge | None, shelf: Shelf) -> None:
        self._reader = reader
        self._stances = lru_cache(maxsize=QUESTIONS)(judge.stances) if judge else None
        self._answers = lru_cache(maxsize=QUESTIONS)(judge.answers) if judge else None
        self._shelf = shelf
        self._vectors: dict[Passage, Rows] = {}
        self._asked = lru_cache(maxsize=QUESTIONS)(reader.ask)
        self._keeps = True

    @classmethod
    def load(cls, weights: Weights, shelf: Shelf) -> Self:
        """Load the models and start with no passages."""
        return cls(Reader.load(weights), _judge(weights), shelf)

    def holds(self, passages: Iterable[Passage]) -> bool:
        """Say whether the vectors of all these passages are in memory."""
        return all(one in self._vectors for one in passages)

    def missing(self, passages: Iterable[Passage]) -> list[Passage]:
        """Return each passage once whose vectors are not in memory."""
        return [one for one in dict.fromkeys(passages) if one not in self._vectors]

    def add(self, passages: Sequence[Passage]) -> None:
        """Take these passages' vectors from the shelf; work out and keep those not there."""
        kept = {one: found for one in passages if (found := self._shelf.get(one)) is not None}
        new = [one for one in passages if one not in kept]
        worked_out = dict(zip(new, self._reader.read(new), strict=True)) if new else {}
        self._vectors |= kept | worked_out
        for one, vectors in worked_out.items():
            self._keep(one, vectors)

    def closeness(self, question: str, passages: Sequence[Passage]) -> list[float]:
        """Return by how much each passage answers; KeyError for one that is not held."""
        if not passages:
            return []
        held = [self._vectors[one] for one in passages]
        found = self._reader.scores(self._asked(question[:LONGEST]), held)
        return [round(one, _DECIMALS) for one in found.tolist()]

    def answers(self, question: str, passages: Sequence[Passage]) -> list[float] | None:
        """Return by how much each passage answers in a second look; None without a judge."""
        if self._answers is None:
            return None
        found = self._answers(question[:LONGEST], tuple(passages))
        return [round(one, _DECIMALS) for one in found]

    def stances(self, claim: str, passages: Sequence[Passage]) -> Sequence[Stance] | None:
        """Return where each passage stands on a claim; None without a judge."""
        return self._stances(claim[:LONGEST], tuple(passages)) if self._stances else None

    def claims(self, question: str) -> float:
        """Return how likely a question is to claim something."""
        return self._asked(question[:LONGEST]).claims

    def _keep(self, one: Passage, vectors: Rows) -> None:
        """Put vectors on the shelf; where that fails, say so once and go on in memory."""
        if not self._keeps:
            return
        try:
            self._shelf.put(one, vectors)
        except OSError as error:
            self._keeps = False
            log.warning("vectors_not_kept", reason=error.strerror, folder=str(self._shelf.folder))


def _judge(weights: Weights) -> Judge | None:
    """Return the judge of claims; without its tables say so once, and the reader goes on alone."""
    try:
        return Judge.load(weights)
    except WeightsUnusable as unusable:
        log.warning("judge_missing", reason=str(unusable))
        return None
