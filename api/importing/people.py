"""Lines of people: an account, its name, and one place where it acts."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from pydantic import BaseModel
from sqlmodel import Session

from api.access.administered_people import VisibleUser, find_visible_user
from api.access.administers import Administrator
from api.actions import change_people
from api.actions.change_people import AssignmentTerms
from api.importing import cells as cell
from api.importing.report import ImportKind, LineError, LineResult
from api.models.user import Assignment, Role
from api.queries import people, users
from api.schemas.imports import ImportMatter, LineOutcome
from api.schemas.typed_text import TypedLogin, TypedName

PEOPLE_ERROR_COLUMNS = {
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


class _AccountCells(BaseModel):
    login: TypedLogin
    name: TypedName
    role: Role


class _PersonLine(NamedTuple):
    login: str
    name: str
    role: Role
    unit: str
    first: date | None
    last: date | None


class PeopleImport:
    """A file of people, for one administrator."""

    def __init__(self, admin: Administrator) -> None:
        self.admin = admin
        self._names: dict[str, str] = {}
        self._places: set[tuple[object, ...]] = set()
        self._units = cell.UnitLookup(admin)

    def kind(self) -> ImportKind:
        """How such a file is read."""
        return ImportKind(
            ImportMatter.USERS,
            ("login", "name", "role", "org_unit"),
            ("village", "valid_from", "valid_to", "unit_name"),
            lambda cells: cells["login"],
            self.take,
            PEOPLE_ERROR_COLUMNS,
        )

    def take(self, session: Session, cells: Mapping[str, str]) -> LineResult:
        """One line. Raises LineError, and what the acts raise."""
        said = self._said(session, cells)
        user_id = users.find_user_id(session, said.login)
        if user_id is None:
            place = AssignmentTerms(said.unit, said.role, said.first or self.admin.day, said.last)
            change_people.create_account(session, self.admin, said.login, said.name, place)
            return LineResult(LineOutcome.NEW, _line_details(place))
        return self._known(session, user_id, said)

    def _said(self, session: Session, cells: Mapping[str, str]) -> _PersonLine:
        cell.refuse_formulas(cells, "login", "name")
        line = _AccountCells.model_validate(
            {name: cells.get(name, "") for name in _AccountCells.model_fields}
        )
        login = change_people.validate_login(line.login)
        first, last = (
            cell.parse_day_cell(cells, "valid_from"),
            cell.parse_day_cell(cells, "valid_to"),
        )
        said = _PersonLine(
            login, line.name, line.role, self._units.named(session, cells), first, last
        )
        # Two lines may give somebody two places, not two names, and no place twice.
        place = (login, said.unit, said.role, first)
        if self._names.setdefault(login, said.name) != said.name or place in self._places:
            raise LineError("lineTwice", "login")
        self._places.add(place)
        return said

    def _known(self, session: Session, user_id: int, said: _PersonLine) -> LineResult:
        found = find_visible_user(session, self.admin, user_id)
        renamed = said.name != found.user.display_name
        if renamed:
            if not found.own:
                found.must_be_manageable()
            change_people.rename_user(session, self.admin, found.user, said.name)
        place = _intended_terms(found, said, self.admin.day)
        moved = self._place(session, found, place, said)
        return LineResult(
            LineOutcome.CHANGED if renamed or moved else LineOutcome.SAME, _line_details(place)
        )

    def _place(
        self, session: Session, found: VisibleUser, place: AssignmentTerms, said: _PersonLine
    ) -> bool:
        standing = change_people.clashing_assignment(found.held, place)
        if standing is not None and change_people.terms_of_assignment(standing) == place:
            return False
        found.must_be_assignable()
        if _is_given_an_end(standing, place) and standing is not None and said.last is not None:
            before = people.national_administrators(session, self.admin.day)
            change_people.end_assignment_on(session, self.admin, found, standing.id or 0, said.last)
            change_people.must_keep_an_administrator(session, self.admin, before)
            return True
        return change_people.assign_role(session, self.admin, found.user, found.held, place)


def _intended_terms(found: VisibleUser, said: _PersonLine, today: date) -> AssignmentTerms:
    """Without a first day: the place that she has, or one from today on."""
    lasting = [
        one
        for one in found.lasting
        if (one.org_unit_id, one.role) == (said.unit, said.role) and one.valid_from <= today
    ]
    if said.first is None and lasting:
        one = lasting[0]
        return AssignmentTerms(said.unit, said.role, one.valid_from, said.last or one.valid_to)
    return AssignmentTerms(said.unit, said.role, said.first or today, said.last)


def _is_given_an_end(standing: Assignment | None, place: AssignmentTerms) -> bool:
    """The same place, which the line gives an end."""
    return (
        standing is not None
        and standing.valid_from == place.valid_from
        and standing.valid_to is None
        and place.valid_to is not None
    )


def _line_details(place: AssignmentTerms) -> dict[str, object]:
    return change_people.assignment_audit_details(place)
