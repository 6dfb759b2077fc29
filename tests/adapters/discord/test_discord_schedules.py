"""Scheduled posts made and managed from Discord: the wish goes in whole, the buttons come out."""

from datetime import timedelta
from typing import Any

import pytest

from bot.adapters.discord import DiscordPlatform
from bot.core.card import Card, Choice, Deed, Role, Span, Tone, words
from bot.core.library import Library
from bot.core.request import Wish
from bot.core.schedule import Access, Due, Schedule
from bot.core.wording_discord import CHOICE_LISTS
from bot.core.wording_scheduling import CONFIRMED, LABELS, MANAGERS_ONLY, Kept
from bot.errors import PostDelayed, PostRefused
from tests.adapters.discord.conftest import ANSWER, FakeService
from tests.adapters.discord.documentation import button, stage
from tests.clocks import FakeClock
from tests.wire import discord_events as events
from tests.wire.discord_checks import text_of, walk
from tests.wire.fake_discord import FakeDiscord, Fault

MANAGER = {"member": {**events.member(), "permissions": str(1 << 5)}}
EPHEMERAL = 64
VIEW, SEND, HISTORY, IN_THREADS = 1 << 10, 1 << 11, 1 << 16, 1 << 38


def schedule(name: str, *options: Any, **changes: Any) -> Any:
    """Return a subcommand of /schedule."""
    inner = {"name": name, "type": 1, "options": list(options)}
    return events.command("schedule", inner, **{**MANAGER, **changes})


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("name", ["add", "preview"])
async def test_wish(discord: FakeDiscord, service: FakeService, name: str) -> None:
    """All options come in as one wish, answered to its maker alone with a preview to confirm."""
    service.card = Card(Tone.PLAIN, (words("Weekdays"),), handle="k3x9pa",
                        deeds=(Deed.SCHEDULE_ADD, Deed.SCHEDULE_TEST, Deed.SCHEDULE_REMOVE))  # fmt: skip
    channel = {"id": "3009", "type": 0, "name": "news", "permissions": "0"}
    texts = {"when": "weekdays 09:00", "brief": "x", "content": "short", "unchanged": "silent",
             "missed": "skip", "figure": "show:_abc", "channel": "3009"}  # fmt: skip
    options = [
        events.option(key, 7 if key == "channel" else 3, text) for key, text in texts.items()
    ]
    asked = schedule(name, *options)
    asked["data"]["resolved"] = {"channels": {"3009": channel}}

    await discord.deliver(asked)
    body = await discord.answer_to(asked)

    request = service.requests[0]
    assert (request.command, request.manages) == ("schedule_preview", True)
    assert request.wish == Wish(when="weekdays 09:00", brief="x", figure="_abc", content="short",
                                unchanged="silent", missed="skip", channel="3009")  # fmt: skip
    assert body["data"]["flags"] & EPHEMERAL
    ids = {
        one["custom_id"]: one["label"] for one in walk(body["data"]["components"]) if "label" in one
    }
    assert ids == {f"{deed}:k3x9pa": LABELS[deed] for deed in service.card.deeds}


DEEDS = {
    "show": "schedule_show", "test": "schedule_test", "run": "schedule_run",
    "pause": "schedule_pause", "resume": "schedule_resume", "remove": "schedule_remove",
}  # fmt: skip


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(("name", "command"), DEEDS.items())
async def test_deed(discord: FakeDiscord, service: FakeService, name: str, command: str) -> None:
    """Each deed asks the same by its command and by its button, of one schedule, in private."""
    shown = events.message("", author=events.user(events.BOT, bot=True))
    typed = schedule(name, events.option("schedule", 3, "k3x9pa"))
    pressed = events.press(shown, f"{command}:k3x9pa", **MANAGER)

    bodies = []
    for asked in (typed, pressed):
        await discord.deliver(asked, times=3)
        bodies.append(await discord.answer_to(asked))

    asked_for = [(one.command, one.handle, one.manages) for one in service.requests]
    assert asked_for == [(command, "k3x9pa", True)] * 2
    assert all(body["data"]["flags"] & EPHEMERAL for body in bodies)


@pytest.mark.usefixtures("bot")
async def test_list(discord: FakeDiscord, service: FakeService) -> None:
    """The list of schedules offers each to be opened."""
    label = Span(Role.SOURCE, "weekdays: all")
    service.card = Card(Tone.PLAIN, (words("Scheduled posts"),),
                        choices=(Choice(label, "k3x9pa", Deed.SCHEDULE_SHOW),))  # fmt: skip
    asked = schedule("list")

    await discord.deliver(asked)
    body = await discord.answer_to(asked)

    chooser = next(one for one in walk(body["data"]["components"]) if one["type"] == 3)
    assert service.requests[0].command == "schedule_list"
    assert chooser["placeholder"] == CHOICE_LISTS[Deed.SCHEDULE_SHOW]
    assert [one["value"] for one in chooser["options"]] == ["schedule_show:k3x9pa"]


