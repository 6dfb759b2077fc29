"""What becomes of a due summary, by what the platform and the store do."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from bot.core.card import Card, Tone, words
from bot.core.editions import Edition
from bot.core.schedule import Due, Plan, Run, RunState, Schedule, marker
from bot.errors import (
    LookUpImpossible,
    PostDelayed,
    PostRefused,
    PostUncertain,
    StoreUnavailable,
)
from bot.scheduler import (
    LIMIT,
    LONGEST_WAIT,
    LOOK_BACK,
    LOOK_LIMIT,
    NO_SUMMARY,
    RECONNECT,
    SETTLE,
    TICK,
    Scheduler,
)
from tests.clocks import FakeClock
from tests.posters import FakePoster
from tests.posting import A_MOMENT, DAILY, FIRST_SLOT, Bot, ends, start, start_with, summary

MARKER = marker("daily.1795597200")
POSTED = [("C1", MARKER, "Summary of uk")]


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Give the address of an empty database."""
    return f"sqlite:///{tmp_path}/bot.sqlite"


@pytest.fixture
def clock() -> FakeClock:
    """Give a clock that stands a minute before the first slot."""
    return FakeClock(FIRST_SLOT - timedelta(minutes=1))


@pytest.fixture
def poster() -> FakePoster:
    """Give an empty channel."""
    return FakePoster()


async def tick_at(bot: Bot, clock: FakeClock, *seconds: float) -> None:
    """Tick at these times after the first slot."""
    for after in seconds:
        clock.set(FIRST_SLOT + timedelta(seconds=after))
        await bot.scheduler.tick()


def counted(name: str, **labels: str) -> float:
    """Return a counter's value."""
    return REGISTRY.get_sample_value(f"{name}_total", labels) or 0.0


