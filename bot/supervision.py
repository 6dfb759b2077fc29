"""Keeps parts running until the bot is told to stop: what fails is started again, ever later."""

import asyncio
import random
import signal
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

import structlog

from bot.errors import TokenRefused
from bot.ports import Clock
from bot.telemetry import RESTARTS

FIRST: Final = 1.0  # seconds until the first restart, doubled with each
LONGEST: Final = 60.0
STEADY: Final = 60.0  # seconds after which a part that is ready counts as holding
HELPERS_END: Final = 3.0  # seconds for a post in hand
PLATFORMS_END: Final = 5.5  # seconds for answers in hand; with the above below ALL_ENDS
ALL_ENDS: Final = 10  # seconds after which the process is ended, whatever it is doing

log = structlog.get_logger()


def _random_share() -> float:
    """Spread restarts: what failed together must not come back together."""
    return random.uniform(0.5, 1)  # noqa: S311 - no secret


@dataclass(frozen=True, slots=True)
class Part:
    """Something that runs until it is cancelled, and says whether it is ready."""

    name: str
    run: Callable[[], Awaitable[None]]
    ready: Callable[[], bool]


class Supervisor:
    """Runs one part; `share` gives how much of a wait is really waited, from 0 to 1."""

    def __init__(
        self, part: Part, *, clock: Clock, share: Callable[[], float] = _random_share
    ) -> None:
        self._part = part
        self._clock = clock
        self._share = share
        self._failures = 0

    async def run(self) -> None:
        """Run the part, again and again, until cancelled; raises TokenRefused."""
        while True:
            wait = await self._once()
            RESTARTS.labels(self._part.name).inc()
            await self._clock.sleep(wait)

    async def _once(self) -> float:
        """Run the part to its end, which should not come, and return how long to wait then."""
        holding = asyncio.create_task(self._forgive())
        try:
            await self._part.run()
        except TokenRefused:
            raise
        except Exception as error:  # noqa: BLE001 - the edge: whatever ends a part, it starts again
            return self._failed(error)
        finally:
            holding.cancel()
            await asyncio.gather(holding, return_exceptions=True)
        return self._failed(None)

    def _failed(self, error: Exception | None) -> float:
        """Tell the operator, with the trace of the first failure in a row."""
        wait = min(FIRST * 2.0 ** min(self._failures, 10), LONGEST) * self._share()
        log.error(
            "part_failed",
            part=self._part.name,
            error=type(error).__name__ if error else "it ended",
            restart_in=round(wait, 1),
            exc_info=error if not self._failures else None,
        )
        self._failures += 1
        return wait

    async def _forgive(self) -> None:
        """Forget failures whenever the part is found to hold."""
        while True:
            await self._clock.sleep(STEADY)
            if self._part.ready():
                self._failures = 0


async def run_all(
    platforms: Sequence[Supervisor], helpers: Sequence[Supervisor], *, stop: asyncio.Event
) -> None:
    """Run everything until `stop`; raises TokenRefused when no platform is left.

    The helpers end first, since their posts need the platforms; answers in hand are finished.
    """
    helping = {asyncio.create_task(helper.run()) for helper in helpers}
    serving = {asyncio.create_task(platform.run()) for platform in platforms}
    stopping = asyncio.create_task(stop.wait())
    try:
        await _watch(serving, helping, stopping)
    finally:
        stopping.cancel()
        await _end(helping, limit=HELPERS_END)
        await _end(serving, limit=PLATFORMS_END)


async def _watch(
    serving: set[asyncio.Task[None]],
    helping: set[asyncio.Task[None]],
    stopping: asyncio.Task[Any],
) -> None:
    """Wait for the stop; a refused platform is left out, the last one's refusal is raised."""
    left = set(serving)
    while not stopping.done():
        tasks: set[asyncio.Task[Any]] = {*left, *helping, stopping}
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done - {stopping}:
            left.discard(task)
            refused = task.exception()
            if not left or not isinstance(refused, TokenRefused):
                task.result()
            log.error("token_refused", reason=str(refused))


async def _end(tasks: Collection[asyncio.Task[None]], *, limit: float) -> None:
    for task in tasks:
        task.cancel()
    if tasks:
        _, late = await asyncio.wait(tasks, timeout=limit)
        if late:
            log.error("stop_incomplete", count=len(late))


def stop_on_signals() -> asyncio.Event:
    """Return what the first SIGTERM or SIGINT sets; a second one ends the process at once."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()

    def begin(name: str) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
            signal.signal(number, signal.SIG_DFL)
        signal.alarm(ALL_ENDS)
        log.info("stopping", signal=name)  # from here on a second signal ends the process
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, begin, number.name)
    return stop
