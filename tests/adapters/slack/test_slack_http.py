"""Slack over HTTP: the same bot, the signature first, and nothing that a stranger can break."""

import asyncio
import contextlib
import json
import random
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.adapters.http import State, health_server
from bot.adapters.slack.platform import Access, SlackPlatform
from bot.core.card import text_of
from bot.core.wording_slack import apology
from tests.adapters.slack.conftest import VALUE
from tests.adapters.slack.fakes import FakeService, Outside
from tests.clocks import FakeClock
from tests.wire import slack_events as events
from tests.wire.fake_slack import BOT_TOKEN, FakeSlack
from tests.wire.slack_http import SECRET, Sender, body_of, signature
from tests.wire.slack_malformed import malformed

READY = State(platforms={"slack": True}, store=True, briefs=1, faults=0)


@pytest.fixture
def platform(
    slack: FakeSlack, service: FakeService, outside: Outside, clock: FakeClock
) -> SlackPlatform:
    """Give the platform over HTTP, not started."""
    assert slack.url
    access = Access(bot_token=BOT_TOKEN, signing_secret=SECRET)
    return SlackPlatform(service, access, clock=clock, **outside.parts)


@pytest.fixture
async def sender(
    platform: SlackPlatform, slack: FakeSlack, clock: FakeClock
) -> AsyncIterator[Sender]:
    """Give Slack's side of a bot that runs."""
    assert slack.url
    async with (
        health_server("127.0.0.1", 0, lambda: READY, platform.routes) as port,
        aiohttp.ClientSession() as session,
    ):
        bot = asyncio.create_task(platform.run())
        async with asyncio.timeout(10):
            await clock.asleep(1)  # the inbox was looked through
        yield Sender(session, f"http://127.0.0.1:{port}/slack/events", clock)
        bot.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await bot


async def test_ready(platform: SlackPlatform, sender: Sender) -> None:
    """Over HTTP the platform is ready as soon as its token was taken."""
    assert sender
    assert platform.ready


async def test_slash_command(sender: Sender, slack: FakeSlack) -> None:
    """A slash command is answered in the response itself, for the asker alone."""
    answer = await sender.send(events.slash())

    assert (answer.status, answer.payload["response_type"]) == (200, "ephemeral")
    assert VALUE in answer.payload["text"]
    assert [call.method for call in slack.calls] == ["auth.test"]


async def test_mention(sender: Sender, slack: FakeSlack) -> None:
    """A mention is answered in its thread, by the same listeners as over Socket Mode."""
    answer = await sender.send(events.mention())

    (post,) = await slack.posted()
    assert (answer.status, post["thread_ts"]) == (200, events.TS)


async def test_button(sender: Sender, slack: FakeSlack, service: FakeService) -> None:
    """A button comes as a form that holds JSON."""
    answer = await sender.send(events.press())

    await slack.posted()
    assert answer.status == 200
    assert [request.text for request in service.requests] == ["how many arrests?"]


async def test_address_is_verified(sender: Sender, service: FakeService) -> None:
    """The challenge that Slack sends to a new address is returned."""
    answer = await sender.send({"type": "url_verification", "challenge": "abc"})

    assert (answer.status, answer.text) == (200, "abc")
    assert service.requests == []


@pytest.mark.parametrize("age", [0, 299, -299])
async def test_fresh(sender: Sender, clock: FakeClock, age: int) -> None:
    """A delivery of the last five minutes is taken, clocks being what they are."""
    sent = str(int(clock.now().timestamp()) - age)

    answer = await sender.send(events.slash(), **{"X-Slack-Request-Timestamp": sent})

    assert answer.status == 200


