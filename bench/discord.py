# ruff: noqa: INP001, T201, SLF001, E501, ARG002 - a script; what it prints is its output
"""What an answer costs in Discord beside a command of the same library that does nothing.

Every case is a slash command as the gateway delivers it, through discord.py, to the finished payload
of its answer; nothing is sent. In one run, in turns:

  no-op           a command of discord.py that answers with one fixed line of text
  fixed answer    this bot, its core replaced by one answer: the whole adapter and the number lock
  new answer      the same with an answer that was never shown before: made and checked anew
  real core       this bot with the real core on the brief in briefs/, ten questions in turn
  no-op form      a command of discord.py that answers with a message of the same components

    .venv/bin/python -m bench.discord [--count 2000] [--rounds 5]

The bar is four times the no-op for the fixed answer, by the median of the rounds; the exit code is 1
where it is missed.
"""

import argparse
import asyncio
import itertools
import json
import logging
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import discord
import structlog
from discord import app_commands, utils
from discord.webhook.async_ import async_context

from bot.adapters.brief_files import BriefFolder
from bot.adapters.discord.answering import Desk
from bot.adapters.discord.client import BriefingClient
from bot.adapters.discord.sending import Finished, view_of
from bot.adapters.system_clock import SystemClock
from bot.core.answering import answer
from bot.core.card import Card, words
from bot.core.library import Library
from bot.core.preference import Preference
from bot.core.request import Request
from bot.core.wording import answer_card
from bot.core.wording_scheduling import Kept

BAR: Final = 4.0
BRIEFS: Final = Path(__file__).parent.parent / "briefs"
QUESTIONS: Final = (
    "how much funding?", "how many arrests?", "how many drones?", "did officers fall by 40%?",
    "who said there are no quick fixes?", "how many convictions?", "how many crossings were prevented?",
    "is it true that 1,000 people were arrested?", "what will the new taskforce do?", "how many boats?",
)  # fmt: skip

Ask = Callable[[str], Awaitable[None]]


class Quick:
    """Stands in for Discord: takes a payload as JSON and confirms it."""

    def __init__(self) -> None:
        self.answered: asyncio.Future[None] | None = None

    async def create_interaction_response(
        self, interaction_id: int, _: str, *, session: Any, params: Any, **__: Any
    ) -> dict[str, Any]:
        """Take an answer; making it JSON belongs to its cost."""
        utils._to_json(params.payload)
        if self.answered:
            self.answered.set_result(None)
        return {"interaction": {"id": str(interaction_id), "type": 2, "response_message_id": "77"}}


@dataclass
class Inside:
    """A core: `card_for` makes each answer."""

    card_for: Callable[[str], Card]
    served: Library

    async def respond(self, request: Request) -> Card | None:
        """Return the answer."""
        return self.card_for(request.text)

    async def knows(self, request: Request) -> bool:
        """Know no conversation."""
        return not request

    async def chosen(self, request: Request) -> tuple[Preference, ...]:
        """Return that nothing was chosen."""
        return ()

    async def schedules(self, request: Request) -> tuple[Kept, ...]:
        """Return that nothing is scheduled."""
        return ()

    async def forget(self, *, platform: str, tenant: str) -> bool:
        """Forget nothing."""
        return bool(platform and tenant)

    def library(self) -> Library:
        """Return the briefs."""
        return self.served


class Plain(discord.Client):
    """A client with one command that answers always the same."""

    def __init__(self, view: Finished | None = None) -> None:
        super().__init__(intents=discord.Intents.none(), max_messages=None,
                         allowed_mentions=discord.AllowedMentions.none())  # fmt: skip
        tree = app_commands.CommandTree(self)

        @tree.command(name="ask", description="answers always the same")
        async def ask(interaction: discord.Interaction, question: str) -> None:
            if view:
                await interaction.response.send_message(view=view)
            else:
                await interaction.response.send_message(f"Over 500 arrests. {question[:0]}")


