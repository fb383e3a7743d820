"""What she inherited: the past of what became wholly hers, and nothing besides.

On an earlier day she reaches her own units, and the former ones of which everything lies within her
reach today. Of a unit that was divided, whoever has only a part does not see the whole. See
docs/decisions/0006.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlmodel import Session

from api.domain.period import Period
from api.domain.placed import PlacedUnit
from api.queries import org_unit_history, org_units


@dataclass(frozen=True, slots=True)
class DatedReach:
    """Whose roots they are today (`now`), and the day whose tree is looked at."""

    now: Sequence[str]
    day: date
    today: date
    # Worked out when it is asked for first: most units are reached without.
    _then: list[Sequence[str]] = field(default_factory=list, repr=False, compare=False)

    def then(self, session: Session) -> Sequence[str]:
        """The units at and below which she reaches on that day: her own, and inherited ones."""
        if not self._then:
            self._then.append(_roots_on_day(session, self.now, self.day, self.today))
        return self._then[0]


def with_inherited_roots(session: Session, roots: Sequence[str], today: date) -> list[str]:
    """These roots, and every unit that was ever inherited with them."""
    found = list(roots)
    for day in org_unit_history.succession_days(session):
        found += _roots_on_day(session, roots, day - timedelta(days=1), today)
    return list(dict.fromkeys(found))


def _roots_on_day(session: Session, roots: Sequence[str], day: date, today: date) -> list[str]:
    found = list(roots)
    if day < today:
        found += [
            unit.id
            for root in roots
            for unit in _wholly_inherited_units(session, root, roots, day, today)
        ]
    return list(dict.fromkeys(found))


def _wholly_inherited_units(
    session: Session, unit: str, roots: Sequence[str], day: date, today: date
) -> list[PlacedUnit]:
    """What stood that day, went into this unit since, and lies today within these roots."""
    formers = org_unit_history.predecessors_of_unit(session, unit)
    there = {one.id for one in org_units.find_units_on_day(session, formers, today)}
    stood = [
        one for one in org_units.find_units_on_day(session, formers, day) if one.id not in there
    ]
    now = org_unit_history.heirs_of(session, [one.id for one in stood])
    hers = org_units.filter_at_or_below(session, roots, set().union(*now.values()), today)
    return [one for one in stood if now[one.id] <= hers]


@dataclass(frozen=True, slots=True)
class FormerUnit:
    """A unit that was there in a period and is no more, by its name on its last day in it."""

    unit: PlacedUnit
    last_day: date


@dataclass(frozen=True, slots=True)
class LaterUnit:
    """A unit that was not there yet, by its name at the period's end, and its first day."""

    unit: PlacedUnit
    first_day: date


def find_former_units(
    session: Session, units: Sequence[str], period: Period, reach: DatedReach
) -> list[FormerUnit]:
    """Of these predecessors, what was there in the period and she reaches."""
    return _former_units_reached(
        session, org_unit_history.last_days_of_units(session, units, period), reach
    )


def units_once_below(
    session: Session, unit: str, period: Period, reach: DatedReach
) -> list[FormerUnit]:
    """What stood directly below the unit earlier in the period, and not on the day looked at."""
    return _former_units_reached(
        session, org_unit_history.last_days_below(session, unit, period), reach
    )


def units_later_below(
    session: Session, unit: str, period: Period, reach: DatedReach
) -> list[LaterUnit]:
    """What stands directly below the unit later in the period, and not on the day looked at."""
    until = min(period.last, reach.today)
    first = org_unit_history.first_days_below(session, unit, reach.day, until)
    there = {one.id for one in org_units.find_units_on_day(session, first, reach.day)}
    seen = org_units.filter_at_or_below(session, reach.now, first.keys() - there, reach.today)
    return [
        LaterUnit(placed, first[placed.id])
        for placed in org_units.find_units_on_day(session, seen, until)
    ]


def _former_units_reached(
    session: Session, ended: Mapping[str, date], reach: DatedReach
) -> list[FormerUnit]:
    found = []
    for last_day in sorted(set(ended.values())):
        units = [one for one, last in ended.items() if last == last_day]
        hers = DatedReach(reach.now, last_day, reach.today).then(session)
        seen = org_units.filter_at_or_below(session, hers, units, last_day)
        there = {one.id for one in org_units.find_units_on_day(session, seen, reach.day)}
        stood = org_units.find_units_on_day(session, seen - there, last_day)
        found += [FormerUnit(placed, last_day) for placed in stood]
    return found
