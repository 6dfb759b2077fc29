"""What stands in for the outside: plain lists and dictionaries that fulfil the ports."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.core.library import Library
from bot.core.recall import Recall
from bot.ports import BriefSource, Claims, Memory


@dataclass
class FakeBriefs(BriefSource):
    """Serves the library it is given."""

    served: Library

    def library(self) -> Library:
        """Return the library."""
        return self.served


@dataclass
class FakeClaims(Claims):
    """Knows the keys it was shown."""

    known: set[str] = field(default_factory=set)

    async def claim(self, keys: Sequence[str], *, platform: str, tenant: str) -> bool:
        """Take the keys, unless one of them is known."""
        full = {f"{platform}/{tenant}/{key}" for key in keys}
        fresh = not full & self.known
        self.known |= full
        return fresh


class BrokenClaims(Claims):
    """A store that fails in a way nobody planned for."""

    async def claim(self, keys: Sequence[str], *, platform: str, tenant: str) -> bool:
        """Fail, with a secret in the message."""
        raise RuntimeError(f"postgresql://user:hunter2@db {keys} {platform} {tenant}")


@dataclass
class FakeMemory(Memory):
    """Keeps what it is told."""

    kept: dict[tuple[str, str, str], Recall] = field(default_factory=dict)

    async def recall(self, conversation: str, *, platform: str, tenant: str) -> Recall | None:
        """Return what was kept of a conversation."""
        return self.kept.get((platform, tenant, conversation))

    async def remember(
        self, conversation: str, recall: Recall, *, platform: str, tenant: str
    ) -> None:
        """Keep it."""
        self.kept[platform, tenant, conversation] = recall
