"""Installation by many workspaces: each with its own token, bound to the browser that began it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import aiohttp
import pytest
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from bot.adapters.http import State, health_server
from bot.adapters.slack.incoming import Workspace
from bot.adapters.slack.platform import Access, SlackPlatform
from bot.adapters.slack.surface import OPTIONAL_SCOPES, SCOPES
from bot.adapters.slack.workspaces import KNOWN, Workspaces
from bot.adapters.store import Store
from bot.core.card import text_of
from bot.core.wording_slack import INSTALLED, not_installed, overloaded
from bot.errors import PostRefused
from tests.adapters.slack.conftest import VALUE
from tests.adapters.slack.fakes import FakeService, Outside
from tests.adapters.slack.installs import ATTACKS, STOLEN, Browser, install, of
from tests.clocks import FakeClock
from tests.wire import slack_events as events
from tests.wire.fake_slack import BOT_TOKEN, FakeSlack
from tests.wire.slack_http import SECRET, Sender

# slack_sdk itself uses what aiohttp is to leave out one day.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

READY = State(platforms={"slack": True}, store=True, briefs=1, faults=0)
CLIENT = {"client_id": "1.2", "client_secret": "canaryclient"}


@pytest.fixture
async def store(tmp_path: Path, clock: FakeClock) -> AsyncIterator[Store]:
    """Give a database."""
    store = await Store.open(f"sqlite:///{tmp_path}/bot.sqlite3", clock=clock)
    yield store
    await store.close()


@pytest.fixture
def platform(
    slack: FakeSlack, service: FakeService, outside: Outside, store: Store, clock: FakeClock
) -> SlackPlatform:
    """Give the platform for many workspaces, not started."""
    assert slack.url
    return SlackPlatform(
        service,
        Access(signing_secret=SECRET, **CLIENT),
        installations=store.slack_installations("1.2"),
        clock=clock,
        **outside.parts,
    )


@pytest.fixture
async def base(platform: SlackPlatform, clock: FakeClock) -> AsyncIterator[str]:
    """Give the address of a bot that runs."""
    async with health_server("127.0.0.1", 0, lambda: READY, platform.routes) as port:
        bot = asyncio.create_task(platform.run())
        async with asyncio.timeout(10):
            await clock.asleep(1)
        yield f"http://127.0.0.1:{port}"
        bot.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await bot


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """Give a session that keeps no cookies."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        yield session


@pytest.fixture
def browser(session: aiohttp.ClientSession, base: str) -> Browser:
    """Give a browser."""
    return Browser(session, base)


@pytest.fixture
def sender(session: aiohttp.ClientSession, base: str, clock: FakeClock) -> Sender:
    """Give Slack's side."""
    return Sender(session, f"{base}/slack/events", clock)


async def test_install(slack: FakeSlack, browser: Browser, sender: Sender) -> None:
    """A workspace installs the bot and is answered with its own token from then on."""
    token = await install(slack, browser, "T7")

    await sender.send(of(events.mention(), "T7"))

    (post,) = await slack.posted()
    assert VALUE in post["text"]
    assert {call.token for call in slack.calls if call.method == "chat.postMessage"} == {token}


async def test_scopes_that_are_asked_for(browser: Browser) -> None:
    """Slack is asked for the scopes of the manifest, and the state goes along."""
    state = await browser.begin()

    asked = parse_qs(browser.target.query)
    assert browser.target.hostname == "slack.com"
    assert asked["scope"][0].split(",") == [*SCOPES, *OPTIONAL_SCOPES]
    assert asked["state"] == [state] == [browser.cookie]


async def test_cookie_of_an_installation(
    session: aiohttp.ClientSession, browser: Browser, base: str
) -> None:
    """The state's cookie goes to no script, to no other site, and over TLS alone."""
    assert browser
    async with session.get(f"{base}/slack/install", allow_redirects=False) as answer:
        cookie = answer.headers["Set-Cookie"]

    assert all(part in cookie for part in ("HttpOnly", "Secure", "SameSite=Lax", "Path=/slack"))