def refused_headers(clock: FakeClock) -> dict[str, dict[str, str | None]]:
    """Return headers that Slack would not send, by what is wrong with them."""
    now = int(clock.now().timestamp())
    body = body_of(events.slash())[1]
    right = signature(body, str(now))
    return {
        "no signature": {"X-Slack-Signature": None},
        "no time": {"X-Slack-Request-Timestamp": None},
        "empty signature": {"X-Slack-Signature": ""},
        "not ASCII": {"X-Slack-Signature": "v0=ü" + right[4:]},
        "upper case": {"X-Slack-Signature": right.upper()},
        "another version": {"X-Slack-Signature": right.replace("v0", "v1")},
        "cut": {"X-Slack-Signature": right[:-1]},
        "with more": {"X-Slack-Signature": right + "0"},
        "another secret": {"X-Slack-Signature": signature(body, str(now), "another")},
        "another body": {"X-Slack-Signature": signature(b"x", str(now))},
        "time in words": {"X-Slack-Request-Timestamp": "noon"},
        "negative time": {"X-Slack-Request-Timestamp": f"-{now}"},
        "time with a point": {"X-Slack-Request-Timestamp": f"{now}.0"},
        "time in another script": {"X-Slack-Request-Timestamp": "١٧٦٣"},
        "time without end": {"X-Slack-Request-Timestamp": "9" * 5000},
        "not a number": {"X-Slack-Request-Timestamp": "nan"},
        "too old": {"X-Slack-Request-Timestamp": str(now - 301)},
        "too early": {"X-Slack-Request-Timestamp": str(now + 301)},
    }


@pytest.mark.parametrize("wrong", refused_headers(FakeClock()))
async def test_what_slack_did_not_sign(
    sender: Sender, service: FakeService, clock: FakeClock, wrong: str
) -> None:
    """A wrong, missing, old or malformed signature is 401, one log line, and nothing is run."""
    with capture_logs() as logs:
        answer = await sender.send(events.slash(), **refused_headers(clock)[wrong])

    assert (answer.status, answer.text) == (401, "not signed by Slack\n")
    assert [log["event"] for log in logs] == ["slack_request_refused"]
    assert service.requests == []


BROKEN = {
    "broken JSON": b'{"type": ',
    "nested": b"[" * 20_000,
    "array": b"[1, 2]",
    "a number": b"1",
    "not UTF-8": b'{"a": "\xff"}',
    "empty": b"",
    "a huge number": b'{"a": ' + b"9" * 10_000 + b"}",
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN.keys())
async def test_broken_bodies(sender: Sender, service: FakeService, body: bytes) -> None:
    """A broken body is not read before its signature is: unsigned 401, signed 400."""
    with capture_logs() as logs:
        unsigned = await sender.raw(body, **{"X-Slack-Signature": None})
        signed = await sender.raw(body)

    assert (unsigned.status, signed.status) == (401, 400)
    assert "exception" not in json.dumps(logs)
    assert service.requests == []


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"payload=%7B%7D", 404), (b"payload=[]", 400), (b"payload=", 400), (b"a=b", 404)],
)
async def test_broken_forms(sender: Sender, service: FakeService, body: bytes, status: int) -> None:
    """A signed form that Slack would not send is refused, and nothing fails."""
    answer = await sender.raw(body, kind="application/x-www-form-urlencoded")

    assert answer.status in (200, status)
    assert service.requests == []


async def test_body_without_end(sender: Sender) -> None:
    """A body of more than a megabyte is cut off, however it is packed."""
    answer = await sender.raw(b"x" * 1_000_001)

    assert answer.status == 413


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_other_methods(sender: Sender, method: str) -> None:
    """Nothing but a post is taken."""
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, sender._url) as answer,
    ):
        assert answer.status == 405


async def test_copies(sender: Sender, slack: FakeSlack) -> None:
    """Retries are answered at once and run nothing again."""
    mention = events.mention()
    kind, body = body_of(mention)

    answers = [
        await sender.raw(body, kind=kind, **{"X-Slack-Retry-Num": str(at)}) for at in range(4)
    ]
    await sender.send(events.mention(ts="1700000009.000100", event_id="Ev9"))

    assert [answer.status for answer in answers] == [200] * 4
    assert len(await slack.posted(2)) == 2


async def test_replayed_requests(sender: Sender, service: FakeService, clock: FakeClock) -> None:
    """A captured request has no second effect while it is fresh, and is refused after."""
    kind, body = body_of(events.slash())
    sent = str(int(clock.now().timestamp()))
    headers = {"X-Slack-Request-Timestamp": sent, "X-Slack-Signature": signature(body, sent)}

    fresh = [await sender.raw(body, kind=kind, **headers) for _ in range(5)]
    clock.advance(301)
    stale = await sender.raw(body, kind=kind, **headers)

    assert [bool(answer.text) for answer in fresh] == [True] + [False] * 4
    assert stale.status == 401
    assert len(service.requests) == 1


