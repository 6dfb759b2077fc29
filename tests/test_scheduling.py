"""What people do with scheduled posts, through the service, on a real store."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.store import Store
from bot.core.card import Card, Deed, Tone, plain, text_of
from bot.core.handles import handle_of
from bot.core.library import Library
from bot.core.lock import faults
from bot.core.request import Request, Wish, split_command
from bot.core.schedule import Access, Content, Missed, Receipt, RunState, ScheduleState, Unchanged
from bot.core.wording_schedule import REFUSED
from bot.core.wording_scheduling import (
    CAN_BOTH,
    CANNOT_POST,
    CANNOT_READ,
    LABELS,
    MANAGERS_ONLY,
    MORE,
    NO_CHANNEL,
    NO_SCHEDULE,
    NOT_CHECKED,
    NOT_SERVED,
    NOT_YET,
    NOTHING_NOW,
    OTHER_CHANNEL,
    PAUSED,
    REMOVED,
    RESUMED,
    RUNNING,
    TEST,
    TOO_MANY,
    UNCHANGED_NOW,
    UNKNOWN_BRIEF,
    WHICH,
)
from bot.posting import Posting
from bot.scheduling import LISTED, MOST, Scheduling
from bot.service import Service
from tests.clocks import FakeClock
from tests.fakes import (
    FakeBriefs,
    FakeClaims,
    FakeFeedback,
    FakeForgetting,
    FakeMemory,
    FakePreferences,
)
from tests.posters import FakePoster
from tests.sample_briefs import harbour

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)  # a Wednesday
MORNING = Wish(when="weekdays 09:00 London", brief="harbour-2031")


@dataclass
class FakePlaces:
    """A platform that knows its channels and people."""

    granted: Access = field(default_factory=lambda: Access(post=True, read=True))
    name: str = "slack"
    ready: bool = True

    def __post_init__(self) -> None:
        self.poster = FakePoster()
        self.told: list[tuple[str, str, str]] = []

    async def run(self) -> None:
        """Serve nobody."""

    async def access(self, tenant: str, channel: str) -> Access:
        """Return what was granted; in a channel that is not the tenant's, nothing."""
        if tenant and channel.startswith("X"):
            return Access(post=False, reason="channel_not_found")
        return self.granted

    async def tell(self, tenant: str, person: str, card: Card) -> None:
        """Tell one person."""
        self.told.append((tenant, person, plain(card)))

    def address(self, tenant: str, channel: str, message: str) -> str:
        """Return where a message is."""
        return f"https://chat.example/{tenant}/{channel}/{message}"


