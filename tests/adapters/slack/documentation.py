"""Draws what people see in Slack, from the payloads that Slack gets.

`python -m tests.adapters.slack.documentation` writes docs/slack-surfaces.md anew; a test says when
it is old.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bot.adapters.brief_files import BriefFolder
from bot.adapters.slack import home_view
from bot.adapters.slack.buttons import Wish
from bot.adapters.slack.controls import Look
from bot.adapters.slack.payload import payload_of
from bot.adapters.store import Store
from bot.core.card import Card
from bot.core.library import Library
from bot.core.preference import Preference, Scope
from bot.core.request import Request, split_command
from bot.core.schedule import Due, Schedule
from bot.core.wording_scheduling import Kept
from bot.core.wording_slack import shared
from bot.service import Service
from tests.clocks import FakeClock
from tests.conftest import SEED
from tests.fakes import FakeBriefs
from tests.sample_briefs import harbour
from tests.wire.slack_picture import picture

ROOT: Final = Path(__file__).parents[3]
PAGE: Final = ROOT / "docs" / "slack-surfaces.md"
LIBRARY: Final = Library(
    (*BriefFolder.read(ROOT / "briefs").library().reviewed().briefs, harbour())
)
HEAD: Final = """\
# What people see in Slack

Drawn by `python -m tests.adapters.slack.documentation` from the payloads that Slack gets; a test
says when this page is old. `[ x ]` is a button, `[ x ▾ ]` a list, `▌` a quotation, `░` text to
copy, `·` small print.
"""
AT: Final = datetime(2026, 11, 26, 9, tzinfo=UTC)


class Asking:
    """Asks the real core, each request a message of its own."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._number = 0

    async def __call__(self, command: str, text: str = "", **said: str | bool) -> Card:
        """Return the reply."""
        self._number += 1
        request = Request(
            "slack", "T1", "C1:1", (f"m{self._number}",), text, command=command,
            channel="C1", person="U1", message="C1:1",
        )  # fmt: skip
        card = await self._service.respond(replace(request, **said))  # type: ignore[arg-type]
        assert card
        return card


async def pictures(ask: Asking) -> AsyncIterator[str]:
    """Yield a heading and a picture for each surface."""

    def drawn(title: str, told: str, card: Card, look: Look | None = None) -> str:
        blocks = payload_of(card, look or Look())["blocks"]
        return f"\n## {title}\n\n{told}\n\n```\n{picture(blocks, title='Briefing Bot')}\n```\n"

    text = "how much funding?"
    private = await ask("ask", text)
    share = Look(question=text, share=Wish("ask", text=text))
    yield drawn("`/brief how much funding?`", "Only the asker sees it.", private, share)
    yield drawn("Share to channel", "What then takes its place.", shared())
    answer = await ask("ask", "how many arrests?", echo=False)
    look = Look(question="how many arrests?")
    yield drawn("A mention, a direct message, a follow-up", "In the thread.", answer, look)
    no = await ask("ask", "how many drones?", echo=False, brief=SEED)
    yield drawn("What the statement does not say", "In the thread.", no, look)
    claim = await ask("ask", "is it true that 1,000 people were arrested?", echo=False)
    yield drawn("A claim", "In the thread.", claim, look)
    cited = await ask("cite", handle=answer.handle, option="ap")
    yield drawn("Cite as…", "For whoever chose it.", cited, Look(copyable=True))
    doubt = await ask("not_asked", "how many arrests?", handle=answer.handle)
    yield drawn("Not what I asked", "For whoever pressed it.", doubt)
    vote = await ask("vote", handle=answer.handle, option="down")
    yield drawn("Votes", "For whoever voted.", vote)
    checked = await ask("check", "They made 700 arrests, and spent up to €72.2 million.")
    yield drawn("*Check against the brief* on a message", "For whoever picked it.", checked)
    for typed in ("", "summary uk-france", "list", "use harbour plan here"):
        command, rest = split_command(typed)
        card = await ask(command, rest, manages=True)
        yield drawn(f"`/brief {typed}`".replace(" `", "`"), "Only the asker sees it.", card)
    yield await tab(ask)


async def tab(ask: Asking) -> str:
    """Return the Home tab of a manager and its dialogue."""
    await ask("ask", "how many submarines?")
    kept = Schedule("morning", "slack", "C1", SEED, "0 9 * * 1-5", "Europe/London", tenant="T1")
    view = home_view.home(
        home_view.Shown(
            library=LIBRARY,
            chosen=(Preference(Scope.PERSON, "U1", "harbour-2031"),),
            channels=(Preference(Scope.CHANNEL, "C1", "harbour-2031"),),
            followed=("C1",),
            schedules=(Kept(Due(kept, AT, 1), LIBRARY.briefs[-1].title, (AT,)),),
            manages=True,
            open_questions=await ask("open_questions", manages=True),
        )
    )
    dialogue = home_view.dialogue(LIBRARY)["blocks"]
    new = home_view.new_schedule(LIBRARY)["blocks"]
    return (
        "\n## App Home\n\nAs a manager sees it; times are shown in the reader's own zone.\n\n"
        f"```\n{picture(view['blocks'], title='Home')}\n```\n\n"
        f"```\n{picture(dialogue, title='Set up a channel')}\n```\n\n"
        f"```\n{picture(new, title='New scheduled summary')}\n```\n"
    )


async def document() -> str:
    """Return the whole page."""
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite:///{folder}/bot.sqlite3", clock=FakeClock())
        service = Service(
            FakeBriefs(LIBRARY), claims=store, memory=store, preferences=store, feedback=store,
            forgetting=store,
        )  # fmt: skip
        parts = [part async for part in pictures(Asking(service))]
        await store.close()
    return HEAD + "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(asyncio.run(document()), encoding="utf-8")