async def test_a_hundred_attacks(
    slack: FakeSlack, session: aiohttp.ClientSession, base: str, store: Store, clock: FakeClock
) -> None:
    """Without a fresh state of this very browser nothing is installed, and no page shows a query."""
    pages = {}
    for attack in ATTACKS:
        browser = Browser(session, base)
        query = await attack.prepare(slack, browser, Browser(session, base), clock)
        with capture_logs() as logs:
            status, page = await browser.come_back(**query)
        given = set(query.values()) - {"", "access_denied"}
        told = [value for value in given if value in page + str(logs)]
        pages[attack.name] = (status, INSTALLED in page, told)

    assert len(pages) >= 100
    assert pages == {attack.name: (attack.status, False, []) for attack in ATTACKS}
    assert await store.slack_installations("1.2").find(None, STOLEN) is None


async def test_workspaces_are_apart(
    slack: FakeSlack, browser: Browser, sender: Sender, service: FakeService
) -> None:
    """Two workspaces and the same id in an organisation are three tenants with three tokens."""
    tokens = [
        await install(slack, browser, team, enterprise=enterprise)
        for team, enterprise in (("T1", ""), ("T2", ""), ("T1", "E1"))
    ]

    for at, (team, enterprise) in enumerate([("T1", ""), ("T2", ""), ("T1", "E1")]):
        await sender.send(of(events.mention(event_id=f"Ev{at}"), team, enterprise))
        await slack.posted(at + 1)

    used = [call.token for call in slack.calls if call.method == "chat.postMessage"]
    assert used == tokens
    assert [one.tenant for one in service.requests] == ["T1", "T2", "E1-T1"]


async def test_organisation(
    slack: FakeSlack, browser: Browser, sender: Sender, service: FakeService
) -> None:
    """Installed for an organisation, the bot serves each of its workspaces apart."""
    token = await install(slack, browser, "", enterprise="E1")

    for at, team in enumerate(("T1", "T2")):
        await sender.send(of(events.mention(event_id=f"Ev{at}"), team, "E1"))
        await slack.posted(at + 1)

    assert {call.token for call in slack.calls if call.method == "chat.postMessage"} == {token}
    assert [one.tenant for one in service.requests] == ["E1-T1", "E1-T2"]


async def test_not_installed(slack: FakeSlack, sender: Sender, service: FakeService) -> None:
    """A workspace that did not install the bot is served with nobody's token, and told so."""
    event = await sender.send(of(events.mention(), "T8"))
    command = await sender.send({**events.slash(), "team_id": "T8"})

    assert (event.status, command.status, event.text) == (200, 200, "")
    assert command.payload["text"] == text_of(not_installed().headline)
    assert slack.calls == []
    assert service.requests == []


@pytest.mark.parametrize(
    "event",
    [
        {"type": "app_uninstalled"},
        {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [events.BOT_USER]}},
    ],
    ids=["uninstalled", "revoked"],
)
async def test_uninstalled(
    slack: FakeSlack,
    browser: Browser,
    sender: Sender,
    service: FakeService,
    clock: FakeClock,
    *,
    event: dict[str, Any],
) -> None:
    """A workspace that removes the bot is forgotten at once, and never called again."""
    for team in ("T1", "T2"):
        await install(slack, browser, team)

    await sender.send(of(events.callback(event), "T1"))
    before = len(slack.calls)
    clock.advance(KNOWN.total_seconds())
    await sender.send(of(events.mention(), "T1"))

    assert service.forgotten == ["T1"]
    assert slack.calls[before:] == []

    await sender.send(of(events.mention(), "T2"))
    assert len(await slack.posted()) == 1


