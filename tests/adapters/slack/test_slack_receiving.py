"""What is taken, kept until it is answered, gone on with, and turned away."""

import asyncio
import contextlib
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.adapters.slack.platform import SlackPlatform
from bot.core.card import Card, Tone, text_of, words
from bot.core.inbox import Held
from bot.core.wording_signs import outcome_unknown
from bot.core.wording_slack import apology, overloaded
from tests.adapters.slack.conftest import VALUE
from tests.adapters.slack.fakes import FakeFollowed, FakeInbox, FakeService
from tests.clocks import FakeClock
from tests.wire import slack_events as events
from tests.wire.fake_slack import LIMIT, FakeSlack, Fault, refused, too_many

THREAD = f"C1:{events.TS}"


async def settled(slack: FakeSlack) -> None:
    """Return when all that was delivered before has been dealt with: a channel has an order."""
    await slack.send(events.direct(ts="1700000099.000100", event_id="Ev99"))
    await slack.wait(
        lambda: any(one["channel"] == "D1" for one in slack.called("chat.postMessage"))
    )


def in_channel(slack: FakeSlack) -> list[dict[str, Any]]:
    """Return what was posted to the channel."""
    return [one for one in slack.called("chat.postMessage") if one["channel"] == "C1"]


# Follow-ups


@pytest.mark.usefixtures("bot")
async def test_follow_up_where_it_is_switched_on(
    slack: FakeSlack, service: FakeService, followed: FakeFollowed
) -> None:
    """In a thread with an answer, a message without a mention is answered as part of it."""
    followed.channels = {"T1": {"C1"}}
    service.conversations.add(THREAD)

    await slack.send(events.follow_up())

    (post,) = await slack.posted()
    assert (post["channel"], post["thread_ts"]) == ("C1", events.TS)
    assert [(one.text, one.conversation) for one in service.requests] == [("since when?", THREAD)]


@pytest.mark.parametrize(
    ("channels", "known", "message"),
    [
        ({}, True, events.follow_up()),
        ({"T1": {"C2"}}, True, events.follow_up()),
        ({"T2": {"C1"}}, True, events.follow_up()),
        ({"T1": {"C1"}}, False, events.follow_up()),
        ({"T1": {"C1"}}, True, events.follow_up(thread_ts=None)),
        ({"T1": {"C1"}}, True, events.follow_up(thread_ts="1700000009.000100")),
        ({"T1": {"C1"}}, True, events.follow_up("<@U2> did you see that?")),
        ({"T1": {"C1"}}, True, events.follow_up(bot_id="B2")),
        ({"T1": {"C1"}}, True, events.follow_up(subtype="message_changed")),
        ({"T1": {"C1"}}, True, events.follow_up(user=events.BOT_USER)),
    ],
    ids=[
        "switched off", "another channel", "another workspace", "no answer of ours", "no thread",
        "opens a thread", "to somebody else", "another bot", "an edit", "our own",
    ],
)  # fmt: skip
@pytest.mark.usefixtures("bot")
async def test_no_follow_up(
    slack: FakeSlack,
    service: FakeService,
    followed: FakeFollowed,
    *,
    channels: dict[str, set[str]],
    known: bool,
    message: dict[str, Any],
) -> None:
    """Whatever is not meant for the bot, or not switched on, is left alone."""
    followed.channels = channels
    if known:
        service.conversations.add(THREAD)

    await slack.send(message)
    await settled(slack)

    assert in_channel(slack) == []


@pytest.mark.usefixtures("bot")
async def test_mention_beside_its_message(
    slack: FakeSlack, service: FakeService, followed: FakeFollowed
) -> None:
    """A mention in a thread comes as two events, and is answered once."""
    followed.channels = {"T1": {"C1"}}
    service.conversations.add(THREAD)
    text, ts = f"<@{events.BOT_USER}> since when?", "1700000009.000100"

    await slack.send(events.follow_up(text, ts=ts))
    await slack.send(events.mention(text, ts=ts, thread_ts=events.TS, event_id="Ev2"))
    await settled(slack)

    assert len(in_channel(slack)) == 1


