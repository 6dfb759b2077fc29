"""The whole bot in Slack: real bolt, real core, a real database, and a fake workspace."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.slack.looking import SETTLE
from bot.adapters.slack.platform import Access, SlackPlatform
from bot.adapters.store import Store
from bot.core.library import Library
from bot.core.preference import Scope
from bot.core.wording_misread import UNDERSTOOD
from bot.core.wording_place import OPEN_QUESTIONS, THANKS, USED
from bot.service import Service
from tests.adapters.slack.test_slack_buttons import elements
from tests.clocks import FakeClock
from tests.conftest import SEED
from tests.fakes import FakeBriefs
from tests.sample_briefs import harbour
from tests.wire import slack_events as events
from tests.wire.fake_slack import APP_TOKEN, BOT_TOKEN, LIMIT, FakeSlack, Fault, too_many

ARRESTS = "over 500 arrests since its inception in 2020"


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Give the address of a database."""
    return f"sqlite:///{tmp_path}/bot.sqlite3"


Start = Callable[[], Any]


@pytest.fixture
def start(slack: FakeSlack, library: Library, url: str, clock: FakeClock) -> Start:
    """Give a way to start the bot, as often as a test wants."""
    briefs = FakeBriefs(Library((*library.briefs, harbour())))

    @asynccontextmanager
    async def process() -> AsyncIterator[Store]:
        assert slack.url
        store = await Store.open(url, clock=clock, patience=5)
        service = Service(
            briefs, claims=store, memory=store, preferences=store, feedback=store,
            forgetting=store, managers=frozenset({"U1"}),
        )  # fmt: skip
        access = Access(bot_token=BOT_TOKEN, app_token=APP_TOKEN)
        platform = SlackPlatform(
            service, access, inbox=store.inbox, followed=store.followed, kept=store, clock=clock,
            waits=store.waits,
        )  # fmt: skip
        task = asyncio.create_task(platform.run())
        async with asyncio.timeout(LIMIT):
            await clock.asleep(2)
        try:
            yield store
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            await store.close()

    return process


def press(post: dict[str, Any], name: str, *, option: int = -1, **more: Any) -> dict[str, Any]:
    """Return a press of what stands in a posted message."""
    found = elements(post)[name]
    if option >= 0:
        found = found["options"][option]
    value = found["value"] if "value" in found else found["positive_button"]["value"]
    when = f"1700000002.{more.get('trigger_id', '0')}"  # each press is one of its own
    return events.press(value, action_id="x", action_ts=when, **more)


async def ask(slack: FakeSlack, text: str, *, at: int = 0) -> dict[str, Any]:
    """Ask in the thread and return the answer."""
    count = len(slack.called("chat.postMessage"))
    await slack.send(
        events.mention(
            f"<@{events.BOT_USER}> {text}",
            ts=f"1700000010.{at:06d}",
            event_id=f"EvA{at}",
            thread_ts=events.TS,
        )
    )
    return (await slack.posted(count + 1))[-1]


async def whispered(slack: FakeSlack, payload: dict[str, Any]) -> dict[str, Any]:
    """Send a payload and return what the asker alone then sees."""
    count = len(slack.called("chat.postEphemeral"))
    await slack.send(payload)
    return (await slack.posted(count + 1, "chat.postEphemeral"))[-1]


async def test_a_conversation(slack: FakeSlack, start: Start) -> None:
    """A mention, a follow-up, a citation, a vote and a doubt, all about the same figure."""
    async with start() as store:
        first = await ask(slack, "how many arrests?")
        second = await ask(slack, "since when?", at=1)
        cited = await whispered(slack, press(first, "cite", option=3, thread_ts=events.TS))
        thanks = await whispered(slack, press(first, "vote", trigger_id="2", thread_ts=events.TS))
        doubt = await whispered(
            slack, press(first, "not_asked", trigger_id="3", thread_ts=events.TS)
        )
        votes = await store.feedback.tallies()

    assert ARRESTS in first["text"]
    assert "2020" in second["text"]
    assert "**Arrests secured by the Joint Intelligence Cell: over 500 arrests" in cited["text"]
    assert thanks["text"] == THANKS
    assert UNDERSTOOD in doubt["text"]
    assert "how many arrests?" in doubt["text"]
    assert [(one.brief, one.fact, one.good, one.bad) for one in votes] == [(SEED, "arrests", 1, 0)]


