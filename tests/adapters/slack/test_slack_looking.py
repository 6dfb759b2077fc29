"""What became of an answer is looked up before anything is sent again or anybody is told."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.adapters.slack.looking import PAGE, PAGES, SETTLE
from bot.adapters.slack.platform import SlackPlatform
from bot.core.card import text_of
from bot.core.inbox import Held
from bot.core.wording_signs import outcome_unknown
from tests.adapters.slack.fakes import FakeInbox
from tests.clocks import FakeClock
from tests.wire import slack_events as events
from tests.wire.fake_slack import (
    LIMIT,
    FakeSlack,
    Fault,
    closing,
    failing,
    refused,
    too_many,
)

READING = "app_mentions:read,chat:write,commands,im:history,channels:history"
MARKER = "h1"
QUESTION = {
    "platform": "slack", "tenant": "T1", "conversation": "C1:1", "keys": [], "text": "how many?",
}  # fmt: skip


@pytest.fixture
def slack(slack: FakeSlack) -> FakeSlack:
    """Give a workspace that lets the bot read channels."""
    slack.scopes = READING
    return slack


@contextlib.asynccontextmanager
async def started(platform: SlackPlatform, clock: FakeClock) -> AsyncIterator[None]:
    """Run the bot during a block."""
    bot = asyncio.create_task(platform.run())
    async with asyncio.timeout(LIMIT):
        await clock.asleep(2)
    try:
        yield
    finally:
        bot.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await bot


async def end_of(inbox: FakeInbox) -> None:
    """Return when a message in hand was dealt with."""
    async with asyncio.timeout(LIMIT):
        await inbox.ended.wait()


def held(channel: str = "C1", *, thread: str = events.TS) -> Held:
    """Return a message whose process ended while its answer was being sent."""
    place = {
        "channel": channel, "user": "U1", "thread": thread, "private": False, "response_url": "",
        "workspace": {"team": "T1", "enterprise": ""}, "since": events.TS,
    }  # fmt: skip
    content = json.dumps({"request": QUESTION, "place": place})
    return Held(MARKER, "T1", content, sending=True, attempts=0)


def said(marker: str, *, thread: str = events.TS) -> dict[str, Any]:
    """Return a message of the bot's that is there already."""
    metadata = {"event_type": "briefing_post", "event_payload": {"marker": marker}}
    threaded = {"thread_ts": thread} if thread else {}
    return {"type": "message", "ts": "1700000500.000100", "metadata": metadata, **threaded}


@pytest.mark.parametrize("thread", [events.TS, ""], ids=["thread", "direct"])
async def test_an_answer_that_arrived_needs_no_word(
    slack: FakeSlack, platform: SlackPlatform, inbox: FakeInbox, clock: FakeClock, thread: str
) -> None:
    """Where the process ended after the answer arrived, nobody is told anything."""
    channel = "C1" if thread else "D1"
    slack.messages[channel].append(said(MARKER, thread=thread))
    inbox.held = {MARKER: held(channel, thread=thread)}

    async with started(platform, clock):
        await end_of(inbox)

    assert [call.method for call in slack.calls if call.method.startswith("chat.")] == []


async def test_an_answer_that_is_not_there_is_sent(
    slack: FakeSlack, platform: SlackPlatform, inbox: FakeInbox, clock: FakeClock
) -> None:
    """Where it did not arrive it is sent, once nothing can be in flight any more."""
    slack.messages["C1"].append(said("another"))
    inbox.held = {MARKER: held()}

    async with started(platform, clock):
        async with asyncio.timeout(LIMIT):
            await clock.asleep(3)
        before = len(slack.called("chat.postMessage"))
        clock.advance(SETTLE)
        (post,) = await slack.posted()

    assert before == 0
    assert (post["channel"], post["thread_ts"]) == ("C1", events.TS)
    assert slack.called("chat.postEphemeral") == []


