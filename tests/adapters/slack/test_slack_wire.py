"""What people see in Slack, over the real wire."""

import asyncio
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.adapters.slack.platform import SlackPlatform
from bot.core.card import Card, Role, Span, Tone, text_of, words
from bot.core.wording_signs import outcome_unknown
from bot.telemetry import UNCERTAIN
from tests.adapters.slack.conftest import SENTENCE, VALUE
from tests.adapters.slack.fakes import FakeService
from tests.clocks import FakeClock
from tests.wire import slack_events as events
from tests.wire.fake_slack import LIMIT, FakeSlack, closing, failing, refused, too_many

pytestmark = pytest.mark.usefixtures("bot")

Payload = dict[str, Any]

PLACE = ("channel", "thread_ts", "user")


def places(messages: list[Payload]) -> list[Payload]:
    """Return where messages went."""
    return [{key: message[key] for key in PLACE if key in message} for message in messages]


async def test_mention(slack: FakeSlack, service: FakeService) -> None:
    """A mention is answered in its thread, and the notification is the whole answer."""
    await slack.send(events.mention())

    (message,) = await slack.posted()
    assert places([message]) == [{"channel": "C1", "thread_ts": events.TS}]
    assert all(part in message["text"] for part in (VALUE, SENTENCE, "Home Office"))
    assert [request.text for request in service.requests] == ["how much funding?"]


async def test_mention_in_a_thread(slack: FakeSlack, service: FakeService) -> None:
    """A mention inside a thread is answered in that thread, which is its conversation."""
    await slack.send(events.mention(thread_ts="1600000000.000001"))

    assert places(await slack.posted()) == [{"channel": "C1", "thread_ts": "1600000000.000001"}]
    assert [request.conversation for request in service.requests] == ["C1:1600000000.000001"]


async def test_direct_message(slack: FakeSlack, service: FakeService) -> None:
    """A direct message is answered where it stands, and all of it is one conversation."""
    await slack.send(events.direct())

    assert places(await slack.posted()) == [{"channel": "D1"}]
    assert [request.conversation for request in service.requests] == ["D1"]


async def test_slash_command(slack: FakeSlack) -> None:
    """A slash command is answered in its acknowledgement, for the asker alone, with no call."""
    before = len(slack.calls)

    ack = await slack.send(events.slash())

    assert ack["payload"]["response_type"] == "ephemeral"
    assert VALUE in ack["payload"]["text"]
    assert slack.calls[before:] == []


@pytest.mark.parametrize(
    ("text", "command", "question"),
    [
        ("summary", "summary", ""),
        ("about uk-france", "about", "uk-france"),
        ("", "help", ""),
        ("R&amp;D &lt;cost&gt;?", "ask", "R&D <cost>?"),
    ],
)
async def test_slash_subcommand(
    slack: FakeSlack, service: FakeService, text: str, command: str, question: str
) -> None:
    """The first word of a slash command may be a subcommand; all else is a question."""
    await slack.send(events.slash(text))

    assert [(r.command, r.text) for r in service.requests] == [(command, question)]


async def test_empty_mention(slack: FakeSlack, service: FakeService) -> None:
    """A mention without a word gets help."""
    await slack.send(events.mention(f"<@{events.BOT_USER}>"))

    assert [(r.command, r.text) for r in service.requests] == [("help", "")]


@pytest.mark.parametrize(
    ("pressed", "place"),
    [
        (events.press(), {"channel": "C1", "thread_ts": "1700000001.000200"}),
        (events.press(thread_ts=events.TS), {"channel": "C1", "thread_ts": events.TS}),
        (events.press(channel="D1"), {"channel": "D1"}),
    ],
    ids=["scheduled post", "thread", "direct message"],
)
async def test_button(
    slack: FakeSlack, service: FakeService, pressed: Payload, place: Payload
) -> None:
    """A next question is answered where its button stands."""
    await slack.send(pressed)

    assert places(await slack.posted()) == [place]
    assert [request.text for request in service.requests] == ["how many arrests?"]


async def test_button_seen_by_one(slack: FakeSlack) -> None:
    """A button that only the asker sees is answered so that only the asker sees it."""
    await slack.send(events.press(ephemeral=True))

    assert places(await slack.posted(1, "chat.postEphemeral")) == [{"channel": "C1", "user": "U1"}]
    assert slack.called("chat.postMessage") == []


