"""The boundary: what the inside asks of the outside."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.core.card import Card
from bot.core.library import Library
from bot.core.recall import Recall
from bot.core.schedule import Due, Plan, Run, RunState


class BriefSource(Protocol):
    """Gives the briefs being served, always as one whole version."""

    def library(self) -> Library:
        """Return the current version; never waits and never fails."""


class Clock(Protocol):
    """Tells the time and waits, so that no other part does."""

    def now(self) -> datetime:
        """Return the time now, in UTC, with its zone."""

    async def sleep(self, seconds: float) -> None:
        """Return after this many seconds."""


class Claims(Protocol):
    """Remembers which messages were taken, so that each gets one answer."""

    async def claim(self, keys: Sequence[str], *, platform: str, tenant: str) -> bool:
        """Take a message by all its keys at once; False where any of them was taken before.

        Returns within about a second whatever the store does: while the store is away, copies
        are known in memory only.
        """


class Memory(Protocol):
    """Keeps what a conversation's last answer was about: ids, never text."""

    async def recall(self, conversation: str, *, platform: str, tenant: str) -> Recall | None:
        """Return what the last answer was about; None where nothing is kept or can be read."""

    async def remember(
        self, conversation: str, recall: Recall, *, platform: str, tenant: str
    ) -> None:
        """Keep what an answer was about; a store that is away loses it silently."""


class Poster(Protocol):
    """Posts a card to a channel by itself, not as a reply, and can look whether it did."""

    async def post(self, channel: str, card: Card, *, marker: str) -> str:
        """Post once and return the message's id.

        `marker` (at most 24 characters of a-z and 0-9) goes along so that `find` can see it.
        Raises PostRefused, PostDelayed or PostUncertain. Never tries again by itself.
        """

    async def find(self, channel: str, *, marker: str, since: datetime) -> str | None:
        """Return the id of the message with this marker, None where it is certainly not there.

        Raises LookUpImpossible where that cannot be found out, PostDelayed when asked to wait.
        """


class Platform(Protocol):
    """One chat platform, connected."""

    name: str

    @property
    def ready(self) -> bool:
        """Say whether the link is up and events are received."""

    @property
    def poster(self) -> Poster:
        """Return the poster of this platform."""

    async def run(self) -> None:
        """Connect and serve until cancelled.

        Raises TokenRefused where trying again is of no use; anything else is worth a restart.
        Cancelling closes the link in order.
        """


class Schedules(Protocol):
    """Keeps the schedules and the slot that each waits for. Raises StoreUnavailable."""

    async def due(self, now: datetime) -> Sequence[Due]:
        """Return those whose slot has come."""

    async def advance(self, due: Due, plan: Plan) -> bool:
        """Move on to the next slot and create the run of the planned one, both or neither.

        False where another process did, or the schedule was changed: nothing happened then. A run
        that exists already stays as it is.
        """


class Outbox(Protocol):
    """Keeps what is to be posted, being posted and posted. Raises StoreUnavailable.

    A run that was taken belongs to its lease until `free_at`; a change asked for under a lease
    that is no longer the run's changes nothing and returns False.
    """

    async def take(self, now: datetime, *, free_at: datetime) -> Run | None:
        """Take the oldest open run that nobody holds."""

    async def begin(self, run: Run, card: Card, now: datetime, *, free_at: datetime) -> bool:
        """Record, durably and before the request, that this card is being sent.

        False also where the schedule is gone.
        """

    async def put_off(self, run: Run, state: RunState, *, free_at: datetime) -> bool:
        """Give the run back, to be taken again from `free_at` on."""

    async def end(self, run: Run, state: RunState, now: datetime, *, message: str = "") -> bool:
        """Record how the run ended, with the message's id where it was sent."""