@pytest.mark.usefixtures("bot")
async def test_answers_of_a_channel_in_order(slack: FakeSlack, service: FakeService) -> None:
    """The second of two questions is asked when the first is answered, so that it may refer to it."""
    release = asyncio.Event()
    slack.fault("chat.postMessage", Fault(held=release))
    await slack.send(events.mention("first"))
    await slack.posted()
    await slack.send(events.mention("second", ts="1700000009.000100", event_id="Ev2"))
    before = [one.text for one in service.requests]

    release.set()
    await slack.posted(2)

    assert (before, [one.text for one in service.requests]) == (["first"], ["first", "second"])


# Kept until answered


@pytest.mark.usefixtures("bot")
async def test_a_message_is_kept_until_its_answer_arrived(
    slack: FakeSlack, inbox: FakeInbox
) -> None:
    """Before the request it says that it is sent, and after it nothing is kept."""
    await slack.send(events.mention())
    await slack.posted()
    await settled(slack)

    assert inbox.history[:3] == ["taken", "sending", "ended"]


@pytest.mark.usefixtures("bot")
async def test_an_answer_that_waits_counts_as_not_sent(
    slack: FakeSlack, inbox: FakeInbox, clock: FakeClock
) -> None:
    """While Slack wants us to wait the answer is certainly not sent."""
    slack.fault("chat.postMessage", too_many(7))

    await slack.send(events.mention())
    async with asyncio.timeout(LIMIT):
        await clock.asleep(3)

    assert inbox.history == ["taken", "sending", "put back"]


@pytest.mark.usefixtures("bot")
async def test_what_is_kept_holds_no_address(slack: FakeSlack, inbox: FakeInbox) -> None:
    """The address of a button, which is a secret, is not kept."""
    release = asyncio.Event()
    slack.fault("chat.postMessage", Fault(held=release))
    await slack.send(events.press())
    await slack.posted()

    (held,) = inbox.held.values()
    assert "hooks.slack.com" not in held.content
    release.set()


@pytest.mark.parametrize("attempts", [0, 2])
async def test_a_message_left_by_a_crash_is_answered(
    slack: FakeSlack, platform: SlackPlatform, inbox: FakeInbox, clock: FakeClock, attempts: int
) -> None:
    """What an ended process took and did not answer is answered once after the start."""
    content = await content_of(slack, platform, inbox, clock)
    inbox.held = {"h": Held("h", "T1", content, sending=False, attempts=attempts)}
    inbox.given.clear()

    async with started(platform, clock, sleepers=2):
        post = (await slack.posted(2))[1]

    assert (post["channel"], post["thread_ts"]) == ("C1", events.TS)
    assert inbox.held == {}


async def test_an_answer_that_may_have_arrived_is_not_sent_again(
    slack: FakeSlack, platform: SlackPlatform, inbox: FakeInbox, clock: FakeClock
) -> None:
    """Where the process ended while it sent, only the asker is told, and nothing is posted."""
    content = await content_of(slack, platform, inbox, clock)
    inbox.held = {"h": Held("h", "T1", content, sending=True, attempts=0)}
    inbox.given.clear()

    with capture_logs() as logs:
        async with started(platform, clock, sleepers=2):
            (notice,) = await slack.posted(1, "chat.postEphemeral")

    assert notice["text"] == text_of(outcome_unknown().headline)
    assert len(slack.called("chat.postMessage")) == 1
    assert "slack_outcome_unknown" in [log["event"] for log in logs]
    assert inbox.held == {}


