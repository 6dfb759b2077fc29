"""What stands in for the outside: plain lists and dictionaries that fulfil the ports."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.core.feedback import Unanswered, Vote
from bot.core.library import Library
from bot.core.preference import Preference, Scope
from bot.core.recall import Recall
from bot.errors import StoreUnavailable
from bot.ports import BriefSource, Claims, Feedback, Forgetting, Memory, Preferences, Waits


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


@dataclass
class FakePreferences(Preferences):
    """Keeps choices by tenant."""

    kept: dict[tuple[str, str, Scope, str], str] = field(default_factory=dict)

    async def chosen(
        self, *, platform: str, tenant: str, channel: str, person: str
    ) -> Sequence[Preference]:
        """Return what was kept of a place."""
        subjects = {Scope.CHANNEL: channel, Scope.PERSON: person, Scope.TENANT: ""}
        return tuple(
            Preference(scope, subjects[scope], brief)
            for (kept_on, kept_for, scope, subject), brief in self.kept.items()
            if (kept_on, kept_for, subject) == (platform, tenant, subjects[scope])
        )

    async def choose(self, choice: Preference, *, platform: str, tenant: str) -> None:
        """Keep it, or take it back."""
        self.kept.pop((platform, tenant, choice.scope, choice.subject), None)
        if choice.brief:
            self.kept[platform, tenant, choice.scope, choice.subject] = choice.brief


@dataclass
class FakeFeedback(Feedback):
    """Keeps votes and questions by tenant."""

    votes: dict[tuple[str, str, str, str], Vote] = field(default_factory=dict)
    questions: list[tuple[str, str, str, str]] = field(default_factory=list)

    async def vote(self, vote: Vote, *, platform: str, tenant: str) -> None:
        """Keep a vote."""
        self.votes[platform, tenant, vote.answer, vote.person] = vote

    async def note(self, question: str, brief: str, *, platform: str, tenant: str) -> None:
        """Keep a question."""
        self.questions.append((platform, tenant, brief, question))

    async def unanswered(self, *, platform: str, tenant: str, most: int) -> Sequence[Unanswered]:
        """Return what was kept of a tenant."""
        return [
            Unanswered(question, brief, 1, datetime(2030, 5, 4, tzinfo=UTC))
            for on, kept_for, brief, question in self.questions[:most]
            if (on, kept_for) == (platform, tenant)
        ]


class BrokenFeedback(FakeFeedback):
    """A store that is away."""

    async def vote(self, vote: Vote, *, platform: str, tenant: str) -> None:
        """Fail."""
        raise StoreUnavailable(f"{vote} {platform} {tenant}")


@dataclass
class FakeForgetting(Forgetting):
    """Remembers whom it forgot."""

    forgotten: list[tuple[str, ...]] = field(default_factory=list)
    away: bool = False

    async def forget(self, *, platform: str, tenant: str) -> None:
        """Forget a tenant."""
        if self.away:
            raise StoreUnavailable("away")
        self.forgotten.append((platform, tenant))

    async def forget_person(self, person: str, *, platform: str, tenant: str) -> None:
        """Forget a person."""
        self.forgotten.append((platform, tenant, person))


@dataclass
class FakeWaits(Waits):
    """Keeps moments in a plain dictionary, by platform, tenant and method."""

    until: dict[tuple[str, str, str], datetime] = field(default_factory=dict)

    async def keep(self, until: datetime, *, platform: str, tenant: str, method: str) -> None:
        """Keep a moment."""
        self.until[platform, tenant, method] = until

    async def kept(self, *, platform: str) -> dict[tuple[str, str], datetime]:
        """Return all moments of a platform."""
        return {key[1:]: until for key, until in self.until.items() if key[0] == platform}
