"""Opening, claims and memory."""

import asyncio
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from bot.adapters.store import Store, address
from bot.adapters.store.address import engine_at
from bot.adapters.store.database import Database
from bot.adapters.store.migrating import migrate
from bot.adapters.store.tables import metadata
from bot.core.recall import Recall
from bot.errors import SettingsInvalid, StoreUnavailable
from tests.clocks import FakeClock

RECALL = Recall("uk-france", ("funding", "arrests"))


async def run_sql(url: str, statement: str) -> None:
    """Do to the database what the store does not know of."""
    engine = engine_at(url)
    async with engine.begin() as connection:
        await connection.execute(text(statement))
    await engine.dispose()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "DATABASE_URL is not an address"),
        ("bot.sqlite", "DATABASE_URL is not an address"),
        ("sqlite://", "DATABASE_URL names no file"),
        ("sqlite:///:memory:", "DATABASE_URL names no file"),
        ("mysql://bot:canary@host/bot", "DATABASE_URL must be sqlite:///PATH or postgresql://"),
        ("postgresql://bot:canary@host:x/bot", "DATABASE_URL is not an address"),
        ("postgresql://bot:canary@127.0.0.1:1/bot", "DATABASE_URL: connection failed"),
        ("sqlite:////dev/null/bot.sqlite", "DATABASE_URL: cannot make the folder /dev/null"),
        ("sqlite:////dev", "DATABASE_URL: /dev: unable to open database file"),
    ],
)
async def test_wrong_address(url: str, said: str, clock: FakeClock) -> None:
    """An address that cannot be used gives one line that names the setting and no password."""
    with pytest.raises(SettingsInvalid) as raised:
        await Store.open(url, clock=clock)

    message = str(raised.value)
    assert (message[: len(said)], "canary" in message, "\n" in message) == (said, False, False)


async def test_file_of_another_program(tmp_path: Path, clock: FakeClock) -> None:
    """A file that is no database gives one line that names the setting."""
    (tmp_path / "bot.sqlite").write_text("a text that is long enough not to be a database" * 30)

    with pytest.raises(
        SettingsInvalid, match=r"^DATABASE_URL: .*/bot.sqlite: file is not a database$"
    ):
        await Store.open(f"sqlite:///{tmp_path}/bot.sqlite", clock=clock)


