"""Average: a kind of figure that divides what was counted by how often, not in percent."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

Text = sqlmodel.sql.sqltypes.AutoString
CHECKS = {
    "indicator_kind": "kind IN ('sum', 'stock', 'distinct', 'keptAlive', 'ratio', 'average')",
    "indicator_parts": ("(kind IN ('ratio', 'average')) = (numerator <> '' AND denominator <> '')"),
}
# SQLite changes no check of a table that stands: the table is made anew, as it is otherwise.
TABLE = sa.Table(
    "indicator",
    sa.MetaData(),
    sa.Column("code", Text(length=40), nullable=False),
    sa.Column("position", sa.Integer(), nullable=False),
    sa.Column("name", Text(), nullable=False),
    sa.Column("name_en", Text(), nullable=False),
    sa.Column("unit", Text(), nullable=False),
    sa.Column("unit_en", Text(), nullable=False),
    sa.Column("kind", sa.String(), nullable=False),
    sa.Column("decimals", sa.Integer(), nullable=False),
    sa.Column("threshold", sa.Integer(), nullable=False),
    sa.Column("numerator", Text(), nullable=False),
    sa.Column("denominator", Text(), nullable=False),
    sa.Column("shown", sa.Boolean(), nullable=False),
    sa.Column("source_document", Text(), nullable=False),
    sa.Column("source_line", Text(), nullable=False),
    sa.Column("note", Text(), nullable=False),
    sa.Column("activity", Text(), nullable=False, server_default=""),
    sa.CheckConstraint("decimals BETWEEN 0 AND 4", name="indicator_decimals"),
    sa.CheckConstraint("threshold >= 1", name="indicator_threshold"),
    *(sa.CheckConstraint(text, name=name) for name, text in CHECKS.items()),
    sa.PrimaryKeyConstraint("code"),
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("indicator", copy_from=TABLE, recreate="always"):
            pass
        return
    for name, text in CHECKS.items():
        op.drop_constraint(name, "indicator", type_="check")
        op.create_check_constraint(name, "indicator", text)
