"""Browsers that install the bot in a workspace, and those that try what they may not."""

from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from itertools import product
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import aiohttp

from bot.adapters.slack.incoming import Workspace
from bot.core.wording_slack import INSTALLED
from tests.clocks import FakeClock
from tests.wire import slack_events as events
from tests.wire.fake_slack import FakeSlack

COOKIE: Final = "slack-app-oauth-state"
STOLEN: Final = "T9"  # the workspace that an attack would install
OWN, GOOD = "own", "code"


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


@dataclass(frozen=True, slots=True)
class Attack:
    """What somebody comes back with: each part by its name below, or as it is."""

    state: str | None
    cookie: str
    code: str | None
    error: str | None = None
    status: int = 400

    @property
    def name(self) -> str:
        """Name it."""
        return f"state {self.state}, cookie {self.cookie}, code {self.code}, error {self.error}"

    async def prepare(
        self, slack: FakeSlack, browser: Browser, other: Browser, clock: FakeClock
    ) -> dict[str, str]:
        """Begin an installation, and return the query to come back with."""
        states = {OWN: await browser.begin(), "of another browser": await other.begin()}
        if self.state == "used":
            states["used"] = states[OWN]
            await browser.come_back(state=states[OWN], code="nobody's")
        if self.state == "old":
            states["old"] = states[OWN]
            clock.advance(601)
        grant(slack, GOOD, STOLEN)
        cookies = {OWN: browser.cookie, "of another browser": other.cookie, "none": ""}
        browser.cookie = cookies.get(self.cookie, self.cookie)
        state = states.get(self.state, self.state) if self.state is not None else None
        query = {"state": state, "code": self.code, "error": self.error}
        return {name: value for name, value in query.items() if value is not None}


def _attacks() -> Iterator[Attack]:
    wrong = (None, "", "made-up", "x" * 500, "of another browser", "used", "old")
    for state, cookie, code in product((OWN, *wrong), (OWN, "none", "made-up"), _CODES):
        if (state, cookie, code) != (OWN, OWN, GOOD):
            yield Attack(state, cookie, code)
    for text in _SCRIPTS:
        yield Attack(OWN, OWN, None, error=text)
        yield Attack(text, OWN, GOOD)
        yield Attack(OWN, OWN, text)
    for code in _CODES:
        yield Attack("of another browser", "made-up", code, error="access_denied", status=200)
        yield Attack("made-up", "made-up", code)
    yield Attack(OWN, OWN, None, error="access_denied", status=200)


_CODES: Final = (GOOD, None, "nobody's")
_SCRIPTS: Final = (
    "<script>alert(1)</script>", "\"'><img src=x>", "%0d%0aSet-Cookie: a=b", "\u202eslack",
    "javascript:alert(1)", "{{7*7}}", "%3Cscript%3E", "<svg onload=x>", "\0",
)  # fmt: skip
ATTACKS: Final = tuple({attack.name: attack for attack in _attacks()}.values())
