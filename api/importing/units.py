"""Lines of org units, most often villages: added below a unit, or written otherwise from a day."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from api.access.administers import Administrator
from api.actions import change_org_units
from api.actions.change_org_units import Change, NewUnit
from api.domain.text import search_key
from api.importing import cells as cell
from api.importing.report import Done, Kind, LineError, Outcome
from api.models.org_unit import OrgUnitVersion
from api.queries import org_unit_changing, org_unit_history

COLUMNS = {
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
PAST = ("valid_from", "source")
SAID = ("level", "kind", "name", "code", "source", "note")


class Units:
    """A file of units, for one administrator."""

    def __init__(self, admin: Administrator) -> None:
        self.admin = admin
        self._units = cell.Units(admin)
        self._seen: set[tuple[str, str, str]] = set()

    def kind(self) -> Kind:
        """How such a file is read."""
        return Kind(
            "orgUnits",
            ("parent", "level", "kind", "name"),
            ("code", "valid_from", "former_parent", "source", "note", "parent_name"),
            lambda cells: cells["name"],
            self.take,
            COLUMNS,
        )

    def take(self, session: Session, cells: Mapping[str, str]) -> Done:
        """One line. Raises LineError, and what the acts raise."""
        cell.no_formulas(cells, "name", "kind", "code")
        parent = self._units.named(session, cells, "parent")
        first = cell.day(cells, "valid_from")
        former = self._former(session, cells, first)
        said = NewUnit.model_validate(
            {name: cells[name] for name in SAID if cells.get(name)}
            | {"parent_id": parent, "valid_from": first or self.admin.day}
            | {"former_parent_id": former}
            | {"name": cells["name"]}
        )
        place = (parent, said.level, search_key(said.name))
        if place in self._seen:
            raise LineError("lineTwice", "name")
        self._seen.add(place)
        standing = org_unit_changing.child_called(session, parent, said.level, place[2])
        if standing is None:
            unit = change_org_units.add(session, self.admin, said)
            return Done(Outcome.NEW, {"id": unit, "validFrom": said.valid_from.isoformat()})
        if former and not org_unit_history.stood_below(session, standing.org_unit_id, former):
            raise LineError("nameTaken", "name")
        return self._known(session, standing, said)

    def _former(self, session: Session, cells: Mapping[str, str], first: date | None) -> str | None:
        """The commune below which it stood, by id or by the code of that day. Raises LineError."""
        if not cells.get("former_parent"):
            return None
        for column in PAST:
            if not cells.get(column):
                raise LineError("missing", column)
        return self._units.that_was(session, cells, "former_parent", first or self.admin.day)

    def _known(self, session: Session, standing: OrgUnitVersion, said: NewUnit) -> Done:
        """It is there: the same, or with another kind, spelling or code from that day on."""
        unit = standing.org_unit_id
        same = (said.name, said.kind, said.code) == (standing.name, standing.kind, standing.code)
        if same or ((said.name, said.kind) == standing_as(standing) and said.code is None):
            return Done(Outcome.SAME, {"id": unit})
        change = Change(
            valid_from=said.valid_from,
            name=said.name,
            kind=said.kind,
            code=said.code,
            source=said.source,
            note=said.note,
        )
        change_org_units.change(session, self.admin, unit, change)
        return Done(Outcome.CHANGED, {"id": unit, "validFrom": said.valid_from.isoformat()})


def standing_as(row: OrgUnitVersion) -> tuple[str, str]:
    """What it is called now."""
    return row.name, row.kind
