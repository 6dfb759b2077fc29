import io
import json
import logging
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot.adapters.logs import HIDDEN, Redaction, set_up

BOT_TOKEN = "xoxb-1-canary"
DISCORD_TOKEN = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs_canary"
PASSWORD = "pass/word%21canary"
SECRETS = (BOT_TOKEN, f"postgresql://me:{PASSWORD}@db/name")

LEAKS = [
    BOT_TOKEN,
    "xoxp-2-canary",
    "xoxe-1-canary",
    "xoxe.xoxp-1-canary",
    "xapp-1-A1-canary",
    DISCORD_TOKEN,
    "https://hooks.slack.com/commands/T1/1/canary",
    "http://127.0.0.1/hooks/actions/T1/1/canary",
    "https://discord.com/api/v10/webhooks/123/canary?wait=true",
    "/interactions/123/canary/callback",
    "wss://wss-primary.slack.com/link/?ticket=canary&app_id=1",
    "postgresql://me:canary@host/name",
    f"postgresql://me:{PASSWORD}@db/name",
    "Authorization: Bearer canary-canary-canary",
    "Authorization: Bot canary-canary-canary",
    '{"token": "canary", "trigger_id": "canary"}',
    "{'token': 'canary'}",
    r"{\"bot_access_token\": \"canary\"}",
    "pass/word!canary",
]


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """Put logging back as pytest has it."""
    root, own = logging.getLogger(), logging.getLogger("bot")
    before = root.handlers, root.level, own.level
    yield
    root.handlers, root.level, own.level = before
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def logged(form: str | None = "json", *, level: str = "DEBUG") -> io.StringIO:
    """Set logging up and return what will be written."""
    stream = io.StringIO()
    set_up(level=level, form=form, secrets=SECRETS, stream=stream)
    return stream


def events(stream: io.StringIO) -> list[dict[str, Any]]:
    """Return the events written as JSON, without their times."""
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    for line in lines:
        del line["timestamp"]
    return lines


def fail(error: Exception) -> None:
    """Raise an error."""
    raise error


def own() -> Any:
    """Return a logger as the bot's modules have it."""
    return structlog.get_logger("bot.test")


def test_event() -> None:
    """An event is one JSON object with its fields, level and logger."""
    stream = logged()

    own().info("http_started", port=1, host="é", parts=("a",), ready=True)

    (event,) = events(stream)
    assert event == {
        "event": "http_started",
        "port": 1,
        "host": "é",
        "parts": ["a"],
        "ready": True,
        "level": "info",
        "logger": "bot.test",
    }


def test_library() -> None:
    """A library's warning comes out like an event of ours."""
    stream = logged()

    logging.getLogger("discord.gateway").warning("rate limited: %s", "1s")

    assert events(stream) == [
        {"event": "rate limited: 1s", "level": "warning", "logger": "discord.gateway"}
    ]


@pytest.mark.parametrize("leak", LEAKS)
@pytest.mark.parametrize("form", ["json", "console"])
def test_no_secret(leak: str, form: str) -> None:
    """No secret is written, be it in an event, a field, a library's line or an exception."""
    stream = logged(form)

    own().debug(f"event {leak}", field=leak, nested={"a": [leak]}, data=leak.encode())
    logging.getLogger("aiohttp.client").error("failed %s", leak)
    try:
        fail(OSError(leak))
    except OSError:
        own().exception("failed", exc_info=True)
        logging.getLogger("asyncio").exception("never retrieved")

    assert "canary" not in stream.getvalue()
    assert stream.getvalue().count(HIDDEN) >= 6


def test_plain_words_stay() -> None:
    """Redaction leaves words alone that are no secrets, and secrets too short to hide."""
    text = "bot token: none; https://example.org/webhooks ask? 12:30@home a.b.c xox- me@host"

    assert Redaction(["bot", "none"])(text) == text


@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
def test_libraries_are_quiet(level: str) -> None:
    """Libraries never write bodies of messages: no debug lines, and no warnings of bolt."""
    stream = logged(level=level)

    for name in ("discord.gateway", "discord.http", "slack_sdk.web", "aiohttp.server"):
        logging.getLogger(name).debug("canary")
        logging.getLogger(name).info("canary")
    bolt = logging.getLogger("slack_bolt.AsyncApp")
    bolt.setLevel(logging.DEBUG)  # bolt sets the level itself
    bolt.warning("Unhandled request ({'text': 'canary'})")
    logging.getLogger("discord.ui.view").warning("unknown item canary")

    assert stream.getvalue() == ""


def test_level_is_ours() -> None:
    """LOG_LEVEL decides which of the bot's events are written."""
    stream = logged(level="WARNING")

    own().info("left out")
    own().warning("written")

    assert [event["event"] for event in events(stream)] == ["written"]


@pytest.mark.parametrize("form", ["json", "console"])
def test_no_forged_line(form: str) -> None:
    """No value can begin a line of its own or steer a terminal."""
    stream = logged(form)

    own().info("one\nforged", field="a\r\nforged\x1b[2J\u2028\u202e")
    logging.getLogger("discord").error("b\nforged")

    written = stream.getvalue()
    assert len(written.splitlines()) == 2
    assert not set("\r\x1b\u202e") & set(written)


def test_trace_is_set_in() -> None:
    """On a terminal only an event begins at the left edge, however an exception is worded."""
    stream = logged("console")

    try:
        fail(OSError("a\nforged"))
    except OSError:
        own().exception("failed")

    first, *others = stream.getvalue().splitlines()
    assert "failed" in first
    assert others[-2:] == ["    builtins.OSError: a", "    forged"]
    assert [line for line in others if not line.startswith("    ")] == []


def test_no_words_of_the_asker() -> None:
    """An exception that may quote what it was given is told without its message."""
    stream = logged()

    try:
        try:
            int("how many canaries?")
        except ValueError as error:
            raise OSError("disk full") from error
    except OSError:
        own().exception("failed")

    (event,) = events(stream)
    assert "canaries?" not in event["exception"].replace('int("how many canaries?")', "")
    assert "builtins.ValueError: (not shown)\nwhich led to:\n" in event["exception"]
    assert event["exception"].endswith("builtins.OSError: disk full")


def test_group_of_exceptions() -> None:
    """Every exception of a group is told."""
    stream = logged()

    own().error("failed", exc_info=ExceptionGroup("two", [OSError("first"), OSError("second")]))

    (event,) = events(stream)
    assert event["exception"].splitlines()[-3:] == [
        "builtins.OSError: first",
        "",
        "builtins.OSError: second",
    ]


def test_line_that_cannot_be_written() -> None:
    """A line that cannot be made is told of without its content."""
    stream = logged()

    logging.getLogger("discord").error("%d", "canary")

    assert stream.getvalue().startswith("log line lost in ")
    assert "canary" not in stream.getvalue()


def test_long_value() -> None:
    """A very long value is cut."""
    stream = logged()

    own().info("long", field="x" * 100_000)

    assert len(stream.getvalue()) < 11_000


def test_warnings_are_logged() -> None:
    """Python's warnings come out as log lines."""
    stream = logged()

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("old", DeprecationWarning, stacklevel=1)

    assert events(stream)[0]["logger"] == "py.warnings"


@pytest.mark.parametrize(("stream", "start"), [(io.StringIO(), "{"), (Terminal(), "\x1b")])
def test_form_by_stream(stream: io.StringIO, start: str) -> None:
    """Without a choice a terminal gets coloured lines and anything else JSON."""
    set_up(level="INFO", form=None, stream=stream)

    own().info("started")

    assert stream.getvalue().startswith(start)