async def test_slash_commands(slack: FakeSlack, start: Start) -> None:
    """Summary, list, about, use, help, nothing, and a question, each in the acknowledgement."""
    said = ["summary uk-france", "list", "about harbour plan", "use harbour plan", "help", ""]
    async with start():
        acks = [
            await slack.send(events.slash(text, trigger_id=f"1.{at}"))
            for at, text in enumerate((*said, "how many trees?"))
        ]

    texts = [ack["payload"]["text"] for ack in acks]
    assert "Summary" in texts[0]
    assert "Harbour plan 2031" in texts[1]
    assert "facts can be asked for" in texts[2]
    assert USED[Scope.PERSON] in texts[3]
    assert texts[4] == texts[5]
    assert "1,200 trees by 1 March 2031" in texts[6]


async def test_every_next_question_has_an_answer(slack: FakeSlack, start: Start) -> None:
    """Whichever next question is pressed, an answer comes that is no "does not say"."""
    async with start():
        post = await ask(slack, "how many arrests?")
        names = [name for name in elements(post) if name.startswith("next_")]
        for at, name in enumerate(names):
            await slack.send(press(post, name, trigger_id=f"7.{at}", thread_ts=events.TS))
            answer = (await slack.posted(at + 2))[-1]
            assert "does not say" not in answer["text"]

    assert names


async def test_check_against_the_brief(slack: FakeSlack, start: Start) -> None:
    """Each figure of somebody's message is marked, with what the statement says where it differs."""
    async with start():
        told = await whispered(slack, events.shortcut("They made 700 arrests and built 9 bridges."))

    assert "700 arrests" in told["text"]
    assert "over 500 arrests" in told["text"]
    assert "Not in the statement" in told["text"]


async def test_statement_of_a_channel(slack: FakeSlack, start: Start) -> None:
    """What a manager chooses for a channel answers everybody there."""
    async with start():
        told = await slack.send(events.slash("use harbour plan here"))
        answer = await ask(slack, "how many trees?")

    assert USED[Scope.CHANNEL] in told["payload"]["text"]
    assert "1,200 trees" in answer["text"]


async def test_home(slack: FakeSlack, start: Start) -> None:
    """The Home tab shows statements, and to a manager what was asked and is not stated."""
    async with start():
        await ask(slack, "how many submarines?")
        await slack.send(events.home_opened())
        (published,) = await slack.posted(1, "views.publish")

    assert "Harbour plan 2031" in str(published["view"])
    assert OPEN_QUESTIONS in str(published["view"])
    assert "how many submarines?" in str(published["view"])


async def test_follow_up_without_a_mention(slack: FakeSlack, start: Start) -> None:
    """Where follow-ups are switched on, a thread goes on without a mention."""
    async with start() as store:
        await store.followed.follow("C1", on=True, platform="slack", tenant="T1")
        await ask(slack, "how many arrests?")
        await slack.send(events.follow_up("since when?"))
        answer = (await slack.posted(2))[-1]

    assert "2020" in answer["text"]


@pytest.mark.parametrize("sent", [False, True], ids=["before", "while"])
async def test_a_killed_bot_answers_after_its_start(
    slack: FakeSlack, start: Start, monkeypatch: pytest.MonkeyPatch, *, sent: bool
) -> None:
    """Killed before it sends, the bot answers after its start; killed while it sends, it does not.

    In the second case the asker alone is told, since the answer may be there already and the bot
    may not look.
    """
    monkeypatch.setattr("bot.adapters.slack.work.DRAIN", 0.1)
    hold = asyncio.Event()
    slack.fault("chat.postMessage", Fault(held=hold))
    async with start() as store:
        if not sent:
            store.inbox.begin = lambda _held: asyncio.sleep(0)  # as if killed just before it
        await slack.send(events.mention("how many arrests?"))
        await slack.posted()
        store.inbox.end = lambda _held: asyncio.sleep(0)  # the process ends with the request open

    async with start():
        told = await slack.posted(
            1 if sent else 2, "chat.postEphemeral" if sent else "chat.postMessage"
        )
    hold.set()

    assert ("not confirmed" in told[-1]["text"]) is sent
    assert (ARRESTS in told[-1]["text"]) is not sent
    assert len(slack.called("chat.postMessage")) == (1 if sent else 2)


