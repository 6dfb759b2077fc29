"""What can be pressed below an answer, over the wire; nothing of it is kept between the presses."""

from dataclasses import replace
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.core.card import Card, Deed, Role, Span, Tone, words
from bot.core.request import Request
from bot.core.wording_discord import (
    MORE_LABEL,
    MORE_TITLE,
    not_deleted,
    not_shared,
    not_yours,
    outdated,
    question_lost,
    shared_before,
)
from tests.adapters.discord.conftest import FULL, HANDLE, FakeService
from tests.wire import discord_events as events
from tests.wire.discord_checks import FORM, NOTHING_YET, text_of, walk
from tests.wire.fake_discord import FakeDiscord, Fault

pytestmark = pytest.mark.usefixtures("bot")

QUESTION = "how *much*?"
EPHEMERAL = 64
MODERATOR = {"member": {**events.member("9"), "permissions": str(1 << 13)}}
STRANGER = {"member": events.member("9")}


def said(card: Card) -> str:
    """Return what a card says first."""
    return card.headline[0].text


async def answered(discord: FakeDiscord, service: FakeService, *, private: bool = False) -> Any:
    """Return the message of an answer to a command, as Discord would hand it back."""
    service.card = FULL
    asked = events.ask(QUESTION, private=private)
    await discord.deliver(asked)
    await discord.answer_to(asked)
    service.requests.clear()
    return discord.answered[-1].shown


async def press(discord: FakeDiscord, pressed: Any) -> Any:
    """Deliver a press three times and return the one answer it got."""
    await discord.deliver(pressed, times=3)
    body = await discord.answer_to(pressed)
    last = events.direct("the last")
    await discord.deliver(last)
    await discord.answer_to(last)
    assert len(discord.answers_to(pressed)) == 1
    return body


def ids(shown: Any) -> list[str]:
    """Return the ids of a message's buttons."""
    return [one["custom_id"] for one in walk(shown["components"]) if "custom_id" in one]


def first(service: FakeService) -> Request:
    """Return the first request that was handed in."""
    return service.requests[0]


DEEDS = {
    "next question": ("show:_a", {"command": "show", "handle": "_a"}, 0),
    "cite": (f"cite:{HANDLE}", {"command": "cite", "handle": HANDLE}, EPHEMERAL),
    "not asked": (f"not_asked:{HANDLE}", {"command": "not_asked", "handle": HANDLE, "text": QUESTION}, EPHEMERAL),
    "helpful": (f"vote:up:{HANDLE}", {"command": "vote", "handle": HANDLE, "option": "up", "text": QUESTION}, EPHEMERAL),
    "not helpful": (f"vote:down:{HANDLE}", {"command": "vote", "handle": HANDLE, "option": "down", "text": QUESTION}, EPHEMERAL),
    "use": ("use:_b", {"command": "use", "text": "_b"}, EPHEMERAL),
    "ask in": ("ask_in:_b", {"command": "ask", "brief": "_b", "text": QUESTION}, 0),
    "about": ("about:7f:_b", {"command": "about", "brief": "_b"}, 0),
}  # fmt: skip


@pytest.mark.parametrize(("custom_id", "asked", "seen"), DEEDS.values(), ids=DEEDS.keys())
async def test_what_a_button_asks(
    discord: FakeDiscord, service: FakeService, custom_id: str, asked: dict[str, str], seen: int
) -> None:
    """Each button asks its own thing, with the question read off the message, and shows it where it should."""
    shown = await answered(discord, service)

    body = await press(discord, events.press(shown, custom_id))

    request = first(service)
    assert {key: getattr(request, key) for key in asked} == asked
    assert (request.message, request.person) == (shown["id"], events.READER)
    assert body["data"]["flags"] & EPHEMERAL == seen


async def test_entry_of_a_list(discord: FakeDiscord, service: FakeService) -> None:
    """An entry that is chosen from a list asks what a button of the same id would."""
    shown = await answered(discord, service)

    await press(discord, events.choose(shown, "list:next", "show:_c"))

    assert (first(service).command, first(service).handle) == ("show", "_c")


async def test_all_in_private(discord: FakeDiscord, service: FakeService) -> None:
    """What is pressed below a private answer is answered in private, in the asker's own conversation."""
    shown = await answered(discord, service, private=True)

    body = await press(discord, events.press(shown, "show:_a"))

    assert body["data"]["flags"] & EPHEMERAL
    assert first(service).conversation == f"{events.CHANNEL}:{events.READER}"


