"""What an indicator is about: the catalogue says it, by which screens put figures together."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

Text = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    # Empty until `sothon load` has taken the catalogue over, which follows every upgrade.
    op.add_column("indicator", sa.Column("activity", Text(), nullable=False, server_default=""))
