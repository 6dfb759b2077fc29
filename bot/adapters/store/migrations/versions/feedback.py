"""Preferences, votes and questions without an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "preference",
        sa.Column("platform", sa.String, primary_key=True),
        sa.Column("tenant", sa.String, primary_key=True),
        sa.Column("scope", sa.String, primary_key=True),
        sa.Column("subject", sa.String, primary_key=True),
        sa.Column("brief", sa.String, nullable=False),
        sa.Column("at", moment, nullable=False),
    )
    op.create_table(
        "vote",
        sa.Column("platform", sa.String, primary_key=True),
        sa.Column("tenant", sa.String, primary_key=True),
        sa.Column("answer", sa.String, primary_key=True),
        sa.Column("voter", sa.String, primary_key=True),
        sa.Column("good", sa.Boolean, nullable=False),
        sa.Column("brief", sa.String, nullable=False),
        sa.Column("facts", sa.String, nullable=False),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("at", moment, nullable=False, index=True),
    )
    op.create_table(
        "unanswered",
        sa.Column("platform", sa.String, primary_key=True),
        sa.Column("tenant", sa.String, primary_key=True),
        sa.Column("brief", sa.String, primary_key=True),
        sa.Column("question", sa.String, primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("at", moment, nullable=False, index=True),
    )
