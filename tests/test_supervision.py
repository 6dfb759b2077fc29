import asyncio
from collections.abc import Awaitable, Callable, Sequence

import pytest
from structlog.testing import capture_logs

from bot.errors import TokenRefused
from bot.supervision import STEADY, Part, Supervisor, run_all
from tests.clocks import FakeClock

LIMIT = 5.0


class FakePart:
    """Runs by a list of what happens; when it is used up it runs until cancelled."""

    def __init__(self, *happens: Exception | None, name: str = "slack") -> None:
        self.happens = list(happens)
        self.name = name
        self.starts = 0
        self.events: list[str] = []
        self.is_ready = False
        self.links = True
        self.fail: asyncio.Future[None] | None = None

    async def run(self) -> None:
        """Do what happens next."""
        self.starts += 1
        if self.happens:
            happening = self.happens.pop(0)
            if happening:
                raise happening
            return
        self.is_ready = self.links
        self.fail = asyncio.get_running_loop().create_future()
        try:
            await self.fail
        finally:
            self.is_ready = False
            self.events.append("ended")

    def supervisor(self, clock: FakeClock) -> Supervisor:
        """Return its supervisor, which waits as long as it says."""
        part = Part(self.name, self.run, lambda: self.is_ready)
        return Supervisor(part, clock=clock, share=lambda: 1.0)


async def settled() -> None:
    """Return when all that can go on without the clock has gone on."""
    for _ in range(20):
        await asyncio.sleep(0)


async def restarts(clock: FakeClock, part: FakePart, waits: Sequence[float]) -> list[int]:
    """Return the starts after each wait."""
    starts = []
    for wait in waits:
        await settled()
        clock.advance(wait)
        await settled()
        starts.append(part.starts)
    return starts


@pytest.fixture
def clock() -> FakeClock:
    """Give a clock that only tests move."""
    return FakeClock()


async def cancelled(task: asyncio.Task[None]) -> None:
    """Cancel a task and return when it has ended."""
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_waits_grow(clock: FakeClock) -> None:
    """A part that fails is started again after 1, 2, 4 ... and at most 60 seconds."""
    part = FakePart(*[OSError("away")] * 9)
    task = asyncio.create_task(part.supervisor(clock).run())

    with capture_logs() as logs:
        starts = await restarts(clock, part, [0.9, 0.1, 1.9, 0.1, 4, 8, 16, 32, 60, 60])

    assert starts == [1, 2, 2, 3, 4, 5, 6, 7, 8, 9]
    assert [log["restart_in"] for log in logs] == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0, 60.0]
    assert [bool(log["exc_info"]) for log in logs] == [True] + [False] * 8
    await cancelled(task)


async def test_end_is_a_failure(clock: FakeClock) -> None:
    """A part that ends by itself is started again as well."""
    part = FakePart(None)
    task = asyncio.create_task(part.supervisor(clock).run())

    with capture_logs() as logs:
        assert await restarts(clock, part, [1]) == [2]

    assert [(log["event"], log["part"], log["error"]) for log in logs] == [
        ("part_failed", "slack", "it ended")
    ]
    await cancelled(task)


@pytest.mark.parametrize(
    ("links", "held", "starts"),
    [(True, STEADY - 1, [4, 4]), (True, STEADY + 1, [5, 5]), (False, STEADY + 1, [4, 4])],
)
async def test_failures_are_forgotten(
    clock: FakeClock, *, links: bool, held: float, starts: list[int]
) -> None:
    """A part that was ready for a while begins with short waits again, and no other does."""
    part = FakePart(OSError(), OSError(), OSError())
    part.links = links
    task = asyncio.create_task(part.supervisor(clock).run())
    await restarts(clock, part, [1, 2, 4, held])

    assert part.fail
    part.fail.set_exception(OSError("away"))

    assert await restarts(clock, part, [1, 1]) == starts
    await cancelled(task)


async def test_cancelling_ends_the_part(clock: FakeClock) -> None:
    """Cancelling waits until the part has ended in order."""
    part = FakePart()
    task = asyncio.create_task(part.supervisor(clock).run())
    await settled()

    await cancelled(task)

    assert part.events == ["ended"]


