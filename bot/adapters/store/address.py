"""From the plain DATABASE_URL to an engine with the driver and settings that are ours."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import SettingsInvalid

_FORMS = "sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME"
_PRAGMAS = (
    "synchronous = FULL",  # what is marked sent stays so after a power cut
    "foreign_keys = ON",
)
_BUSY = 5  # seconds that SQLite waits for another writer
_PAUSE = 0.02  # seconds between two tries where SQLite does not wait by itself


def engine_at(address: str) -> AsyncEngine:
    """Return an engine, not yet connected; raises SettingsInvalid, never with a password."""
    url = _parsed(address)
    make = _ENGINES.get(url.drivername)
    if make is None:
        raise SettingsInvalid(f"DATABASE_URL must be {_FORMS}, not {url.drivername}://...")
    return make(url)


def _parsed(address: str) -> URL:
    try:
        return make_url(address)
    except (ArgumentError, ValueError) as error:  # a port that is not a number
        raise SettingsInvalid(f"DATABASE_URL is not an address: write {_FORMS}") from error


def _sqlite(url: URL) -> AsyncEngine:
    if not url.database or url.database == ":memory:":
        raise SettingsInvalid("DATABASE_URL names no file: write sqlite:///PATH")
    _make_folder(Path(url.database).parent)
    _ready_file(url.database)
    engine = create_async_engine(
        url.set(drivername="sqlite+aiosqlite"),
        hide_parameters=True,
        # One connection: others would wait for its lock anyway, and by asking again and again.
        pool_size=1,
        max_overflow=0,
        connect_args={"isolation_level": None, "timeout": _BUSY},  # BEGIN is ours, below
    )
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SettingsInvalid(f"DATABASE_URL: cannot make the folder {folder}: {reason}") from error


def _ready_file(path: str) -> None:
    """Open the file once and set its write-ahead log, which stays with the file.

    Not in the loop: aiosqlite's thread may outlive it when that fails there.
    """
    try:
        _retried(lambda: _set_log(path))
    except sqlite3.Error as error:
        raise SettingsInvalid(f"DATABASE_URL: {path}: {error}") from error


def _set_log(path: str) -> None:
    with closing(sqlite3.connect(path, timeout=_BUSY)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


def _retried(attempt: Callable[[], None]) -> None:
    """Try again while the file is locked: SQLite refuses a new log at once beside a writer."""
    until = monotonic() + _BUSY
    while True:
        try:
            return attempt()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > until:
                raise
        sleep(_PAUSE)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    try:
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
    except Exception:
        connection.close()  # the pool lets it go without ending its thread
        raise


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once: a lock taken later is refused without waiting."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _postgresql(url: URL) -> AsyncEngine:
    return create_async_engine(
        url.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=5,
        connect_args={
            "connect_timeout": 5,
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
        },
    )


_ENGINES: dict[str, Callable[[URL], AsyncEngine]] = {
    "sqlite": _sqlite,
    "postgresql": _postgresql,
}
