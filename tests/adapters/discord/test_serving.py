"""The whole platform over the wire: real discord.py, Discord on loopback."""

import pytest

from bot.adapters.discord import DiscordPlatform
from bot.adapters.discord.marks import as_read
from bot.core.card import Card, Role, Span, Tone, words
from tests.adapters.discord.conftest import FakeService
from tests.wire import discord_events as events
from tests.wire.discord_checks import text_of
from tests.wire.fake_discord import FakeDiscord

pytestmark = pytest.mark.usefixtures("bot")

ASKED = {
    "a mention": events.mention("how much funding?"),
    "a mention in a thread": events.mention("how much funding?", channel_id=events.THREAD),
    "a direct message": events.direct("how much funding?"),
    "a command": events.ask("how much funding?"),
    "a command in private": events.ask("how much funding?", private=True),
    "a command in a direct message": events.ask("how much funding?", **events.in_direct()),
    "a summary": events.brief("summary"),
    "a button": events.press(events.message(""), "ask:how much funding?"),
}


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED.keys())
async def test_one_answer_for_three_deliveries(discord: FakeDiscord, asked: events.Data) -> None:
    """Whatever asks is answered once with figure, sentence and source, delivered three times."""
    last = events.direct("the last")

    await discord.deliver(asked, times=3)
    body = await discord.answer_to(asked)
    await discord.deliver(last)
    await discord.answer_to(last)

    assert text_of(body).split("\n") == [
        "✅ Answer: **up to €72.2 million**",
        "**up to €72.2 million**",
        "> This arrangement is worth up to 72.2 million euros in 2022 to 2023.",
        "says the publisher",
        "-# Joint statement · Home Office · 14 November",
    ]
    assert len(discord.sent) + len(discord.answered) == 2


async def test_what_is_handed_in(discord: FakeDiscord, service: FakeService) -> None:
    """A request names the server or person, the conversation, the message and the question."""
    person, guild = f"dm:{events.READER}", events.GUILD
    thread = events.mention("in a thread", channel_id=events.THREAD)
    direct = events.direct("directly")
    private = events.ask("in private", private=True)
    summary = events.brief("summary")
    about = events.press(events.message("", flags=64), "about:7f")
    alone = events.mention("list")
    empty = events.mention("")

    for asked in (thread, direct, private, summary, about, alone, empty):
        await discord.deliver(asked)
        await discord.answer_to(asked)

    alone_to_reader = f"{events.CHANNEL}:{events.READER}"
    assert [(r.tenant, r.conversation, r.keys[0], r.command, r.text) for r in service.requests] == [
        (guild, events.THREAD, f"discord:message:{thread['id']}", "ask", "in a thread"),
        (person, events.DIRECT, f"discord:message:{direct['id']}", "ask", "directly"),
        (guild, alone_to_reader, f"discord:interaction:{private['id']}", "ask", "in private"),
        (guild, events.CHANNEL, f"discord:interaction:{summary['id']}", "summary", ""),
        (guild, alone_to_reader, f"discord:interaction:{about['id']}", "about", ""),
        (guild, events.CHANNEL, f"discord:message:{alone['id']}", "list", ""),
        (guild, events.CHANNEL, f"discord:message:{empty['id']}", "help", ""),
    ]


async def test_no_name_of_anybody_is_handed_in(discord: FakeDiscord, service: FakeService) -> None:
    """A person who is mentioned beside the bot is left out: questions are kept without names."""
    people = [events.user(events.BOT, bot=True), events.user("9")]
    asked = events.mention("how much does <@9> get?") | {"mentions": people}

    await discord.deliver(asked)
    await discord.answer_to(asked)

    assert service.requests[0].text == "how much does get?"


async def test_who_sees_an_answer(discord: FakeDiscord) -> None:
    """The asker alone sees what was asked in private, and what its buttons ask."""
    asked = {
        "public": events.ask("how much?"),
        "private": events.ask("how much?", private=True),
        "button": events.press(events.message(""), "ask:how much?"),
        "private button": events.press(events.message("", flags=64), "ask:how much?"),
        "help": events.brief("help"),
        "unknown button": events.press(events.message(""), "vote:1"),
    }

    seen = {}
    for name, interaction in asked.items():
        await discord.deliver(interaction)
        seen[name] = (await discord.answer_to(interaction))["data"]["flags"] & 64

    assert seen == {
        "public": 0, "private": 64, "button": 0, "private button": 64, "help": 64,
        "unknown button": 64,
    }  # fmt: skip


NOT_ASKED = {
    "a bot": events.mention("q", author=events.user("5", bot=True)),
    "a webhook": events.mention("q", webhook_id="6"),
    "itself": events.mention("q", author=events.user(events.BOT, bot=True)),
    "a notice": events.mention("q", type=7),
    "a message to others": events.message("how much funding?"),
    "everyone": events.message("@everyone how much?", mention_everyone=True),
    "a bot, directly": events.direct("q", author=events.user("5", bot=True)),
}


@pytest.mark.parametrize("message", NOT_ASKED.values(), ids=NOT_ASKED.keys())
async def test_silence(discord: FakeDiscord, service: FakeService, message: events.Data) -> None:
    """Nothing but what a person asks the bot is answered."""
    last = events.direct("the last")

    await discord.deliver(message)
    await discord.deliver(last)
    await discord.answer_to(last)

    assert [request.text for request in service.requests] == ["the last"]
    assert len(discord.sent) == 1


async def test_nobody_is_pinged(discord: FakeDiscord, service: FakeService) -> None:
    """A question's mentions and links come back as the plain words that they are."""
    hostile = (
        "@everyone @here <@1> <@&2> <#3> </ask:4> <t:5:R> <:x:6> [gov.uk](http://evil.example)"
    )
    service.card = Card(Tone.NO, (words("The statement does not say."),),
                        asked=(Span(Role.ASKED, hostile),))  # fmt: skip
    asked = events.ask(hostile)

    await discord.deliver(asked)
    shown = text_of(await discord.answer_to(asked))

    assert list(as_read(shown)) == [hostile, "➖ Not stated: The statement does not say."]
    assert "<@1>" not in shown
    assert "](" not in shown


async def test_nothing_is_kept_of_a_message(discord: FakeDiscord, bot: DiscordPlatform) -> None:
    """No view stays in memory after its message is sent, and no task waits for it."""
    for asked in (events.mention("how much?"), events.ask("how much?", private=True)):
        await discord.deliver(asked)
        await discord.answer_to(asked)

    views = bot._client._connection._view_store  # the library's own, which nothing else shows
    assert (views._views, views._synced_message_views) == ({}, {})
