"""The audit trail is asked for one person's acts and for days: found without reading it whole."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("audit_by_actor", "audit", ["actor_id", "id"])
    op.create_index("audit_by_time", "audit", ["at"])