@dataclass
class World:
    """A bot with one place to post to, and somebody who manages it."""

    service: Service
    store: Store
    clock: FakeClock
    platform: FakePlaces
    library: list[Library]
    count: int = 0

    async def __call__(
        self, command: str, *, who: str = "U1", tenant: str = "T1", **more: Any
    ) -> Card:
        """Return the reply to a command; every card keeps the number lock."""
        self.count += 1
        request = Request(
            "slack", tenant, "", (f"k{self.count}",), "", command=command, channel="C1",
            person=who, manages=who == "U1",
        )  # fmt: skip
        card = await self.service.respond(replace(request, **more))
        assert card
        assert faults(card, (plain(card),)) == ()
        return card

    async def said(self, text: str, **more: Any) -> Card:
        """Return the reply to words after "/brief"."""
        command, rest = split_command(text)
        return await self(command, text=rest, **more)

    async def made(self, wish: Wish = MORNING, **more: Any) -> str:
        """Make a schedule and return its name."""
        proposed = await self("schedule_preview", wish=wish, **more)
        confirmed = await self(Deed.SCHEDULE_ADD, handle=proposed.handle, **more)
        assert confirmed.handle == proposed.handle, plain(confirmed)
        return proposed.handle

    async def ticks(self, *seconds: float) -> None:
        """Tick at these times after each other."""
        for wait in seconds:
            self.clock.set(self.clock.now() + timedelta(seconds=wait))
            await self.scheduler.tick()

    async def receipts(self) -> tuple[Receipt, ...]:
        """Return what became of the slots of the only schedule, the last posted first."""
        (due,) = await self.store.schedules.all()
        found = await self.store.schedules.receipts(due.schedule.id, most=200)
        return tuple(sorted(found, key=lambda one: one.message.rjust(5), reverse=True))

    @property
    def scheduler(self) -> Any:
        """Return a scheduler on the store, as after a restart."""
        posting = Posting(lambda: (self.platform,), lambda: self.library[0])
        return posting.scheduler(
            schedules=self.store.schedules, outbox=self.store.outbox, clock=self.clock
        )

    @property
    def posts(self) -> list[str]:
        """Return the text of every post."""
        return [text for _channel, _marker, text in self.platform.poster.posts]


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Give a bot on an empty database."""
    clock, platform, library = FakeClock(NOW), FakePlaces(), [Library((harbour(),))]
    store = await Store.open(f"sqlite:///{tmp_path}/bot.sqlite", clock=clock)
    scheduling = Scheduling(
        store.schedules,
        clock,
        may_manage=lambda request: request.manages or request.alone,
        places=lambda name: platform if name == "slack" else None,
    )
    service = Service(
        FakeBriefs(library[0]), claims=FakeClaims(), memory=FakeMemory(),
        preferences=FakePreferences(), feedback=FakeFeedback(), forgetting=FakeForgetting(),
        scheduling=scheduling,
    )  # fmt: skip
    yield World(service, store, clock, platform, library)
    await store.close()


def notes(card: Card) -> list[str]:
    """Return the lines below a card."""
    return [text_of(note) for note in card.notes]


async def test_seen_before_trusted(world: World) -> None:
    """A proposal shows the post of now, five runs in two zones, the clock change and downtime."""
    card = await world("schedule_preview", wish=MORNING)

    assert text_of(card.headline) == "Every weekday at 09:00, London time: Harbour plan 2031"
    assert "Cost of the harbour wall: up to £3.4 million between 2031 and 2033" in plain(card)
    assert notes(card)[:8] == [
        "Next: Thursday 26 November 2026, 09:00 (09:00 UTC)",
        "Next: Friday 27 November 2026, 09:00 (09:00 UTC)",
        "Next: Monday 30 November 2026, 09:00 (09:00 UTC)",
        "Next: Tuesday 1 December 2026, 09:00 (09:00 UTC)",
        "Next: Wednesday 2 December 2026, 09:00 (09:00 UTC)",
        "Clocks in London go forward on Sunday 28 March 2027. Posts keep their local time.",
        "Public holidays are not known to me: working days are Monday to Friday.",
        "After downtime the latest missed post is made, marked as late, if it was due within an hour.",
    ]
    assert notes(card)[-2:] == [CAN_BOTH, NOT_YET]
    assert card.deeds == (Deed.SCHEDULE_ADD, Deed.SCHEDULE_TEST, Deed.SCHEDULE_REMOVE)


async def test_nothing_before_it_is_confirmed(world: World) -> None:
    """What was only proposed is neither listed nor posted; confirmed twice it is one."""
    card = await world("schedule_preview", wish=MORNING)
    await world.ticks(24 * 3600)
    before = (world.posts, plain(await world("schedule", text="list")).splitlines()[0])

    for _ in range(2):
        await world(Deed.SCHEDULE_ADD, handle=card.handle)
    await world.ticks(21 * 3600, 1)

    assert before == ([], NO_SCHEDULE)
    assert len(world.posts) == 1


async def test_in_words(world: World) -> None:
    """One line of words makes a schedule, its options apart from time and statement."""
    card = await world.said(
        "schedule add harbour plan hourly 9-17 Tokyo in short silent skip missed"
    )

    due = await world.store.schedules.get(card.handle)
    assert due
    made = due.schedule
    assert (made.brief, made.cron, made.zone) == ("harbour-2031", "0 9-17 * * *", "Asia/Tokyo")
    assert (made.content, made.unchanged, made.missed) == (
        Content.SHORT, Unchanged.SILENT, Missed.SKIP,
    )  # fmt: skip
    assert (made.tenant, made.channel, made.maker) == ("T1", "C1", "U1")
    assert due.state is ScheduleState.DRAFT


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish(when="tomorrow"), "I do not understand when that is."),
        (Wish(when="monthly 9am"), "I do not understand on which day that is."),
        (Wish(when="9:00 UTC+1"), "I keep times by a place"),
        (Wish(when="9:00", zone="Lundon"), "I do not know that place."),
        (Wish(when="every 7 minutes"), "Every so many minutes is possible for 15, 20 or 30"),
        (Wish(when="daily 9:00 and 17:30"), "Several times of one schedule"),
        (Wish(when="*/5 * * * *"), "That rule cannot be kept: "),
        (Wish(when="9:00", brief="no such"), UNKNOWN_BRIEF),
        (Wish(when="every second Tuesday 9am", brief="all"), "I keep days of the week"),
        (Wish(when="third Tuesday 9am", brief="all"), "A part of that is no time, no place"),
        (Wish(when="9am Atlantis"), "A part of that is no time, no place"),
        (Wish(when="hourly 9-5"), "I do not understand from when until when."),
        (replace(MORNING, channel="X9"), CANNOT_POST),
    ],
)
async def test_not_understood(world: World, wish: Wish, said: str) -> None:
    """What cannot be kept is a no with what can, and keeps nothing."""
    card = await world("schedule_preview", wish=wish)

    assert (card.tone, text_of(card.headline)[: len(said)], card.handle) == (Tone.NO, said, "")
    assert "“weekdays 09:00 London”" in plain(card) or said == CANNOT_POST


@pytest.mark.parametrize(
    ("access", "note"),
    [
        (Access(post=True, read=True), CAN_BOTH),
        (Access(post=True, read=False), CANNOT_READ),
        (Access(), NOT_CHECKED),
    ],
)
async def test_channel_is_checked(world: World, access: Access, note: str) -> None:
    """A proposal says whether the bot can post to the channel and read it back."""
    world.platform.granted = access

    card = await world("schedule_preview", wish=MORNING)

    assert note in notes(card)


@pytest.mark.parametrize("reason", sorted(REFUSED))
async def test_channel_refused(world: World, reason: str) -> None:
    """A channel that the bot cannot post to is refused with the reason."""
    world.platform.granted = Access(post=False, reason=reason)

    card = await world("schedule_preview", wish=MORNING)

    assert (card.tone, plain(card)) == (Tone.NO, f"{CANNOT_POST}{REFUSED[reason]}.")


async def test_unchecked_channel_elsewhere(world: World) -> None:
    """A channel other than the one asked in must be seen by the bot, else nothing is made."""
    world.platform.granted = Access()

    card = await world("schedule_preview", wish=replace(MORNING, channel="C9"))

    assert plain(card) == OTHER_CHANNEL


async def test_only_managers(world: World) -> None:
    """Whoever does not manage the place can do nothing, by whatever button or word."""
    name = await world.made()
    commands = ["schedule", "schedule_preview", "schedule_edit", "schedule_list", *LABELS]

    cards = [
        await world(command, who="U9", handle=name, text="list", wish=MORNING)
        for command in commands
    ]

    assert {plain(card) for card in cards} == {MANAGERS_ONLY}
    assert await world.service.schedules(Request("slack", "T1", "", (), "", person="U9")) == ()
    assert await world.service.schedule(
        Request("slack", "T1", "", (), "", person="U9", handle=name)
    ) is None  # fmt: skip
    due = await world.store.schedules.get(name)
    assert due
    assert due.state is ScheduleState.ACTIVE


async def test_tenants_apart(world: World) -> None:
    """Another workspace's manager neither sees nor changes a schedule, knowing its name."""
    name = await world.made()
    deeds = [deed for deed in LABELS if deed is not Deed.SCHEDULE_ADD]

    cards = [await world(deed, tenant="T2", handle=name) for deed in deeds]
    listed = await world("schedule_list", tenant="T2")
    edited = await world("schedule_edit", tenant="T2", handle=name, wish=MORNING)

    assert {text_of(card.headline) for card in (*cards, edited)} == {WHICH}
    assert text_of(listed.headline) == NO_SCHEDULE
    due = await world.store.schedules.get(name)
    assert due
    assert (due.state, due.revision) == (ScheduleState.ACTIVE, 2)


