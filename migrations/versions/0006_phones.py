"""What each phone still owes, what its exported records prove themselves by, closed app versions."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import api.storage.columns

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

Text = sqlmodel.sql.sqltypes.AutoString
Instant = api.storage.columns.UtcDateTime


def upgrade() -> None:
    op.create_table(
        "phone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("device_id", Text(length=120), nullable=False),
        sa.Column("app_version", Text(length=40), nullable=False),
        sa.Column("owed", sa.Integer(), nullable=False),
        sa.Column("oldest_at", Instant(timezone=True), nullable=True),
        sa.Column("set_aside", sa.Integer(), nullable=False),
        sa.Column("drafts", sa.Integer(), nullable=False),
        sa.Column("persisted", sa.Boolean(), nullable=False),
        sa.Column("free_mb", sa.Integer(), nullable=True),
        sa.Column("clock_skew", sa.Integer(), nullable=False),
        sa.Column("first_contact_at", Instant(timezone=True), nullable=False),
        sa.Column("last_contact_at", Instant(timezone=True), nullable=False),
        sa.CheckConstraint("owed >= 0 AND set_aside >= 0 AND drafts >= 0", name="phone_counts"),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("user_id", "device_id"),
    )
    op.create_table(
        "outbox_token",
        sa.Column("token_hash", Text(length=64), nullable=False),
        sa.Column("phone_id", sa.Integer(), nullable=False),
        sa.Column("issued_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["phone_id"], ["phone.id"]),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index("ix_outbox_token_phone_id", "outbox_token", ["phone_id"])
    op.create_table(
        "closed_version",
        sa.Column("version", Text(length=40), nullable=False),
        sa.Column("words", Text(length=500), nullable=False),
        sa.Column("closed_at", Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("version"),
    )
