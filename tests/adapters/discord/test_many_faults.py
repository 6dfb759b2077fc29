"""The fault runs with few repetitions; `python -m bench.discord_faults` has the full counts."""

from collections.abc import Awaitable, Callable
from functools import partial

import pytest

from bot.core.library import Library
from tests.adapters.discord import faults

RUNS: dict[str, Callable[[], Awaitable[faults.Found]]] = {
    "D5": partial(faults.copies, 40),
    "D6": partial(faults.bots, 8),
    "O1": partial(faults.injection, 35),
    "O2": partial(faults.spoofing, 60),
    "O3": partial(faults.unicode_tricks, 20),
    "R4": partial(faults.links, 10),
    "R5 limits": partial(faults.limits, 40),
    "R5 refusals": partial(faults.forbidden, 200),
    "S8": partial(faults.storms, 5),
    "T1": partial(faults.tenants, 100, guilds=5),
}


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS.keys())
async def test_holds(run: Callable[[], Awaitable[faults.Found]]) -> None:
    """Under each fault what must hold does."""
    found = await run()

    assert found.holds, found


async def test_rights(library: Library) -> None:
    """Who may do what is decided by the rights that Discord sends, for every role and place."""
    found = await faults.permissions(library)

    assert found.holds, found