async def test_alone(world: World) -> None:
    """In a direct message nobody can name a channel of a place they may not manage."""
    card = await world(
        "schedule_preview", tenant="dm:U9", who="U9", wish=replace(MORNING, channel="C1")
    )

    assert plain(card) == NO_CHANNEL


async def test_paused_and_resumed(world: World) -> None:
    """A pause stops even what waits, and resuming goes on from now without the backlog."""
    name = await world.made(replace(MORNING, when="hourly", missed="all"))

    paused = await world(Deed.SCHEDULE_PAUSE, handle=name)
    await world.ticks(5 * 3600, 1)
    resumed = await world(Deed.SCHEDULE_RESUME, handle=name)
    await world.ticks(1, 3600, 1)

    assert plain(paused).startswith(PAUSED)
    assert plain(resumed).startswith(RESUMED)
    assert len(world.posts) == 1
    assert "late" not in world.posts[0]


async def test_paused_with_a_run_waiting(world: World) -> None:
    """What waits when a schedule is paused is cancelled, and not posted after it is resumed."""
    name = await world.made()
    world.platform.ready = False
    await world.ticks(21 * 3600)

    await world(Deed.SCHEDULE_PAUSE, handle=name)
    await world(Deed.SCHEDULE_RESUME, handle=name)
    world.platform.ready = True
    await world.ticks(10, 10)

    assert world.posts == []
    receipts = await world.store.schedules.receipts(name, most=5)
    assert [one.state for one in receipts] == [RunState.CANCELLED]