async def test_question_of_a_reply(discord: FakeDiscord, service: FakeService) -> None:
    """An answer to a mention repeats no question: it is read off the message that it replies to."""
    asked = events.mention(QUESTION)
    service.card = replace(FULL, asked=())
    await discord.deliver(asked)
    await discord.answer_to(asked)
    reference = {"message_id": asked["id"], "channel_id": events.CHANNEL, "guild_id": events.GUILD}
    shown = {**discord.sent[0].shown, "type": 19, "message_reference": reference}
    service.requests.clear()

    await press(
        discord, events.press({**shown, "referenced_message": asked}, f"not_asked:{HANDLE}")
    )
    discord.asked.append(asked)
    await press(discord, events.press(shown, f"not_asked:{HANDLE}"))
    discord.asked.clear()
    await press(discord, events.press(shown, f"not_asked:{HANDLE}"))

    pressed = [one.text for one in service.requests if one.command == "not_asked"]
    assert pressed == [QUESTION, QUESTION, ""]


async def test_question_that_is_lost(discord: FakeDiscord, service: FakeService) -> None:
    """Where a statement is chosen for a question that is gone, that is said."""
    service.card = Card(Tone.UNSURE, (words("Which is meant?"),))
    asked = events.ask("x")
    await discord.deliver(asked)
    await discord.answer_to(asked)

    body = await press(discord, events.press(discord.answered[-1].shown, "ask_in:_b"))

    assert said(question_lost()) in text_of(body)


async def test_thanks_carry_the_question(discord: FakeDiscord, service: FakeService) -> None:
    """The thanks for a vote against let the voter say that it was not meant so."""
    shown = await answered(discord, service)
    service.card = Card(Tone.PLAIN, (words("Thank you."),), handle=HANDLE, deeds=(Deed.NOT_ASKED,))

    body = await press(discord, events.press(shown, f"vote:down:{HANDLE}"))

    assert text_of(body).startswith("-# You asked: “how \\*much\\*?”")
    assert ids(body["data"]) == [f"not_asked:{HANDLE}"]


async def test_ask_more(discord: FakeDiscord, service: FakeService) -> None:
    """*Ask more* opens a form, and what is typed is asked of the same statement where it stands."""
    shown = await answered(discord, service)

    opened = await press(discord, events.press(shown, f"more:{HANDLE}"))
    service.requests.clear()
    body = await press(discord, events.submit(shown, f"more:{HANDLE}", "since when?"))

    form = opened["data"]
    assert (opened["type"], form["title"], form["custom_id"]) == (
        FORM,
        MORE_TITLE,
        f"more:{HANDLE}",
    )
    assert form["components"][0]["label"] == MORE_LABEL
    request = first(service)
    assert (request.command, request.text, request.brief) == ("ask", "since when?", HANDLE)
    assert request.conversation == events.CHANNEL
    assert not body["data"]["flags"] & EPHEMERAL


async def test_unknown_form_and_button(discord: FakeDiscord, service: FakeService) -> None:
    """A form or button of an older version is told to be one, to the presser alone."""
    shown = await answered(discord, service)

    for pressed in (events.submit(shown, "gone:1", "x"), events.press(shown, "gone:1")):
        body = await press(discord, pressed)
        assert said(outdated()) in text_of(body)
        assert body["data"]["flags"] & EPHEMERAL


@pytest.mark.parametrize("command", ["ask", "show"])
async def test_share(discord: FakeDiscord, service: FakeService, command: str) -> None:
    """A private answer is made anew and shown to all, where its asker may delete it."""
    shown = await answered(discord, service, private=True)

    body = await press(discord, events.press(shown, f"share:{command}:{HANDLE}"))

    request = first(service)
    assert request.command == command
    assert (request.text, request.brief) == ((QUESTION, HANDLE) if command == "ask" else ("", ""))
    assert not body["data"]["flags"] & EPHEMERAL
    assert ids(body["data"])[-1] == f"delete:{events.READER}"


async def test_share_pressed_twice_at_once(discord: FakeDiscord, service: FakeService) -> None:
    """An answer is shown to all once; the second press is told so."""
    shown = await answered(discord, service, private=True)
    presses = [events.press(shown, f"share:ask:{HANDLE}") for _ in range(2)]

    for pressed in presses:
        await discord.deliver(pressed)
    bodies = [await discord.answer_to(pressed) for pressed in presses]

    told = [body for body in bodies if body["data"]["flags"] & EPHEMERAL]
    assert [said(shared_before()) in text_of(body) for body in told] == [True]


async def test_share_that_was_refused(discord: FakeDiscord, service: FakeService) -> None:
    """What was certainly not shown can be shared by another press."""
    shown = await answered(discord, service, private=True)
    refused, again = (events.press(shown, f"share:ask:{HANDLE}") for _ in range(2))
    discord.faults.append(Fault("POST", f"/interactions/{refused['id']}", 403))

    await discord.deliver(refused)
    await discord.until(lambda: not discord.faults)
    await discord.deliver(again)

    assert not (await discord.answer_to(again))["data"]["flags"] & EPHEMERAL


