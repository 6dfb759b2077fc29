"""The real bot as a process of its own, and what it wrote."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 20.0  # seconds after which a test has failed
STOP_LIMIT = 10.0
_KEPT = ("PATH", "HOME", "LANG", "SYSTEMROOT", "TMPDIR", "VIRTUAL_ENV")


class BotProcess:
    """`python -m bot run` in an empty folder; `async with` starts it and sees to its end."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        path = os.pathsep.join(map(str, (ROOT / "tests" / "wire" / "site", ROOT)))
        self.lines: list[str] = []
        self.said = ""
        self._environment = {**kept, "PYTHONPATH": path, **environment}
        self._folder = folder
        self._changed = asyncio.Condition()
        self._process: Process | None = None
        self._reading: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run",
            cwd=self._folder, env=self._environment, stdin=asyncio.subprocess.DEVNULL,
            stdout=PIPE, stderr=PIPE,
        )  # fmt: skip
        self._reading = [
            asyncio.create_task(self._read_err()),
            asyncio.create_task(self._read_out()),
        ]
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._running.returncode is None:
            self._running.kill()
        await self.ended()

    def signal(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Send a signal."""
        self._running.send_signal(number)

    async def stop(self) -> int:
        """Send SIGTERM and return the exit code, which must come in time."""
        self.signal()
        async with asyncio.timeout(STOP_LIMIT):
            return await self.ended()

    async def ended(self) -> int:
        """Return the exit code as soon as the process has ended and all it wrote was read."""
        async with asyncio.timeout(LIMIT):
            await asyncio.gather(*self._reading)
            return await self._running.wait()

    async def event(self, name: str) -> dict[str, Any]:
        """Return a logged event, waiting for it."""
        await self._until(lambda: self._found(name))
        return self._found(name)[0]

    def events(self) -> list[dict[str, Any]]:
        """Return the events logged so far."""
        return [json.loads(line) for line in self.lines if line.startswith("{")]

    def told(self) -> list[str]:
        """Return the lines that tell the operator of something to mend."""
        mild = [line for line in self.lines if line.startswith("{") and _is_mild(json.loads(line))]
        return [line for line in self.lines if line not in mild]

    def all_text(self) -> str:
        """Return everything that was written."""
        return "\n".join([*self.lines, self.said])

    @property
    def _running(self) -> Process:
        assert self._process, "not started"
        return self._process

    def _found(self, name: str) -> list[dict[str, Any]]:
        return [event for event in self.events() if event["event"] == name]

    async def _read_err(self) -> None:
        assert self._running.stderr
        async for line in self._running.stderr:
            async with self._changed:
                self.lines.append(line.decode().rstrip("\n"))
                self._changed.notify_all()

    async def _read_out(self) -> None:
        assert self._running.stdout
        self.said = (await self._running.stdout.read()).decode()

    async def _until(self, true: Callable[[], object]) -> None:
        async with asyncio.timeout(LIMIT), self._changed:
            await self._changed.wait_for(lambda: bool(true()))


def _is_mild(event: Mapping[str, Any]) -> bool:
    """Say whether there is nothing to mend: slack_sdk reports a refusal beside raising it."""
    return event["level"] in ("debug", "info") or event["event"] == "slack_library_error"