async def test_who_leaves_while_the_store_is_away(
    slack: FakeSlack, browser: Browser, sender: Sender, service: FakeService, store: Store
) -> None:
    """What cannot be forgotten now is asked for again, and forgotten then."""
    await install(slack, browser, "T1")
    service.away = 1
    left = of(events.callback({"type": "app_uninstalled"}), "T1")

    answers = [await sender.send(left), await sender.send(left)]

    assert [answer.status for answer in answers] == [503, 200]
    assert service.forgotten == ["T1"]
    assert await store.slack_installations("1.2").find(None, "T1") is None


def away(*_args: object) -> None:
    """Fail as a database does that is not there."""
    raise OperationalError("", {}, Exception())


@pytest.mark.parametrize("known", [False, True])
async def test_while_installations_cannot_be_read(
    slack: FakeSlack,
    browser: Browser,
    sender: Sender,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
    *,
    known: bool,
) -> None:
    """While the store is away a known workspace is served on; of another nothing is lost."""
    await install(slack, browser, "T1")
    if known:
        await sender.send(of(events.mention(), "T1"))
        await slack.posted()
    clock.advance(KNOWN.total_seconds())
    for way in ("connect", "begin"):
        monkeypatch.setattr(f"sqlalchemy.ext.asyncio.AsyncEngine.{way}", away)

    event = await sender.send(of(events.mention(ts="1700000005.1", event_id="Ev5"), "T1"))
    command = await sender.send({**events.slash(), "team_id": "T1"})

    expected = (200, VALUE) if known else (503, text_of(overloaded().headline))
    assert (event.status, command.status) == (expected[0], 200)
    assert expected[1] in command.payload["text"]


async def test_a_persons_token_is_none_of_ours(
    slack: FakeSlack, browser: Browser, sender: Sender, service: FakeService
) -> None:
    """Where only a person's token was revoked nothing is forgotten."""
    await install(slack, browser, "T1")
    event = {"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}}

    await sender.send(of(events.callback(event), "T1"))

    assert service.forgotten == []


async def test_organisation_uninstalls(
    slack: FakeSlack, browser: Browser, sender: Sender, service: FakeService, store: Store
) -> None:
    """When an organisation removes the bot all its workspaces are forgotten."""
    await install(slack, browser, "", enterprise="E1")
    for tenant in ("E1-T1", "E1-T2", "E2-T3"):
        await store.claim(["k"], platform="slack", tenant=tenant)

    event = events.callback({"type": "app_uninstalled"})
    installed = {**event["authorizations"][0], "team_id": None, "enterprise_id": "E1"}
    installed["is_enterprise_install"] = True
    await sender.send({**event, "team_id": None, "authorizations": [installed]})

    assert service.forgotten == ["E1-T1", "E1-T2"]
    assert await store.slack_installations("1.2").find("E1", "T1") is None


async def test_pages_are_not_framed_or_kept(session: aiohttp.ClientSession, base: str) -> None:
    """What the pages hold is kept by no cache and runs no script."""
    async with session.get(f"{base}/slack/oauth_redirect?error=x") as answer:
        headers = answer.headers

    assert headers["Content-Security-Policy"] == "default-src 'none'"
    assert headers["Cache-Control"] == "no-store"


async def test_the_token_of_the_settings_serves_its_own_workspace_alone(
    slack: FakeSlack, store: Store, clock: FakeClock, session: aiohttp.ClientSession
) -> None:
    """With installations beside it, the token of the settings goes to no other workspace."""
    assert slack.url
    workspaces = Workspaces(
        clock=clock, bot_token=BOT_TOKEN, installations=store.slack_installations("1.2")
    )
    await workspaces.open(session)

    own = await workspaces.client(Workspace("T1"))

    assert own.token == BOT_TOKEN
    for other in (Workspace("T8"), Workspace("T1", "E1"), Workspace("", "E1")):
        with pytest.raises(PostRefused):
            await workspaces.client(other)