async def test_a_message_that_ends_every_process_is_given_up(
    slack: FakeSlack, platform: SlackPlatform, inbox: FakeInbox, clock: FakeClock
) -> None:
    """What was taken up again and again is left: the asker gets an apology, the operator its id."""
    content = await content_of(slack, platform, inbox, clock)
    inbox.held = {"h": Held("h", "T1", content, sending=False, attempts=3)}
    inbox.given.clear()

    with capture_logs() as logs:
        async with started(platform, clock, sleepers=2):
            (notice,) = await slack.posted(1, "chat.postEphemeral")
            await settled(slack)

    (told,) = [log["error_id"] for log in logs if log["event"] == "slack_message_given_up"]
    assert notice["text"] == text_of(apology(told).headline)
    assert inbox.held == {}
    assert len(in_channel(slack)) == 1


@contextlib.asynccontextmanager
async def started(platform: SlackPlatform, clock: FakeClock, *, sleepers: int) -> Any:
    """Run the bot during a block."""
    bot = asyncio.create_task(platform.run())
    async with asyncio.timeout(LIMIT):
        await clock.asleep(sleepers)
    try:
        yield
    finally:
        bot.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await bot


async def content_of(
    slack: FakeSlack, platform: SlackPlatform, inbox: FakeInbox, clock: FakeClock
) -> str:
    """Return what is kept of a mention while it is answered."""
    release = asyncio.Event()
    slack.fault("chat.postMessage", Fault(held=release))
    async with started(platform, clock, sleepers=2):
        await slack.send(events.mention())
        await slack.posted()
        (held,) = inbox.held.values()
        release.set()
        await slack.wait(lambda: True)
    return held.content


# The message shortcut


@pytest.mark.usefixtures("bot")
async def test_check_a_message(slack: FakeSlack, service: FakeService) -> None:
    """A message that is picked is checked for whoever picked it, with all that it shows."""
    attachments = [{"fallback": "x", "text": "and 60 boats"}, {"fallback": "a picture"}]

    await slack.send(events.shortcut("over &lt;500&gt; arrests", attachments=attachments))

    (post,) = await slack.posted(1, "chat.postEphemeral")
    assert (post["channel"], post["user"]) == ("C1", "U1")
    assert [(one.command, one.text) for one in service.requests] == [
        ("check", "over <500> arrests\nand 60 boats\na picture")
    ]


SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "700 arrests"}}
RICH = {
    "type": "rich_text",
    "elements": [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": "9 bridges"}]}
    ],
}


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("message", "read"),
    [
        ({"blocks": [SECTION, RICH]}, "700 arrests\n9 bridges"),
        ({"attachments": [{"blocks": [SECTION], "fallback": "x"}]}, "700 arrests"),
        ({"attachments": [{"fallback": "3 boats"}]}, "3 boats"),
        ({"blocks": []}, ""),
    ],
    ids=["blocks", "attached", "fallback", "nothing"],
)
async def test_check_a_message_of_an_app(
    slack: FakeSlack, service: FakeService, message: dict[str, Any], read: str
) -> None:
    """What an app wrote into blocks alone is read as well."""
    await slack.send(events.shortcut("", **message))
    await slack.posted(1, "chat.postEphemeral")

    assert [one.text for one in service.requests] == [read]


@pytest.mark.usefixtures("bot")
async def test_check_a_message_where_the_bot_is_no_member(slack: FakeSlack) -> None:
    """In a channel without the bot the answer takes the shortcut's own address."""
    slack.fault("chat.postEphemeral", refused("channel_not_found"))

    await slack.send(events.shortcut("over 500 arrests"))

    (post,) = await slack.posted(1, "response_url")
    assert VALUE in post["text"]


# Limits


@pytest.mark.usefixtures("bot")
async def test_nothing_is_sent_before_slack_allows_it(
    slack: FakeSlack, service: FakeService, clock: FakeClock
) -> None:
    """Once Slack wants us to wait no other answer goes out either, and then each once."""
    slack.fault("chat.postMessage", too_many(30))
    await slack.send(events.mention())
    async with asyncio.timeout(LIMIT):
        await clock.asleep(3)

    for at in range(5):
        more = {"ts": f"1700000010.00010{at}", "event_id": f"Ev1{at}", "channel": f"C{at + 2}"}
        await slack.send(events.mention(**more))
    async with asyncio.timeout(LIMIT):
        await clock.asleep(8)
    before = len(slack.called("chat.postMessage"))
    clock.advance(29.9)
    still = len(slack.called("chat.postMessage"))
    clock.advance(0.2)

    assert len(await slack.posted(7)) == 7
    assert (before, still, len(service.requests)) == (1, 1, 6)


