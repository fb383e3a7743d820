"""The plans and the lines of them that targets rest on; what they report of earlier years."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import api.storage.columns

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

Text = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    create_documents()
    create_reported_results()
    # Written out: of added columns SQLite takes a foreign key only so.
    op.execute("ALTER TABLE target ADD COLUMN document_id VARCHAR REFERENCES document (id)")
    op.add_column("target", sa.Column("line", sa.Integer(), nullable=True))
    op.add_column(
        "target",
        sa.Column("unconfirmed", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def create_documents() -> None:
    op.create_table(
        "document",
        sa.Column("id", Text(length=60), nullable=False),
        sa.Column("cited_as", Text(length=200), nullable=False),
        sa.Column("title", Text(), nullable=False),
        sa.Column("number", Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("issuer", Text(), nullable=False),
        sa.Column("note", Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cited_as"),
    )
    op.create_table(
        "document_passage",
        sa.Column("document_id", Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("last_line", sa.Integer(), nullable=False),
        sa.Column("place", Text(length=100), nullable=False),
        sa.Column("text", Text(), nullable=False),
        sa.Column("note", Text(), nullable=False),
        sa.CheckConstraint("line >= 1 AND last_line >= line", name="document_passage_lines"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"]),
        sa.PrimaryKeyConstraint("document_id", "line"),
    )


def create_reported_results() -> None:
    op.create_table(
        "reported_result",
        sa.Column("org_unit_id", Text(), nullable=False),
        sa.Column("period", Text(length=9), nullable=False),
        sa.Column("indicator", Text(length=40), nullable=False),
        sa.Column("document_id", Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("numerator", api.storage.columns.Exact(), nullable=True),
        sa.Column("denominator", api.storage.columns.Exact(), nullable=True),
        sa.Column("printed", Text(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("words", Text(), nullable=False),
        sa.Column("note", Text(), nullable=False),
        sa.CheckConstraint(
            "reason IN ('notAssigned', 'notBegun', 'notAssessed', 'suspended')",
            name="reported_result_reason",
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"]),
        sa.ForeignKeyConstraint(["indicator"], ["indicator.code"]),
        sa.ForeignKeyConstraint(["org_unit_id"], ["org_unit.id"]),
        sa.PrimaryKeyConstraint("org_unit_id", "period", "indicator", "document_id", "line"),
    )
