"""The boundary: what the inside asks of the outside."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable

from bot.core.card import Card
from bot.core.feedback import Unanswered, Vote
from bot.core.inbox import Held
from bot.core.library import Library
from bot.core.passages import Passage
from bot.core.preference import Preference
from bot.core.reader import PassageReader
from bot.core.recall import Recall
from bot.core.schedule import (
    Access,
    Due,
    Known,
    Plan,
    Receipt,
    Run,
    RunState,
    Schedule,
    ScheduleState,
)


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


class Preferences(Protocol):
    """Keeps which statement a channel, a person or a tenant uses."""

    async def chosen(
        self, *, platform: str, tenant: str, channel: str, person: str
    ) -> Sequence[Preference]:
        """Return what was chosen for this channel, person and tenant; none where none can be read.

        An empty channel or person has no choice.
        """

    async def choose(self, choice: Preference, *, platform: str, tenant: str) -> None:
        """Keep a choice in place of the last; an empty brief takes it back.

        Raises StoreUnavailable.
        """


class Feedback(Protocol):
    """Keeps votes, and questions that no statement answered, as long as the operator allows."""

    async def vote(self, vote: Vote, *, platform: str, tenant: str) -> None:
        """Keep a vote in place of the same person's last one on that answer.

        Raises StoreUnavailable.
        """

    async def note(self, question: str, brief: str, *, platform: str, tenant: str) -> None:
        """Count a question without an answer; a store that is away loses it silently."""

    async def unanswered(self, *, platform: str, tenant: str, most: int) -> Sequence[Unanswered]:
        """Return a tenant's questions without an answer, the most frequent first.

        Raises StoreUnavailable.
        """


class Forgetting(Protocol):
    """Deletes what is kept."""

    async def forget(self, *, platform: str, tenant: str) -> None:
        """Delete all that is kept of a tenant. Raises StoreUnavailable."""

    async def forget_person(self, person: str, *, platform: str, tenant: str) -> None:
        """Delete all that is kept of a person in a tenant. Raises StoreUnavailable."""


class Inbox(Protocol):
    """Keeps messages in hand, so that a process that ends in the middle leaves none unanswered.

    While the store is away messages are taken all the same, known as copies in memory only, and
    not kept.
    """

    async def take(
        self, keys: Sequence[str], content: str, *, platform: str, tenant: str
    ) -> str | None:
        """Claim a message and keep it, both or neither; return its name, None for a copy."""

    async def begin(self, held: str) -> None:
        """Record, before the request, that the answer is being sent.

        Raises StoreUnavailable: then nothing may be sent, since it could be sent again; and
        TakenOver where another process has the message by now.
        """

    async def put_back(self, held: str) -> None:
        """Record that the answer was certainly not sent."""

    async def end(self, held: str) -> None:
        """Forget a message whose answer has arrived, or never will."""

    def release(self, held: str) -> None:
        """Leave a message in hand to whoever asks for what is left."""

    async def left(self, *, platform: str) -> Sequence[Held]:
        """Take over what a process that ended has left, each message once.

        Raises StoreUnavailable.
        """


class Followed(Protocol):
    """Keeps in which channels follow-ups are answered without a new mention."""

    async def followed(self, *, platform: str, tenant: str) -> frozenset[str]:
        """Return a tenant's channels; none where none can be read."""

    async def follow(self, channel: str, *, on: bool, platform: str, tenant: str) -> None:
        """Switch a channel on or off. Raises StoreUnavailable."""


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
    """Keeps the slot that each schedule waits for. Raises StoreUnavailable."""

    async def due(self, now: datetime) -> Sequence[Due]:
        """Return active ones whose slot has come, the longest waiting first; a part of them."""

    async def advance(self, plans: Sequence[tuple[Due, Plan]]) -> Sequence[bool]:
        """Move each on to its next slot and create the run of the planned one, both or neither.

        False where another process did, or the schedule was changed: nothing happened then. A run
        that exists already stays as it is.
        """


