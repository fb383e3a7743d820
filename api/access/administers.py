"""Who administers, and how far: the door in front of every administrator's route."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sqlmodel import Session

from api import clock
from api.access.person import Person
from api.domain.org_unit import Level
from api.errors import Forbidden, NotFound
from api.models.user import Role
from api.queries import administered, audit, org_units, past_reach


@dataclass(frozen=True, slots=True)
class Administrator:
    """Somebody signed in who administers these units today, and what is below them."""

    person: Person
    roots: Sequence[str]
    day: date
    of_nation: bool
    # What was found within reach in this request: a file of a thousand lines names few units.
    _found: set[str] = field(default_factory=set)

    def reached(self, session: Session, units: Collection[str]) -> set[str]:
        """Those of the units that she administers."""
        if self.of_nation:
            return set(units)
        if not self._found.issuperset(units):
            self._look_for(session, units)
        return self._found.intersection(units)

    def must_reach(self, session: Session, unit: str) -> None:
        """Raises NotFound for a unit that she does not administer, or that there is not."""
        if unit not in self._found:
            self._look_for(session, [unit])
        if unit not in self._found:
            raise NotFound("orgUnit")

    def _look_for(self, session: Session, units: Collection[str]) -> None:
        self._found.update(administered.filter_administered(session, self.roots, units, self.day))

    def with_the_past(self, session: Session) -> "Administrator":
        """As she reaches what became wholly hers too (docs/decisions/0006)."""
        if self.of_nation:
            return self
        roots = list(self.roots)
        for day in administered.succession_days(session):
            eve = day - timedelta(days=1)
            roots += past_reach.roots_on_day(session, self.roots, eve, self.day)
        return replace(self, roots=list(dict.fromkeys(roots)), _found=set())

    def must_be_of_nation(self) -> None:
        """Raises Forbidden: what is everybody's is changed for everybody."""
        if not self.of_nation:
            raise Forbidden("nationOnly")

    def note(
        self, session: Session, action: str, kind: str, key: object, details: Mapping[str, object]
    ) -> None:
        """One row of audit in the same transaction. `details` holds no name."""
        audit.record_event(
            session, self.person.id, action, kind, str(key), clock.now(), dict(details)
        )


def administrator_today(session: Session, person: Person) -> Administrator:
    """Raises Forbidden for somebody who administers nothing today."""
    day = clock.today()
    roots = person.roots(day, Role.ADMIN)
    if not roots:
        raise Forbidden("notAdministrator")
    units = [org_units.find_unit_on_day(session, one, day) for one in roots]
    of_nation = any(unit is not None and unit.level is Level.NATION for unit in units)
    return Administrator(person, roots, day, of_nation)