async def test_posted_when_due(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """A summary is posted at its slot, not before, once, and is counted and logged."""
    bot = await start_with(url, clock, poster, DAILY)
    before = counted("briefing_posts", platform="slack", end="sent")

    with capture_logs() as logs:
        await tick_at(bot, clock, -1, 0, 1, 2)
    await bot.close()

    assert poster.posts == POSTED
    assert logs == [
        {
            "event": "post_ended",
            "log_level": "info",
            "schedule": "daily",
            "platform": "slack",
            "slot": "2026-11-25T09:00:00+00:00",
            "end": "sent",
        }
    ]
    assert counted("briefing_posts", platform="slack", end="sent") == before + 1


@pytest.mark.parametrize(
    ("night", "slots"),
    [
        ((2026, 3, 28, 12), ["29 01:00", "29 08:00", "30 00:30", "30 08:00"]),
        ((2026, 10, 24, 12), ["25 00:30", "25 09:00", "26 01:30", "26 09:00"]),
    ],
    ids=["missing hour", "repeated hour"],
)
async def test_clock_change(
    night: tuple[int, int, int, int], slots: list[str], url: str, poster: FakePoster
) -> None:
    """London's 01:30 and 09:00 are each posted once a day through both clock changes of 2026."""
    clock = FakeClock(datetime(*night, tzinfo=UTC))
    rules = {"early": "30 1 * * *", "morning": "0 9 * * *"}
    london = [
        replace(DAILY, id=name, cron=cron, zone="Europe/London") for name, cron in rules.items()
    ]
    bot = await start_with(url, clock, poster, *london)

    for _ in range(2 * 24 * 4 - 3):
        clock.advance(15 * 60)
        await bot.scheduler.tick()
    await bot.close()

    assert (len(poster.posts), await ends(url)) == (4, [(slot, "sent") for slot in slots])


async def test_late(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """After down time the latest slot within its grace is posted, and says that it is late."""
    bot = await start_with(url, clock, poster, replace(DAILY, cron="0 * * * *"))

    await tick_at(bot, clock, 3 * 3600 + 2400)
    await bot.close()

    note = "Due 12:00 (UTC), posted late. 3 posts before it were left out."
    assert [text for _channel, _marker, text in poster.posts] == [f"Summary of uk\n{note}"]
    assert await ends(url) == [("25 12:00", "sent")]


async def test_too_late(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """Beyond its grace a slot is missed: nothing is posted, the operator is told."""
    bot = await start_with(url, clock, poster, DAILY)

    with capture_logs() as logs:
        await tick_at(bot, clock, 3601, 3602)
    await bot.close()

    told = [(log["event"], log["log_level"], log["end"]) for log in logs]
    assert (poster.posts, told) == ([], [("post_ended", "error", "missed")])
    assert await ends(url) == [("25 09:00", "missed")]


async def test_refused(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """A post that the platform refuses is not tried again."""
    poster.faults = [("before", PostRefused("not_in_channel"))]
    bot = await start_with(url, clock, poster, DAILY)

    with capture_logs() as logs:
        await tick_at(bot, clock, 0, 60, 600)
    await bot.close()

    told = [(log["event"], log["log_level"], log["end"]) for log in logs]
    assert (poster.posts, told) == ([], [("post_ended", "error", "failed")])


async def test_delayed(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """A post that has to wait is made after that time, without looking for it first."""
    poster.faults = [("before", PostDelayed("rate limited", retry_after=90))]
    bot = await start_with(url, clock, poster, DAILY)

    await tick_at(bot, clock, 0, 89)
    early = list(poster.posts)
    await tick_at(bot, clock, 90)
    await bot.close()

    assert (early, poster.posts, poster.looks) == ([], POSTED, [])


async def test_delayed_past_its_grace(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """A post that has to wait for longer than its grace is not made."""
    poster.faults = [("before", PostDelayed("rate limited", retry_after=4000))]
    bot = await start_with(url, clock, poster, DAILY)

    await tick_at(bot, clock, 0, 4001)
    await bot.close()

    assert (poster.posts, await ends(url)) == ([], [("25 09:00", "missed")])


async def test_delayed_for_ever(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """A platform that always says "wait" is asked ever more seldom, as long as the grace lasts."""
    asked = [("before", PostDelayed("rate limited", retry_after=0)) for _ in range(500)]
    poster.faults = list(asked)
    bot = await start_with(url, clock, poster, DAILY)

    await tick_at(bot, clock, *range(0, 3700, 2))
    await bot.close()

    assert len(asked) - len(poster.faults) == 4 + 3600 // LONGEST_WAIT
    assert await ends(url) == [("25 09:00", "missed")]


@pytest.mark.parametrize("fault", [PostUncertain("reset"), ConnectionError(), KeyError("ts")])
@pytest.mark.parametrize("there", ["before", "after"])
async def test_uncertain(
    there: str, fault: Exception, url: str, clock: FakeClock, poster: FakePoster
) -> None:
    """A post without an answer is looked for after a while, and made again only if not there."""
    poster.faults = [(there, fault)]
    bot = await start_with(url, clock, poster, DAILY)

    await tick_at(bot, clock, 0, SETTLE.total_seconds() - 1)
    looked_early = list(poster.looks)
    await tick_at(bot, clock, SETTLE.total_seconds(), 200)
    await bot.close()

    assert (looked_early, poster.posts) == ([], POSTED)
    assert poster.looks == [("C1", MARKER, FIRST_SLOT - LOOK_BACK)]
    assert await ends(url) == [("25 09:00", "sent")]


async def test_unknown(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """A post that cannot be looked up is never made again; the operator is told."""
    poster.faults = [("before", PostUncertain("reset"))]
    poster.look_faults = [LookUpImpossible("no right to read")]
    bot = await start_with(url, clock, poster, DAILY)
    before = counted("briefing_uncertain", platform="slack")

    with capture_logs() as logs:
        await tick_at(bot, clock, 0, 41, 600, 3000)
    await bot.close()

    told = [(log["event"], log["log_level"], log.get("end")) for log in logs]
    assert told == [("post_uncertain", "warning", None), ("post_ended", "error", "unknown")]
    assert (poster.posts, await ends(url)) == ([], [("25 09:00", "unknown")])
    assert counted("briefing_uncertain", platform="slack") == before + 1


async def test_look_up_has_to_wait(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """A look-up that has to wait, or fails, is made again and the post not before it."""
    poster.faults = [("after", PostUncertain("reset"))]
    poster.look_faults = [PostDelayed("one a minute", retry_after=60), OSError()]
    bot = await start_with(url, clock, poster, DAILY)

    await tick_at(bot, clock, 0, 41, 42, 101, 102, 142)
    await bot.close()

    assert (poster.posts, len(poster.looks)) == (POSTED, 3)
    assert await ends(url) == [("25 09:00", "sent")]


async def test_look_up_given_up(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """A post that could not be looked up for a day stays unknown."""
    poster.faults = [("after", PostUncertain("reset"))]
    poster.look_faults = [OSError()]
    bot = await start_with(url, clock, poster, DAILY)

    late = LOOK_LIMIT.total_seconds() + 1
    await tick_at(bot, clock, 0, 41, late, late + 1)
    await bot.close()

    found = await ends(url)
    assert found == [("25 09:00", "unknown"), ("26 09:00", "sent")]


async def test_no_answer_in_time(url: str, clock: FakeClock) -> None:
    """A request that is never answered is given up, and its outcome looked up."""
    poster = HangingPoster()
    bot = await start_with(url, clock, poster, DAILY)
    clock.set(FIRST_SLOT)

    tick = asyncio.create_task(bot.scheduler.tick())
    await clock.asleep()
    clock.advance(LIMIT)
    await tick
    await tick_at(bot, clock, 60)
    await bot.close()

    assert (poster.posts, len(poster.looks)) == (POSTED, 1)
    assert await ends(url) == [("25 09:00", "sent")]


class HangingPoster(FakePoster):
    """Takes a post and never answers."""

    async def post(self, channel: str, card: Card, *, marker: str) -> str:
        """Post and wait for ever."""
        await super().post(channel, card, marker=marker)
        return await asyncio.get_running_loop().create_future()


async def test_platform_not_connected(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """A post waits for its platform to be connected, within its grace."""
    away = await start_with(url, clock, poster, DAILY)
    await away.close()
    away = await start(url, clock, None)
    await tick_at(away, clock, 0, 10)
    await away.close()

    bot = await start(url, clock, poster)
    await tick_at(bot, clock, 10 + RECONNECT.total_seconds())
    await bot.close()

    assert poster.posts == POSTED


async def test_platform_never_connected(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """A post whose platform does not come back within its grace is missed."""
    bot = await start_with(url, clock, poster, DAILY)
    await bot.close()
    away = await start(url, clock, None)

    await tick_at(away, clock, 0, 3000, 3601)
    await away.close()

    assert await ends(url) == [("25 09:00", "missed")]


def not_served(_run: Run) -> Edition | None:
    """Find no such brief."""
    return None


def apology(_run: Run) -> Edition | None:
    """Return an apology instead of a summary."""
    return Edition(Card(Tone.TROUBLE, (words("Something went wrong. Error id 1a2b"),)), {})


@pytest.mark.parametrize("summarise", [not_served, apology])
async def test_no_summary(
    summarise: Callable[[Run], Edition | None], url: str, clock: FakeClock, poster: FakePoster
) -> None:
    """Without a summary nothing is posted, not even an apology; in the end it is missed."""
    bot = await start_with(url, clock, poster, DAILY)
    await bot.close()
    bot = await start(url, clock, poster, summarise=summarise)

    with capture_logs() as logs:
        await tick_at(bot, clock, 0, 60, 299, 300, 3601)
    await bot.close()

    assert (poster.posts, await ends(url)) == ([], [("25 09:00", "missed")])
    assert [log["event"] for log in logs] == ["summary_missing", "summary_missing", "post_ended"]


class FailingPort:
    """A port whose named jobs fail as long as `away`."""

    def __init__(self, port: Any, *jobs: str) -> None:
        self._port = port
        self._jobs = jobs
        self.away = True

    def __getattr__(self, name: str) -> Any:
        """Return the port's own, or a failure."""
        return self._fail if self.away and name in self._jobs else getattr(self._port, name)

    async def _fail(self, *_args: Any, **_kwargs: Any) -> Any:
        raise StoreUnavailable("away")


def scheduler_of(bot: Bot, clock: FakeClock, poster: FakePoster, **ports: Any) -> Scheduler:
    """Return a scheduler on a bot's store with some ports replaced."""
    return Scheduler(
        schedules=ports.get("schedules", bot.store.schedules),
        outbox=ports.get("outbox", bot.store.outbox),
        posters=lambda _platform, _tenant: poster,
        editions=summary,
        clock=clock,
    )


async def test_sent_but_not_recorded(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """A post that was answered and could not be recorded needs no look-up to be recorded."""
    bot = await start_with(url, clock, poster, DAILY)
    outbox = FailingPort(bot.store.outbox, "end")
    bot.scheduler = scheduler_of(bot, clock, poster, outbox=outbox)

    await tick_at(bot, clock, 0)
    outbox.away = False
    await tick_at(bot, clock, A_MOMENT.total_seconds())
    await bot.close()

    assert (poster.posts, poster.looks) == (POSTED, [])
    assert await ends(url) == [("25 09:00", "sent")]


async def test_store_away(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """The loop outlives a store that is away, says so once, and posts when it is back."""
    bot = await start_with(url, clock, poster, DAILY)
    schedules = FailingPort(bot.store.schedules, "due")
    clock.set(FIRST_SLOT)

    scheduler = scheduler_of(bot, clock, poster, schedules=schedules)
    schedules.away = True

    with capture_logs() as logs:
        running = asyncio.create_task(scheduler.run(), name="scheduler")
        for away in (True, True, False):
            await clock.asleep()
            schedules.away = away
            clock.advance(1)
        while not (scheduler.works and poster.posts):  # noqa: ASYNC110 - nothing else tells
            await asyncio.sleep(0)
        running.cancel()
        await asyncio.wait((running,))
    await bot.close()

    health = [log for log in logs if log["event"].startswith("scheduler_")]
    assert [(log["event"], log["log_level"]) for log in health] == [
        ("scheduler_failing", "error"),
        ("scheduler_working", "info"),
    ]
    assert (running.cancelled(), poster.posts) == (True, POSTED)


async def test_stopped_in_the_middle(url: str, clock: FakeClock) -> None:
    """A post in hand when the bot is stopped is still recorded."""
    poster = SlowPoster()
    bot = await start_with(url, clock, poster, DAILY)
    clock.set(FIRST_SLOT)

    running = asyncio.create_task(bot.scheduler.run())
    await poster.asked.wait()
    running.cancel()
    poster.answer.set()
    await asyncio.wait((running,))
    await bot.close()

    assert (poster.posts, await ends(url)) == (POSTED, [("25 09:00", "sent")])


class SlowPoster(FakePoster):
    """Answers when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = asyncio.Event()
        self.answer = asyncio.Event()

    async def post(self, channel: str, card: Card, *, marker: str) -> str:
        """Post and answer later."""
        self.asked.set()
        await self.answer.wait()
        return await super().post(channel, card, marker=marker)


async def test_one_bad_schedule(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """A schedule that cannot be understood any more is reported once and stops no other."""
    bot = await start_with(url, clock, poster, DAILY)
    bad = Due(Schedule("bad", "slack", "C2", "uk", "0 9 * * *", "Mars/Base"), FIRST_SLOT, 1)
    bot.scheduler = scheduler_of(bot, clock, poster, schedules=WithAlso(bot.store.schedules, bad))

    with capture_logs() as logs:
        await tick_at(bot, clock, 0, 1)
    await bot.close()

    assert [log["event"] for log in logs] == ["schedule_invalid", "post_ended"]
    assert poster.posts == POSTED


class WithAlso:
    """Schedules with one more that is always due."""

    def __init__(self, schedules: Any, also: Due) -> None:
        self._schedules = schedules
        self._also = also

    async def due(self, now: datetime) -> tuple[Due, ...]:
        """Return the odd one first."""
        return (self._also, *await self._schedules.due(now))

    async def advance(self, plans: Sequence[tuple[Due, Plan]]) -> tuple[bool, ...]:
        """Advance as usual."""
        moved: tuple[bool, ...] = await self._schedules.advance(plans)
        return moved


async def test_a_burst(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """Many schedules due at one moment are all posted, a few at a time."""
    many = [replace(DAILY, id=f"s{n}", channel=f"C{n}") for n in range(10)]
    bot = await start_with(url, clock, poster, *many)

    counts = []
    for second in range(4):
        await tick_at(bot, clock, second)
        counts.append(len({channel for channel, _marker, _text in poster.posts}))
    await bot.close()

    assert counts[-1] == len(poster.posts) == 10
    assert {state for _slot, state in await ends(url)} == {RunState.SENT}


async def test_summary_fails(url: str, clock: FakeClock, poster: FakePoster) -> None:
    """A summary that fails is tried again, and no other post suffers."""
    other = replace(DAILY, id="other", brief="other")
    bot = await start_with(url, clock, poster, DAILY, other)
    await bot.close()
    failures = [ZeroDivisionError()]

    def summarise(run: Run) -> Edition | None:
        if run.brief == "uk" and failures:
            raise failures.pop()
        return summary(run)

    bot = await start(url, clock, poster, summarise=summarise)
    await tick_at(bot, clock, 0, 1, NO_SUMMARY.total_seconds())
    await bot.close()

    texts = [text.splitlines()[0] for _channel, _marker, text in poster.posts]
    assert texts == ["Summary of other", "Summary of uk"]


def test_taken_over_in_time() -> None:
    """A dead replica's post is taken over within 30 s, and never while its request may be alive."""
    assert SETTLE + timedelta(seconds=TICK) < timedelta(seconds=30)
    assert timedelta(seconds=LIMIT) + SETTLE / 4 < SETTLE