@pytest.mark.parametrize("there", [False, True], ids=["lost", "arrived"])
async def test_a_killed_bot_that_may_look(
    slack: FakeSlack,
    start: Start,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
    *,
    there: bool,
) -> None:
    """Killed while it sends, a bot that may read the channel sees to it that there is one answer."""
    monkeypatch.setattr("bot.adapters.slack.work.DRAIN", 0.1)
    slack.scopes += ",channels:history"
    slack.fault("chat.postMessage", Fault(recorded=there, held=None if there else asyncio.Event()))
    async with start() as store:
        store.inbox.end = lambda _held: asyncio.sleep(0)  # the process ends before it knows
        await slack.send(events.mention("how many arrests?"))
        await slack.posted()

    async with start():
        if not there:
            async with asyncio.timeout(LIMIT):
                await clock.asleep(3)
            clock.advance(SETTLE)
            await slack.posted(2)
        await slack.send(events.direct(ts="1700000099.1", event_id="Ev99"))
        await slack.wait(lambda: bool(slack.messages["D1"]))

    assert [ARRESTS in one["text"] for one in slack.messages["C1"]] == [True]
    assert slack.called("chat.postEphemeral") == []


async def test_a_wait_outlives_the_process(
    slack: FakeSlack, start: Start, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is sent before the moment that Slack named, by the next process neither."""
    monkeypatch.setattr("bot.adapters.slack.work.DRAIN", 0.1)
    slack.fault("chat.postMessage", too_many(50))
    async with start():
        await slack.send(events.mention("how many arrests?"))
        await slack.posted()
        async with asyncio.timeout(LIMIT):
            await clock.asleep(3)

    async with start():
        async with asyncio.timeout(LIMIT):
            await clock.asleep(3)
        clock.advance(49)
        await slack.send(events.direct(ts="1700000099.1", event_id="Ev99"))
        async with asyncio.timeout(LIMIT):
            await clock.asleep(4)
        before = len(slack.called("chat.postMessage"))
        clock.advance(1)
        await slack.posted(3)

    assert before == 1
    assert len(slack.messages["C1"]) == 1


def copies(deliveries: Sequence[int]) -> list[dict[str, Any]]:
    """Return messages under many event ids, as Slack was seen to send them."""
    return [
        events.mention(
            f"<@{events.BOT_USER}> how many arrests?",
            ts=f"17000001{number:02d}.000100",
            event_id=f"Ev{number}-{copy}",
            channel=f"C{number}",
        )
        for copy in range(4)
        for number in deliveries
    ]


async def test_one_message_under_many_event_ids(slack: FakeSlack, start: Start) -> None:
    """Twenty messages that come four times each, half of them after a restart, get twenty answers."""
    deliveries = copies(range(20))
    async with start():
        for payload in deliveries[:40]:
            await slack.send(payload)
        await slack.posted(20)
    async with start():
        for payload in deliveries[40:]:
            await slack.send(payload)
        await slack.send(events.direct("help", ts="1700000999.000100", event_id="Ev999"))
        await slack.posted(21)

    assert sorted(slack.messages) == sorted(["D1", *(f"C{at}" for at in range(20))])
    assert {len(posts) for posts in slack.messages.values()} == {1}


async def test_two_bots_do_not_talk_to_each_other(slack: FakeSlack, start: Start) -> None:
    """Whatever another bot writes, and whatever this one posts, is answered by nobody."""
    async with start():
        for at in range(20):
            text, ts = f"<@{events.BOT_USER}> how many arrests?", f"17000002{at:02d}.000100"
            for sender in (
                {"bot_id": "B2"},
                {"user": events.BOT_USER},
                {"bot_profile": {"id": "B"}},
            ):
                event_id = f"Ev{at}-{sender}"
                await slack.send(events.mention(text, ts=ts, event_id=event_id, **sender))
        await ask(slack, "how many arrests?")

    assert len(slack.called("chat.postMessage")) == 1
