"""What is kept for Slack: messages in hand, channels with follow-ups, installations."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from slack_sdk.oauth.installation_store.models.installation import Installation
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
from sqlalchemy import Connection, MetaData, select

from bot.adapters.store import Store
from bot.adapters.store.address import engine_at
from bot.adapters.store.inbox import LEASE
from bot.adapters.store.migrating import migrate
from bot.adapters.store.tables import inbox
from bot.core.inbox import TakenOver
from tests.clocks import FakeClock

HERE = {"platform": "slack", "tenant": "T1"}
CONTENT = '{"asked": "how high?"}'


@pytest.fixture
async def store(url: str, clock: FakeClock) -> AsyncIterator[Store]:
    """Give a store."""
    store = await Store.open(url, clock=clock)
    yield store
    await store.close()


async def restarted(store: Store, url: str, clock: FakeClock) -> Store:
    """Return the store of the next process, after this one was killed."""
    await store.close()
    clock.advance(LEASE.total_seconds())
    return await Store.open(url, clock=clock)


async def left(store: Store) -> list[tuple[str, bool, int]]:
    """Return what an ended process left: content, whether it was being sent, attempts."""
    found = await store.inbox.left(platform="slack")
    return [(one.content, one.sending, one.attempts) for one in found]


async def test_a_message_is_taken_once(store: Store) -> None:
    """A message is kept with its claim, and a copy of it is not."""
    first = await store.inbox.take(["a", "b"], CONTENT, **HERE)
    copy = await store.inbox.take(["b", "c"], CONTENT, **HERE)
    claimed = await store.claim(["a"], **HERE)

    assert first
    assert (copy, claimed) == (None, False)


async def test_an_answered_message_is_forgotten(url: str, store: Store, clock: FakeClock) -> None:
    """Nothing is left of a message whose answer has arrived."""
    held = await store.inbox.take(["a"], CONTENT, **HERE)
    assert held

    await store.inbox.begin(held)
    await store.inbox.end(held)

    after = await restarted(store, url, clock)
    assert await left(after) == []
    await after.close()


@pytest.mark.parametrize("sending", [False, True])
async def test_what_was_left_is_taken_up_once(
    url: str, store: Store, clock: FakeClock, *, sending: bool
) -> None:
    """What an ended process has left is given to one, with how far it had come."""
    held = await store.inbox.take(["a"], CONTENT, **HERE)
    assert held
    if sending:
        await store.inbox.begin(held)

    after = await restarted(store, url, clock)

    assert await left(after) == [(CONTENT, sending, 0)]
    assert await left(after) == []
    await after.close()


async def test_a_message_in_hand_is_not_left(store: Store, clock: FakeClock) -> None:
    """What this process has in hand is not taken up beside it, however long it takes."""
    held = await store.inbox.take(["a"], CONTENT, **HERE)
    assert held

    clock.advance(2 * LEASE.total_seconds())
    before = await left(store)
    store.inbox.release(held)

    assert before == []
    assert await left(store) == [(CONTENT, False, 0)]


async def test_a_put_back_message_was_not_sent(url: str, store: Store, clock: FakeClock) -> None:
    """An answer that was certainly not sent may be sent by another process."""
    held = await store.inbox.take(["a"], CONTENT, **HERE)
    assert held
    await store.inbox.begin(held)

    await store.inbox.put_back(held)

    after = await restarted(store, url, clock)
    assert await left(after) == [(CONTENT, False, 0)]
    await after.close()


async def test_without_the_store_a_message_is_taken_and_not_kept(
    url: str, store: Store, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the store does not answer a message is taken once, and nothing of it appears later."""
    if not url.startswith("sqlite"):
        pytest.skip("PostgreSQL has no lock that holds up all others")
    monkeypatch.setattr("bot.adapters.store.inbox.PATIENCE", 0.01)
    release = asyncio.Event()

    async def hold(_connection: object) -> None:
        await release.wait()

    held_up = asyncio.create_task(store._database.transact(hold))
    await asyncio.sleep(0)
    held = await store.inbox.take(["a"], CONTENT, **HERE)
    copy = await store.inbox.take(["a"], CONTENT, **HERE)
    assert held
    await store.inbox.begin(held)  # there is nothing to be recorded
    release.set()
    await held_up

    assert copy is None
    after = await restarted(store, url, clock)
    assert await left(after) == []
    await after.close()


async def test_replicas_do_not_take_what_another_holds(url: str, clock: FakeClock) -> None:
    """A replica on one PostgreSQL leaves alone what another has in hand until its lease ends."""
    if not url.startswith("postgresql"):
        pytest.skip("a SQLite file has one process")
    one, other = [await Store.open(url, clock=clock) for _ in range(2)]
    await one.inbox.take(["a"], CONTENT, **HERE)

    at_once = await left(other)
    clock.advance(LEASE.total_seconds())
    both = [await left(other), await left(other)]

    assert (at_once, both) == ([], [[(CONTENT, False, 0)], []])
    await one.close()
    await other.close()


async def test_what_another_took_over_is_not_sent(url: str, clock: FakeClock) -> None:
    """A process that was held up until its lease ended is told that the message is another's."""
    if not url.startswith("postgresql"):
        pytest.skip("a SQLite file has one process")
    one, other = [await Store.open(url, clock=clock) for _ in range(2)]
    held = await one.inbox.take(["a"], CONTENT, **HERE)
    assert held
    clock.advance(LEASE.total_seconds())

    (taken,) = await other.inbox.left(platform="slack")
    with pytest.raises(TakenOver):
        await one.inbox.begin(held)
    await other.inbox.begin(taken.id)

    await one.inbox.put_back(held)  # has no effect
    await one.close()
    again = await restarted(other, url, clock)
    assert await left(again) == [(CONTENT, True, 1)]
    await again.close()