async def test_run_now(world: World) -> None:
    """Run now posts at once beside the plan, also while paused, and not marked as late."""
    name = await world.made()
    await world(Deed.SCHEDULE_PAUSE, handle=name)

    card = await world(Deed.SCHEDULE_RUN, handle=name)
    await world.ticks(1, 1)

    assert plain(card).startswith(RUNNING)
    assert [text.splitlines()[0] for text in world.posts] == ["Summary: Harbour plan 2031"]


async def test_edited(world: World) -> None:
    """An edit changes what it says, from now on, and leaves the rest as it was."""
    name = await world.made(replace(MORNING, content="short", missed="skip"))

    card = await world("schedule_edit", handle=name, wish=Wish(when="10:00", unchanged="silent"))
    due = await world.store.schedules.get(name)

    assert due
    made = due.schedule
    assert (made.cron, made.zone, made.content, made.unchanged, made.missed) == (
        "0 10 * * 1-5", "Europe/London", Content.SHORT, Unchanged.SILENT, Missed.SKIP,
    )  # fmt: skip
    assert (due.slot, due.state) == (datetime(2026, 11, 26, 10, tzinfo=UTC), ScheduleState.ACTIVE)
    assert "Every weekday at 10:00, London time" in plain(card)


async def test_edited_to_what_it_was(world: World) -> None:
    """An edit that changes nothing says so, and what waits to be posted still is."""
    name = await world.made()
    world.platform.ready = False
    await world.ticks(21 * 3600)

    card = await world("schedule_edit", handle=name, wish=MORNING, who="U1")
    world.platform.ready = True
    await world.ticks(10)

    assert plain(card).startswith(UNCHANGED_NOW)
    assert len(world.posts) == 1


