"""The first shape: every table, and evidence that the database itself protects."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import api.storage.columns

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


# Rows of these are added and never changed; the columns named are the evidence itself.
APPEND_ONLY = ("audit", "review", "entity_version", "comment")
UNCHANGING = {
    "submission_version": ("instance_id", "xml", "sha256", "received_at", "submitter_id"),
    "form_version": ("version", "workbook", "xform", "definition"),
}


def upgrade() -> None:
    create_tables()
    protect()


def protect() -> None:
    """Refuse changes in the database, whatever the program does."""
    for table in APPEND_ONLY:
        forbid(table, "UPDATE")
        forbid(table, "DELETE")
    for table, columns in UNCHANGING.items():
        forbid(table, "UPDATE OF " + ", ".join(columns))
        forbid(table, "DELETE")


def forbid(table: str, act: str) -> None:
    """One trigger. `act` is UPDATE, UPDATE OF columns, or DELETE."""
    name = f"{table}_no_{act.split(maxsplit=1)[0].lower()}"
    words = f"{table} is evidence: rows are added, not changed"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{words}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def create_tables() -> None:
    op.create_table(
        "form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("xml_form_id", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("created_at", api.storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("xml_form_id"),
    )
    op.create_table(
        "indicator",
        sa.Column("code", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("name_en", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("unit", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("unit_en", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("decimals", sa.Integer(), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("numerator", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("denominator", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("source_document", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("source_line", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'ratio') = (numerator <> '' AND denominator <> '')", name="indicator_parts"
        ),
        sa.CheckConstraint(
            "kind IN ('sum', 'distinct', 'stock', 'keptAlive', 'ratio')", name="indicator_kind"
        ),
        sa.CheckConstraint("decimals BETWEEN 0 AND 4", name="indicator_decimals"),
        sa.CheckConstraint("threshold >= 1", name="indicator_threshold"),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "org_unit",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=11), nullable=False),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("illustrative", sa.Boolean(), nullable=False),
        sa.CheckConstraint("closed_on IS NULL OR closed_on > opened_on", name="org_unit_days"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_table(
        "user_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("display_name", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("password_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("created_at", api.storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("login"),
    )
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("org_unit_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "role IN ('reporter', 'supervisor', 'viewer', 'admin')", name="assignment_role"
        ),
        sa.ForeignKeyConstraint(
            ["org_unit_id"],
            ["org_unit.id"],
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("user_id", "org_unit_id", "role", "valid_from"),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_user_id"), ["user_id"], unique=False)

    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", api.storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("action", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("object_type", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("object_id", sqlmodel.sql.sqltypes.AutoString(length=250), nullable=False),
        sa.Column("details", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["user_account.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index("audit_by_object", ["object_type", "object_id"], unique=False)

    op.create_table(
        "counted_subject",
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("indicator", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("by", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("period", sqlmodel.sql.sqltypes.AutoString(length=9), nullable=False),
        sa.Column("org_unit_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("placed_on", sa.Date(), nullable=False),
        sa.Column("amount", api.storage.columns.Exact(), nullable=False),
        sa.ForeignKeyConstraint(
            ["org_unit_id"],
            ["org_unit.id"],
        ),
        sa.PrimaryKeyConstraint("subject", "indicator", "by", "period"),
    )
    with op.batch_alter_table("counted_subject", schema=None) as batch_op:
        batch_op.create_index(
            "counted_subject_by_unit", ["org_unit_id", "indicator", "period"], unique=False
        )

    op.create_table(
        "form_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("version", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("workbook", sa.LargeBinary(), nullable=False),
        sa.Column("workbook_type", sqlmodel.sql.sqltypes.AutoString(length=8), nullable=False),
        sa.Column("xform", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("xform_md5", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("definition", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("definition_sha256", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("published_at", api.storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["form_id"],
            ["form.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("form_id", "version"),
    )
    op.create_table(
        "org_unit_alias",
        sa.Column("org_unit_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("name_key", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["org_unit_id"],
            ["org_unit.id"],
        ),
        sa.PrimaryKeyConstraint("org_unit_id", "name"),
    )
    with op.batch_alter_table("org_unit_alias", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_org_unit_alias_name_key"), ["name_key"], unique=False)

    op.create_table(
        "org_unit_closure",
        sa.Column("ancestor_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("descendant_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(depth = 0) = (ancestor_id = descendant_id)", name="org_unit_closure_self"
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from", name="org_unit_closure_days"
        ),
        sa.ForeignKeyConstraint(
            ["ancestor_id"],
            ["org_unit.id"],
        ),
        sa.ForeignKeyConstraint(
            ["descendant_id"],
            ["org_unit.id"],
        ),
        sa.PrimaryKeyConstraint("ancestor_id", "descendant_id", "valid_from"),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("org_unit_closure", schema=None) as batch_op:
        batch_op.create_index("org_unit_closure_upwards", ["descendant_id", "depth"], unique=False)

    op.create_table(
        "org_unit_succession",
        sa.Column("from_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("to_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("extent", sa.String(), nullable=False),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint(
            "extent IN ('whole', 'part', 'part, default')", name="org_unit_succession_extent"
        ),
        sa.CheckConstraint("from_id <> to_id", name="org_unit_succession_two"),
        sa.ForeignKeyConstraint(
            ["from_id"],
            ["org_unit.id"],
        ),
        sa.ForeignKeyConstraint(
            ["to_id"],
            ["org_unit.id"],
        ),
        sa.PrimaryKeyConstraint("from_id", "to_id"),
    )
    with op.batch_alter_table("org_unit_succession", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_org_unit_succession_to_id"), ["to_id"], unique=False)

    op.create_table(
        "org_unit_version",
        sa.Column("org_unit_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("parent_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("code", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=True),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("name_key", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("area_km2", sa.Float(), nullable=True),
        sa.Column("undecided", sa.Boolean(), nullable=False),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint(
            "(parent_id IS NULL) = (level = 'nation') AND parent_id <> org_unit_id",
            name="org_unit_version_parent",
        ),
        sa.CheckConstraint(
            "level IN ('nation', 'province', 'district', 'commune', 'village', 'facility')",
            name="org_unit_version_level",
        ),
        sa.CheckConstraint("lat BETWEEN -90 AND 90", name="org_unit_version_lat"),
        sa.CheckConstraint("lon BETWEEN -180 AND 180", name="org_unit_version_lon"),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from", name="org_unit_version_days"
        ),
        sa.ForeignKeyConstraint(
            ["org_unit_id"],
            ["org_unit.id"],
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["org_unit.id"],
        ),
        sa.PrimaryKeyConstraint("org_unit_id", "valid_from"),
        sa.UniqueConstraint("level", "code", "valid_from", name="org_unit_version_code_once"),
    )
    with op.batch_alter_table("org_unit_version", schema=None) as batch_op:
        batch_op.create_index("org_unit_version_by_code", ["code", "valid_from"], unique=False)
        batch_op.create_index("org_unit_version_by_name", ["name_key"], unique=False)
        batch_op.create_index(
            "org_unit_version_by_parent", ["parent_id", "valid_from"], unique=False
        )
        batch_op.create_index(
            "org_unit_version_one_open",
            ["org_unit_id"],
            unique=True,
            sqlite_where=sa.text("valid_to IS NULL"),
            postgresql_where=sa.text("valid_to IS NULL"),
        )
        batch_op.create_index(
            "org_unit_version_open_code",
            ["level", "code"],
            unique=True,
            sqlite_where=sa.text("valid_to IS NULL"),
            postgresql_where=sa.text("valid_to IS NULL"),
        )

    op.create_table(
        "sign_in",
        sa.Column("token_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("csrf", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", api.storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", api.storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
        ),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_user_id"), ["user_id"], unique=False)

    op.create_table(
        "submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instance_id", sqlmodel.sql.sqltypes.AutoString(length=250), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("submitter_id", sa.Integer(), nullable=False),
        sa.Column("org_unit_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("review_state", sa.String(), nullable=False),
        sa.Column(
            "current_instance_id", sqlmodel.sql.sqltypes.AutoString(length=250), nullable=False
        ),
        sa.Column("instance_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("created_at", api.storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("updated_at", api.storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "review_state IN ('received', 'hasIssues', 'edited', 'approved', 'rejected')",
            name="submission_review_state",
        ),
        sa.ForeignKeyConstraint(
            ["form_id"],
            ["form.id"],
        ),
        sa.ForeignKeyConstraint(
            ["org_unit_id"],
            ["org_unit.id"],
        ),
        sa.ForeignKeyConstraint(
            ["submitter_id"],
            ["user_account.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("instance_id"),
    )
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.create_index("submission_by_form", ["form_id", "id"], unique=False)
        batch_op.create_index("submission_by_submitter", ["submitter_id", "id"], unique=False)
        batch_op.create_index(
            "submission_by_unit_state", ["org_unit_id", "review_state", "id"], unique=False
        )

    op.create_table(
        "target",
        sa.Column("org_unit_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("period", sqlmodel.sql.sqltypes.AutoString(length=9), nullable=False),
        sa.Column("indicator", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("source_document", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("source_line", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("value", api.storage.columns.Exact(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("words", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "reason IN ('notAssigned', 'notBegun', 'notAssessed', 'suspended')",
            name="target_reason",
        ),
        sa.CheckConstraint(
            "value IS NULL OR reason IS NULL OR reason IN ('notBegun', 'notAssessed')",
            name="target_number_or_reason",
        ),
        sa.ForeignKeyConstraint(
            ["indicator"],
            ["indicator.code"],
        ),
        sa.ForeignKeyConstraint(
            ["org_unit_id"],
            ["org_unit.id"],
        ),
        sa.PrimaryKeyConstraint(
            "org_unit_id", "period", "indicator", "source_document", "source_line"
        ),
    )
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.create_index(
            "target_one_in_force",
            ["org_unit_id", "period", "indicator"],
            unique=True,
            sqlite_where=sa.text("in_force"),
            postgresql_where=sa.text("in_force"),
        )

    op.create_table(
        "total",
        sa.Column("org_unit_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("indicator", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("by", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("period", sqlmodel.sql.sqltypes.AutoString(length=9), nullable=False),
        sa.Column("value", api.storage.columns.Exact(), nullable=False),
        sa.ForeignKeyConstraint(
            ["org_unit_id"],
            ["org_unit.id"],
        ),
        sa.PrimaryKeyConstraint("org_unit_id", "indicator", "by", "period"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("body", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("created_at", api.storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["user_account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_comment_submission_id"), ["submission_id"], unique=False
        )

    op.create_table(
        "entity",
        sa.Column("uuid", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("list_name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("label", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("data", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("created_at", api.storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("updated_at", api.storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["org_unit_id"],
            ["org_unit.id"],
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
        ),
        sa.PrimaryKeyConstraint("uuid"),
    )
    with op.batch_alter_table("entity", schema=None) as batch_op:
        batch_op.create_index("entity_by_list_unit", ["list_name", "org_unit_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_entity_submission_id"), ["submission_id"], unique=False
        )

    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("instance_id", sqlmodel.sql.sqltypes.AutoString(length=250), nullable=False),
        sa.Column("from_state", sa.String(), nullable=False),
        sa.Column("to_state", sa.String(), nullable=False),
        sa.Column("comment", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("reviewed_at", api.storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["reviewer_id"],
            ["user_account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_review_submission_id"), ["submission_id"], unique=False
        )

    op.create_table(
        "submission_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("instance_id", sqlmodel.sql.sqltypes.AutoString(length=250), nullable=False),
        sa.Column("form_version_id", sa.Integer(), nullable=False),
        sa.Column("submitter_id", sa.Integer(), nullable=False),
        sa.Column("xml", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("instance_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("device_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("problems", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("received_at", api.storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["form_version_id"],
            ["form_version.id"],
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
        ),
        sa.ForeignKeyConstraint(
            ["submitter_id"],
            ["user_account.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("instance_id"),
        sa.UniqueConstraint("submission_id", "ordinal"),
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_version_id", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=255), nullable=False),
        sa.Column("sha256", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content_type", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("received_at", api.storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["submission_version_id"],
            ["submission_version.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("submission_version_id", "name"),
    )
    op.create_table(
        "data_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("submission_version_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("org_unit_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("event_date", sa.Date(), nullable=False),
        sa.Column("placed_on", sa.Date(), nullable=False),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("value", api.storage.columns.Exact(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["org_unit_id"],
            ["org_unit.id"],
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
        ),
        sa.ForeignKeyConstraint(
            ["submission_version_id"],
            ["submission_version.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("data_value", schema=None) as batch_op:
        batch_op.create_index("data_value_by_subject", ["subject", "indicator"], unique=False)
        batch_op.create_index(
            "data_value_counted",
            ["org_unit_id", "indicator", "event_date", "placed_on"],
            unique=False,
            sqlite_where=sa.text("counted = 1"),
            postgresql_where=sa.text("counted"),
        )
        batch_op.create_index(
            "data_value_waiting",
            ["org_unit_id", "event_date"],
            unique=False,
            sqlite_where=sa.text("counted = 0"),
            postgresql_where=sa.text("NOT counted"),
        )
        batch_op.create_index(
            batch_op.f("ix_data_value_submission_id"), ["submission_id"], unique=False
        )

    op.create_table(
        "entity_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entity_uuid", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("label", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("data", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("submission_version_id", sa.Integer(), nullable=False),
        sa.Column("created_at", api.storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entity_uuid"],
            ["entity.uuid"],
        ),
        sa.ForeignKeyConstraint(
            ["submission_version_id"],
            ["submission_version.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("entity_uuid", "version"),
    )
    with op.batch_alter_table("entity_version", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_entity_version_submission_version_id"),
            ["submission_version_id"],
            unique=False,
        )
