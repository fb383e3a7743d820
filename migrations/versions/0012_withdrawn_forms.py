"""A form is withdrawn and opened again: nothing new is begun with it, what was written is taken."""

import sqlalchemy as sa
from alembic import op

import api.storage.columns

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "form", sa.Column("withdrawn_at", api.storage.columns.UtcDateTime(), nullable=True)
    )
