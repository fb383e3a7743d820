"""Lines of people: an account, its name, and one place where it acts."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from pydantic import BaseModel
from sqlmodel import Session

from api.access.administers import Administrator
from api.actions import change_people
from api.actions.change_people import Place
from api.importing import cells as cell
from api.importing.report import Done, Kind, LineError, Outcome
from api.models.user import Assignment, Role
from api.queries import people, users
from api.schemas import people as people_wire
from api.schemas.people import Seen
from api.schemas.typed_text import Login, Name

COLUMNS = {
    "loginForm": "login",
    "loginTaken": "login",
    "ownRights": "login",
    "ownAccount": "login",
    "aboveYou": "login",
    "unitUnknown": "org_unit",
    "unitNotThere": "org_unit",
    "assignmentStands": "valid_from",
    "assignmentEnded": "valid_to",
    "daysWrong": "valid_to",
    "lastAdministrator": "valid_to",
}


class _Line(BaseModel):
    login: Login
    name: Name
    role: Role


class _Said(NamedTuple):
    login: str
    name: str
    role: Role
    unit: str
    first: date | None
    last: date | None


class People:
    """A file of people, for one administrator."""

    def __init__(self, admin: Administrator) -> None:
        self.admin = admin
        self._names: dict[str, str] = {}
        self._places: set[tuple[object, ...]] = set()
        self._units = cell.Units(admin)

    def kind(self) -> Kind:
        """How such a file is read."""
        return Kind(
            "users",
            ("login", "name", "role", "org_unit"),
            ("village", "valid_from", "valid_to", "unit_name"),
            lambda cells: cells["login"],
            self.take,
            COLUMNS,
        )

    def take(self, session: Session, cells: Mapping[str, str]) -> Done:
        """One line. Raises LineError, and what the acts raise."""
        said = self._said(session, cells)
        user_id = users.id_of(session, said.login)
        if user_id is None:
            place = Place(said.unit, said.role, said.first or self.admin.day, said.last)
            change_people.create(session, self.admin, said.login, said.name, place)
            return Done(Outcome.NEW, _told(place))
        return self._known(session, user_id, said)

    def _said(self, session: Session, cells: Mapping[str, str]) -> _Said:
        cell.no_formulas(cells, "login", "name")
        line = _Line.model_validate({name: cells.get(name, "") for name in _Line.model_fields})
        login = change_people.proper_login(line.login)
        first, last = cell.day(cells, "valid_from"), cell.day(cells, "valid_to")
        said = _Said(login, line.name, line.role, self._units.named(session, cells), first, last)
        # Two lines may give somebody two places, not two names, and no place twice.
        place = (login, said.unit, said.role, first)
        if self._names.setdefault(login, said.name) != said.name or place in self._places:
            raise LineError("lineTwice", "login")
        self._places.add(place)
        return said

    def _known(self, session: Session, user_id: int, said: _Said) -> Done:
        found = people_wire.one(session, self.admin, user_id)
        renamed = said.name != found.user.display_name
        if renamed:
            if not found.own:
                found.must_be_manageable()
            change_people.rename(session, self.admin, found.user, said.name)
        place = _meant(found, said, self.admin.day)
        moved = self._place(session, found, place, said)
        return Done(Outcome.CHANGED if renamed or moved else Outcome.SAME, _told(place))

    def _place(self, session: Session, found: Seen, place: Place, said: _Said) -> bool:
        standing = change_people.clashing(found.held, place)
        if standing is not None and change_people.of(standing) == place:
            return False
        found.must_be_assignable()
        if _ends(standing, place) and standing is not None and said.last is not None:
            before = people.national_administrators(session, self.admin.day)
            change_people.end(session, self.admin, found, standing.id or 0, said.last)
            people_wire.keep_an_administrator(session, self.admin, before)
            return True
        return change_people.assign(session, self.admin, found.user, found.held, place)


def _meant(found: Seen, said: _Said, today: date) -> Place:
    """Without a first day: the place that she has, or one from today on."""
    lasting = [
        one
        for one in found.lasting
        if (one.org_unit_id, one.role) == (said.unit, said.role) and one.valid_from <= today
    ]
    if said.first is None and lasting:
        one = lasting[0]
        return Place(said.unit, said.role, one.valid_from, said.last or one.valid_to)
    return Place(said.unit, said.role, said.first or today, said.last)


def _ends(standing: Assignment | None, place: Place) -> bool:
    """The same place, which the line gives an end."""
    return (
        standing is not None
        and standing.valid_from == place.valid_from
        and standing.valid_to is None
        and place.valid_to is not None
    )


def _told(place: Place) -> dict[str, object]:
    return change_people.told(place)
