"""A bot on real bolt and slack_sdk, linked to a fake Slack; the service is a fake."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from bot.adapters.slack.platform import Access, SlackPlatform
from bot.core.card import Card, Passage, Prompt, Role, SourceLine, Span, Tone, words
from tests.adapters.slack.fakes import FakeFollowed, FakeInbox, FakeKept, FakeService, Outside
from tests.clocks import FakeClock
from tests.wire.fake_slack import APP_TOKEN, BOT_TOKEN, FakeSlack
from tests.wire.redirect_slack import redirected

SENTENCE = "The UK will invest up to 72.2 million euros in 2022 to 2023."
SOURCE = "UK-France joint statement, Home Office, 14 November 2022"
VALUE = "up to €72.2 million in 2022 to 2023"

ANSWER = Card(
    tone=Tone.ANSWER,
    headline=(Span(Role.VALUE, VALUE, "funding", SENTENCE),),
    asked=(words("You asked: "), Span(Role.ASKED, "how much funding?")),
    passages=(Passage(short=(), quote=Span(Role.QUOTE, SENTENCE, "funding", SENTENCE)),),
    source=SourceLine(
        (Span(Role.SOURCE, SOURCE),),
        "https://www.gov.uk/statement",
    ),
    prompts=(Prompt("How many arrests?", "how many arrests?"),),
)


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    """Give a workspace; every message that it was sent must have been without a fault."""
    async with FakeSlack() as fake:
        with redirected(fake.url):
            yield fake
    assert fake.faults == []


@pytest.fixture
def service() -> FakeService:
    """Give a service with one answer."""
    return FakeService(ANSWER)


@pytest.fixture
def clock() -> FakeClock:
    """Give a clock that only tests move."""
    return FakeClock()


@pytest.fixture
def outside() -> Outside:
    """Give all that is kept, empty."""
    return Outside()


@pytest.fixture
def inbox(outside: Outside) -> FakeInbox:
    """Give the inbox."""
    return outside.inbox


@pytest.fixture
def followed(outside: Outside) -> FakeFollowed:
    """Give the channels with follow-ups."""
    return outside.followed


@pytest.fixture
def kept(outside: Outside) -> FakeKept:
    """Give what else is kept."""
    return outside.kept


@pytest.fixture
def platform(
    slack: FakeSlack,
    service: FakeService,
    outside: Outside,
    clock: FakeClock,
) -> SlackPlatform:
    """Give the platform, not started."""
    assert slack.url
    access = Access(bot_token=BOT_TOKEN, app_token=APP_TOKEN)
    return SlackPlatform(service, access, clock=clock, **outside.parts)


@pytest.fixture
async def bot(platform: SlackPlatform, clock: FakeClock) -> AsyncIterator[asyncio.Task[None]]:
    """Give the task of the platform, linked; it is stopped in order at the end."""
    task = asyncio.create_task(platform.run())
    async with asyncio.timeout(10):
        await clock.asleep(2)  # the link is watched, and the inbox was looked through
    yield task
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
