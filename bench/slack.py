# ruff: noqa: INP001, T201, E402 - a script; what it prints is its output
"""What an answer in Slack costs beside a no-op of the same framework: python bench/slack.py.

Three processes on loopback: a client that sends signed requests over one connection, the server
that is measured, and a Web API that takes posts. Cases take turns, round by round; processor time
is the server's own. Ratios are medians of the rounds' ratios: compare within one run only.

no-op   bolt's AsyncApp with an empty handler, process_before_response, the signature checked
fixed   the bot's own adapter, with the core replaced by a fixed answer
core    the bot's own adapter with the real core and the seed brief, a new wording each time

For events the no-op commits the same rows as the adapter's claim, and posts one word. They come
with a pause between, so that an acknowledgement does not wait for the answer before it.
"""

import argparse
import asyncio
import http.client
import json
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)  # not this folder, where a script may bear the name of a library

import structlog

from bench.slack_servers import BRIEFS, CASES, SECRET, serving, web_api
from bot.adapters.brief_files import BriefFolder
from bot.adapters.slack.payload import payload_of
from bot.adapters.slack.signature import signed
from bot.core.answering import answer
from bot.core.wording import answer_card
from tests.wire import slack_events as events
from tests.wire.redirect_slack import redirected
from tests.wire.slack_http import body_of

QUESTIONS: Final = ("how much funding", "how many arrests", "how many drones", "who said that")
KINDS: Final = ("slash", "event")
PAUSES: Final = {"slash": 0.0, "event": 0.02}  # seconds


def requests(kind: str, number: int) -> list[tuple[bytes, dict[str, str]]]:
    """Return signed requests, each a message of its own."""
    run = f"{os.getpid()}.{time.time_ns()}"
    made = []
    for at in range(number):
        text = f"{QUESTIONS[at % len(QUESTIONS)]}{'?' * (1 + at % 3)}"
        payload = (
            events.slash(text, trigger_id=f"{run}.{at}")
            if kind == "slash"
            else events.mention(
                f"<@{events.BOT_USER}> {text}", ts=f"{run}.{at}", event_id=f"{run}.{at}",
                channel=f"C{at % 50}",
            )
        )  # fmt: skip
        form, body = body_of(payload)
        sent = str(int(time.time()))
        headers = {"X-Slack-Request-Timestamp": sent, "Content-Type": form}
        made.append((body, {**headers, "X-Slack-Signature": signed(SECRET, sent, body)}))
    return made


def client(port: int, path: str, kind: str, number: int) -> None:
    """Send requests one after the other and print the microseconds of each."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    taken = []
    made = requests(kind, number)
    print("ready", flush=True)
    sys.stdin.readline()
    for body, headers in made:
        time.sleep(PAUSES[kind])
        start = time.perf_counter()
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        answer.read()
        taken.append((time.perf_counter() - start) * 1e6)
        if answer.status != 200:  # noqa: PLR2004
            raise SystemExit(f"{path}: {answer.status}")
    print(json.dumps(taken))


async def measured(port: int, kind: str, case: str, number: int) -> tuple[float, float]:
    """Return median latency and the server's processor time of a request, in microseconds."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, __file__, "--client", str(port), f"/{case}", kind, str(number),
        stdout=asyncio.subprocess.PIPE, stdin=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout  # noqa: S101
    await process.stdout.readline()  # it has imported and signed
    start = time.process_time()
    out, _ = await process.communicate(b"go\n")
    await asyncio.sleep(0.1)  # what was begun is posted
    spent = (time.process_time() - start) * 1e6 / number
    if process.returncode:
        raise SystemExit(f"{case}: the client failed")
    return statistics.median(json.loads(out)), spent


async def compare(rounds: int, number: int) -> None:
    """Run the cases in turn and print medians and ratios."""
    api = subprocess.Popen(  # noqa: ASYNC220, S603 - before anything is measured
        [sys.executable, __file__, "--api"], stdout=subprocess.PIPE, text=True
    )
    assert api.stdout  # noqa: S101
    address = f"http://127.0.0.1:{int(api.stdout.readline())}"
    found: dict[tuple[str, str], list[tuple[float, float]]] = {}
    try:
        with tempfile.TemporaryDirectory() as folder, redirected(address):
            async with serving(folder) as port:
                for _ in range(rounds + 1):  # the first warms up
                    for kind in KINDS:
                        for case in CASES:
                            figures = await measured(port, kind, case, number)
                            found.setdefault((kind, case), []).append(figures)
    finally:
        api.kill()
        api.wait()
    report({key: figures[1:] for key, figures in found.items()})


def report(found: dict[tuple[str, str], list[tuple[float, float]]]) -> None:
    """Print a table."""
    print(f"{'':16}{'ack p50 us':>12}{'ratio':>8}{'server us':>12}{'ratio':>8}")
    for (kind, case), figures in found.items():
        base = found[kind, "no-op"]
        line = f"{kind + ', ' + case:16}"
        for part in (0, 1):
            value = statistics.median(one[part] for one in figures)
            ratio = statistics.median(
                one[part] / other[part] for one, other in zip(figures, base, strict=True)
            )
            line += f"{value:>12.0f}{ratio:>8.2f}"
        print(line)


def rendering() -> None:
    """Print what a card that was not shown before costs to render and to lock."""
    library = BriefFolder.read(BRIEFS).library()
    cards = [
        answer_card(answer(f"{QUESTIONS[at % 4]}{' ' * at}?", library), show_question=True)
        for at in range(40)
    ]
    start = time.perf_counter()
    for card in cards:
        payload_of(card)
    print(f"\na new card, rendered and locked: {(time.perf_counter() - start) / 40 * 1e6:.0f} us")


def main() -> None:
    """Compare, or be one of the other processes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--number", type=int, default=400)
    parser.add_argument("--client", nargs=4, help=argparse.SUPPRESS)
    parser.add_argument("--api", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    if options.client:
        port, path, kind, number = options.client
        client(int(port), path, kind, int(number))
    elif options.api:
        asyncio.run(web_api())
    else:
        asyncio.run(compare(options.rounds, options.number))
        rendering()


if __name__ == "__main__":
    main()
