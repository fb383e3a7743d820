"""What a person decided: where a unit of a divided commune went."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import api.storage.columns

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLE = "org_unit_placement"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("org_unit_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("parent_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("decided_at", api.storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("parent_id <> org_unit_id", name="org_unit_placement_elsewhere"),
        sa.ForeignKeyConstraint(["org_unit_id"], ["org_unit.id"]),
        sa.ForeignKeyConstraint(["parent_id"], ["org_unit.id"]),
        sa.ForeignKeyConstraint(["decided_by_id"], ["user_account.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("org_unit_placement_of_unit", TABLE, ["org_unit_id", "on_date"])
    for act in ("UPDATE", "DELETE"):
        forbid(act)


def forbid(act: str) -> None:
    """Refuse it in the database, whatever the program does."""
    name = f"{TABLE}_no_{act.lower()}"
    words = f"{TABLE} is evidence: rows are added, not changed"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{words}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {act} ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