async def test_edited_by_the_operator(world: World) -> None:
    """The operator, who is nobody in the chat, changes a schedule; its maker is still told."""
    name = await world.made()
    operator = Scheduling(world.store.schedules, world.clock, lambda _: False, everywhere=True)
    wish = Request(
        "", "", "", (), "", command="schedule_edit", handle=name, wish=Wish(when="10:00")
    )

    await operator.do(wish, world.library[0])

    due = await world.store.schedules.get(name)
    assert due
    assert (due.schedule.cron, due.schedule.maker) == ("0 10 * * 1-5", "U1")


async def test_no_statement(world: World) -> None:
    """Where no reviewed statement is there, a proposal says that nothing can be posted now."""
    asked = Request(
        "slack", "T1", "", (), "", command="schedule_preview", wish=Wish(when="9:00"),
        channel="C1", manages=True,
    )  # fmt: skip
    assert world.service.scheduling

    card = await world.service.scheduling.do(asked, Library(()))

    assert NOT_SERVED in plain(card)


async def test_edited_by_two_at_once(world: World) -> None:
    """Of two edits at the same moment one is done, and the other is told what it reads now."""
    name = await world.made()
    wishes = [Wish(when="10:00"), Wish(when="11:00")]

    cards = await asyncio.gather(
        *(world("schedule_edit", handle=name, wish=wish) for wish in wishes)
    )

    assert sorted(plain(card).split(".")[0] for card in cards) == [
        "Changed",
        "Somebody else changed it just now, so yours was not done",
    ]
    reads = {plain(card).split(", London")[0].rsplit(" ", 1)[-1] for card in cards}
    assert len(reads) == 1


async def test_removed(world: World) -> None:
    """A removed schedule posts no more and its buttons say so."""
    name = await world.made()

    removed = await world(Deed.SCHEDULE_REMOVE, handle=name)
    again = await world(Deed.SCHEDULE_REMOVE, handle=name)
    await world.ticks(24 * 3600)

    assert (plain(removed), text_of(again.headline), world.posts) == (REMOVED, WHICH, [])


async def test_test_post(world: World) -> None:
    """A test shows the very post to the asker alone; nothing is posted."""
    name = await world.made()
    silent = await world.made(replace(MORNING, unchanged="silent"))
    await world(Deed.SCHEDULE_RUN, handle=silent)
    await world.ticks(1)

    shown = await world(Deed.SCHEDULE_TEST, handle=name)
    quiet = await world(Deed.SCHEDULE_TEST, handle=silent)

    assert (notes(shown)[-1], plain(quiet)) == (TEST, NOTHING_NOW)
    assert "up to £3.4 million" in plain(shown)
    assert len(world.posts) == 1


async def test_one_figure(world: World) -> None:
    """A schedule of one figure is made from a fact's handle and posts it with its sentence."""
    figure = handle_of(harbour(), ("trees",))
    await world.made(Wish(when="09:00", figure=figure))

    await world.ticks(24 * 3600 - 3 * 3600)

    assert "“We will plant 1,200 trees by 1 March 2031”" in world.posts[0]


async def test_silent(world: World) -> None:
    """A silent schedule posts what is new once and then nothing, and the receipt says why."""
    name = await world.made(replace(MORNING, when="hourly", unchanged="silent"))

    await world.ticks(3600, 3600)

    assert len(world.posts) == 1
    card = await world(Deed.SCHEDULE_SHOW, handle=name)
    assert "Not posted: nothing was new, and silence was chosen." in plain(card)


