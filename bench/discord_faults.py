# ruff: noqa: INP001, T201, E501 - a script; what it prints is its output
"""The faults of Discord, over the wire against a Discord on loopback, with the counts they are held to.

    .venv/bin/python -m bench.discord_faults [ID ...]

Prints a row of Markdown for each run, as in docs/discord.md; the exit code is 1 where one does not
hold. About ten minutes; the tests make the same runs with few repetitions.
"""

import asyncio
import logging
import sys
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Final

import structlog

from bot.adapters.brief_files import BriefFolder
from tests.adapters.discord import faults
from tests.adapters.discord.killing import kills

BRIEFS: Final = Path(__file__).parent.parent / "briefs"
RUNS: Final[dict[str, Callable[[], Awaitable[faults.Found]]]] = {
    "D5": partial(faults.copies, 1000),
    "D6": partial(faults.bots, 100),
    "O1": partial(faults.injection, 500),
    "O2": partial(faults.spoofing, 300),
    "O3": partial(faults.unicode_tricks, 400),
    "R4": partial(faults.links, 100, hurry=False),
    "R5 (limits)": partial(faults.limits, 1000),
    "R5 (restarts)": partial(faults.restarts, 1000, breaks=20),
    "R5 (kills)": partial(kills, 10),
    "R5 (refusals)": partial(faults.forbidden, 1000),
    "S8": partial(faults.storms, 50),
    "T1": partial(faults.tenants, 10_000, guilds=50),
    "T2": lambda: faults.permissions(BriefFolder.read(BRIEFS).library()),
}


def main(wanted: list[str]) -> int:
    """Make the runs whose id begins with one that is wanted, or all; return the exit code."""
    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    print("| id | what was done | what came of it | held | seconds |\n|---|---|---|---|---|")
    held = [_row(name, run) for name, run in RUNS.items() if not wanted or name[:2] in wanted]
    return int(not all(held))


def _row(name: str, run: Callable[[], Awaitable[faults.Found]]) -> bool:
    start = time.monotonic()
    found = asyncio.run(_awaited(run))
    held, taken = "yes" if found.holds else "NO", time.monotonic() - start
    print(f"| {name} | {found.done} | {found.result} | {held} | {taken:.0f} |", flush=True)
    return found.holds


async def _awaited(run: Callable[[], Awaitable[faults.Found]]) -> faults.Found:
    return await run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
