"""A team's work goes to a new leader: offered by one, confirmed by the other, seen by both."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import api.storage.columns

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

Text = sqlmodel.sql.sqltypes.AutoString
Instant = api.storage.columns.UtcDateTime
OPEN = sa.text("state = 'offered'")


def upgrade() -> None:
    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("org_unit_id", Text(), nullable=False),
        sa.Column("giver_id", sa.Integer(), nullable=False),
        sa.Column("taker_id", sa.Integer(), nullable=False),
        sa.Column("begun_by", sa.Integer(), nullable=False),
        sa.Column("begun_at", Instant(timezone=True), nullable=False),
        sa.Column("expires_at", Instant(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("closed_at", Instant(timezone=True), nullable=True),
        sa.Column("drafts", sa.Integer(), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=True),
        sa.Column("drafts_kept_at", Instant(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('offered', 'taken', 'withdrawn', 'expired')", name="handover_state"
        ),
        sa.CheckConstraint("giver_id <> taker_id", name="handover_to_somebody_else"),
        # Two confirmations are two people's.
        sa.CheckConstraint("begun_by <> taker_id", name="handover_by_two"),
        sa.CheckConstraint("drafts >= 0", name="handover_drafts"),
        sa.ForeignKeyConstraint(["org_unit_id"], ["org_unit.id"]),
        sa.ForeignKeyConstraint(["giver_id"], ["user_account.id"]),
        sa.ForeignKeyConstraint(["taker_id"], ["user_account.id"]),
        sa.ForeignKeyConstraint(["begun_by"], ["user_account.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("giver_id", "taker_id", "begun_at"):
        op.create_index(f"ix_handover_{column}", "handover", [column])
    op.create_index(
        "handover_one_open",
        "handover",
        ["giver_id", "org_unit_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
