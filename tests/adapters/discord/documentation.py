"""The parts of docs/discord.md that are made, not written: what is registered, sent and shown.

`python -m tests.adapters.discord.documentation` writes them; a test says when they are old.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from bot.adapters.brief_files import BriefFolder
from bot.adapters.discord import DiscordPlatform, invite_link
from bot.adapters.discord.answering import Desk
from bot.adapters.discord.client import BriefingClient
from bot.adapters.discord.commands import declared
from bot.adapters.discord.invitation import PERMISSIONS
from bot.adapters.store import Store
from bot.core.library import Library
from bot.core.wording import summary_card
from bot.deeds import Deeds
from bot.scheduling import Scheduling
from bot.service import Service
from tests.adapters.discord.conftest import FakeService, up
from tests.adapters.discord.picturing import picture
from tests.clocks import FakeClock
from tests.fakes import FakeBriefs
from tests.sample_briefs import harbour
from tests.wire import discord_events as events
from tests.wire import redirect_discord
from tests.wire.discord_checks import walk
from tests.wire.fake_discord import TOKEN, FakeDiscord

PAGE: Final = Path(__file__).parents[3] / "docs" / "discord.md"
BRIEFS: Final = Path(__file__).parents[3] / "briefs"
APPLICATION: Final = 123456789012345678
_TYPES: Final = {3: "text", 4: "whole number", 5: "yes or no", 7: "channel"}


async def parts() -> dict[str, str]:
    """Return each made part of the page by its name."""
    return {
        "commands": _commands(await registered()),
        "permissions": _permissions(),
        "surfaces": await _surfaces(),
    }


async def registered() -> list[dict[str, Any]]:
    """Return the commands as Discord gets them."""
    client = BriefingClient(Desk(FakeService(), FakeClock()), clock=FakeClock())
    return declared(client._tree)


def read(page: str) -> dict[str, str]:
    """Return the made parts that a page holds."""
    return dict(re.findall(r"<!-- made: (\w+) -->\n(.*?)\n<!-- end -->", page, re.DOTALL))


def written(page: str, made: dict[str, str]) -> str:
    """Return a page with its made parts replaced."""
    for name, text in made.items():
        opening, closing = f"<!-- made: {name} -->", "<!-- end -->"
        before, _, rest = page.partition(opening)
        after = rest.partition(closing)[2]
        page = f"{before}{opening}\n{text}\n{closing}{after}"
    return page


def _commands(commands: list[dict[str, Any]]) -> str:
    rows = ["| command | options | does |", "|---|---|---|"]
    rows += [row for command in commands for row in _rows(command, "")]
    return "\n".join(rows)


def _rows(command: dict[str, Any], before: str) -> list[str]:
    options = command.get("options", [])
    name = f"{before} {command['name']}".strip()
    if any(option["type"] in (1, 2) for option in options):
        return [row for option in options for row in _rows(option, name)]
    if command["type"] == 3 and not before:
        return [
            f"| *{name}* (on a message, under *Apps*) | | compares the message with the statement |"
        ]
    told = ", ".join(_option(option) for option in options)
    return [f"| `/{name}` | {told} | {command['description']} |"]


def _option(option: dict[str, Any]) -> str:
    choices = "/".join(choice["name"] for choice in option.get("choices", []))
    how = (
        "offered while you type"
        if option.get("autocomplete")
        else choices or _TYPES[option["type"]]
    )
    needed = "" if option.get("required") else ", may be left out"
    return f"`{option['name']}:` ({how}{needed})"


def _permissions() -> str:
    named = [name.replace("_", " ") for name, given in PERMISSIONS if given]
    rows = [f"- {name}" for name in named]
    return "\n".join([*rows, "", f"Number: `{PERMISSIONS.value}`, so for the application {APPLICATION}:",
                      "", f"    {invite_link(APPLICATION)}"])  # fmt: skip


@dataclass
class Stage:
    """A bot with the real core and store, before Discord on loopback."""

    discord: FakeDiscord
    platform: DiscordPlatform
    library: Library

    async def put(self, asked: Any) -> Any:
        """Return the body that something asked got."""
        await self.discord.deliver(asked)
        return await self.discord.answer_to(asked)

    @property
    def last(self) -> Any:
        """Return the last message that an interaction was answered with."""
        return self.discord.answered[-1].shown


def service(
    library: Library, store: Store, clock: FakeClock, platform: list[DiscordPlatform]
) -> Service:
    """Return the real service on a real store."""
    scheduling = Scheduling(
        store.schedules, clock, may_manage=Deeds(store, store).may_manage,
        places=lambda _: platform[0], zone="Europe/London",
    )  # fmt: skip
    return Service(FakeBriefs(library), store, store, store, store, store, scheduling=scheduling)


@asynccontextmanager
async def stage(library: Library) -> AsyncIterator[Stage]:
    """Serve Discord on loopback, with a bot that may do what its invitation asks for."""
    clock, platforms = FakeClock(), list[DiscordPlatform]()
    async with FakeDiscord() as discord, AsyncExitStack() as stack:
        discord.gateway.guild = events.guild(permissions=str(PERMISSIONS.value))
        redirect_discord.install(discord.rest_base)
        stack.callback(redirect_discord.remove)
        folder = stack.enter_context(TemporaryDirectory())
        store = await Store.open(f"sqlite:///{folder}/bot.sqlite3", clock=clock)
        stack.push_async_callback(store.close)
        platform = DiscordPlatform(
            service(library, store, clock, platforms), token=TOKEN, clock=clock
        )
        platforms.append(platform)
        running = asyncio.create_task(platform.run())
        try:
            await up(platform)
            yield Stage(discord, platform, library)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


def button(shown: Any, start: str) -> Any:
    """Return the press of the first button whose id begins so."""
    ids = [one["custom_id"] for one in walk(shown["components"]) if "custom_id" in one]
    return events.press(shown, next(one for one in ids if one.startswith(start)))


async def _asked(on: Stage) -> Any:
    return await on.put(events.ask("how much funding?"))


async def _typed(on: Stage) -> Any:
    body = await on.put(
        events.typing("ask", {**events.option("question", 3, "arr"), "focused": True})
    )
    body["data"]["choices"] = body["data"]["choices"][:5]
    return body


async def _private(on: Stage) -> Any:
    return await on.put(events.ask("how many drones?", private=True))


async def _claim(on: Stage) -> Any:
    return await on.put(events.ask("did officers fall by 40%?"))


async def _mention(on: Stage) -> Any:
    return await on.put(events.mention("how many arrests?"))


async def _summary(on: Stage) -> Any:
    return await on.put(events.brief("summary"))


async def _about(on: Stage) -> Any:
    return await on.put(events.brief("about"))


async def _pressed(on: Stage, start: str) -> Any:
    await on.put(events.ask("how much funding?"))
    return await on.put(button(on.last, start))


async def _cite(on: Stage) -> Any:
    return await _pressed(on, "cite:")


async def _misread(on: Stage) -> Any:
    return await _pressed(on, "not_asked:")


async def _vote(on: Stage) -> Any:
    return await _pressed(on, "vote:down:")


async def _more(on: Stage) -> Any:
    return await _pressed(on, "more:")


async def _next(on: Stage) -> Any:
    return await _pressed(on, "show:")


async def _check(on: Stage) -> Any:
    said = "Paris gets €82.2 million; over 500 arrests since 2020. “There are no easy fixes.”"
    return await on.put(events.check(events.message(said)))


async def _list(on: Stage) -> Any:
    return await on.put(events.brief("list"))


async def _schedule(on: Stage) -> Any:
    options = [
        events.option("when", 3, "weekdays 09:00 London"),
        events.option("content", 3, "short"),
    ]
    rights = {"member": {**events.member(), "permissions": str(1 << 5)}}
    add = {"name": "add", "type": 1, "options": options}
    return await on.put(events.command("schedule", add, **rights))


async def _post(on: Stage) -> Any:
    await on.platform.poster.post(events.CHANNEL, summary_card(on.library.briefs[0]), marker="7f")
    return on.discord.sent[-1].body


SURFACES: Final[dict[str, tuple[int, Callable[[Stage], Awaitable[Any]]]]] = {
    "`/ask question: how much funding?`": (1, _asked),
    "`/ask question: arr`, while it is typed": (1, _typed),
    "`/ask question: how many drones? private: True`": (1, _private),
    "`/ask question: did officers fall by 40%?`": (1, _claim),
    "A mention: `@briefing-bot how many arrests?`": (1, _mention),
    "A next question, pressed": (1, _next),
    "*Ask more*, pressed": (1, _more),
    "*Cite as…*, pressed": (1, _cite),
    "*Not what I asked*, pressed": (1, _misread),
    "*Not helpful*, pressed": (1, _vote),
    "*Check against the brief*, on a message": (1, _check),
    "`/brief summary`": (1, _summary),
    "`/brief about`": (1, _about),
    "`/brief list`, with two statements": (2, _list),
    "`/schedule add when: weekdays 09:00 London content: The summary in short`": (1, _schedule),
    "A scheduled post": (1, _post),
}


async def _surfaces() -> str:
    one = BriefFolder.read(BRIEFS).library()
    libraries = {1: one, 2: Library((*one, harbour()))}
    drawn = []
    for title, (count, put) in SURFACES.items():
        async with stage(libraries[count]) as on:
            drawn.append(f"### {title}\n\n```text\n{picture(await put(on))}\n```")
    return "\n\n".join(drawn)


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(), asyncio.run(parts())))