class ScheduleBook(Protocol):
    """Keeps what people schedule. Raises StoreUnavailable."""

    async def add(self, schedule: Schedule, state: ScheduleState, *, next_due: datetime) -> bool:
        """Keep a new schedule; False where its id is taken."""

    async def get(self, schedule_id: str) -> Due | None:
        """Return one with the slot it waits for; None where it is not kept."""

    async def of(self, platform: str, tenant: str) -> Sequence[Due]:
        """Return those of a tenant that were confirmed, by id; an empty platform means all."""

    async def change(
        self, due: Due, schedule: Schedule, state: ScheduleState, *, next_due: datetime
    ) -> bool:
        """Put a schedule in another's place and cancel what waits; False where it was changed."""

    async def remove(self, schedule_id: str) -> bool:
        """Remove a schedule and what it has waiting; False where there is none."""

    async def run_now(self, due: Due, slot: datetime) -> bool:
        """Add a run by hand; False where that slot has one."""

    async def receipts(self, schedule_id: str, *, most: int) -> Sequence[Receipt]:
        """Return what became of the last slots, the newest first."""

    async def known(self, schedule_id: str) -> Known:
        """Return what the last post showed."""


@runtime_checkable
class ManyTenants(Protocol):
    """A `Platform` that posts with another token for each tenant."""

    def poster_for(self, tenant: str) -> Poster:
        """Return the poster of a workspace or server; an empty tenant is the operator's own."""


@runtime_checkable
class Places(Protocol):
    """What a platform knows of its channels and people; a `Platform` may offer it."""

    async def access(self, tenant: str, channel: str) -> Access:
        """Say whether the bot can post to a channel of this tenant and read it back.

        A channel of another tenant is one that it cannot post to. Never raises.
        """

    async def tell(self, tenant: str, person: str, card: Card) -> None:
        """Send a card to one person where nobody else sees it, at most once; raises PostFailed."""

    def address(self, tenant: str, channel: str, message: str) -> str:
        """Return where a message of the bot's can be opened; empty where that is not known."""


class Outbox(Protocol):
    """Keeps what is to be posted, being posted and posted. Raises StoreUnavailable.

    A run that was taken belongs to its lease until `free_at`; a change asked for under a lease
    that is no longer the run's changes nothing and returns False.
    """

    async def take(self, now: datetime, *, free_at: datetime, most: int) -> Sequence[Run]:
        """Take the oldest open runs that nobody holds, one of a channel and a few of a tenant.

        Channels with a run in somebody's hands, and tenants that were told to wait, are left out.
        """

    async def begin(
        self, run: Run, card: Card, known: Known, now: datetime, *, free_at: datetime
    ) -> bool:
        """Record, durably and before the request, that this card is being sent.

        False also where the schedule is gone or paused.
        """

    async def put_off(
        self, run: Run, state: RunState, *, free_at: datetime, reason: str = ""
    ) -> bool:
        """Give the run back, to be taken again from `free_at` on, and keep why."""

    async def end(
        self, run: Run, state: RunState, now: datetime, *, message: str = "", reason: str = ""
    ) -> bool:
        """Record how the run ended: with the message's id where it was sent, else why not."""

    async def notice(self) -> Receipt | None:
        """Return a run that went amiss and whose maker was not told; it counts as told now."""


class Closeness(PassageReader, Protocol):
    """Reads passages prepared before; works in memory and never fails."""

    def known(self, passages: Sequence[Passage]) -> bool:
        """Say whether all these passages can be compared at once."""


class Waits(Protocol):
    """Keeps until when a platform wants no calls, for the next process as well; never raises."""

    async def keep(self, until: datetime, *, platform: str, tenant: str, method: str) -> None:
        """Keep a moment before which a method must not be called."""

    async def kept(self, *, platform: str) -> Mapping[tuple[str, str], datetime]:
        """Return the moments to come by tenant and method."""
