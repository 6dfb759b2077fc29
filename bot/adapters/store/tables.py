"""The tables as the code sees them; `migrations` makes them."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
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

preference = Table(
    "preference",
    metadata,
    Column("platform", String, primary_key=True),
    Column("tenant", String, primary_key=True),
    Column("scope", String, primary_key=True),
    Column("subject", String, primary_key=True),  # a channel, a person, or empty for the tenant
    Column("brief", String, nullable=False),
    Column("at", Moment, nullable=False),
)

vote = Table(
    "vote",
    metadata,
    Column("platform", String, primary_key=True),
    Column("tenant", String, primary_key=True),
    Column("answer", String, primary_key=True),
    Column("voter", String, primary_key=True),  # of person and answer: not the person's id
    Column("good", Boolean, nullable=False),
    Column("brief", String, nullable=False),
    Column("facts", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("question", Text, nullable=False),
    Column("at", Moment, nullable=False, index=True),
)

unanswered = Table(
    "unanswered",
    metadata,
    Column("platform", String, primary_key=True),
    Column("tenant", String, primary_key=True),
    Column("brief", String, primary_key=True),
    Column("question", String, primary_key=True),
    Column("times", Integer, nullable=False),
    Column("at", Moment, nullable=False, index=True),
)

# A message from the moment it is claimed until its answer has arrived.
inbox = Table(
    "inbox",
    metadata,
    Column("id", String, primary_key=True),
    Column("platform", String, nullable=False),
    Column("tenant", String, nullable=False),
    Column("content", Text, nullable=False),
    Column("sending", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("free_at", Moment, nullable=False, index=True),
    Column("at", Moment, nullable=False, index=True),
)

# Channels where follow-ups are answered without a new mention.
followed = Table(
    "followed",
    metadata,
    Column("platform", String, primary_key=True),
    Column("tenant", String, primary_key=True),
    Column("channel", String, primary_key=True),
)

# Until when a platform wants no calls of a method.
wait = Table(
    "wait",
    metadata,
    Column("platform", String, primary_key=True),
    Column("tenant", String, primary_key=True),
    Column("method", String, primary_key=True),
    Column("until", Moment, nullable=False, index=True),
)

# Of an installation that was begun; by the hash of what the browser holds.
oauth_state = Table(
    "oauth_state",
    metadata,
    Column("state", String, primary_key=True),
    Column("expires_at", Moment, nullable=False, index=True),
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
    Column("tenant", String, nullable=False),  # empty: the operator's, from the file
    Column("maker", String, nullable=False),
    Column("content", String, nullable=False),
    Column("fact", String, nullable=False),
    Column("unchanged", String, nullable=False),
    Column("missed", String, nullable=False),
    Column("state", String, nullable=False),
    Column("known", JSON, nullable=False),  # what the last post showed
    Column("made_at", Moment, nullable=False),
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
    Column("tenant", String, nullable=False),
    Column("maker", String, nullable=False),
    Column("content", String, nullable=False),
    Column("fact", String, nullable=False),
    Column("unchanged", String, nullable=False),
    Column("known", JSON, nullable=False),  # what the schedule knows once this is posted
    Column("by_hand", Boolean, nullable=False),
    Column("reason", String, nullable=False),
    Column("told", Boolean, nullable=False),  # its maker was told, or need not be
)

Index("ix_run_open", run.c.state, run.c.free_at)
Index(
    "ix_run_place", run.c.state, run.c.platform, run.c.tenant, run.c.channel, run.c.slot,
    run.c.free_at,
)  # fmt: skip
Index("ix_run_tried", run.c.tried_at)
Index("ix_run_told", run.c.told, run.c.state)