async def test_button_where_the_bot_is_no_member(slack: FakeSlack) -> None:
    """Where the bot is no member of the channel a private answer takes the response address."""
    slack.fault("chat.postEphemeral", refused("channel_not_found"))

    await slack.send(events.press(ephemeral=True))

    (message,) = await slack.posted(1, "response_url")
    assert (message["response_type"], message["replace_original"]) == ("ephemeral", False)
    assert VALUE in message["text"]


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.slack.com.evil.example/x",
        "http://hooks.slack.com/x",
        "https://10.0.0.1/x",
        "",
    ],
)
async def test_foreign_response_address(slack: FakeSlack, url: str) -> None:
    """A response address that is not Slack's is never asked for anything."""
    slack.fault("chat.postEphemeral", refused("channel_not_found"))

    await slack.send({**events.press(ephemeral=True), "response_url": url})
    await slack.posted(1, "chat.postEphemeral")
    await slack.send(events.mention())
    await slack.posted()

    assert slack.called("response_url") == []


async def test_foreign_button(slack: FakeSlack, service: FakeService) -> None:
    """A button that is not ours is acknowledged and nothing more."""
    await slack.send(events.press(action_id="other"))

    assert service.requests == []


COPIES: dict[str, list[tuple[Payload, str]]] = {
    "same envelope": [(events.mention(), "e1")] * 3,
    "new envelopes": [(events.mention(), f"e{n}") for n in range(3)],
    "new event ids": [(events.mention(event_id=f"Ev{n}"), f"e{n}") for n in range(3)],
    "mention beside message": [
        (events.mention(channel="D1"), "e1"),
        (events.direct(f"<@{events.BOT_USER}> how much funding?", event_id="Ev2"), "e2"),
    ],
    "direct message": [(events.direct(event_id=f"Ev{n}"), f"e{n}") for n in range(3)],
    "button": [(events.press(), f"e{n}") for n in range(3)],
}


@pytest.mark.parametrize("deliveries", COPIES.values(), ids=COPIES.keys())
async def test_copies(slack: FakeSlack, deliveries: list[tuple[Payload, str]]) -> None:
    """A message delivered several times is acknowledged each time and answered once."""
    for payload, envelope_id in deliveries:
        await slack.send(payload, envelope_id=envelope_id)
    await slack.send(events.mention("last", ts="1700000009.000100", event_id="Ev9"))

    assert len(await slack.posted(2)) == 2
    assert len(slack.acks) == len(deliveries) + 1


async def test_copies_of_a_slash_command(slack: FakeSlack) -> None:
    """A slash command delivered three times shows one answer."""
    acks = [await slack.send(events.slash()) for _ in range(3)]

    assert [bool(ack.get("payload")) for ack in acks] == [True, False, False]


NOT_FOR_US = {
    "own message": events.direct(user=events.BOT_USER, bot_id=events.BOT),
    "other bot": events.direct(bot_id="B1"),
    "bot that mentions": events.mention(bot_id="B1", bot_profile={"id": "B1"}),
    "bot message": events.direct(subtype="bot_message", user=None),
    "edit": events.direct(subtype="message_changed", message={"text": "x"}),
    "edited": events.direct(edited={"user": "U1", "ts": "1"}),
    "deletion": events.direct(subtype="message_deleted", previous_message={"text": "x"}),
    "channel talk": events.direct(channel="C1", channel_type="channel"),
    "someone joined": events.direct(subtype="channel_join"),
    "other event": events.callback({"type": "app_home_opened", "user": "U1", "tab": "messages"}),
}


@pytest.mark.parametrize("payload", NOT_FOR_US.values(), ids=NOT_FOR_US.keys())
async def test_not_for_us(slack: FakeSlack, service: FakeService, payload: Payload) -> None:
    """What no person just wrote to the bot is acknowledged and nothing more."""
    await slack.send(payload)

    assert service.requests == []


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast"])
async def test_message_with_a_subtype(slack: FakeSlack, subtype: str) -> None:
    """A question sent along with a file, or also to the channel, is answered."""
    await slack.send(events.direct(subtype=subtype))

    assert len(await slack.posted()) == 1


