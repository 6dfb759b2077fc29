"""Schedules made in chats: whose they are, what they post, what became of each."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_TEXTS = {
    "schedule": ("tenant", "maker", "fact"),
    "run": ("tenant", "maker", "fact", "reason"),
}
_USUAL = {
    "schedule": {"content": "whole", "unchanged": "repeat", "missed": "latest", "state": "active"},
    "run": {"content": "whole", "unchanged": "repeat"},
}


def upgrade() -> None:
    """Add the columns; what was kept before goes on as it was."""
    for table in ("schedule", "run"):
        usual = dict.fromkeys(_TEXTS[table], "") | _USUAL[table]
        for name, value in usual.items():
            op.add_column(table, sa.Column(name, sa.String, nullable=False, server_default=value))
        op.add_column(table, sa.Column("known", sa.JSON, nullable=False, server_default="{}"))
    moment = sa.DateTime(timezone=True)
    op.add_column(
        "schedule",
        sa.Column("made_at", moment, nullable=False, server_default="2026-01-01 00:00:00"),
    )
    for name, usual_value in (("by_hand", sa.false()), ("told", sa.true())):
        column = sa.Column(name, sa.Boolean, nullable=False, server_default=usual_value)
        op.add_column("run", column)
    place = ["platform", "tenant", "channel"]
    op.create_index("ix_run_place", "run", ["state", *place, "slot", "free_at"])
    op.create_index("ix_run_tried", "run", ["tried_at"])
    op.create_index("ix_run_told", "run", ["told", "state"])
