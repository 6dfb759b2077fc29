"""Three workspaces in one bot, everything real but Slack: nothing of one reaches another."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import select

from bot.adapters.http import State, health_server
from bot.adapters.slack.incoming import Workspace
from bot.adapters.slack.platform import Access, SlackPlatform
from bot.adapters.slack.workspaces import KNOWN
from bot.adapters.store import Store
from bot.adapters.store.tables import metadata
from bot.core.library import Library
from bot.core.wording import help_card
from bot.errors import PostRefused
from bot.posting import Posting
from bot.service import Service
from tests.adapters.slack.installs import Browser, install
from tests.adapters.slack.test_slack_buttons import elements
from tests.clocks import FakeClock
from tests.fakes import FakeBriefs
from tests.sample_briefs import harbour
from tests.wire import slack_events as events
from tests.wire.fake_slack import FakeSlack
from tests.wire.slack_http import SECRET, Answer, Sender

pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

# The same workspace id, channel, person and message in an organisation as outside of it.
ONE, TWO, INSIDE = Workspace("T1"), Workspace("T2"), Workspace("T1", "E1")
ALL = (ONE, TWO, INSIDE)
TREES = "1,200 trees by 1 March 2031"
ASKED = f"<@{events.BOT_USER}> how many trees?"


@dataclass
class Served:
    """A bot that serves many workspaces, with Slack's and a browser's side of it."""

    slack: FakeSlack
    sender: Sender
    browser: Browser
    store: Store
    platform: SlackPlatform
    library: Library

    async def deliver(self, payload: dict[str, Any], workspace: Workspace) -> Answer:
        """Deliver what a workspace sends."""
        return await self.sender.send(_from(payload, workspace))

    async def answered(self, payload: dict[str, Any], workspace: Workspace, method: str) -> Any:
        """Deliver, and return the token and the arguments of the call that follows."""
        count = len(self.slack.called(method))
        await self.deliver(payload, workspace)
        await self.slack.posted(count + 1, method)
        call = [one for one in self.slack.calls if one.method == method][-1]
        return call.token, call.arguments


def _from(payload: dict[str, Any], workspace: Workspace) -> dict[str, Any]:
    """Return a delivery as it comes from a workspace."""
    enterprise = workspace.enterprise
    if "command" in payload:
        org = {"enterprise_id": enterprise} if enterprise else {}
        return {**payload, "team_id": workspace.team, **org}
    if "event" in payload:
        installed = {"team_id": workspace.team, "enterprise_id": enterprise or None}
        authorized = {**payload["authorizations"][0], **installed}
        return {**payload, "team_id": workspace.team, "authorizations": [authorized]}
    org = {"id": enterprise, "name": "Org"} if enterprise else None
    team = {"id": workspace.team, "domain": "example"}
    user = {**payload["user"], "team_id": workspace.team}
    return {**payload, "team": team, "enterprise": org, "user": user}


@pytest.fixture
async def served(
    slack: FakeSlack, library: Library, tmp_path: Path, clock: FakeClock
) -> AsyncIterator[Served]:
    """Give a bot that nobody has installed yet."""
    store = await Store.open(f"sqlite:///{tmp_path}/bot.sqlite3", clock=clock, patience=5)
    briefs = Library((*library.briefs, harbour()))
    service = Service(
        FakeBriefs(briefs), claims=store, memory=store, preferences=store, feedback=store,
        forgetting=store, managers=frozenset({"U1"}),
    )  # fmt: skip
    platform = SlackPlatform(
        service, Access(signing_secret=SECRET, client_id="1.2", client_secret="canaryclient"),
        inbox=store.inbox, followed=store.followed, kept=store, clock=clock,
        installations=store.slack_installations("1.2"), waits=store.waits,
    )  # fmt: skip
    state = State(platforms={"slack": True}, store=True, briefs=2, faults=0)
    async with (
        health_server("127.0.0.1", 0, lambda: state, platform.routes) as port,
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session,
    ):
        bot = asyncio.create_task(platform.run())
        async with asyncio.timeout(10):
            await clock.asleep(1)
        base = f"http://127.0.0.1:{port}"
        sender = Sender(session, f"{base}/slack/events", clock)
        yield Served(slack, sender, Browser(session, base), store, platform, briefs)
        bot.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await bot
    await store.close()


@pytest.fixture
async def tokens(served: Served) -> dict[Workspace, str]:
    """Install the bot everywhere, and give each workspace's token."""
    return {
        one: await install(served.slack, served.browser, one.team, enterprise=one.enterprise)
        for one in ALL
    }


async def test_the_same_message_in_each(served: Served, tokens: dict[Workspace, str]) -> None:
    """The same message under the same ids is a message of its own in each workspace."""
    posts = [await served.answered(events.mention(ASKED), one, "chat.postMessage") for one in ALL]

    assert [token for token, _ in posts] == list(tokens.values())
    assert all(TREES in said["text"] for _, said in posts)


async def test_what_is_chosen(served: Served, tokens: dict[Workspace, str]) -> None:
    """The statement that one workspace chose for a channel answers there alone."""
    assert tokens
    await served.deliver(events.slash("use harbour plan here"), ONE)

    tabs = [await served.answered(events.home_opened(), one, "views.publish") for one in ALL]

    chosen = ["Channels with a statement of their own" in str(said["view"]) for _, said in tabs]
    assert chosen == [True, False, False]
    assert [token for token, _ in tabs] == list(tokens.values())


