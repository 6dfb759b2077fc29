import asyncio
import json
import signal
import socket
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.process.bot_process import BotProcess
from tests.process.conftest import Start
from tests.wire import discord_events, slack_events
from tests.wire.discord_checks import text_of
from tests.wire.fake_discord import FakeDiscord
from tests.wire.fake_slack import BOT_TOKEN, FakeSlack, Fault

ASKED = "@everyone @here how much funding?"
ASKED_IN_SLACK = "@everyone <!channel> <!here> how much funding?"
PINGS = "is it true that @everyone <!channel> <@1003> <@U1> [x](https://y.example) were arrested?"
FIGURE = "72.2 million"
NO_SLACK = {"SLACK_BOT_TOKEN": None, "SLACK_APP_TOKEN": None}
NO_DISCORD = {"DISCORD_TOKEN": None}


async def test_answers_once(start: Start, slack: FakeSlack, discord: FakeDiscord) -> None:
    """Each of four ways to ask, delivered three times, gets one answer, and none pings anyone."""
    async with start() as bot:
        await asyncio.gather(slack.linked(), discord.linked())
        mention = await slack_mention(slack, "Ev1", "1700000000.000100")
        slash = await slack_slash(slack)
        ask = await discord_asked(discord, discord_events.ask(ASKED))
        reply = await discord_asked(discord, discord_events.mention(ASKED))
        code = await bot.stop()

    assert code == 0
    assert [FIGURE in text for text in (mention, slash, ask, reply)] == [True] * 4
    assert ["up to" in text for text in (mention, slash, ask, reply)] == [True] * 4
    assert len(slack.called("chat.postMessage")) == 1
    assert len(discord.answered) == 1
    assert len(discord.sent) == 1


async def slack_mention(slack: FakeSlack, event_id: str, ts: str) -> str:
    """Mention the bot, delivered three times in three ways, and return the answer's text."""
    text = f"<@{slack_events.BOT_USER}> {ASKED_IN_SLACK}"
    first = slack_events.mention(text, event_id=event_id, ts=ts)
    again = slack_events.mention(text, event_id=f"{event_id}x", ts=ts)
    for payload, envelope in ((first, "e1"), (first, "e1"), (again, "e2")):
        await slack.send(payload, envelope_id=envelope)
    (message, *_) = await slack.posted()
    return str(message["text"])


async def slack_slash(slack: FakeSlack) -> str:
    """Use the command, delivered three times, and return the one answer's text."""
    payload = slack_events.slash(ASKED_IN_SLACK)
    acks = [await slack.send(payload) for _ in range(3)]
    (answer,) = [ack["payload"] for ack in acks if ack.get("payload")]
    return str(answer["text"])


async def discord_asked(discord: FakeDiscord, asked: Any) -> str:
    """Deliver something three times and return the answer's text."""
    await discord.deliver(asked, times=3)
    return text_of(await discord.answer_to(asked))


async def test_pings_no_one(start: Start, slack: FakeSlack, discord: FakeDiscord) -> None:
    """A question full of mentions and links gets its answer, in which nothing is alive."""
    typed = PINGS.replace("<", "&lt;").replace(">", "&gt;")
    async with start() as bot:
        await asyncio.gather(slack.linked(), discord.linked())
        await slack.send(slack_events.direct(f"{typed} <!channel>"))
        whispered = await slack.send(slack_events.slash(typed))
        await slack.posted()
        await discord_asked(discord, discord_events.ask(PINGS))
        await discord_asked(discord, discord_events.direct(PINGS))
        code = await bot.stop()

    # What would ping is looked for by the fakes, in every message.
    assert (code, len(slack.called("chat.postMessage")), bool(whispered["payload"])) == (0, 1, True)
    assert (len(discord.answered), len(discord.sent)) == (1, 1)


