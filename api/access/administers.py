"""Who administers, and how far: her units today, what closed there, and what became wholly hers.

A unit that is no more belongs to whoever was above it at its end. Targets of former units are set
by whoever inherited them (docs/decisions/0006); where a village of a divided commune went is said
by whoever administers both (docs/decisions/0008).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Select
from sqlmodel import Session

from api import clock
from api.access.inherited import with_inherited_roots
from api.access.person import Person
from api.domain.org_unit import Level
from api.errors import Forbidden, NotFound
from api.models.user import Role
from api.queries import audit, org_units, reach


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
        self._found.update(reach.filter_administered(session, self.roots, units, self.day))

    def with_the_past(self, session: Session) -> "Administrator":
        """As she reaches what became wholly hers too (docs/decisions/0006)."""
        if self.of_nation:
            return self
        roots = with_inherited_roots(session, self.roots, self.day)
        return replace(self, roots=roots, _found=set())

    def reaches_closed(self, session: Session, unit: str) -> bool:
        """Whether all that became of a unit that is no more is hers (docs/decisions/0006)."""
        return reach.is_within_reach_today(session, self.roots, unit, self.day)

    def units_selected(self) -> Select[Any] | None:
        """The ids of all units that she administers, for a query; None when it is all there are."""
        return None if self.of_nation else reach.select_administered_units(self.roots, self.day)

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


def administers_unit(session: Session, person: Person, unit: str) -> bool:
    """Whether she administers this unit today."""
    day = clock.today()
    return bool(reach.filter_administered(session, person.roots(day, Role.ADMIN), [unit], day))