async def test_share_of_what_has_changed(discord: FakeDiscord, service: FakeService) -> None:
    """An answer that is another one now is not shown to all; the asker sees the present one."""
    shown = await answered(discord, service, private=True)
    service.card = replace(FULL, handle="nRJb-G62I")

    body = await press(discord, events.press(shown, f"share:ask:{HANDLE}"))

    assert body["data"]["flags"] & EPHEMERAL
    assert not_shared(service.card).notes[-1][0].text in text_of(body)


async def test_share_button(discord: FakeDiscord, service: FakeService) -> None:
    """A private answer can be shared, a public one deleted."""
    private = await answered(discord, service, private=True)
    public = await answered(discord, service)

    assert ids(private)[-1] == f"share:ask:{HANDLE}"
    assert ids(public)[-1] == f"delete:{events.READER}"


MAY_DELETE = {"asker": {}, "moderator": MODERATOR}


@pytest.mark.parametrize("who", MAY_DELETE.values(), ids=MAY_DELETE.keys())
async def test_delete(discord: FakeDiscord, service: FakeService, who: dict[str, Any]) -> None:
    """The asker and those who may manage messages delete an answer."""
    shown = await answered(discord, service)

    body = await press(discord, events.press(shown, f"delete:{events.READER}", **who))
    await discord.until(lambda: discord.deleted)

    assert body == {"type": NOTHING_YET}
    assert discord.deleted == [shown["id"]]
    assert discord.added == []


async def test_delete_by_others(discord: FakeDiscord, service: FakeService) -> None:
    """Nobody else deletes an answer; they are told so."""
    shown = await answered(discord, service)

    body = await press(discord, events.press(shown, f"delete:{events.READER}", **STRANGER))

    assert said(not_yours()) in text_of(body)
    assert discord.deleted == []


@pytest.mark.parametrize("how", [403, 404, "close"])
async def test_delete_that_fails(
    discord: FakeDiscord, service: FakeService, how: int | str
) -> None:
    """Where an answer cannot be deleted, the presser is told."""
    shown = await answered(discord, service)
    # A deletion whose connection was closed is repeated by the HTTP library, once.
    discord.faults += [Fault("DELETE", "/webhooks/", how)] * (2 if how == "close" else 1)

    await press(discord, events.press(shown, f"delete:{events.READER}"))
    await discord.until(lambda: discord.added)

    assert said(not_deleted()) in text_of(discord.added[0].body)
    assert discord.added[0].body["flags"] & EPHEMERAL


async def test_check_menu(discord: FakeDiscord, service: FakeService) -> None:
    """*Check against the brief* takes all words of a message and answers who chose it alone."""
    embed = {
        "type": "rich",
        "title": "News",
        "description": "up 40%",
        "fields": [{"name": "Arrests", "value": "500"}],
    }
    card = [
        {
            "type": 17,
            "id": 1,
            "components": [{"type": 10, "id": 2, "content": "**600** \\*cards\\*"}],
        }
    ]
    forwarded = {"message": {**events.message("forwarded 700"), "edited_timestamp": None}}
    checked = events.message(
        "<@1004> says 500", embeds=[embed], components=card, message_snapshots=[forwarded],
        mentions=[events.user("1004")],
    )  # fmt: skip

    body = await press(discord, events.check(checked))

    request = first(service)
    assert request.command == "check"
    assert request.text.split("\n") == [
        "user1004 says 500", "News", "up 40%", "Arrests", "500", "600 *cards*", "forwarded 700",
    ]  # fmt: skip
    assert body["data"]["flags"] & EPHEMERAL


async def test_message_that_cannot_be_read(discord: FakeDiscord) -> None:
    """A message that the library cannot read is answered with an apology that stands in the log."""
    checked = {"id": "1", "content": "unlike any message"}

    with capture_logs() as logs:
        body = await press(discord, events.check(checked))

    failed = [entry["error"] for entry in logs if entry["event"] == "request_failed"]
    assert failed
    assert failed[0] in text_of(body)


async def test_after_a_restart(discord: FakeDiscord, service: FakeService) -> None:
    """Nothing has to be remembered: a message that this process never sent is answered as well."""
    shown = events.message("", author=events.user(events.BOT, bot=True))

    await press(discord, events.press(shown, f"cite:{HANDLE}"))

    assert (first(service).command, first(service).handle) == ("cite", HANDLE)


async def test_hostile_question_comes_back_whole(
    discord: FakeDiscord, service: FakeService
) -> None:
    """A question full of marks and quotation marks is read off the message as it was asked."""
    hostile = "*“is”* @everyone [x](http://y) \\ > “that” so?"
    service.card = replace(FULL, asked=(words("You asked: "), Span(Role.ASKED, f"“{hostile}”")))
    asked = events.ask(hostile)
    await discord.deliver(asked)
    await discord.answer_to(asked)
    shown = discord.answered[-1].shown
    service.requests.clear()

    await press(discord, events.press(shown, f"not_asked:{HANDLE}"))

    assert first(service).text == hostile