async def test_refusal_is_not_repeated(clock: FakeClock) -> None:
    """A refused token ends the supervision at once."""
    part = FakePart(TokenRefused("DISCORD_TOKEN is refused"))

    with pytest.raises(TokenRefused, match="DISCORD_TOKEN"):
        async with asyncio.timeout(LIMIT):
            await part.supervisor(clock).run()

    assert part.starts == 1


async def test_stop_in_order(clock: FakeClock) -> None:
    """Helpers end before the platforms that their posts need."""
    ended: list[str] = []
    parts = [FakePart(name=name) for name in ("slack", "discord", "scheduler")]
    for part in parts:
        part.events = ended_by(part.name, ended)
    slack, discord, scheduler = [part.supervisor(clock) for part in parts]
    stop = asyncio.Event()
    task = asyncio.create_task(run_all([slack, discord], [scheduler], stop=stop))
    await settled()

    stop.set()
    async with asyncio.timeout(LIMIT):
        await task

    assert ended[0] == "scheduler"
    assert sorted(ended[1:]) == ["discord", "slack"]


def ended_by(name: str, ended: list[str]) -> list[str]:
    """Return a list that notes under a name what is appended."""

    class Noting(list[str]):
        def append(self, _: str) -> None:
            ended.append(name)

    return Noting()


async def test_one_refusal_of_two(clock: FakeClock) -> None:
    """Where one platform is refused the other goes on, and the operator gets one line."""
    slack, discord = FakePart(TokenRefused("SLACK_BOT_TOKEN is refused")), FakePart(name="discord")
    stop = asyncio.Event()

    with capture_logs() as logs:
        running = run_all([slack.supervisor(clock), discord.supervisor(clock)], [], stop=stop)
        task = asyncio.create_task(running)
        await settled()
        ready = discord.is_ready
        stop.set()
        await task

    assert ready
    assert logs == [
        {"event": "token_refused", "reason": "SLACK_BOT_TOKEN is refused", "log_level": "error"}
    ]


async def test_all_refused(clock: FakeClock) -> None:
    """When every platform is refused, the last refusal ends the bot and the helpers with it."""
    parts = [FakePart(TokenRefused(name), name=name) for name in ("SLACK", "DISCORD")]
    helper = FakePart(name="scheduler")
    platforms = [part.supervisor(clock) for part in parts]

    with capture_logs() as logs, pytest.raises(TokenRefused) as caught:
        async with asyncio.timeout(LIMIT):
            await run_all(platforms, [helper.supervisor(clock)], stop=asyncio.Event())

    assert sorted([str(caught.value), logs[0]["reason"]]) == ["DISCORD", "SLACK"]
    assert len(logs) == 1
    assert helper.events == ["ended"]


@pytest.mark.parametrize("helps", [True, False])
async def test_unforeseen_error(clock: FakeClock, *, helps: bool) -> None:
    """An error of the supervision itself ends the bot instead of leaving a part dead."""

    def share() -> float:
        raise ZeroDivisionError

    part = Part("part", FakePart(OSError()).run, lambda: False)
    broken = Supervisor(part, clock=clock, share=share)
    whole = FakePart().supervisor(clock)
    platforms, helpers = ([whole], [broken]) if helps else ([broken, whole], [])

    with pytest.raises(ZeroDivisionError):
        async with asyncio.timeout(LIMIT):
            await run_all(platforms, helpers, stop=asyncio.Event())


async def test_part_that_does_not_end(clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that takes too long to end is left behind, and the operator is told."""
    monkeypatch.setattr("bot.supervision.PLATFORMS_END", 0.01)
    release = asyncio.Event()
    part = Part("slack", stubborn(release), lambda: False)
    stop = asyncio.Event()
    stop.set()

    with capture_logs() as logs:
        await run_all([Supervisor(part, clock=clock)], [], stop=stop)

    assert logs == [{"event": "stop_incomplete", "count": 1, "log_level": "error"}]
    release.set()
    await settled()


def stubborn(release: asyncio.Event) -> Callable[[], Awaitable[None]]:
    """Return a part that ends only when it is released."""

    async def run() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await release.wait()

    return run