@pytest.mark.usefixtures("bot")
async def test_slack_wants_us_to_wait_too_long(slack: FakeSlack) -> None:
    """Where the wait is longer than a minute the asker is told to ask again."""
    slack.fault("chat.postMessage", too_many(600))

    await slack.send(events.mention())

    (notice,) = await slack.posted(1, "chat.postEphemeral")
    assert "takes no more messages" in notice["text"]


@pytest.mark.usefixtures("bot")
async def test_more_than_can_be_answered(slack: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    """When too much is in hand a person is told once, and what is in hand is answered."""
    monkeypatch.setattr("bot.adapters.slack.receiving.IN_HAND", 2)
    release = asyncio.Event()
    slack.fault("chat.postMessage", Fault(held=release))

    for at in range(6):
        await slack.send(events.mention(ts=f"1700000010.00010{at}", event_id=f"Ev1{at}"))
    (notice,) = await slack.posted(1, "chat.postEphemeral")
    release.set()

    assert notice["text"] == text_of(overloaded().headline)
    assert len(await slack.posted(2)) == 2
    assert len(slack.called("chat.postEphemeral")) == 1


# Rights


@pytest.mark.parametrize(
    ("scopes", "admins", "manages"),
    [
        ("chat:write,users:read", {"U1"}, True),
        ("chat:write,users:read", {"U2"}, False),
        ("chat:write", {"U1"}, False),
    ],
    ids=["an admin", "no admin", "not permitted to know"],
)
async def test_admins_manage(
    slack: FakeSlack,
    service: FakeService,
    platform: SlackPlatform,
    clock: FakeClock,
    *,
    scopes: str,
    admins: set[str],
    manages: bool,
) -> None:
    """Whether a person is an admin is asked of Slack at that moment, where that is permitted."""
    slack.scopes, slack.admins = scopes, admins

    async with started(platform, clock, sleepers=2):
        await slack.send(events.slash("use harbour plan here"))
        await slack.send(events.slash("how much?", trigger_id="9.9"))

    assert [(one.command, one.manages) for one in service.requests] == [
        ("use", manages),
        ("ask", False),
    ]


@pytest.mark.parametrize(
    ("text", "command", "rest"),
    [
        ("use harbour plan here", "use", "harbour plan here"),
        ("use any", "use", "any"),
        ("use of force figures?", "ask", "use of force figures?"),
    ],
)
@pytest.mark.usefixtures("bot")
async def test_use_in_running_talk(
    slack: FakeSlack, service: FakeService, text: str, command: str, rest: str
) -> None:
    """In a message "use" is a command where it says for whom, else the beginning of a question."""
    await slack.send(events.direct(text))
    await slack.posted()

    assert [(one.command, one.text) for one in service.requests] == [(command, rest)]


@pytest.mark.usefixtures("bot")
async def test_an_apology_is_not_shared(slack: FakeSlack, service: FakeService) -> None:
    """What went wrong is between the bot and the asker."""
    service.card = Card(Tone.TROUBLE, (words("Sorry."),))

    ack = await slack.send(events.slash())

    assert all(block["type"] != "actions" for block in ack["payload"]["blocks"])


@pytest.mark.usefixtures("bot")
async def test_what_cannot_be_recorded_is_not_sent(
    slack: FakeSlack, inbox: FakeInbox, clock: FakeClock
) -> None:
    """An answer waits while it cannot be recorded that it is sent: it could be sent again."""
    inbox.away = 1

    await slack.send(events.mention())
    async with asyncio.timeout(LIMIT):
        await clock.asleep(3)
    before = len(slack.called("chat.postMessage"))
    clock.advance(5)
    await slack.posted()

    assert before == 0
    assert len(slack.messages["C1"]) == 1