async def test_before_the_bot_is_connected(
    platform: SlackPlatform, clock: FakeClock, service: FakeService
) -> None:
    """Before it is connected a signed request is 503, so that Slack sends it again."""
    async with (
        health_server("127.0.0.1", 0, lambda: READY, platform.routes) as port,
        aiohttp.ClientSession() as session,
    ):
        sender = Sender(session, f"http://127.0.0.1:{port}/slack/events", clock)
        answer = await sender.send(events.mention())

    assert answer.status == 503
    assert service.requests == []


@pytest.mark.parametrize("odd", [5, True, [3], {"a": 1}, "x"])
async def test_senseless_payloads(sender: Sender, service: FakeService, odd: Any) -> None:
    """What Slack signed and bolt itself stumbles over is refused, and nothing fails."""
    with capture_logs() as logs:
        answer = await sender.send({**events.mention(), "authorizations": odd})

    assert answer.status in (200, 400)
    assert {log["event"] for log in logs} <= {
        "slack_delivery_senseless", "slack_listener_failed",
    }  # fmt: skip
    assert service.requests == []


async def test_a_command_that_cannot_be_read(sender: Sender, service: FakeService) -> None:
    """Whoever typed a command that fails gets an apology with the id of the error in the log."""
    payload = events.slash()
    del payload["channel_id"]

    with capture_logs() as logs:
        answer = await sender.send(payload)

    (told,) = [log["error_id"] for log in logs if log["event"] == "slack_listener_failed"]
    assert answer.payload["text"] == text_of(apology(told).headline)
    assert service.requests == []


async def test_deliveries_of_another_kind(sender: Sender, service: FakeService) -> None:
    """What is not for the bot is acknowledged, in one line, and asked for no more."""
    with capture_logs() as logs:
        answer = await sender.send({**events.shortcut("x"), "type": "view_closed"})

    assert (answer.status, answer.text) == (200, "")
    assert [log["event"] for log in logs] == ["slack_delivery_unknown"]
    assert service.requests == []


async def test_a_hundred_malformed_requests(
    sender: Sender, service: FakeService, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    """What Slack would not send ends in 400, 401 or 413, in one line of the log, and runs nothing."""
    now = int(clock.now().timestamp())
    requests = malformed(now)
    found = {}
    for request in requests:
        caplog.clear()
        with capture_logs() as logs:
            status = await sender.wire(request.wire(now))
        traces = [record for record in caplog.records if record.name != "aiohttp.server"]
        found[request.name] = (status, len(logs) <= 1, traces)

    assert len(found) == len(requests) >= 100
    assert found == {one.name: (one.status, True, []) for one in requests}
    assert service.requests == []


async def test_many_odd_requests(sender: Sender, service: FakeService) -> None:
    """Whatever is changed in headers and body of 300 requests, none fails and none is taken."""
    chance = random.Random(5)  # noqa: S311 - no secret
    statuses: set[int] = set()
    for _ in range(300):
        kind, body = body_of(events.slash(f"{chance.random()}"))
        at = chance.randrange(len(body))
        changed = body[:at] + bytes([body[at] ^ (1 + chance.randrange(255))]) + body[at + 1 :]
        sent = str(int(sender._clock.now().timestamp()))
        odd = "".join(chr(chance.choice((33, 0x7E, 0xFC, 0x20AC, 0x30))) for _ in range(5))
        headers: dict[str, str | None] = chance.choice(
            [
                {"X-Slack-Signature": signature(body, sent)},
                {"X-Slack-Signature": f"v0={odd}"},
                {"X-Slack-Request-Timestamp": odd, "X-Slack-Signature": signature(body, sent)},
                {"X-Slack-Signature": None, "Content-Type": odd.encode().decode("latin-1")},
            ]
        )
        statuses.add((await sender.raw(changed, kind=kind, **headers)).status)

    assert statuses <= {400, 401}
    assert service.requests == []


def test_socket_mode_has_no_entrance(
    slack: FakeSlack, service: FakeService, outside: Outside, clock: FakeClock
) -> None:
    """With an app token nothing is served over HTTP."""
    assert slack.url
    access = Access(bot_token=BOT_TOKEN, app_token="xapp-1", signing_secret=SECRET)
    platform = SlackPlatform(service, access, clock=clock, **outside.parts)

    assert [*platform.routes] == []
