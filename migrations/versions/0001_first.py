"""The first shape: every table, and an audit trail that the database itself protects."""

from alembic import op

from api.models import all_tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    all_tables().create_all(op.get_bind())
