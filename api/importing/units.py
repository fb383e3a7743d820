"""Lines of org units, most often villages: added below a unit, or written otherwise from a day."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from api.access.administers import Administrator
from api.actions import change_org_units
from api.domain.text import search_key
from api.importing import cells as cell
from api.importing.report import ImportKind, LineError, LineResult
from api.models.org_unit import OrgUnitVersion
from api.queries import org_unit_changing, org_unit_history
from api.schemas.imports import ImportMatter, LineOutcome
from api.schemas.org_unit_changes import NewOrgUnit, UnitChange

UNIT_ERROR_COLUMNS = {
    "unitUnknown": "parent",
    "unitNotThere": "parent",
    "unitLevel": "level",
    "notASuccessor": "parent",
    "nameTaken": "name",
    "codeTaken": "code",
    "changeTooEarly": "valid_from",
    "dayTooFar": "valid_from",
}
# What must be said of a village's past, besides the commune below which it stood.
FORMER_PARENT_COLUMNS = ("valid_from", "source")
UNIT_TEXT_COLUMNS = ("level", "kind", "name", "code", "source", "note")


class UnitImport:
    """A file of units, for one administrator."""

    def __init__(self, admin: Administrator) -> None:
        self.admin = admin
        self._units = cell.UnitLookup(admin)
        self._seen: set[tuple[str, str, str]] = set()

    def kind(self) -> ImportKind:
        """How such a file is read."""
        return ImportKind(
            ImportMatter.ORG_UNITS,
            ("parent", "level", "kind", "name"),
            ("code", "valid_from", "former_parent", "source", "note", "parent_name"),
            lambda cells: cells["name"],
            self.take,
            UNIT_ERROR_COLUMNS,
        )

    def take(self, session: Session, cells: Mapping[str, str]) -> LineResult:
        """One line. Raises LineError, and what the acts raise."""
        cell.refuse_formulas(cells, "name", "kind", "code")
        parent = self._units.named(session, cells, "parent")
        first = cell.parse_day_cell(cells, "valid_from")
        former = self._former(session, cells, first)
        said = NewOrgUnit.model_validate(
            {name: cells[name] for name in UNIT_TEXT_COLUMNS if cells.get(name)}
            | {"parent_id": parent, "valid_from": first or self.admin.day}
            | {"former_parent_id": former}
            | {"name": cells["name"]}
        )
        place = (parent, said.level, search_key(said.name))
        if place in self._seen:
            raise LineError("lineTwice", "name")
        self._seen.add(place)
        standing = org_unit_changing.find_child_by_name(session, parent, said.level, place[2])
        if standing is None:
            unit = change_org_units.apply_new_unit(session, self.admin, said)
            return LineResult(
                LineOutcome.NEW, {"id": unit, "validFrom": said.valid_from.isoformat()}
            )
        if former and not org_unit_history.has_stood_below(session, standing.org_unit_id, former):
            raise LineError("nameTaken", "name")
        return self._known(session, standing, said)

    def _former(self, session: Session, cells: Mapping[str, str], first: date | None) -> str | None:
        """The commune below which it stood, by id or by the code of that day. Raises LineError."""
        if not cells.get("former_parent"):
            return None
        for column in FORMER_PARENT_COLUMNS:
            if not cells.get(column):
                raise LineError("missing", column)
        return self._units.that_was(session, cells, "former_parent", first or self.admin.day)

    def _known(self, session: Session, standing: OrgUnitVersion, said: NewOrgUnit) -> LineResult:
        """It is there: the same, or with another kind, spelling or code from that day on."""
        unit = standing.org_unit_id
        same = (said.name, said.kind, said.code) == (standing.name, standing.kind, standing.code)
        if same or ((said.name, said.kind) == name_and_kind(standing) and said.code is None):
            return LineResult(LineOutcome.SAME, {"id": unit})
        change = UnitChange(
            valid_from=said.valid_from,
            name=said.name,
            kind=said.kind,
            code=said.code,
            source=said.source,
            note=said.note,
        )
        change_org_units.apply_unit_change(session, self.admin, unit, change)
        return LineResult(
            LineOutcome.CHANGED, {"id": unit, "validFrom": said.valid_from.isoformat()}
        )


def name_and_kind(row: OrgUnitVersion) -> tuple[str, str]:
    """What it is called now."""
    return row.name, row.kind
