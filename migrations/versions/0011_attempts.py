"""Wrong passwords are counted here, for all processes; devices that were signed in are known."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import api.storage.columns

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

Text = sqlmodel.sql.sqltypes.AutoString
Instant = api.storage.columns.UtcDateTime


def upgrade() -> None:
    op.create_table(
        "attempt_count",
        sa.Column("key", Text(length=64), nullable=False),
        sa.Column("level", sa.Float(53), nullable=False),
        sa.Column("at", sa.Float(53), nullable=False),
        sa.Column("forgotten_at", sa.Float(53), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_attempt_count_forgotten_at", "attempt_count", ["forgotten_at"])
    op.create_table(
        "known_device",
        sa.Column("token_hash", Text(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("last_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"]),
        sa.PrimaryKeyConstraint("token_hash", "user_id"),
    )
    op.create_index("ix_known_device_user_id", "known_device", ["user_id"])
