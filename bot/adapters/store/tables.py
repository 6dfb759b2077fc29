"""The tables as the code sees them; `migrations` makes them."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

metadata = MetaData()


class Moment(TypeDecorator[datetime]):
    """A time with its zone: SQLite keeps it as UTC without saying so."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give every database the same moment in UTC."""
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give every reader the moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


claim = Table(
    "claim",
    metadata,
    Column("platform", String, primary_key=True),
    Column("tenant", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
)

memory = Table(
    "memory",
    metadata,
    Column("platform", String, primary_key=True),
    Column("tenant", String, primary_key=True),
    Column("conversation", String, primary_key=True),
    Column("brief", String, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("at", Moment, nullable=False, index=True),
)

schedule = Table(
    "schedule",
    metadata,
    Column("id", String, primary_key=True),
    Column("platform", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("brief", String, nullable=False),
    Column("cron", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("grace", Integer, nullable=False),  # seconds
    Column("next_due", Moment, nullable=False, index=True),
    Column("revision", Integer, nullable=False),
)

import_mark = Table(
    "import_mark",
    metadata,
    Column("id", String, primary_key=True),
    Column("at", Moment, nullable=False),
)

# A run repeats what it needs of its schedule: a look-up goes to the channel that was posted to.
run = Table(
    "run",
    metadata,
    Column("id", String, primary_key=True),
    Column("schedule", String, nullable=False, index=True),
    Column("platform", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("brief", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("slot", Moment, nullable=False),
    Column("post_by", Moment, nullable=False),
    Column("skipped", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lease", String, nullable=False),
    Column("free_at", Moment, nullable=False),
    Column("card", Text),
    Column("tried_at", Moment),
    Column("message", String, nullable=False),
    Column("ended_at", Moment, index=True),
)

Index("ix_run_open", run.c.state, run.c.free_at)