def delivered(question: str, number: int) -> str:
    """Return a command in a server as the gateway sends it."""
    user = {
        "id": "30",
        "username": "reader",
        "discriminator": "0",
        "avatar": None,
        "global_name": "R",
    }
    channel = {"id": "20", "type": 0, "name": "general", "position": 0, "permission_overwrites": [],
               "guild_id": "10", "parent_id": None, "nsfw": False}  # fmt: skip
    member = {"user": user, "roles": [], "joined_at": "2024-01-01T00:00:00+00:00", "deaf": False,
              "mute": False, "permissions": "2147483647", "flags": 0, "nick": None}  # fmt: skip
    option = {"name": "question", "type": 3, "value": question}
    return json.dumps({
        "id": str(10**18 + number), "application_id": "1", "type": 2, "token": "t" * 200, "version": 1,
        "guild_id": "10", "guild": {"id": "10", "locale": "en-US", "features": []}, "channel_id": "20",
        "channel": channel, "member": member, "app_permissions": "2147483647", "locale": "en-US",
        "guild_locale": "en-US", "entitlements": [], "authorizing_integration_owners": {"0": "10"},
        "context": 0, "attachment_size_limit": 10485760,
        "data": {"id": "99", "name": "ask", "type": 1, "options": [option]},
    })  # fmt: skip


def case(client: discord.Client, quick: Quick) -> Ask:
    """Return what delivers one command to a client and waits until it was answered."""
    state = client._connection
    me = {"id": "1", "username": "bot", "discriminator": "0", "avatar": None}
    state.user = discord.ClientUser(state=state, data=me)  # type: ignore[arg-type]
    loop = client.loop = asyncio.get_running_loop()
    client.http._HTTPClient__session = None  # type: ignore[attr-defined]
    parse = state.parsers["INTERACTION_CREATE"]

    async def ask(event: str) -> None:
        quick.answered = loop.create_future()
        parse(utils._from_json(event))
        await quick.answered

    return ask


async def timed(ask: Ask, events: Iterable[str]) -> float:
    """Return the median of the microseconds that an answer takes."""
    taken = []
    for event in events:
        start = time.perf_counter_ns()
        await ask(event)
        taken.append(time.perf_counter_ns() - start)
    return statistics.median(taken) / 1000


def cases(library: Library, quick: Quick) -> dict[str, Ask]:
    """Return every case by its name."""
    fixed = answer_card(answer(QUESTIONS[0], library), show_question=True)
    numbers = itertools.count()

    def new(_: str) -> Card:
        return replace(fixed, notes=((words("a" * (next(numbers) % 900 + 1)),), (words("b"),)))

    def real(question: str) -> Card:
        return answer_card(answer(question, library), show_question=True)

    def ours(card_for: Callable[[str], Card]) -> Ask:
        return case(
            BriefingClient(Desk(Inside(card_for, library), SystemClock()), clock=SystemClock()),
            quick,
        )

    return {
        "no-op": case(Plain(), quick),
        "fixed answer": ours(lambda _: fixed),
        "new answer": ours(new),
        "real core": ours(real),
        "no-op form": case(Plain(view_of(fixed)), quick),
    }


async def main(count: int, rounds: int) -> int:
    """Measure every case in turns, print them, and return the exit code."""
    quick = Quick()
    async_context.set(quick)  # type: ignore[arg-type]
    every = cases(BriefFolder.read(BRIEFS).library(), quick)
    questions = itertools.islice(itertools.cycle(QUESTIONS), count)
    events = [delivered(question, number) for number, question in enumerate(questions)]
    found: dict[str, list[float]] = {name: [] for name in every}
    for turn in range(rounds + 1):
        for name, ask in every.items():
            figure = await timed(ask, events)
            found[name] += [figure] * bool(turn)  # the first round warms up
    return _told(found)


def _told(found: dict[str, list[float]]) -> int:
    ratios = {
        name: statistics.median(one / base for one, base in zip(runs, found["no-op"], strict=True))
        for name, runs in found.items()
    }
    print(f"{'case':<14}{'median us':>10}{'times the no-op':>17}")
    for name, runs in found.items():
        print(f"{name:<14}{statistics.median(runs):>10.0f}{ratios[name]:>17.2f}")
    added = statistics.median(found["real core"]) - statistics.median(found["fixed answer"])
    print(f"the real core adds {added:.0f} us an answer")
    print(f"bar: fixed answer at most {BAR:.0f} times the no-op: {ratios['fixed answer']:.2f}")
    return int(ratios["fixed answer"] > BAR)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    logging.disable(logging.ERROR)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    sys.exit(asyncio.run(main(options.count, options.rounds)))
