# ruff: noqa: INP001, RUF001, T201 - a script; what it prints is its output
"""The faults of Slack over the wire, with the counts they are held to.

    .venv/bin/python -m bench.slack_faults [ID ...]

The real adapter on real bolt and slack_sdk against a Slack on loopback, with a real database; the
core is real where its words matter. Prints a row of Markdown for each trial, as in docs/slack.md;
the exit code is 1 where one does not hold. About ten minutes.
"""

import asyncio
import logging
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

import structlog

from bench import slack_deliveries as deliveries
from bench import slack_hostile as hostile
from bench import slack_limits as limits
from bench.slack_setup import Found, Setup
from tests.wire.fake_slack import FakeSlack
from tests.wire.redirect_slack import redirected

CANARY: Final = "canary"  # in every secret


@dataclass(frozen=True, slots=True)
class Trial:
    """One line of the table: its id, what is done, and what does it."""

    id: str
    done: str
    run: Callable[[Setup], Awaitable[Found]]


TRIALS: Final = (
    Trial(
        "D1",
        "250 events × 4 over HTTP, a third at the same time, 10 × kill -9 between the copies",
        deliveries.copies,
    ),
    Trial(
        "K1",
        "20 × kill -9 within 50 ms after 10 events, channels may be read",
        deliveries.crash_reading,
    ),
    Trial("K2", "the same where they may not", deliveries.crash_blind),
    Trial("D2", "100 messages under 11 event ids each", deliveries.many_ids),
    Trial(
        "D3",
        "500 envelopes, 30 % again with the same or a new id, 20 reconnects",
        deliveries.envelopes,
    ),
    Trial(
        "D4",
        "500 captured requests again while fresh, to two bots on one database; 500 when old",
        deliveries.replays,
    ),
    Trial(
        "D6",
        "200 mentions that also come as messages; 500 messages of bots",
        deliveries.twice_and_bots,
    ),
    Trial(
        "O1",
        "500 hostile texts × question, mention, shortcut and a card's own words",
        hostile.injection,
    ),
    Trial("O2", "300 addresses that pretend to be another", hostile.addresses),
    Trial("O3", "400 questions with control signs and other scripts", hostile.other_signs),
    Trial("H1", "2,000 odd signatures, times and bodies", hostile.signatures),
    Trial("H4", "installations with what is forged, used, old or foreign", hostile.installations),
    Trial("H4b", "HTTP that Slack would not send, of every kind", hostile.requests),
    Trial("H5", "100 response addresses that are not Slack's", hostile.responses),
    Trial("R3", "5,000 envelopes at once, each write slowed to 200 ms", limits.overload),
    Trial("R4", "100 cuts: without a word, in order, refreshed, too many links", limits.cuts),
    Trial("R4b", "a link that is up and deaf", limits.deaf),
    Trial(
        "R5", "1,000 answers with 429, lost and failing calls, channels may be read", limits.limits
    ),
    Trial("R5b", "100 answers, 429 for 8 s, and a restart in that time", limits.limits_and_restart),
)


async def found(trial: Trial) -> Found:
    """Return what came of a trial: every message of it without a fault, no secret in any."""
    with tempfile.TemporaryDirectory() as folder:
        async with FakeSlack() as slack:
            with redirected(slack.url):
                result = await trial.run(Setup(slack, folder))
    faults = [*slack.faults, *(one for one in slack.calls if CANARY in str(one.arguments))]
    said = f"{result.result}; {len(faults)} faulty messages" if faults else result.result
    return Found(said, result.holds and not faults)


def row(trial: Trial) -> bool:
    """Print a trial's line of the table, and say whether it holds."""
    start = time.monotonic()
    came = asyncio.run(found(trial))
    held, taken = "yes" if came.holds else "NO", time.monotonic() - start
    print(f"| {trial.id} | {trial.done} | {came.result} | {held} | {taken:.0f} |", flush=True)
    return came.holds


def main(wanted: list[str]) -> int:
    """Make the trials that are named, or all; return the exit code."""
    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    print("| id | what was done | what came of it | held | seconds |\n|---|---|---|---|---|")
    held = [row(trial) for trial in TRIALS if not wanted or trial.id in wanted]
    return int(not all(held))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