@pytest.mark.usefixtures("bot")
async def test_in_words(discord: FakeDiscord, service: FakeService) -> None:
    """A mention may say it in words."""
    asked = events.mention("schedule all weekdays 09:00 London")

    await discord.deliver(asked)
    await discord.answer_to(asked)

    assert (service.requests[0].command, service.requests[0].text) == (
        "schedule", "all weekdays 09:00 London",
    )  # fmt: skip


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("rights", "names"), [(MANAGER, ["k3x9pa"]), ({"member": events.member()}, [])]
)
async def test_offered_schedules(
    discord: FakeDiscord, service: FakeService, clock: FakeClock, rights: Any, names: list[str]
) -> None:
    """Schedules are offered while their name is typed, to those alone who may see them."""
    kept = Schedule(id="k3x9pa", platform="discord", channel="1", brief="x", cron="0 9 * * 1-5",
                    zone="Europe/London")  # fmt: skip
    service.kept = (Kept(Due(kept, clock.now() + timedelta(days=1), 1), "Harbour plan"),)
    inner = {"name": "pause", "type": 1,
             "options": [{**events.option("schedule", 3, "harb"), "focused": True}]}  # fmt: skip
    typing = events.typing("schedule", inner, **rights)

    await discord.deliver(typing)
    body = await discord.answer_to(typing)

    assert [one["value"] for one in body["data"]["choices"]] == names


ACCESS = {
    "all rights": (VIEW | SEND | HISTORY, events.CHANNEL, Access(post=True, read=True)),
    "no history": (VIEW | SEND, events.CHANNEL, Access(post=True, read=False)),
    "no writing": (
        VIEW | HISTORY,
        events.CHANNEL,
        Access(post=False, read=True, reason="http_403_50013"),
    ),
    "a thread": (VIEW | IN_THREADS | HISTORY, events.THREAD, Access(post=True, read=True)),
    "unseen": (
        VIEW | SEND | HISTORY,
        "9999",
        Access(post=False, read=False, reason="channel_not_found"),
    ),
    "no number": (VIEW, "C1", Access(post=False, read=False, reason="channel_not_found")),
}


@pytest.mark.parametrize(("rights", "channel", "access"), ACCESS.values(), ids=ACCESS.keys())
async def test_access(
    discord: FakeDiscord, bot: DiscordPlatform, rights: int, channel: str, access: Access
) -> None:
    """What the bot may do in a channel is read from the server's own rights."""
    server = {**events.guild(permissions=str(rights)), "owner_id": "1"}
    await discord.gateway.dispatch("GUILD_CREATE", server)
    last = events.direct("the last")
    await discord.deliver(last)
    await discord.answer_to(last)

    assert await bot.access(events.GUILD, channel) == access
    assert await bot.access("another", events.CHANNEL) == Access(
        post=False, read=False, reason="channel_not_found"
    )


async def test_access_that_is_not_known(
    discord: FakeDiscord, bot: DiscordPlatform, clock: FakeClock
) -> None:
    """Where Discord does not say, nothing is said to be known."""
    discord.faults += [Fault("GET", "/channels/9999", 503)] * 9

    assert await bot.access(events.GUILD, "9999") == Access()
    assert await DiscordPlatform(FakeService(), token="t", clock=clock).access("1", "2") == Access()


async def test_tell(discord: FakeDiscord, bot: DiscordPlatform, clock: FakeClock) -> None:
    """A maker is told directly, once however often that is tried."""
    await bot.tell(events.GUILD, events.READER, ANSWER)
    await bot.tell(events.GUILD, events.READER, ANSWER)
    discord.forbidden.add(events.DIRECT)

    assert [one.channel for one in discord.sent] == [events.DIRECT]
    assert "up to €72.2 million" in text_of(discord.sent[0].body)
    with pytest.raises(PostRefused):
        await bot.tell(events.GUILD, events.READER, ANSWER)
    with pytest.raises(PostDelayed):
        await DiscordPlatform(FakeService(), token="t", clock=clock).tell("1", "2", ANSWER)


async def test_address(bot: DiscordPlatform) -> None:
    """A message is found under its server, or among one's own."""
    assert bot.address("1", "2", "3") == "https://discord.com/channels/1/2/3"
    assert bot.address("dm:5", "2", "3") == "https://discord.com/channels/@me/2/3"
    assert bot.address("1", "2", "") == ""


async def test_right_that_was_withdrawn(library: Library) -> None:
    """Who may no longer manage the server confirms nothing; who may, does, with the real core."""
    async with stage(library) as on:
        asked = schedule("add", events.option("when", 3, "weekdays 09:00 London"))
        await on.put(asked)
        proposal = on.last

        refused = await on.put({**button(proposal, "schedule_add:"), "member": events.member()})
        allowed = await on.put({**button(proposal, "schedule_add:"), **MANAGER})
        listed = await on.put(schedule("list"))

    assert MANAGERS_ONLY in text_of(refused)
    assert CONFIRMED in text_of(allowed)
    assert "London time" in text_of(listed)
