"""What is outside of the Slack adapter, in plain lists."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.core.card import Card
from bot.core.inbox import Held
from bot.core.library import Library
from bot.core.preference import Preference
from bot.core.request import Request
from bot.core.wording_scheduling import Kept
from bot.errors import StoreUnavailable
from bot.ports import Followed, Inbox


class FakeService:
    """Answers everything with one card; a message with a key it knows is a copy."""

    def __init__(self, card: Card) -> None:
        self.card = card
        self.requests: list[Request] = []
        self.briefs = Library()
        self.conversations: set[str] = set()
        self.managers: set[str] = set()
        self.preferences: tuple[Preference, ...] = ()
        self.scheduled: tuple[Kept, ...] = ()
        self.forgotten: list[str] = []
        self.away = 0  # times that it cannot forget
        self._taken: set[tuple[str, str, str]] = set()

    async def respond(self, request: Request) -> Card | None:
        """Return the card once for each message."""
        keys = {(request.platform, request.tenant, key) for key in request.keys}
        copy = bool(keys & self._taken)
        self._taken |= keys
        if copy:
            return None
        self.requests.append(request)
        self.conversations.add(request.conversation)
        return self.card

    async def knows(self, request: Request) -> bool:
        """Say whether a conversation had an answer."""
        return request.conversation in self.conversations

    def library(self) -> Library:
        """Return the briefs."""
        return self.briefs

    def may_manage(self, request: Request) -> bool:
        """Say whether a person is an admin or named a manager."""
        return request.manages or request.person in self.managers

    async def chosen(self, _request: Request) -> Sequence[Preference]:
        """Return what was chosen."""
        return self.preferences

    async def schedules(self, _request: Request) -> Sequence[Kept]:
        """Return the scheduled posts."""
        return self.scheduled

    async def forget(self, *, platform: str, tenant: str) -> bool:
        """Remember whom it forgot."""
        assert platform == "slack"
        if self.away:
            self.away -= 1
            return False
        self.forgotten.append(tenant)
        return True


@dataclass
class FakeInbox(Inbox):
    """Keeps messages in hand by name; `history` is what became of each."""

    held: dict[str, Held] = field(default_factory=dict)
    history: list[str] = field(default_factory=list)
    taken: set[tuple[str, str]] = field(default_factory=set)
    given: set[str] = field(default_factory=set)
    away: int = 0  # times that it does not answer
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(
        self, keys: Sequence[str], content: str, *, platform: str, tenant: str
    ) -> str | None:
        """Take a message, None for a copy."""
        assert platform == "slack"
        names = {(tenant, key) for key in keys}
        copy = bool(names & self.taken)
        self.taken |= names
        if copy:
            return None
        name = f"held{len(self.history)}"
        self.held[name] = Held(name, tenant, content, sending=False, attempts=0)
        self.given.add(name)
        self.history.append("taken")
        return name

    async def begin(self, held: str) -> None:
        """Note that the answer is being sent."""
        if self.away:
            self.away -= 1
            raise StoreUnavailable("away")
        self.history.append("sending")
        self._change(held, sending=True)

    async def put_back(self, held: str) -> None:
        """Note that it was not."""
        self.history.append("put back")
        self._change(held, sending=False)

    async def end(self, held: str) -> None:
        """Forget a message."""
        self.history.append("ended")
        self.held.pop(held, None)
        self.ended.set()

    def release(self, held: str) -> None:
        """Leave a message to the next that looks."""
        self.given.discard(held)

    async def left(self, *, platform: str) -> Sequence[Held]:
        """Return what nobody has in hand."""
        assert platform == "slack"
        found = [one for name, one in self.held.items() if name not in self.given]
        self.given |= {one.id for one in found}
        return found

    def _change(self, held: str, *, sending: bool) -> None:
        if held in self.held:
            one = self.held[held]
            self.held[held] = Held(one.id, one.tenant, one.content, sending, one.attempts)


@dataclass
class FakeFollowed(Followed):
    """Keeps channels by tenant."""

    channels: dict[str, set[str]] = field(default_factory=dict)

    async def followed(self, *, platform: str, tenant: str) -> frozenset[str]:
        """Return a tenant's channels."""
        assert platform == "slack"
        return frozenset(self.channels.get(tenant, ()))

    async def follow(self, channel: str, *, on: bool, platform: str, tenant: str) -> None:
        """Switch a channel on or off."""
        assert platform == "slack"
        channels = self.channels.setdefault(tenant, set())
        (channels.add if on else channels.discard)(channel)


@dataclass
class FakeKept:
    """What else is kept of a workspace."""

    preferences: list[Preference] = field(default_factory=list)
    away: Exception | None = None

    async def choices(self, *, platform: str, tenant: str) -> Sequence[Preference]:
        """Return every choice of a tenant."""
        assert platform
        assert tenant
        if self.away:
            raise self.away
        return self.preferences


@dataclass
class Outside:
    """All that is kept outside of the adapter."""

    inbox: FakeInbox = field(default_factory=FakeInbox)
    followed: FakeFollowed = field(default_factory=FakeFollowed)
    kept: FakeKept = field(default_factory=FakeKept)

    @property
    def parts(self) -> dict[str, Any]:
        """Return what the platform is made with."""
        return {"inbox": self.inbox, "followed": self.followed, "kept": self.kept}
