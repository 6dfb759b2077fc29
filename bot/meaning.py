"""Keeps the sentence vectors of all served briefs ready, so that no question waits for them."""

from typing import TYPE_CHECKING, Final, Protocol

from bot.core.passages import Passage, passages
from bot.ports import BriefSource, Clock

if TYPE_CHECKING:
    from bot.core.library import Library

_EVERY: Final = 1.0  # seconds between two looks at which briefs are served


class Prepares(Protocol):
    """Works out vectors beside the event loop."""

    async def prepare(self, passages: tuple[Passage, ...]) -> None:
        """Have the vectors of all these passages in memory; each is worked out once."""


async def keep_prepared(briefs: BriefSource, vectors: Prepares, clock: Clock) -> None:
    """Prepare each version of the briefs as it comes; until then questions are read by words."""
    prepared: Library | None = None
    while True:
        library = briefs.library()
        if library is not prepared:
            await vectors.prepare(tuple(one for brief in library for one in passages(brief)))
            prepared = library
        await clock.sleep(_EVERY)