async def test_nobody_is_pinged(slack: FakeSlack, service: FakeService) -> None:
    """A question full of mentions is shown without pinging anyone."""
    asked = "@everyone <!channel> <@U1> <https://evil.example|gov.uk>"
    service.card = Card(Tone.NO, (words("Not stated."),), asked=(Span(Role.ASKED, asked),))

    await slack.send(events.mention(f"<@{events.BOT_USER}> {asked}"))

    (message,) = await slack.posted()
    assert "&lt;!channel&gt;" in message["text"]  # the workspace checks the rest
    assert (message["unfurl_links"], message["unfurl_media"]) == (False, False)


async def test_too_many_requests(slack: FakeSlack, clock: FakeClock) -> None:
    """An answer that Slack puts off is posted after the time it asks for, not before."""
    slack.fault("chat.postMessage", too_many(7))

    await slack.send(events.mention())
    await slack.posted(1)
    async with asyncio.timeout(LIMIT):
        await clock.asleep(3)
    clock.advance(6.9)
    assert len(slack.called("chat.postMessage")) == 1

    clock.advance(0.2)
    assert len(await slack.posted(2)) == 2


@pytest.mark.parametrize(
    "fault", [failing(500), failing(503), closing(recorded=True)], ids=["500", "503", "closed"]
)
async def test_unknown_outcome(slack: FakeSlack, fault: Any) -> None:
    """An answer that may have arrived is never sent again, and the asker alone is told."""
    slack.fault("chat.postMessage", fault)
    before = UNCERTAIN.labels("slack")._value.get()

    await slack.send(events.mention())

    (notice,) = await slack.posted(1, "chat.postEphemeral")
    assert UNCERTAIN.labels("slack")._value.get() == before + 1
    assert places([notice]) == [{"channel": "C1", "thread_ts": events.TS, "user": "U1"}]
    assert notice["text"] == text_of(outcome_unknown().headline)
    assert len(slack.messages["C1"]) == 1


async def test_refused(slack: FakeSlack) -> None:
    """An answer that Slack refuses is not tried again, and the asker alone is told."""
    slack.fault("chat.postMessage", refused("is_archived"))

    await slack.send(events.mention())

    (notice,) = await slack.posted(1, "chat.postEphemeral")
    assert "does not let me post here" in notice["text"]
    assert len(slack.called("chat.postMessage")) == 1


async def test_refused_altogether(slack: FakeSlack) -> None:
    """Where not even the asker can be told, the bot goes on with the next question."""
    slack.fault("chat.postMessage", refused("not_in_channel"))
    slack.fault("chat.postEphemeral", refused("not_in_channel"))
    await slack.send(events.mention())
    await slack.posted(1, "chat.postEphemeral")

    await slack.send(events.mention(ts="1700000009.000100", event_id="Ev9"))

    assert len(await slack.posted(2)) == 2


async def test_listener_fault(slack: FakeSlack, platform: SlackPlatform) -> None:
    """A delivery that makes no sense is acknowledged, or Slack would send it for ever."""
    await slack.send({"type": "block_actions", "actions": [{"action_id": "ask_0"}]})

    assert platform.ready


async def test_cards_of_every_tone(slack: FakeSlack, service: FakeService) -> None:
    """A card of any tone makes a message that Slack takes."""
    for at, tone in enumerate(Tone):
        service.card = Card(tone, (words(f"A card that is {tone.value}."),))
        await slack.send(events.mention(ts=f"1700000009.00000{at}", event_id=f"Ev1{at}"))

    assert len(await slack.posted(len(Tone))) == len(Tone)


@pytest.mark.usefixtures("bot")
async def test_a_senseless_envelope_is_acknowledged(slack: FakeSlack, service: FakeService) -> None:
    """What bolt itself stumbles over is acknowledged: sent again it would make no more sense."""
    with capture_logs() as logs:
        ack = await slack.send({**events.mention(), "authorizations": 5})

    assert set(ack) == {"envelope_id"}
    assert [log["event"] for log in logs] == ["slack_delivery_senseless"]
    assert service.requests == []
