"""Claims, memory, schedules and outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "claim",
        sa.Column("platform", sa.String, primary_key=True),
        sa.Column("tenant", sa.String, primary_key=True),
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("at", moment, nullable=False, index=True),
    )
    op.create_table(
        "memory",
        sa.Column("platform", sa.String, primary_key=True),
        sa.Column("tenant", sa.String, primary_key=True),
        sa.Column("conversation", sa.String, primary_key=True),
        sa.Column("brief", sa.String, nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("at", moment, nullable=False, index=True),
    )
    op.create_table(
        "schedule",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("platform", sa.String, nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("brief", sa.String, nullable=False),
        sa.Column("cron", sa.String, nullable=False),
        sa.Column("zone", sa.String, nullable=False),
        sa.Column("grace", sa.Integer, nullable=False),
        sa.Column("next_due", moment, nullable=False, index=True),
        sa.Column("revision", sa.Integer, nullable=False),
    )
    op.create_table(
        "import_mark",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("at", moment, nullable=False),
    )
    op.create_table(
        "run",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("schedule", sa.String, nullable=False, index=True),
        sa.Column("platform", sa.String, nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("brief", sa.String, nullable=False),
        sa.Column("zone", sa.String, nullable=False),
        sa.Column("slot", moment, nullable=False),
        sa.Column("post_by", moment, nullable=False),
        sa.Column("skipped", sa.Integer, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("lease", sa.String, nullable=False),
        sa.Column("free_at", moment, nullable=False),
        sa.Column("card", sa.Text),
        sa.Column("tried_at", moment),
        sa.Column("message", sa.String, nullable=False),
        sa.Column("ended_at", moment, index=True),
    )
    op.create_index("ix_run_open", "run", ["state", "free_at"])
