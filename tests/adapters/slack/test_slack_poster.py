"""Scheduled posts: posted once, found again, and what every error means."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
import slack_sdk.errors
from slack_sdk.errors import SlackApiError

from bot.adapters.slack.errors import look_up_error, posting_error, private_posting_error
from bot.adapters.slack.pacing import Pacing
from bot.adapters.slack.poster import SlackPoster
from bot.adapters.slack.workspaces import Workspaces
from bot.errors import LookUpImpossible, PostDelayed, PostRefused, PostUncertain
from bot.ports import Poster
from tests.adapters.slack.conftest import ANSWER
from tests.clocks import FakeClock
from tests.wire.fake_slack import BOT_TOKEN, FakeSlack, Fault, closing, failing, refused, too_many

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
MARKER = "0123456789abcdef01234567"


@pytest.fixture
async def poster(slack: FakeSlack, clock: FakeClock) -> AsyncIterator[Poster]:
    """Give the poster, which needs no link."""
    assert slack.url
    workspaces = Workspaces(clock=clock, bot_token=BOT_TOKEN)
    connector = aiohttp.TCPConnector(force_close=True)
    async with aiohttp.ClientSession(connector=connector) as session:
        await workspaces.open(session)
        yield SlackPoster(workspaces, pacing=Pacing(clock))


async def test_post(slack: FakeSlack, poster: Poster) -> None:
    """A post goes to the channel itself, carries its marker, and returns its time stamp."""
    ts = await poster.post("C1", ANSWER, marker=MARKER)

    (message,) = slack.messages["C1"]
    assert ts == message["ts"]
    assert "thread_ts" not in message
    assert message["metadata"] == {
        "event_type": "briefing_post",
        "event_payload": {"marker": MARKER},
    }
    assert message["blocks"][-1]["block_id"] == MARKER


async def test_find(slack: FakeSlack, poster: Poster) -> None:
    """A post is found again among hundreds of others, page by page."""
    ts = await poster.post("C1", ANSWER, marker=MARKER)
    slack.messages["C1"] += [{"ts": f"1700001001.{n:06d}", "text": "talk"} for n in range(250)]

    assert await poster.find("C1", marker=MARKER, since=LONG_AGO) == ts
    assert len(slack.called("conversations.history")) == 3


async def test_find_by_metadata(slack: FakeSlack, poster: Poster) -> None:
    """A post whose blocks Slack gave ids of its own is found by its metadata."""
    ts = await poster.post("C1", ANSWER, marker=MARKER)
    slack.messages["C1"][0]["blocks"] = [{"type": "divider", "block_id": "x1"}]

    assert await poster.find("C1", marker=MARKER, since=LONG_AGO) == ts


async def test_not_there(slack: FakeSlack, poster: Poster) -> None:
    """A post that was not made is certainly not there."""
    slack.messages["C1"].append({"ts": "1700001001.000001", "text": "talk"})

    assert await poster.find("C1", marker=MARKER, since=LONG_AGO) is None


async def test_too_busy(slack: FakeSlack, poster: Poster) -> None:
    """A channel with more messages than are looked through gives no answer."""
    slack.messages["C1"] += [{"ts": f"1700001001.{n:06d}"} for n in range(2100)]

    with pytest.raises(LookUpImpossible):
        await poster.find("C1", marker=MARKER, since=LONG_AGO)


async def test_hidden_history(slack: FakeSlack, poster: Poster) -> None:
    """A history that Slack shows only in part gives no answer."""
    slack.fault(
        "conversations.history", Fault(body={"ok": True, "messages": [], "is_limited": True})
    )

    with pytest.raises(LookUpImpossible):
        await poster.find("C1", marker=MARKER, since=LONG_AGO)


@pytest.mark.parametrize("error", ["missing_scope", "not_in_channel", "channel_not_found"])
async def test_no_right_to_look(slack: FakeSlack, poster: Poster, error: str) -> None:
    """Without the right to read, a look-up is impossible."""
    slack.fault("conversations.history", refused(error))

    with pytest.raises(LookUpImpossible, match=error):
        await poster.find("C1", marker=MARKER, since=LONG_AGO)


@pytest.mark.parametrize("fault", [too_many(30), failing(500), closing(recorded=False)])
async def test_look_later(slack: FakeSlack, poster: Poster, fault: Fault) -> None:
    """A look-up that fails on the way is put off, not given up."""
    slack.fault("conversations.history", fault, fault)  # aiohttp itself asks twice

    with pytest.raises(PostDelayed):
        await poster.find("C1", marker=MARKER, since=LONG_AGO)


@pytest.mark.parametrize(
    ("fault", "meaning"),
    [
        (refused("channel_not_found"), PostRefused),
        (refused("is_archived"), PostRefused),
        (refused("token_revoked"), PostRefused),
        (refused("fatal_error"), PostUncertain),
        (failing(500), PostUncertain),
        (failing(503), PostUncertain),
        (closing(recorded=True), PostUncertain),
        (Fault(200, {"ok": True}), PostUncertain),
    ],
    ids=["not found", "archived", "token", "fatal", "500", "503", "closed", "no ts"],
)
async def test_post_fails(
    slack: FakeSlack, poster: Poster, fault: Fault, meaning: type[Exception]
) -> None:
    """A post that fails is sent once, and the error says whether it may have arrived."""
    slack.fault("chat.postMessage", fault)

    with pytest.raises(meaning):
        await poster.post("C1", ANSWER, marker=MARKER)

    assert len(slack.called("chat.postMessage")) == 1


async def test_post_is_put_off(slack: FakeSlack, poster: Poster) -> None:
    """A post that Slack puts off says for how long."""
    slack.fault("chat.postMessage", too_many(30))

    with pytest.raises(PostDelayed) as caught:
        await poster.post("C1", ANSWER, marker=MARKER)

    assert caught.value.retry_after == 30


async def test_nobody_listens(poster: Poster, slack: FakeSlack) -> None:
    """Where no connection comes about, the post is certainly not made."""
    await slack.__aexit__()

    with pytest.raises(PostDelayed):
        await poster.post("C1", ANSWER, marker=MARKER)


# What each error class of the two libraries means; a class that is missing here is a new one.
MEANINGS: dict[str, type[Exception]] = {
    "BotUserAccessError": PostRefused,
    "SlackApiError": PostUncertain,  # by its answer; without one it is not known
    "SlackClientConfigurationError": PostRefused,
    "SlackClientError": PostRefused,
    "SlackClientNotConnectedError": PostRefused,
    "SlackObjectFormationError": PostRefused,
    "SlackRequestError": PostRefused,
    "SlackTokenRotationError": PostRefused,
}
NOT_SENT = {
    "ClientConnectorCertificateError",
    "ClientConnectorDNSError",
    "ClientConnectorError",
    "ClientConnectorSSLError",
    "ClientProxyConnectionError",
    "ClientSSLError",
    "ConnectionTimeoutError",
    "InvalidURL",
    "InvalidUrlClientError",
    "InvalidUrlRedirectClientError",
    "UnixClientConnectorError",
}


PERHAPS_SENT = {
    "ClientConnectionError",
    "ClientConnectionResetError",
    "ClientError",
    "ClientHttpProxyError",
    "ClientOSError",
    "ClientPayloadError",
    "ClientResponseError",
    "ContentTypeError",
    "NonHttpUrlClientError",
    "NonHttpUrlRedirectClientError",
    "RedirectClientError",
    "ServerConnectionError",
    "ServerDisconnectedError",
    "ServerFingerprintMismatch",
    "ServerTimeoutError",
    "SocketTimeoutError",
    "TooManyRedirects",
    "UploadAbortedError",
    "WSServerHandshakeError",
}


def classes(base: type[Exception]) -> set[type[Exception]]:
    """Return a class with all below it."""
    return {base}.union(*(classes(below) for below in base.__subclasses__()))


def test_errors_of_slack_sdk() -> None:
    """Every error of slack_sdk has a meaning, and none is new."""
    known = {c for c in classes(slack_sdk.errors.SlackClientError) if "slack_sdk" in c.__module__}

    meanings = {c.__name__: type(posting_error(_made(c))) for c in known}

    assert meanings == MEANINGS


def test_errors_of_aiohttp() -> None:
    """Only the errors of a connection that never was mean "certainly not posted"."""
    known = {c for c in classes(aiohttp.ClientError) if c.__module__.startswith("aiohttp")}

    meanings = {c.__name__: type(posting_error(_made(c))) for c in known}

    delayed = {name for name, meaning in meanings.items() if meaning is PostDelayed}
    assert (delayed, set(meanings) - delayed) == (NOT_SENT, PERHAPS_SENT)


@pytest.mark.parametrize("error", [TimeoutError(), OSError(), KeyError(), ValueError()])
def test_other_errors(error: Exception) -> None:
    """Whatever else goes wrong, the message may have been posted."""
    assert isinstance(posting_error(error), PostUncertain)
    assert isinstance(look_up_error(error), PostDelayed)


@pytest.mark.parametrize(
    ("status", "body", "meaning"),
    [
        (200, "ok", type(None)),
        (200, '{"ok":true}', type(None)),
        (200, '{"ok":false,"error":"invalid_blocks"}', PostRefused),
        (404, "used_url", PostRefused),
        (429, "", PostDelayed),
        (500, "", PostUncertain),
    ],
)
def test_response_address(status: int, body: str, meaning: type[Any]) -> None:
    """An answer of a response address has a meaning, too."""
    assert type(private_posting_error(status, {}, body)) is meaning


def _made(kind: type[Exception]) -> Exception:
    """Return an error of a kind without going through its constructor."""
    error = kind.__new__(kind)
    if isinstance(error, SlackApiError):
        error.response = None
    return error
