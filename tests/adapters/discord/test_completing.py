"""What is offered while a command is typed, over the wire."""

from dataclasses import replace
from typing import Any

import pytest

from bot.core.brief import Brief
from bot.core.library import Library
from bot.core.preference import Preference, Scope
from bot.core.using import briefs_named
from bot.core.wording import WHICH_STATEMENT
from bot.core.wording_discord import ANY_BRIEF
from tests.adapters.discord.conftest import FakeService
from tests.sample_briefs import harbour
from tests.wire import discord_events as events
from tests.wire.discord_checks import SUGGEST, text_of
from tests.wire.fake_discord import FakeDiscord

pytestmark = pytest.mark.usefixtures("bot")


@pytest.fixture(autouse=True)
def two(service: FakeService, library: Library) -> Library:
    """Serve two statements."""
    service.served = Library((*library, harbour()))
    return service.served


async def offered(discord: FakeDiscord, typing: Any) -> list[tuple[str, str]]:
    """Return name and value of each choice that is offered."""
    await discord.deliver(typing)
    body = await discord.answer_to(typing)
    assert body["type"] == SUGGEST
    return [(one["name"], one["value"]) for one in body["data"]["choices"]]


def typed(name: str, value: str, *others: Any) -> Any:
    """Return /ask while one of its options is typed."""
    return events.typing("ask", {**events.option(name, 3, value), "focused": True}, *others)


async def test_questions_with_their_kind(discord: FakeDiscord) -> None:
    """Two letters offer the questions that can be answered, each with its kind and its statement."""
    choices = await offered(discord, typed("question", "fu"))

    name, value = choices[0]
    assert name.startswith("How much funding is there? · money · UK-France")
    assert value.startswith("show:_")
    assert len(choices) <= 25


async def test_only_of_the_named_statement(discord: FakeDiscord, seed: Brief) -> None:
    """With a statement named, its questions alone are offered, without its title."""
    choices = await offered(discord, typed("question", "", events.option("brief", 3, seed.id)))

    assert choices[0][0] == "How much funding is there? · money"
    assert len(choices) == 25


async def test_of_the_statement_in_use(
    discord: FakeDiscord, service: FakeService, two: Library
) -> None:
    """Where a statement is in use, its questions are offered."""
    service.preferences = (Preference(Scope.CHANNEL, events.CHANNEL, two.briefs[1].id),)

    choices = await offered(discord, typed("question", ""))

    assert {value[5:14] for _, value in choices} == {choices[0][1][5:14]}
    assert not any("UK-France" in name for name, _ in choices)


async def test_nothing_fits(discord: FakeDiscord) -> None:
    """What no statement answers is offered nothing."""
    assert await offered(discord, typed("question", "zzzz")) == []


async def test_statements(discord: FakeDiscord, seed: Brief, two: Library) -> None:
    """Statements are offered by title and date."""
    all_of_them = await offered(discord, typed("brief", ""))
    one = await offered(discord, typed("brief", "14 nov"))

    assert [value for _, value in all_of_them] == [brief.id for brief in two]
    assert one == [(f"{seed.title} · {seed.source.date}", seed.id)]


async def test_statements_to_use(discord: FakeDiscord, two: Library) -> None:
    """For /brief use there is also the choice of none in particular."""
    inner = {"name": "use", "type": 1,
             "options": [{**events.option("brief", 3, ""), "focused": True}]}  # fmt: skip

    choices = await offered(discord, events.typing("brief", inner))

    assert choices[-1] == (ANY_BRIEF, "any")
    assert len(choices) == len(two) + 1


async def test_chosen_question(discord: FakeDiscord, service: FakeService) -> None:
    """A question that was chosen from the list is answered by the very fact it stands for."""
    chosen = events.ask("show:_RJb-G62IuiuhVUYj", private=True)

    await discord.deliver(chosen)
    await discord.answer_to(chosen)

    request = service.requests[0]
    assert (request.command, request.handle, request.text) == ("show", "_RJb-G62IuiuhVUYj", "")


async def test_statement_by_its_title(
    discord: FakeDiscord, service: FakeService, seed: Brief
) -> None:
    """A statement may be typed by words of its title; one that is not there is not guessed."""
    asked = {name: events.command("ask", events.option("question", 3, "how much?"),
                                  events.option("brief", 3, name))
             for name in ("joint statement", seed.id, "nothing like it")}  # fmt: skip

    bodies = {}
    for name, one in asked.items():
        await discord.deliver(one)
        bodies[name] = await discord.answer_to(one)

    assert [(one.command, one.brief) for one in service.requests] == [("ask", seed.id)] * 2
    assert "There is no statement of that name." in text_of(bodies["nothing like it"])


async def test_statement_of_an_unclear_title(
    discord: FakeDiscord, service: FakeService, seed: Brief
) -> None:
    """A title that several statements have is asked back, with the question ready for each."""
    service.served = Library((seed, Brief("twin", seed.statement, seed.file)))
    asked = events.command("ask", events.option("question", 3, "how much?"),
                           events.option("brief", 3, seed.title))  # fmt: skip

    await discord.deliver(asked)
    body = await discord.answer_to(asked)

    assert WHICH_STATEMENT in text_of(body)
    assert "You asked: “how much?”" in text_of(body)
    assert service.requests == []


BRIEF = {
    "summary": ({"brief": "x"}, {"command": "summary", "brief": "x"}, 0),
    "about": ({"private": True}, {"command": "about", "brief": ""}, 64),
    "use": ({"brief": "x", "for": "channel"}, {"command": "use", "text": "x", "option": "channel"}, 64),
    "list": ({}, {"command": "list"}, 0),
    "help": ({}, {"command": "help"}, 64),
    "questions": ({}, {"command": "open_questions"}, 64),
}  # fmt: skip


@pytest.mark.parametrize("name", BRIEF)
async def test_brief(discord: FakeDiscord, service: FakeService, name: str) -> None:
    """Each subcommand of /brief asks its own thing, and shows it to all or to the asker alone."""
    given, wanted, seen = BRIEF[name]
    options = [events.option(key, 5 if value is True else 3, value) for key, value in given.items()]
    asked = events.command("brief", {"name": name, "type": 1, "options": options})

    await discord.deliver(asked)
    body = await discord.answer_to(asked)

    request = service.requests[0]
    assert {key: getattr(request, key) for key in wanted} == wanted
    assert body["data"]["flags"] & 64 == seen


async def test_a_statement_whose_name_is_long(discord: FakeDiscord, service: FakeService) -> None:
    """A statement is offered also where title or id are longer than Discord takes."""
    base = harbour()
    source = base.file.source.model_copy(update={"title": "Harbour\u202e plan " + "for all " * 30})
    long = replace(base, id="harbour-" * 20, file=base.file.model_copy(update={"source": source}))
    service.served = Library((long,))

    ((name, value),) = await offered(discord, typed("brief", "harb"))

    assert name.startswith("Harbour plan for all")
    assert name.endswith("… · 4 May 2030")
    assert briefs_named(value, service.served) == (long,)
