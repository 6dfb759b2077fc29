"""What is being done right now, so that stopping can wait for it."""

import asyncio
import contextlib
from collections.abc import Coroutine
from typing import Any, Final

import structlog

DRAIN: Final = 5.0  # seconds for answers under way when the bot stops

log = structlog.get_logger()


class Work:
    """Holds tasks until they end: the event loop itself keeps weak references only."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self._started: set[asyncio.Task[Any]] = set()

    @property
    def in_hand(self) -> int:
        """Return how much was started and has not ended."""
        return len(self._started)

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something beside; what it raises is logged."""
        task = asyncio.create_task(_logged(work))
        self._started.add(task)
        task.add_done_callback(self._started.discard)
        self.hold(task)

    def hold(self, task: asyncio.Task[Any]) -> None:
        """Count a task among the work until it ends."""
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def drain(self) -> None:
        """Let the work end, and break off what takes too long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(DRAIN):
                while self._tasks:
                    await asyncio.wait(set(self._tasks))
        late = set(self._tasks)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        if late:
            log.error("slack_work_broken_off", count=len(late))


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception:
        log.exception("slack_work_failed")
