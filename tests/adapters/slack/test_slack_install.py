"""Installation by many workspaces: each with its own token, bound to the browser that began it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.adapters.http import State, health_server
from bot.adapters.slack.incoming import Workspace
from bot.adapters.slack.platform import Access, SlackPlatform
from bot.adapters.slack.surface import OPTIONAL_SCOPES, SCOPES
from bot.adapters.slack.workspaces import KNOWN, Workspaces
from bot.adapters.store import Store
from bot.core.card import text_of
from bot.core.wording_slack import INSTALLED, not_installed
from bot.errors import PostRefused
from tests.adapters.slack.conftest import VALUE
from tests.adapters.slack.fakes import FakeService, Outside
from tests.clocks import FakeClock
from tests.wire import slack_events as events
from tests.wire.fake_slack import BOT_TOKEN, FakeSlack
from tests.wire.slack_http import SECRET, Sender

# slack_sdk itself uses what aiohttp is to leave out one day.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

READY = State(platforms={"slack": True}, store=True, briefs=1, faults=0)
COOKIE = "slack-app-oauth-state"
CLIENT = {"client_id": "1.2", "client_secret": "canaryclient"}


class Browser:
    """One browser: it keeps its cookies and follows nothing by itself."""

    def __init__(self, session: aiohttp.ClientSession, base: str) -> None:
        self._session = session
        self._base = base
        self.cookie = ""

    async def begin(self) -> str:
        """Open the page that leads to Slack and return the state it carries."""
        async with self._session.get(
            f"{self._base}/slack/install", allow_redirects=False
        ) as answer:
            cookies = SimpleCookie(answer.headers["Set-Cookie"])
            self.cookie = cookies[COOKIE].value
            self.target = urlsplit(answer.headers["Location"])
        return parse_qs(self.target.query)["state"][0]

    async def come_back(self, **query: str) -> tuple[int, str]:
        """Come back from Slack with this query."""
        async with self._session.get(
            f"{self._base}/slack/oauth_redirect",
            params=query,
            headers={"Cookie": f"{COOKIE}={self.cookie}"} if self.cookie else {},
        ) as answer:
            return answer.status, await answer.text()


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


def grant(slack: FakeSlack, code: str, team: str, *, enterprise: str = "") -> str:
    """Let Slack give a token for a code, and return the token."""
    token = f"xoxb-canary-{enterprise}{team}"
    slack.installed[token] = Workspace(team, enterprise)
    slack.codes[code] = {
        "ok": True,
        "access_token": token,
        "token_type": "bot",
        "scope": "chat:write,commands",
        "bot_user_id": events.BOT_USER,
        "app_id": "A1",
        "team": {"id": team, "name": "Example"} if team else None,
        "enterprise": {"id": enterprise, "name": "Org"} if enterprise else None,
        "is_enterprise_install": not team,
        "authed_user": {"id": "U1"},
    }
    return token


async def install(slack: FakeSlack, browser: Browser, team: str, *, enterprise: str = "") -> str:
    """Install the bot in a workspace and return the token."""
    token = grant(slack, f"code{team}{enterprise}", team, enterprise=enterprise)
    state = await browser.begin()
    status, page = await browser.come_back(state=state, code=f"code{team}{enterprise}")
    assert (status, INSTALLED in page) == (200, True)
    return token


def of(payload: dict[str, Any], team: str, enterprise: str = "") -> dict[str, Any]:
    """Return an event as it comes from another workspace."""
    installed = {**payload["authorizations"][0], "team_id": team}
    installed["enterprise_id"] = enterprise or None
    return {**payload, "team_id": team, "authorizations": [installed]}


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


async def nothing_installed(store: Store, page: str, logs: Any, state: str) -> None:
    """Make sure that nothing was installed, and that no log holds the state."""
    assert INSTALLED not in page
    assert await store.slack_installations("1.2").find(None, "T9") is None
    assert state not in str(logs)


# What is changed of the query and of the cookie that come back; None leaves it as it is.
ATTACKS: dict[str, tuple[dict[str, str | None], str | None]] = {
    "no state": ({"state": None}, None),
    "empty state": ({"state": ""}, ""),
    "made-up state": ({"state": "made-up"}, "made-up"),
    "state of nobody": ({"state": "made-up"}, None),
    "no cookie": ({}, ""),
    "cookie made up": ({}, "made-up"),
    "no code": ({"code": None}, None),
    "code of nobody": ({"code": "nothing"}, None),
    "refused by Slack": ({"error": "access_denied", "code": None}, None),
}


@pytest.mark.parametrize("attack", ATTACKS)
async def test_no_installation(
    slack: FakeSlack, browser: Browser, store: Store, attack: str
) -> None:
    """Without a fresh state of this very browser nothing is installed, whatever else comes."""
    state = await browser.begin()
    grant(slack, "code", "T9")
    changed, cookie = ATTACKS[attack]
    query = {"state": state, "code": "code"} | changed
    browser.cookie = browser.cookie if cookie is None else cookie

    with capture_logs() as logs:
        status, page = await browser.come_back(**{k: v for k, v in query.items() if v is not None})

    assert status == (200 if attack == "refused by Slack" else 400)
    await nothing_installed(store, page, logs, state)


async def test_state_of_another_browser(
    slack: FakeSlack, browser: Browser, store: Store, session: aiohttp.ClientSession, base: str
) -> None:
    """A link that somebody else prepared installs nothing."""
    await browser.begin()
    state = await Browser(session, base).begin()
    grant(slack, "code", "T9")

    with capture_logs() as logs:
        status, page = await browser.come_back(state=state, code="code")

    assert status == 400
    await nothing_installed(store, page, logs, state)


async def test_state_that_was_used(slack: FakeSlack, browser: Browser, store: Store) -> None:
    """A state is good once, whatever became of it."""
    state = await browser.begin()
    await browser.come_back(state=state, code="nothing")
    grant(slack, "code", "T9")

    with capture_logs() as logs:
        status, page = await browser.come_back(state=state, code="code")

    assert status == 400
    await nothing_installed(store, page, logs, state)


async def test_state_that_is_old(
    slack: FakeSlack, browser: Browser, store: Store, clock: FakeClock
) -> None:
    """A state is good for ten minutes."""
    state = await browser.begin()
    grant(slack, "code", "T9")
    clock.advance(601)

    with capture_logs() as logs:
        status, page = await browser.come_back(state=state, code="code")

    assert status == 400
    await nothing_installed(store, page, logs, state)


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "\"'><img src=x>", "%0d%0aSet-Cookie: a=b", "\u202e"]
)
@pytest.mark.parametrize("where", ["error", "state", "code"])
async def test_nothing_of_a_query_is_shown(browser: Browser, where: str, text: str) -> None:
    """No page shows anything of what a link to it holds."""
    await browser.begin()

    status, page = await browser.come_back(**{where: text})

    assert status == 400
    assert text not in page
    assert "<script" not in page


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