async def test_an_answer_that_arrives_late_is_not_sent_again(
    slack: FakeSlack, platform: SlackPlatform, inbox: FakeInbox, clock: FakeClock
) -> None:
    """What a killed process had under way may arrive after the first look."""
    inbox.held = {MARKER: held()}

    async with started(platform, clock):
        async with asyncio.timeout(LIMIT):
            await clock.asleep(3)
        slack.messages["C1"].append(said(MARKER))
        clock.advance(SETTLE)
        await end_of(inbox)

    assert slack.called("chat.postMessage") == []
    assert slack.called("chat.postEphemeral") == []


@pytest.mark.parametrize(
    "fault",
    [refused("missing_scope"), refused("thread_not_found"), too_many(600)],
    ids=["not permitted", "deleted", "put off"],
)
async def test_what_cannot_be_looked_up_is_told_the_asker_alone(
    slack: FakeSlack, platform: SlackPlatform, inbox: FakeInbox, clock: FakeClock, fault: Fault
) -> None:
    """Without a look nothing is sent again; the asker hears that it may not have arrived."""
    slack.fault("conversations.replies", fault)
    inbox.held = {MARKER: held()}

    async with started(platform, clock):
        (notice,) = await slack.posted(1, "chat.postEphemeral")

    assert notice["text"] == text_of(outcome_unknown().headline)
    assert slack.called("chat.postMessage") == []


async def test_a_look_waits_as_slack_wants(
    slack: FakeSlack, platform: SlackPlatform, inbox: FakeInbox, clock: FakeClock
) -> None:
    """A look that Slack puts off is made after the wait."""
    slack.fault("conversations.replies", too_many(30))
    slack.messages["C1"].append(said(MARKER))
    inbox.held = {MARKER: held()}

    async with started(platform, clock):
        async with asyncio.timeout(LIMIT):
            await clock.asleep(3)
        before = len(slack.called("conversations.replies"))
        clock.advance(30)
        await end_of(inbox)

    assert (before, len(slack.called("conversations.replies"))) == (1, 2)
    assert slack.called("chat.postMessage") == []


async def test_a_thread_without_end_is_not_looked_through(
    slack: FakeSlack, platform: SlackPlatform, inbox: FakeInbox, clock: FakeClock
) -> None:
    """A look that does not reach the end of the thread says nothing."""
    slack.messages["C1"] += [said(f"m{number}") for number in range(PAGE * PAGES + 1)]
    inbox.held = {MARKER: held()}

    async with started(platform, clock):
        await slack.posted(1, "chat.postEphemeral")

    assert slack.called("chat.postMessage") == []
    assert len(slack.called("conversations.replies")) == PAGES


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "fault", [failing(500), failing(503), closing(recorded=True)], ids=["500", "503", "closed"]
)
async def test_an_answer_whose_outcome_is_unknown_is_found(
    slack: FakeSlack, inbox: FakeInbox, fault: Fault
) -> None:
    """Whatever Slack said instead of yes: an answer that is there is not sent again."""
    slack.fault("chat.postMessage", fault)

    await slack.send(events.mention())
    await slack.posted(1, "conversations.replies")
    await end_of(inbox)

    assert len(slack.messages["C1"]) == 1
    assert slack.called("chat.postEphemeral") == []


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "fault", [failing(500, recorded=False), closing(recorded=False)], ids=["500", "closed"]
)
async def test_an_answer_that_was_lost_is_sent_again(
    slack: FakeSlack, clock: FakeClock, fault: Fault
) -> None:
    """An answer that is certainly not there is sent once more, with the same marker."""
    slack.fault("chat.postMessage", fault)

    await slack.send(events.mention())
    async with asyncio.timeout(LIMIT):
        await clock.asleep(3)
    clock.advance(SETTLE)
    first, second = await slack.posted(2)

    assert first["metadata"] == second["metadata"]
    assert len(slack.messages["C1"]) == 1
    assert slack.called("chat.postEphemeral") == []