async def test_nothing_leaks(start: Start, slack: FakeSlack, discord: FakeDiscord) -> None:
    """At DEBUG neither a token, an address with one, nor a question is written anywhere."""
    async with start() as bot:
        await asyncio.gather(slack.linked(), discord.linked())
        await slack_mention(slack, "Ev1", "1700000000.000100")
        await slack_slash(slack)
        await slack.send(slack_events.callback({"type": "reaction_added", "item": ASKED}))
        await discord_asked(discord, discord_events.ask(ASKED))
        await bot.stop()

    assert "canary" not in bot.all_text()
    assert "interaction-token" not in bot.all_text()
    assert "how much" not in bot.all_text()
    assert bot.said == ""


async def test_ready(start: Start, slack: FakeSlack, discord: FakeDiscord) -> None:
    """The bot says over HTTP that it is ready, and at the end that it stopped."""
    async with start() as bot:
        await asyncio.gather(slack.linked(), discord.linked())
        await slack_mention(slack, "Ev1", "1700000000.000100")
        await discord_asked(discord, discord_events.ask(ASKED))
        port = (await bot.event("http_started"))["port"]
        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                ready = answer.status, await answer.json()
            async with session.get(f"http://127.0.0.1:{port}/metrics") as answer:
                metrics = await answer.text()
        await bot.stop()

    assert ready == (
        200,
        {
            "ready": True,
            "platforms": {"slack": True, "discord": True},
            "store": "ok",
            "briefs": 1,
            "faults": 0,
            "schedules": "ok",
        },
    )
    assert 'briefing_copies_total{platform="slack"} 2.0' in metrics
    assert bot.events()[-1]["event"] == "stopped"
    assert bot.told() == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_answer_in_hand(start: Start, slack: FakeSlack, number: signal.Signals) -> None:
    """A signal lets the answer in hand be finished and ends the bot with 0."""
    answering = asyncio.Event()
    slack.fault("chat.postMessage", Fault(held=answering))
    async with start(**NO_DISCORD) as bot:
        await slack.linked()
        await slack.send(slack_events.mention())
        await slack.posted()
        bot.signal(number)
        await bot.event("stopping")
        answering.set()
        code = await bot.ended()

    assert code == 0
    assert bot.told() == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_second_signal(start: Start, slack: FakeSlack, number: signal.Signals) -> None:
    """A second signal ends the bot at once, whatever it has in hand."""
    never = asyncio.Event()
    slack.fault("chat.postMessage", Fault(held=never))
    async with start(**NO_DISCORD) as bot:
        await slack.linked()
        await slack.send(slack_events.mention())
        await slack.posted()
        bot.signal(number)
        await bot.event("stopping")
        bot.signal(number)
        code = await bot.ended()
        never.set()

    assert code == -number


async def test_killed(start: Start, slack: FakeSlack, discord: FakeDiscord) -> None:
    """After a kill what is delivered again is known, and what is new is answered."""
    old, new = (
        discord_events.mention("how many arrests?"),
        discord_events.mention("how much funding?"),
    )
    async with start() as bot:
        await asyncio.gather(slack.linked(), discord.linked())
        await slack.send(slack_events.mention())
        await slack.posted()
        await discord_asked(discord, old)
        bot.signal(signal.SIGKILL)
        await bot.ended()
    async with start() as bot:
        await asyncio.gather(slack.linked(2), discord.linked(2))
        await slack.send(slack_events.mention(event_id="Ev9"))
        await discord.deliver(old)
        await slack.send(slack_events.mention(event_id="Ev10", ts="1700000009.000100"))
        await asyncio.gather(slack.posted(2), discord_asked(discord, new))
        await bot.stop()

    threads = [message["thread_ts"] for message in slack.called("chat.postMessage")]
    assert threads == [slack_events.TS, "1700000009.000100"]
    assert [len(discord.replies_to(message)) for message in (old, new)] == [1, 1]


async def faulty(bot: BotProcess) -> tuple[int, list[str]]:
    """Return the exit code of a bot that ends by itself, and what it told the operator."""
    async with bot:
        code = await bot.ended()
    assert "canary" not in bot.all_text()
    return code, bot.told()