async def test_an_answer_sent_takes_those_before_it_out(store: Store) -> None:
    """What was answered is forgotten with the next commit, at no commit of its own."""
    first, second = [await store.inbox.take([key], CONTENT, **HERE) for key in "ab"]
    assert first
    assert second
    await store.inbox.begin(first)
    await store.inbox.end(first)

    await store.inbox.begin(second)

    assert (store.inbox._ended, store.inbox._flush) == (set(), None)
    async with store._database.engine.begin() as connection:
        kept = (await connection.execute(select(inbox.c.id))).scalars().all()
    assert list(kept) == [second]


async def test_waits_outlive_a_process(url: str, store: Store, clock: FakeClock) -> None:
    """Until when a method must not be called is known after a restart, and gone when it is over."""
    until, over = (clock.now() + timedelta(seconds=seconds) for seconds in (900, 1))
    await store.waits.keep(over, method="chat.postMessage", **HERE)
    await store.waits.keep(until, method="chat.postMessage", **HERE)
    await store.waits.keep(over, method="chat.postEphemeral", **HERE)
    await store.waits.keep(until, method="chat.postMessage", platform="discord", tenant="T1")

    after = await restarted(store, url, clock)

    assert await after.waits.kept(platform="slack") == {("T1", "chat.postMessage"): until}
    await after.forget(**HERE)
    assert await after.waits.kept(platform="slack") == {}
    await after.close()


async def test_channels_with_follow_ups(store: Store) -> None:
    """A channel is switched on and off, for its own tenant alone."""
    other = {**HERE, "tenant": "T2"}
    await store.followed.follow("C1", on=True, **HERE)
    await store.followed.follow("C1", on=True, **HERE)
    await store.followed.follow("C2", on=True, **HERE)
    await store.followed.follow("C2", on=False, **HERE)

    assert await store.followed.followed(**HERE) == {"C1"}
    assert await store.followed.followed(**other) == set()


async def test_a_state_is_used_once(store: Store, clock: FakeClock) -> None:
    """A state is good once, for ten minutes, and one that we did not issue never."""
    states = store.slack_installations("1.2").states
    fresh, stale = [await states.async_issue() for _ in range(2)]

    used = await asyncio.gather(*(states.async_consume(fresh) for _ in range(5)))
    clock.advance(timedelta(minutes=10).total_seconds())

    assert sorted(used) == [False] * 4 + [True]
    assert not await states.async_consume(stale)
    assert not await states.async_consume("made up")


def installation(team: str | None, enterprise: str | None = None) -> Installation:
    """Return an installation with a token of its own."""
    return Installation(
        app_id="A1",
        enterprise_id=enterprise,
        team_id=team,
        user_id="U1",
        bot_token=f"xoxb-{enterprise}-{team}",
        bot_id="B1",
        bot_user_id="U0",
        bot_scopes=["chat:write"],
        is_enterprise_install=team is None,
    )


async def test_a_workspace_gets_its_own_token(store: Store) -> None:
    """A workspace gets its own token, else its organisation's, and never another's."""
    kept = store.slack_installations("1.2")
    for one in (("T1", None), ("T2", None), ("T1", "E1"), (None, "E2")):
        await kept.kept.async_save(installation(*one))

    async def token(enterprise: str | None, team: str) -> str | None:
        bot = await kept.find(enterprise, team)
        return bot.bot_token if bot else None

    assert [await token(None, "T1"), await token("E1", "T1"), await token("E2", "T9")] == [
        "xoxb-None-T1",
        "xoxb-E1-T1",
        "xoxb-E2-None",
    ]
    assert [await token(None, "T3"), await token("E1", "T2"), await token("E3", "T1")] == [None] * 3


async def test_an_uninstalled_workspace_has_no_token(store: Store) -> None:
    """What was uninstalled is gone, and the other installations stay."""
    kept = store.slack_installations("1.2")
    for team in ("T1", "T2"):
        await kept.kept.async_save(installation(team))

    await kept.forget(None, "T1")

    assert await kept.find(None, "T1") is None
    assert await kept.find(None, "T2")


async def test_tenants_of_an_organisation(store: Store) -> None:
    """Every workspace of an organisation that anything is kept of is named, and no other."""
    for tenant in ("E1-T1", "E1-T2", "E10-T3", "T4"):
        await store.claim(["a"], platform="slack", tenant=tenant)

    assert await store.slack_installations("1.2").tenants("E1") == ("E1-T1", "E1-T2")


async def test_tables_are_those_of_slack_sdk(url: str) -> None:
    """The migrations make the very tables that slack_sdk reads."""
    wanted = MetaData()
    AsyncSQLAlchemyInstallationStore.build_bots_table(wanted, "slack_bots")
    AsyncSQLAlchemyInstallationStore.build_installations_table(wanted, "slack_installations")
    engine = engine_at(url)
    await migrate(engine)

    def differences(connection: Connection) -> list[object]:
        theirs = {"include_name": lambda name, kind, _: kind != "table" or name in wanted.tables}
        return list(compare_metadata(MigrationContext.configure(connection, opts=theirs), wanted))

    async with engine.begin() as connection:
        found = await connection.run_sync(differences)
    await engine.dispose()

    assert found == []
