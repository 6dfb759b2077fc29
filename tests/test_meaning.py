"""Sentence vectors kept ready for what is served."""

import asyncio
from dataclasses import dataclass, field

from bot.core.library import Library
from bot.core.passages import passages
from bot.meaning import keep_prepared
from tests.clocks import FakeClock
from tests.fakes import FakeBriefs
from tests.sample_briefs import harbour


@dataclass
class FakeVectors:
    """Remembers what it was told to prepare."""

    prepared: list[tuple[str, ...]] = field(default_factory=list)

    async def prepare(self, texts: tuple[str, ...]) -> None:
        """Note the texts."""
        self.prepared.append(texts)


async def test_each_version_of_the_briefs_is_prepared_once() -> None:
    """What did not change is not gone through again; what changed is, within a second."""
    clock, vectors = FakeClock(), FakeVectors()
    briefs = FakeBriefs(Library())
    part = asyncio.create_task(keep_prepared(briefs, vectors, clock))
    await clock.asleep()
    clock.advance(1)
    await clock.asleep()
    briefs.served = Library((harbour(),))
    clock.advance(1)
    await clock.asleep()
    part.cancel()

    assert vectors.prepared == [(), tuple(passages(harbour()))]
