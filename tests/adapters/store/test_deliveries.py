"""Scheduled posts on a real store: killed, restarted, replicated."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise, product

import pytest

from bot.core.card import Card, Tone
from bot.core.editions import Edition
from bot.core.schedule import Run, RunState, Schedule, plan
from bot.errors import PostUncertain
from bot.scheduler import SETTLE
from tests.clocks import FakeClock
from tests.posters import FakePoster
from tests.posting import (
    A_MOMENT,
    DAILY,
    FIRST_SLOT,
    KilledError,
    ends,
    start,
    start_with,
)

JOBS = [
    ("schedules", "due"),
    ("schedules", "advance"),
    ("outbox", "take"),
    ("outbox", "begin"),
    ("poster", "post"),
    ("outbox", "end"),
]
LOOKING = [("poster", "find"), ("outbox", "begin"), ("poster", "post"), ("outbox", "end")]
KILLS = [(port, job, when) for (port, job), when in product(JOBS, ("before", "after"))]
KILLS_LOOKING = [(port, job, when) for (port, job), when in product(LOOKING, ("before", "after"))]


@pytest.fixture
def poster() -> FakePoster:
    """Give a channel that outlives the processes."""
    return FakePoster()


async def killed_at(
    failing: tuple[str, str, str], url: str, clock: FakeClock, poster: FakePoster
) -> bool:
    """Run a process until it is killed there; False where it never comes by."""
    bot = await start(url, clock, poster, failing=failing)
    try:
        await bot.scheduler.tick()
    except KilledError:
        return True
    else:
        return False
    finally:
        await bot.close()


@pytest.mark.parametrize("kill", KILLS, ids="-".join)
async def test_killed_once(
    kill: tuple[str, str, str], url: str, clock: FakeClock, poster: FakePoster
) -> None:
    """A process killed anywhere posts the slot once after its restart: none lost, none doubled."""
    clock.set(FIRST_SLOT - timedelta(minutes=1))
    await (await start_with(url, clock, poster, DAILY)).close()
    clock.set(FIRST_SLOT)

    killed = await killed_at(kill, url, clock, poster)
    restarted = await start(url, clock, poster)
    for _ in range(3):
        clock.advance(A_MOMENT.total_seconds())
        await restarted.scheduler.tick()
    await restarted.close()

    assert (killed, len(poster.posts), await ends(url)) == (True, 1, [("25 09:00", "sent")])


@pytest.mark.parametrize("again", KILLS_LOOKING, ids="-".join)
@pytest.mark.parametrize("posted", ["before", "after"])
async def test_killed_twice(
    posted: str, again: tuple[str, str, str], url: str, clock: FakeClock, poster: FakePoster
) -> None:
    """A process killed again while it looks for its post still posts the slot once."""
    clock.set(FIRST_SLOT - timedelta(minutes=1))
    await (await start_with(url, clock, poster, DAILY)).close()
    clock.set(FIRST_SLOT)

    killed = [await killed_at(("poster", "post", posted), url, clock, poster)]
    clock.advance(A_MOMENT.total_seconds())
    killed.append(await killed_at(again, url, clock, poster))
    restarted = await start(url, clock, poster)
    for _ in range(3):
        clock.advance(A_MOMENT.total_seconds())
        await restarted.scheduler.tick()
    await restarted.close()

    found = posted == "after" and again[1] in {"begin", "post"}  # nothing to post again
    assert (killed, len(poster.posts), await ends(url)) == (
        [True, not found],
        1,
        [("25 09:00", "sent")],
    )


async def test_nothing_looked_up_while_it_may_be_in_flight(
    url: str, clock: FakeClock, poster: FakePoster
) -> None:
    """A run left in `sending` is not touched before its request must have landed."""
    clock.set(FIRST_SLOT - timedelta(minutes=1))
    await (await start_with(url, clock, poster, DAILY)).close()
    clock.set(FIRST_SLOT)
    await killed_at(("poster", "post", "before"), url, clock, poster)
    restarted = await start(url, clock, poster)
    seen = []

    for seconds in (SETTLE.total_seconds() - 1, 1):
        clock.advance(seconds)
        await restarted.scheduler.tick()
        seen.append((len(poster.looks), len(poster.posts)))
    await restarted.close()

    assert seen == [(0, 0), (1, 1)]


async def test_two_replicas(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """Two replicas that tick at the same time post each slot of each schedule once."""
    clock.set(FIRST_SLOT - timedelta(minutes=1))
    schedules = [replace(DAILY, id=f"s{n}", channel=f"C{n}", cron="0 * * * *") for n in range(4)]
    replicas = [await start_with(url, clock, poster, *schedules) for _ in range(2)]

    for hour in range(3):
        clock.set(FIRST_SLOT + timedelta(hours=hour))
        for _ in range(4):
            await asyncio.gather(*(bot.scheduler.tick() for bot in replicas))
    await asyncio.gather(*(bot.close() for bot in replicas))

    channels = sorted(channel for channel, _marker, _text in poster.posts)
    assert channels == [f"C{n}" for n in range(4) for _ in range(3)]
    assert len({marker for _channel, marker, _text in poster.posts}) == 12


async def test_a_lost_lease_changes_nothing(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """Whoever returns after its lease ran out can neither post, give back nor end the run."""
    clock.set(FIRST_SLOT - timedelta(minutes=1))
    bot = await start_with(url, clock, poster, DAILY)
    outbox, schedules = bot.store.outbox, bot.store.schedules
    clock.set(FIRST_SLOT)
    (due,) = await schedules.due(FIRST_SLOT)
    await schedules.advance([(due, plan(due.schedule, due.slot, FIRST_SLOT))])
    (stale,) = await outbox.take(FIRST_SLOT, free_at=FIRST_SLOT, most=1)
    (held,) = await outbox.take(FIRST_SLOT, free_at=FIRST_SLOT + SETTLE, most=1)
    card = Card(Tone.PLAIN, ())

    changed = [
        await outbox.begin(stale, card, {}, FIRST_SLOT, free_at=FIRST_SLOT),
        await outbox.put_off(stale, RunState.QUEUED, free_at=FIRST_SLOT),
        await outbox.end(stale, RunState.FAILED, FIRST_SLOT),
        await outbox.end(held, RunState.SENT, FIRST_SLOT, message="m1"),
    ]
    await bot.close()

    assert (changed, await ends(url)) == ([False, False, False, True], [("25 09:00", "sent")])


async def test_taken_at_once(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """Of many who take at the same time each gets other runs, and one of a channel at a time."""
    clock.set(FIRST_SLOT - timedelta(minutes=1))
    schedules = [replace(DAILY, id=f"s{n}", channel=f"C{n % 4}") for n in range(5)]
    bots = [await start_with(url, clock, poster, *schedules) for _ in range(3)]
    come = await bots[0].store.schedules.due(FIRST_SLOT)
    await bots[0].store.schedules.advance(
        [(due, plan(due.schedule, due.slot, FIRST_SLOT)) for due in come]
    )

    taken = []
    for _ in range(3):
        takes = [
            bot.store.outbox.take(FIRST_SLOT, free_at=FIRST_SLOT + SETTLE, most=2) for bot in bots
        ]
        taken += [run for runs in await asyncio.gather(*takes) for run in runs]
    await asyncio.gather(*(bot.close() for bot in bots))

    assert sorted(run.schedule for run in taken) == ["s0", "s1", "s2", "s3"]


async def test_a_slot_is_advanced_once(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """Of two replicas that saw the same slot come, one moves the schedule on."""
    clock.set(FIRST_SLOT - timedelta(minutes=1))
    bots = [await start_with(url, clock, poster, DAILY) for _ in range(2)]
    (due,) = await bots[0].store.schedules.due(FIRST_SLOT)
    planned = (due, plan(due.schedule, due.slot, FIRST_SLOT))

    both = await asyncio.gather(*(bot.store.schedules.advance([planned]) for bot in bots))
    moved = [one for (one,) in both]
    waiting = await bots[0].store.schedules.all()
    await asyncio.gather(*(bot.close() for bot in bots))

    assert (sorted(moved), waiting[0].slot, await ends(url)) == (
        [False, True],
        FIRST_SLOT + timedelta(days=1),
        [("25 09:00", "queued")],
    )


async def test_imported_once(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """A schedule is imported once: neither changed nor brought back by the file afterwards."""
    other = replace(DAILY, id="other", grace=timedelta(minutes=90))
    bot = await start(url, clock, poster)
    schedules = bot.store.schedules

    imported = [await schedules.import_once([DAILY])]
    imported.append(await schedules.import_once([replace(DAILY, channel="C9"), other]))
    removed = [await schedules.remove("daily"), await schedules.remove("daily")]
    imported.append(await schedules.import_once([DAILY, other]))
    kept = [due.schedule for due in await schedules.all()]
    await bot.close()

    assert (imported, removed, kept) == ([("daily",), ("other",), ()], [True, False], [other])


async def test_removed_before_it_is_posted(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """What a removed schedule had waiting is not posted."""
    clock.set(FIRST_SLOT - timedelta(minutes=1))
    await (await start_with(url, clock, poster, DAILY)).close()
    clock.set(FIRST_SLOT)
    await killed_at(("schedules", "advance", "after"), url, clock, poster)
    bot = await start(url, clock, poster)

    await bot.store.schedules.remove("daily")
    await bot.scheduler.tick()
    await bot.close()

    assert (poster.posts, await ends(url)) == ([], [("25 09:00", "cancelled")])


async def test_the_text_is_kept(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """A post tried again after a restart has the text of the first attempt."""
    clock.set(FIRST_SLOT - timedelta(minutes=1))
    await (await start_with(url, clock, poster, DAILY)).close()
    clock.set(FIRST_SLOT)
    await killed_at(("poster", "post", "before"), url, clock, poster)
    clock.advance(A_MOMENT.total_seconds())

    def other(_run: Run) -> Edition | None:
        return Edition(Card(Tone.PLAIN, ()), {})

    restarted = await start(url, clock, poster, summarise=other)
    await restarted.scheduler.tick()
    await restarted.close()

    assert [text for _channel, _marker, text in poster.posts] == ["Summary of uk"]


async def test_old_runs_are_forgotten(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """A run is kept for ninety days after its end, and its slot never comes again."""
    clock.set(FIRST_SLOT - timedelta(minutes=1))
    yearly = Schedule("yearly", "slack", "C1", "uk", "0 9 25 11 *", "UTC")
    bot = await start_with(url, clock, poster, DAILY, yearly)
    for moment in (FIRST_SLOT, FIRST_SLOT + timedelta(days=91)):
        for second in range(2):
            clock.set(moment + timedelta(seconds=second))
            await bot.scheduler.tick()
    await bot.close()

    assert (len(poster.posts), await ends(url)) == (3, [("24 09:00", "sent")])


async def test_uncertain_post_is_found(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """A post whose answer was lost is found by its marker and not posted again."""
    poster.faults = [("after", PostUncertain("reset"))]
    clock.set(FIRST_SLOT - timedelta(minutes=1))
    bot = await start_with(url, clock, poster, DAILY)
    clock.set(FIRST_SLOT)

    for _ in range(3):
        await bot.scheduler.tick()
        clock.advance(A_MOMENT.total_seconds())
    await bot.close()

    assert (len(poster.posts), len(poster.looks)) == (1, 1)
    assert await ends(url) == [("25 09:00", "sent")]


async def test_a_channel_is_not_flooded(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """However many replicas post, a channel gets one post a second and a tenant a few."""
    clock.set(FIRST_SLOT - timedelta(minutes=1))
    schedules = [replace(DAILY, id=f"s{n}", channel=f"C{n % 8}") for n in range(16)]
    replicas = [await start_with(url, clock, poster, *schedules) for _ in range(2)]
    clock.set(FIRST_SLOT)

    counts = []
    for _ in range(5):
        for bot in replicas:
            await bot.scheduler.tick()
        counts.append(len(poster.posts))
        clock.advance(1)
    await asyncio.gather(*(bot.close() for bot in replicas))

    steps = [later - earlier for earlier, later in pairwise((0, *counts))]
    assert (max(steps), counts[-1]) == (5, 16)
