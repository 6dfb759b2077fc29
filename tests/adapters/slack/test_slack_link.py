"""The link to Slack: opened, cut, mended, refused, closed."""

import asyncio
import contextlib
import io
import logging
from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs

from bot.adapters.slack.platform import Access, SlackPlatform
from bot.errors import TokenRefused
from tests.adapters.slack.conftest import ANSWER
from tests.adapters.slack.fakes import FakeService, Outside
from tests.clocks import FakeClock
from tests.wire import slack_events as events
from tests.wire.fake_slack import LIMIT, FakeSlack, Fault, failing, refused


@pytest.fixture
def root_log() -> Iterator[io.StringIO]:
    """Give what reaches the root logger at its most talkative."""
    written = io.StringIO()
    handler, root = logging.StreamHandler(written), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.setLevel(level)
    root.removeHandler(handler)


async def next_look(clock: FakeClock, bot: asyncio.Task[None]) -> None:
    """Let the bot look at its link once more, or end."""
    asleep = asyncio.create_task(clock.asleep())
    await asyncio.wait({asleep, bot}, return_when=asyncio.FIRST_COMPLETED)
    asleep.cancel()
    clock.advance(1)


async def test_ready(platform: SlackPlatform, bot: asyncio.Task[None]) -> None:
    """The platform is ready once Slack has greeted it, and no longer when it was stopped."""
    before = platform.ready
    bot.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await bot

    assert (before, platform.ready) == (True, False)


@pytest.mark.usefixtures("bot")
async def test_refresh(slack: FakeSlack) -> None:
    """When Slack asks for another link, questions on that one are answered."""
    await slack.refresh()
    await slack.linked(2)

    await slack.send(events.mention())

    assert len(await slack.posted()) == 1


@pytest.mark.usefixtures("bot")
async def test_closed(slack: FakeSlack) -> None:
    """When Slack closes the link, another is opened."""
    await slack.hang_up()
    await slack.linked(2)

    await slack.send(events.mention())

    assert len(await slack.posted()) == 1


async def test_cut(slack: FakeSlack, clock: FakeClock, bot: asyncio.Task[None]) -> None:
    """A link that is cut without a word is mended at the next look."""
    slack.drop()
    async with asyncio.timeout(LIMIT):
        while slack.links < 2:
            await next_look(clock, bot)

    await slack.send(events.mention())

    assert len(await slack.posted()) == 1


async def test_copy_after_a_cut(slack: FakeSlack, bot: asyncio.Task[None]) -> None:
    """A message that Slack sends again on the next link is not answered again."""
    await slack.send(events.mention())
    await slack.refresh()
    await slack.linked(2)

    await slack.send(events.mention())
    await slack.send(events.mention(ts="1700000009.000100", event_id="Ev9"))

    assert len(await slack.posted(2)) == 2
    assert not bot.done()


@pytest.mark.parametrize(
    ("kind", "setting"), [("bot", "SLACK_BOT_TOKEN"), ("app", "SLACK_APP_TOKEN")]
)
async def test_wrong_token(
    slack: FakeSlack, platform: SlackPlatform, kind: str, setting: str
) -> None:
    """A token that Slack refuses ends the run with one line that names its setting."""
    slack.tokens[kind] = "another"

    with pytest.raises(TokenRefused) as caught:
        await platform.run()

    message = str(caught.value)
    assert message.startswith(f"{setting} is refused by Slack (invalid_auth): ")
    assert "\n" not in message
    assert "canary" not in message


async def test_token_with_a_line_break(slack: FakeSlack, clock: FakeClock) -> None:
    """A token that cannot stand in a header is refused without being shown."""
    access = Access(bot_token="xoxb-\ncanary", app_token="xapp-1")
    platform = SlackPlatform(FakeService(ANSWER), access, clock=clock, **Outside().parts)

    with pytest.raises(TokenRefused) as caught:
        await platform.run()

    assert "canary" not in str(caught.value)
    assert slack.calls == []


async def test_slack_is_down(slack: FakeSlack, platform: SlackPlatform) -> None:
    """Where Slack fails at the start the run ends with an error that is worth a restart."""
    slack.fault("auth.test", failing(503, recorded=False))

    with pytest.raises(Exception, match="internal_error") as caught:
        await platform.run()

    assert not isinstance(caught.value, TokenRefused)


async def test_app_token_revoked(
    slack: FakeSlack, clock: FakeClock, platform: SlackPlatform
) -> None:
    """A link that cannot be mended because the app token was revoked ends the run and says so."""
    bot = asyncio.create_task(platform.run())
    await clock.asleep(2)
    slack.fault("apps.connections.open", *[refused("token_revoked")] * 10)
    slack.drop()
    async with asyncio.timeout(LIMIT):
        while not bot.done():
            await next_look(clock, bot)

    assert isinstance(bot.exception(), TokenRefused)


async def test_stop_while_posting(slack: FakeSlack, bot: asyncio.Task[None]) -> None:
    """An answer under way when the bot is stopped still arrives."""
    release = asyncio.Event()
    slack.fault("chat.postMessage", Fault(held=release))
    await slack.send(events.mention())
    await slack.posted()

    with capture_logs() as logs:
        bot.cancel()
        asyncio.get_running_loop().call_later(0.05, release.set)  # all else has ended by then
        with contextlib.suppress(asyncio.CancelledError):
            await bot

    assert len(slack.messages["C1"]) == 1
    assert [line["event"] for line in logs] == []


@pytest.mark.usefixtures("bot")
async def test_logs_hold_no_message_and_no_secret(
    slack: FakeSlack, root_log: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither what was asked nor a token nor a ticket nor a response address is ever logged."""
    slack.fault("chat.postEphemeral", *[refused("channel_not_found")] * 2)
    slack.fault("chat.postMessage", refused("invalid_blocks"))

    await slack.send(events.mention("canary question"))
    await slack.send(events.press("canary question", ephemeral=True))
    await slack.send({"type": "view_submission", "view": {"id": "canary"}, "user": {"id": "U1"}})
    await slack.refresh()
    await slack.linked(2)

    logged = root_log.getvalue() + "".join(capsys.readouterr())
    assert "slack_post_refused" in logged
    assert "canary" not in logged


async def test_deaf(
    slack: FakeSlack, platform: SlackPlatform, clock: FakeClock, bot: asyncio.Task[None]
) -> None:
    """A link that stays up and brings nothing for five minutes is opened anew, and only then."""
    clock.advance(299)
    await next_look(clock, bot)
    before = (slack.links, platform.ready)
    clock.advance(2)
    async with asyncio.timeout(LIMIT):
        while slack.links < 2:
            await next_look(clock, bot)

    await slack.send(events.mention())

    assert before == (1, True)
    assert len(await slack.posted()) == 1
