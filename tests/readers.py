"""A reader of passages that finds what a test says, by the value of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.core.passages import Passage
from bot.core.reader import Stance

NEITHER = Stance(0.0, 0.0)


@dataclass(frozen=True)
class GivenReader:
    """Finds each value to answer as well as `answering` says, and all others as `otherwise`.

    `again` is what a second look finds; empty: it takes none.
    """

    answering: Mapping[str, float] = field(default_factory=dict)
    otherwise: float = -6.0
    again: Mapping[str, float] = field(default_factory=dict)
    standing: Mapping[str, Stance] = field(default_factory=dict)
    claiming: float = 0.0

    def closeness(self, _question: str, passages: Sequence[Passage]) -> Sequence[float]:
        """Return how well each passage answers."""
        return [self.answering.get(one.value, self.otherwise) for one in passages]

    def answers(self, _question: str, passages: Sequence[Passage]) -> Sequence[float] | None:
        """Return how well each passage answers in a second look."""
        found = [self.again.get(one.value, self.otherwise) for one in passages]
        return found if self.again else None

    def stances(self, _claim: str, passages: Sequence[Passage]) -> Sequence[Stance]:
        """Return where each passage stands."""
        return [self.standing.get(one.value, NEITHER) for one in passages]

    def claims(self, _question: str) -> float:
        """Return how likely any question is to claim something."""
        return self.claiming