async def test_newer_database(url: str, clock: FakeClock) -> None:
    """A database that a newer version of the bot has written is refused, not harmed."""
    await (await Store.open(url, clock=clock)).close()
    await run_sql(url, "UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(SettingsInvalid, match="newer version of the bot: update the bot"):
        await Store.open(url, clock=clock)


async def test_opened_by_many(url: str, clock: FakeClock) -> None:
    """Processes that start together on a new database all find its tables."""
    stores = await asyncio.gather(*(Store.open(url, clock=clock) for _ in range(6)))

    claimed = [await store.claim(["m1"], platform="slack", tenant="T1") for store in stores]
    await asyncio.gather(*(store.close() for store in stores))

    assert claimed == [True, False, False, False, False, False]


@pytest.mark.parametrize(("frees", "opened"), [(3, "opened"), (1000, "database is locked")])
def test_new_file_beside_a_writer(
    frees: int, opened: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new file that another process writes is waited for, as long as for any other lock."""
    path = tmp_path / "bot.sqlite"
    locker = sqlite3.connect(path, isolation_level=None)
    locker.execute("BEGIN IMMEDIATE")
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == frees:
            locker.execute("COMMIT")

    monkeypatch.setattr(address, "sleep", sleep)
    monkeypatch.setattr(address, "monotonic", lambda: sum(pauses))

    try:
        engine_at(f"sqlite:///{path}")
        said = "opened"
    except SettingsInvalid as error:
        said = str(error)
    locker.close()

    assert said.endswith(opened)
    assert sum(pauses) < 6


async def test_migrations_make_the_tables(url: str) -> None:
    """What the migrations make is what the code reads."""
    engine = engine_at(url)
    await migrate(engine)

    def differences(connection: Connection) -> list[object]:
        # The tables of slack_sdk are looked at in test_slack_kept.py.
        ours = {"include_name": lambda name, kind, _: kind != "table" or "slack_" not in name}
        return list(compare_metadata(MigrationContext.configure(connection, opts=ours), metadata))

    async with engine.begin() as connection:
        found = await connection.run_sync(differences)
    await engine.dispose()

    assert found == []


async def test_sqlite_is_durable(tmp_path: Path) -> None:
    """SQLite runs with a write-ahead log, full syncs and foreign keys."""
    engine = engine_at(f"sqlite:///{tmp_path}/bot.sqlite")
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")

    async with engine.begin() as connection:
        values = [(await connection.execute(text(f"PRAGMA {name}"))).scalar() for name in pragmas]
    await engine.dispose()

    assert values == ["wal", 2, 1, 5000]


async def test_claim_by_any_key(url: str, clock: FakeClock) -> None:
    """A message is a copy if any of its keys is known, in its own tenant and platform only."""
    store = await Store.open(url, clock=clock)
    other = await Store.open(url, clock=clock)

    claimed = [
        await store.claim(["event-1", "C1:17.5"], platform="slack", tenant="T1"),
        await other.claim(["event-2", "C1:17.5"], platform="slack", tenant="T1"),
        await other.claim(["event-1"], platform="slack", tenant="T1"),
        await other.claim(["C1:17.5", "C1:17.5"], platform="slack", tenant="T1"),
        await other.claim(["C1:17.5", "C1:17.5"], platform="slack", tenant="T2"),
        await other.claim(["event-1"], platform="discord", tenant="T1"),
    ]
    await asyncio.gather(store.close(), other.close())

    assert claimed == [True, False, False, False, True, True]


async def test_claimed_at_once(url: str, clock: FakeClock) -> None:
    """Of two replicas that claim the same message at the same time exactly one gets it."""
    stores = await asyncio.gather(*(Store.open(url, clock=clock, patience=30) for _ in range(2)))

    rounds = []
    for n in range(25):
        keys = [f"event-{n}", f"C1:{n}"]
        attempts = (s.claim(keys[:: (-1) ** i], platform="slack", tenant="T1")
                    for i, s in enumerate(stores * 2))  # fmt: skip
        rounds.append(sum(await asyncio.gather(*attempts)))
    await asyncio.gather(*(store.close() for store in stores))

    assert rounds == [1] * 25


async def test_claims_without_the_store(url: str, clock: FakeClock) -> None:
    """While the store fails copies are known in memory, and saved when it is back."""
    store = await Store.open(url, clock=clock)
    before = await store.claim(["m0"], platform="slack", tenant="T1")
    await run_sql(url, "ALTER TABLE claim RENAME TO away")

    away = [await store.claim([key], platform="slack", tenant="T1") for key in ("m1", "m1", "m0")]
    degraded = store.degraded
    await run_sql(url, "ALTER TABLE away RENAME TO claim")
    clock.advance(2)
    back = [await store.claim([key], platform="slack", tenant="T1") for key in ("m2", "m1")]
    other = await Store.open(url, clock=clock)
    elsewhere = await other.claim(["m1"], platform="slack", tenant="T1")
    known = (before, away, degraded, back, store.degraded, elsewhere)
    await asyncio.gather(store.close(), other.close())

    assert known == (True, [True, False, False], True, [True, False], False, False)


async def test_claims_do_not_wait_for_a_locked_store(tmp_path: Path, clock: FakeClock) -> None:
    """A store that does not answer in time is passed over, and is not asked again at once."""
    path = tmp_path / "bot.sqlite"
    store = await Store.open(f"sqlite:///{path}", clock=clock, patience=0.01)
    locker = sqlite3.connect(path, isolation_level=None)
    locker.execute("BEGIN EXCLUSIVE")

    claimed = [await store.claim(["m1"], platform="slack", tenant="T1") for _ in range(2)]
    recalled = await store.recall("C1:17.5", platform="slack", tenant="T1")
    degraded = store.degraded
    locker.close()
    await store.close()

    assert (claimed, recalled, degraded) == ([True, False], None, True)


async def test_a_database_that_hangs(tmp_path: Path, clock: FakeClock) -> None:
    """Nobody waits for work longer than their patience; closing ends it."""
    database = Database(engine_at(f"sqlite:///{tmp_path}/bot.sqlite"), clock)
    never = asyncio.Event()

    async def hang(_connection: object) -> bool:
        return await never.wait()

    async with asyncio.timeout(20):
        with pytest.raises(StoreUnavailable, match="does not answer in time"):
            await database.transact(hang, patience=0.01)
        degraded = database.degraded
        await database.close()

    assert degraded


async def test_old_claims_are_forgotten(url: str, clock: FakeClock) -> None:
    """A claim is kept for seven days."""
    first = await Store.open(url, clock=clock)
    await first.claim(["m1"], platform="slack", tenant="T1")
    claimed = []

    for days in (6.9, 0.2):
        clock.advance(timedelta(days=days).total_seconds())
        later = await Store.open(url, clock=clock)
        await later.claim(["another", str(days)], platform="slack", tenant="T1")
        claimed.append(await later.claim(["m1"], platform="slack", tenant="T1"))
        await later.close()
    await first.close()

    assert claimed == [False, True]


async def test_memory(url: str, clock: FakeClock) -> None:
    """A conversation recalls its last answer after a restart, and no other conversation's."""
    store = await Store.open(url, clock=clock)
    await store.remember("C1:1", Recall("old", ()), platform="slack", tenant="T1")
    await store.remember("C1:1", RECALL, platform="slack", tenant="T1")
    await store.close()

    again = await Store.open(url, clock=clock)
    places = [("C1:1", "slack", "T1"), ("C1:1", "slack", "T2"), ("C1:2", "slack", "T1")]
    recalled = [await again.recall(c, platform=p, tenant=t) for c, p, t in places]
    await again.close()

    assert recalled == [RECALL, None, None]


async def test_memory_fades(url: str, clock: FakeClock) -> None:
    """What a conversation was about is forgotten after thirty days."""
    store = await Store.open(url, clock=clock)
    await store.remember("C1:1", RECALL, platform="slack", tenant="T1")
    recalled = []

    for days in (30, 0.1):
        clock.advance(timedelta(days=days).total_seconds())
        recalled.append(await store.recall("C1:1", platform="slack", tenant="T1"))
    await store.close()

    assert recalled == [RECALL, None]


async def test_memory_without_the_store(url: str, clock: FakeClock) -> None:
    """While the store fails nothing is recalled and nobody is troubled."""
    store = await Store.open(url, clock=clock)
    await run_sql(url, "ALTER TABLE memory RENAME TO away")

    recalled = []
    for _ in range(2):
        await store.remember("C1:1", RECALL, platform="slack", tenant="T1")
        clock.advance(2)
        recalled.append(await store.recall("C1:1", platform="slack", tenant="T1"))
    await store.close()

    assert recalled == [None, None]