async def test_receipts(world: World) -> None:
    """Each slot has its receipt: posted at with its address, late because, not posted because."""
    name = await world.made(replace(MORNING, when="hourly"))

    await world.ticks(3600, 3600 + 1800)
    world.platform.poster.faults = [("before", refused("not_in_channel"))]
    await world.ticks(1800)
    card = await world(Deed.SCHEDULE_SHOW, handle=name)

    address = "https://chat.example/T1/C1/m"
    assert [text_of((*one.short, *one.said_by)) for one in card.passages] == [
        "Wednesday 25 November 2026, 15:00: Not posted because the bot is not in the channel: "
        "invite it.",
        "Wednesday 25 November 2026, 14:00: Posted at 14:30:00, late because the bot or its "
        f"database was away.{address}2",
        f"Wednesday 25 November 2026, 13:00: Posted at 13:00:00.{address}1",
    ]
    assert "Last: Wednesday 25 November 2026, 15:00: Not posted" in plain(
        await world("schedule_list")
    )


async def test_receipt_of_a_lost_answer(world: World) -> None:
    """A post that was made again after a lost answer says that this is why it is late."""
    name = await world.made(replace(MORNING, when="hourly"))
    world.platform.poster.faults = [("before", ConnectionError())]

    await world.ticks(3600, 200)
    card = await world(Deed.SCHEDULE_SHOW, handle=name)

    assert [text_of(one.short) for one in card.passages] == [
        "Wednesday 25 November 2026, 13:00: Posted at 13:03:20, late because the answer to the "
        "first attempt was lost."
    ]


def refused(reason: str) -> Exception:
    """Return a platform's no."""
    from bot.errors import PostRefused  # noqa: PLC0415

    return PostRefused(reason)


async def test_maker_is_told(world: World) -> None:
    """A failure is told once to the schedule's maker alone, not in the channel."""
    await world.made()
    world.platform.poster.faults = [("before", refused("is_archived"))]

    await world.ticks(21 * 3600, 1, 1, 1)

    assert world.posts == []
    ((tenant, person, text),) = world.platform.told
    assert (tenant, person) == ("T1", "U1")
    assert "Not posted because the channel is archived." in text


@pytest.mark.parametrize(
    ("missed", "away", "posted", "late"),
    [
        ("skip", timedelta(minutes=1), 1, 0),
        ("skip", timedelta(hours=1), 0, 0),
        ("skip", timedelta(days=3), 0, 0),
        ("latest", timedelta(minutes=1), 1, 0),
        ("latest", timedelta(hours=1), 1, 1),
        ("latest", timedelta(days=3), 1, 1),
        ("all", timedelta(minutes=1), 1, 0),
        ("all", timedelta(hours=1), 4, 4),
        ("all", timedelta(days=3), 96, 96),
    ],
)
async def test_downtime(world: World, missed: str, away: timedelta, posted: int, late: int) -> None:
    """After time away exactly the promised posts go out, oldest first, the late ones marked.

    The schedule posts every quarter of an hour; the bot is away from the moment of one of its
    slots, and comes back between two, six minutes after the last where it was away for longer.
    """
    await world.made(replace(MORNING, when="*/15 * * * *", missed=missed))
    between = timedelta(minutes=6) if away > timedelta(minutes=15) else timedelta(0)
    world.clock.set(NOW + timedelta(minutes=15) + away - timedelta(minutes=15 if between else 0))
    world.clock.set(world.clock.now() + between)

    await world.ticks(*[1] * (posted + 3))

    slots = [slot for text in world.posts if (slot := text.partition("Due ")[2][:5])]
    assert (len(world.posts), len(slots)) == (posted, late)
    ordered = [one.slot for one in reversed(await world.receipts()) if one.state is RunState.SENT]
    assert ordered == sorted(ordered)


async def test_enough(world: World) -> None:
    """A place has so many schedules at the most; a list says how many it leaves out."""
    due = await world.store.schedules.get(await world.made())
    assert due
    for number in range(MOST):
        one = replace(due.schedule, id=f"s{number}")
        await world.store.schedules.add(one, ScheduleState.ACTIVE, next_due=NOW)

    card = await world("schedule_preview", wish=MORNING)
    listed = await world("schedule_list")

    assert plain(card) == TOO_MANY
    assert (len(listed.passages), notes(listed)[0]) == (LISTED, f"{MOST + 1 - LISTED}{MORE}")