@pytest.mark.parametrize(
    ("held", "missing"),
    [("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"), ("SLACK_APP_TOKEN", "SLACK_BOT_TOKEN")],
)
async def test_half_a_pair(start: Start, held: str, missing: str) -> None:
    """One token of Slack's two is one line that names the other, and exit 2."""
    code, lines = await faulty(start(**{missing: None}))

    assert (code, len(lines)) == (2, 1)
    assert lines[0].startswith(f"{missing} is missing beside {held}: ")


@pytest.mark.parametrize(
    ("changes", "beginning"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-canary-wrong", **NO_DISCORD}, "SLACK_BOT_TOKEN "),
        ({"SLACK_APP_TOKEN": "xapp-canary-wrong", **NO_DISCORD}, "SLACK_APP_TOKEN "),
        ({"DISCORD_TOKEN": "canary-wrong-token", **NO_SLACK}, "DISCORD_TOKEN "),
        ({"SLACK_BOT_TOKEN": "xapp-canary-wrong"}, "SLACK_BOT_TOKEN "),
        ({"SLACK_BOT_TOKEN": "xoxb-canary\nwrong"}, "SLACK_BOT_TOKEN "),
    ],
)
async def test_wrong_token(start: Start, changes: dict[str, str | None], beginning: str) -> None:
    """A token that is refused is one line that names it, and exit 2."""
    code, lines = await faulty(start(**changes))

    assert (code, len(lines)) == (2, 1)
    assert lines[0].startswith(beginning)


async def test_wrong_token_of_two(start: Start, discord: FakeDiscord) -> None:
    """A refused token of one platform is one line, and the other platform answers."""
    async with start(SLACK_BOT_TOKEN="xoxb-canary-wrong") as bot:
        refused = await bot.event("token_refused")
        await discord.linked()
        answer = await discord_asked(discord, discord_events.ask(ASKED))
        code = await bot.stop()

    assert refused["reason"].startswith("SLACK_BOT_TOKEN ")
    assert [json.loads(line)["event"] for line in bot.told()] == ["token_refused"]
    assert (code, FIGURE in answer) == (0, True)


async def test_port_in_use(start: Start) -> None:
    """A port in use is one line that names the setting and the port, and exit 2."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        code, lines = await faulty(start(HTTP_PORT=str(port)))

    assert (code, len(lines)) == (2, 1)
    assert lines[0].startswith(f"HTTP_PORT: {port} is in use on 127.0.0.1: ")


async def test_broken_brief(start: Start, folder: Path, slack: FakeSlack) -> None:
    """A broken brief is one line with its place, and the others are served."""
    broken = folder / "briefs" / "broken"
    broken.mkdir()
    (broken / "brief.yaml").write_text("source: [\n")
    (broken / "statement.txt").write_text("Nothing.\n")

    async with start(**NO_DISCORD) as bot:
        await slack.linked()
        answer = await slack_slash(slack)
        code = await bot.stop()

    (line,) = bot.told()
    assert line.startswith("briefs/broken/brief.yaml:2:1: ")
    assert (code, FIGURE in answer) == (0, True)


async def test_file_of_settings(start: Start, folder: Path, slack: FakeSlack) -> None:
    """The file `.env` where the bot is started holds settings like the environment."""
    (folder / ".env").write_text(f"SLACK_BOT_TOKEN={BOT_TOKEN}\nSLACK_BOT_TOEKN=x\n")

    code, lines = await faulty(start(SLACK_BOT_TOKEN=None))

    assert code == 2
    assert lines == [".env:2: SLACK_BOT_TOEKN is not a setting: SLACK_BOT_TOKEN may be meant"]
    assert slack.links == 0


async def test_misspelt_variable(start: Start, discord: FakeDiscord) -> None:
    """A variable that is close to a setting is one line, and the bot runs."""
    async with start(**NO_SLACK, SLACK_TOKEN="xoxb-canary") as bot:
        await discord.linked()
        code = await bot.stop()

    assert (code, bot.told()) == (
        0,
        ["SLACK_TOKEN is not a setting and has no effect: SLACK_BOT_TOKEN may be meant"],
    )
