"""What a reader tells of passages: how well each answers, and where it stands on a claim."""

from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

from bot.core.claim_words import ASKING
from bot.core.passages import Passage
from bot.core.reading import Reading

_CLAIMS: Final = 0.7  # how likely a question must be to claim something


class Stance(NamedTuple):
    """How likely a passage is to support a claim, and to contradict it; what is left is neither."""

    supports: float
    contradicts: float


class PassageReader(Protocol):
    """Reads passages in memory and never fails. None: it has not read them yet."""

    def closeness(self, question: str, passages: Sequence[Passage]) -> Sequence[float] | None:
        """Return by how much each answers rather than none does, in log odds."""

    def answers(self, question: str, passages: Sequence[Passage]) -> Sequence[float] | None:
        """Return the same of a few, each read together with the question: surer, and dearer."""

    def stances(self, claim: str, passages: Sequence[Passage]) -> Sequence[Stance] | None:
        """Return where each stands on a claim."""

    def claims(self, question: str) -> float | None:
        """Return how likely a question is to claim something, rather than to ask for it."""


def heard_as_claim(reading: Reading, reader: PassageReader) -> bool:
    """Say whether a reader finds that a question is none, but a claim that no word tells as one."""
    if ASKING.search(reading.plain):
        return False
    likely = reader.claims(reading.question)
    return likely is not None and likely >= _CLAIMS