async def test_what_was_not_stated(served: Served, tokens: dict[Workspace, str]) -> None:
    """A question without an answer is shown to those of its own workspace."""
    assert tokens
    await served.deliver(events.slash("how many submarines?"), TWO)

    tabs = [await served.answered(events.home_opened(), one, "views.publish") for one in ALL]

    assert ["submarines" in str(said["view"]) for _, said in tabs] == [False, True, False]


async def test_follow_ups(served: Served, tokens: dict[Workspace, str]) -> None:
    """A thread goes on without a mention where its own workspace switched that on."""
    for one in ALL:
        await served.answered(events.mention(ASKED), one, "chat.postMessage")
    await served.store.followed.follow("C1", on=True, platform="slack", tenant=INSIDE.tenant)

    for one in (ONE, TWO):
        await served.deliver(events.follow_up("by when?"), one)
    token, _ = await served.answered(events.follow_up("by when?"), INSIDE, "chat.postMessage")

    assert token == tokens[INSIDE]
    assert len(served.slack.called("chat.postMessage")) == 4


async def test_shares(served: Served, tokens: dict[Workspace, str]) -> None:
    """A private answer is shared to the channel of its own workspace."""
    used = []
    for at, one in enumerate(ALL):
        ack = await served.deliver(events.slash("how many trees?", trigger_id=f"1.{at}"), one)
        value = elements(ack.payload)["share"]["value"]
        press = events.press(value, action_id="x", ephemeral=True, trigger_id=f"2.{at}")
        used.append((await served.answered(press, one, "chat.postMessage"))[0])

    assert used == list(tokens.values())


async def test_votes(served: Served, tokens: dict[Workspace, str]) -> None:
    """The same person's vote under the same answer counts once in each workspace."""
    assert tokens
    for at, one in enumerate(ALL):
        _, post = await served.answered(events.mention(ASKED), one, "chat.postMessage")
        value = elements(post)["vote"]["positive_button"]["value"]
        press = events.press(value, action_id="x", thread_ts=events.TS, trigger_id=f"3.{at}")
        token, _ = await served.answered(press, one, "chat.postEphemeral")
        assert token == tokens[one]

    assert [(one.good, one.bad) for one in await served.store.feedback.tallies()] == [(3, 0)]


async def test_scheduled_posts(served: Served, tokens: dict[Workspace, str]) -> None:
    """A scheduled post is made, and looked up, with the token of its own workspace."""
    posting = Posting(lambda: [served.platform], lambda: served.library)
    for one in ALL:
        poster = posting.poster("slack", one.tenant)
        assert poster
        await poster.post("C1", help_card(served.library), marker=f"m{one.tenant.lower()}")
        await poster.find("C1", marker="none", since=served.sender._clock.now())

    used = [
        [call.token for call in served.slack.calls if call.method == method]
        for method in ("chat.postMessage", "conversations.history")
    ]
    assert used == [list(tokens.values())] * 2


async def test_a_workspace_leaves(
    served: Served, tokens: dict[Workspace, str], clock: FakeClock
) -> None:
    """Whoever removes the bot is forgotten in every table, and the others go on undisturbed."""
    for one in ALL:
        await served.answered(events.mention(ASKED), one, "chat.postMessage")
        await served.deliver(events.slash("use harbour plan here"), one)
        await served.deliver(events.slash("how many submarines?", trigger_id="9.1"), one)

    await served.deliver(events.callback({"type": "app_uninstalled"}), ONE)
    clock.advance(KNOWN.total_seconds())
    gone = await served.deliver(events.slash("how many trees?", trigger_id="9.2"), ONE)
    stay = [
        await served.answered(
            events.mention(ASKED, ts="1700000005.1", event_id="Ev5"), one, "chat.postMessage"
        )
        for one in (TWO, INSIDE)
    ]

    assert TREES not in gone.text
    assert [token for token, _ in stay] == [tokens[TWO], tokens[INSIDE]]
    assert await tenants(served.store) == {TWO.tenant, INSIDE.tenant}
    with pytest.raises(PostRefused):
        await served.platform.poster_for(ONE.tenant).post(
            "C1", help_card(served.library), marker="m"
        )


async def test_an_organisation_leaves(served: Served, clock: FakeClock) -> None:
    """Removed by an organisation the bot leaves all its workspaces, and none of the same id."""
    alone = await install(served.slack, served.browser, "T1")
    shared = await install(served.slack, served.browser, "", enterprise="E1")
    inside = Workspace("T2", "E1")
    for one, token in ((ONE, alone), (INSIDE, shared), (inside, shared)):
        used, _ = await served.answered(events.mention(ASKED), one, "chat.postMessage")
        assert used == token

    await served.deliver(events.callback({"type": "app_uninstalled"}), Workspace("", "E1"))
    clock.advance(KNOWN.total_seconds())
    for one in (INSIDE, inside):
        await served.deliver(events.mention(ASKED, ts="1700000006.1", event_id="Ev6"), one)
    mention = events.mention(ASKED, ts="1700000007.1", event_id="Ev7")
    used, _ = await served.answered(mention, ONE, "chat.postMessage")

    assert used == alone
    assert len(served.slack.called("chat.postMessage")) == 4
    assert await tenants(served.store) == {ONE.tenant}


async def tenants(store: Store) -> set[str]:
    """Return every tenant of Slack that any table holds something of."""
    found: set[str] = set()
    async with store._database.engine.begin() as connection:
        for table in metadata.sorted_tables:
            if {"platform", "tenant"} <= {*table.c.keys()}:
                found |= set((await connection.execute(select(table.c.tenant))).scalars())
    return found
