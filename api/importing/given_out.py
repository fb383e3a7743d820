"""What stands within an administrator's reach as the tables that she may bring back."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from sqlmodel import Session

from api.access.administered_people import describe_users, visible_users
from api.access.administers import Administrator
from api.domain.org_unit import Level
from api.models.org_unit import OrgUnitVersion
from api.queries import org_unit_history, org_units, people, reach, target_changing
from api.queries.people import PeopleFilter

ExportedTable = tuple[Sequence[str], list[Sequence[str]]]
MOST_EXPORTED_ROWS = 100_000
USER_EXPORT_COLUMNS = ("login", "name", "role", "org_unit", "unit_name", "valid_from", "valid_to")
UNIT_EXPORT_COLUMNS = (
    *("parent", "parent_name", "level", "kind", "name"),
    *("code", "valid_from", "former_parent", "source", "note"),
)
TARGET_EXPORT_COLUMNS = (
    *("indicator", "org_unit", "unit_name", "period", "value", "reason", "words"),
    *("source_document", "source_line", "note"),
)


def export_users(session: Session, admin: Administrator) -> ExportedTable:
    """Everybody who acts within reach, a line for each place."""
    reach = admin.units_selected()
    found, _ = people.find_people_page(
        session, PeopleFilter(reach, admin.day, active=True), 0, MOST_EXPORTED_ROWS
    )
    rows = [
        (
            line.visible.user.login,
            line.visible.user.display_name,
            held.role,
            _unit_reference(unit.row),
            unit.row.name,
            str(held.valid_from),
            str(held.valid_to or ""),
        )
        for line in describe_users(session, admin, visible_users(session, admin, found))
        for held, unit in line.assignments
    ]
    return USER_EXPORT_COLUMNS, list(rows)


def export_villages(session: Session, admin: Administrator) -> ExportedTable:
    """Every village and facility within reach today."""
    within = org_units.units_at_or_below(session, admin.roots, admin.day)
    wanted = [unit for unit in within if unit.level in {Level.VILLAGE, Level.FACILITY}]
    parents = org_unit_history.describe_units(
        session, {unit.parent_id or "" for unit in wanted}, admin.day
    )
    rows = []
    for unit in wanted:
        parent = parents[unit.parent_id or ""].row
        rows.append(
            (
                _unit_reference(parent),
                parent.name,
                unit.level.value,
                unit.kind,
                unit.name,
                unit.code or "",
                *("", "", "", ""),
            )
        )
    return UNIT_EXPORT_COLUMNS, list(rows)


def export_targets(session: Session, admin: Administrator) -> ExportedTable:
    """Every target in force within reach."""
    wide = admin.with_the_past(session)
    narrowed = target_changing.target_conditions(
        reach.select_administered_units(wide.roots, wide.day), None, None, in_force=True
    )
    found, _ = target_changing.find_target_page(session, narrowed, 0, MOST_EXPORTED_ROWS)
    units = org_unit_history.describe_units(
        session, {target.org_unit_id for target, _ in found}, admin.day
    )
    rows = [
        (
            target.indicator,
            target.org_unit_id,
            units[target.org_unit_id].row.name,
            target.period,
            _spreadsheet_number(target.value),
            target.reason or "",
            target.words,
            target.source_document,
            target.source_line,
            target.note,
        )
        for target, _ in found
    ]
    return TARGET_EXPORT_COLUMNS, list(rows)


def _unit_reference(unit: OrgUnitVersion) -> str:
    """By its code where it has one that people know, else by its id."""
    known = unit.level in {Level.PROVINCE, Level.COMMUNE}
    return (known and unit.code) or unit.org_unit_id


def _spreadsheet_number(value: Decimal | None) -> str:
    if value is None:
        return ""
    text = f"{value.normalize():f}"
    # Three digits after the point could be thousands to whoever reads it back.
    return f"{value:.4f}" if len(text.partition(".")[2]) == 3 else text


TABLE_EXPORTS: dict[str, Callable[[Session, Administrator], ExportedTable]] = {
    "users": export_users,
    "orgUnits": export_villages,
    "targets": export_targets,
}
