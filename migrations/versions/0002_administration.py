"""Invitations, what administrators changed by hand, people found without dấu, forms counted."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import api.storage.columns
from api.domain.text import search_key

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OPEN = sa.text("accepted_at IS NULL AND voided_at IS NULL")


def upgrade() -> None:
    add_people_keys()
    add_invitations()
    op.create_table(
        "by_hand",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
        sa.Column("at", api.storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"]),
        sa.PrimaryKeyConstraint("kind", "key"),
    )
    op.create_index("submission_version_by_edition", "submission_version", ["form_version_id"])


def add_people_keys() -> None:
    """What people are looked for by: display name and login without dấu."""
    op.add_column(
        "user_account",
        sa.Column(
            "name_key",
            sqlmodel.sql.sqltypes.AutoString(length=400),
            nullable=False,
            server_default="",
        ),
    )
    people = sa.table(
        "user_account",
        sa.column("id", sa.Integer()),
        sa.column("login", sa.String()),
        sa.column("display_name", sa.String()),
        sa.column("name_key", sa.String()),
    )
    bind = op.get_bind()
    for one in bind.execute(sa.select(people)).all():
        key = search_key(f"{one.display_name} {one.login}")
        bind.execute(people.update().where(people.c.id == one.id).values(name_key=key))


def add_invitations() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", api.storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", api.storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", api.storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("voided_at", api.storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["user_account.id"]),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code_hash"),
    )
    op.create_index(
        "invitation_one_open",
        "invitation",
        ["user_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
