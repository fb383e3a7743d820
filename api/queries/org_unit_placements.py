"""Where units of divided communes went: what may be said, what was, and saying it.

Decisions are added, never changed; the last one of a day holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlmodel import Session, col, select

from api.domain.org_unit import Became, Extent, Place
from api.domain.succession import from_that_day
from api.models.org_unit import OrgUnitSuccession, OrgUnitVersion
from api.models.org_unit_placement import OrgUnitPlacement
from api.queries import org_unit_changing, org_unit_history


@dataclass(frozen=True, slots=True)
class Choice:
    """That day the unit's commune was divided among these; it is taken to stand below `parent`."""

    on_date: date
    divided: str
    among: Sequence[Became]
    parent: str
    undecided: bool

    @property
    def successors(self) -> list[str]:
        """Where the unit may have gone."""
        return [step.to_id for step in self.among]


def choices(session: Session, unit: str) -> list[Choice]:
    """Every division that the unit went through, earliest first."""
    rows = org_unit_history.versions(session, unit)
    found = []
    for before, after in pairwise(rows):
        among = _parts(session, before.parent_id or "", after.valid_from)
        if among and before.valid_to == after.valid_from and after.parent_id:
            found.append(
                Choice(
                    after.valid_from,
                    among[0].from_id,
                    among,
                    after.parent_id,
                    after.undecided,
                )
            )
    return found


def _parts(session: Session, divided: str, day: date) -> list[Became]:
    """The part that took the centre first."""
    rows = session.exec(
        select(OrgUnitSuccession)
        .where(
            OrgUnitSuccession.from_id == divided,
            OrgUnitSuccession.on_date == day,
            OrgUnitSuccession.extent != Extent.WHOLE,
        )
        .order_by(col(OrgUnitSuccession.extent).desc(), col(OrgUnitSuccession.to_id))
    )
    return [Became(row.from_id, row.to_id, row.on_date, Extent(row.extent)) for row in rows]


def decisions(session: Session, unit: str) -> Sequence[OrgUnitPlacement]:
    """What people said of this unit, the last first."""
    return session.exec(
        select(OrgUnitPlacement)
        .where(OrgUnitPlacement.org_unit_id == unit)
        .order_by(col(OrgUnitPlacement.id).desc())
    ).all()


def stands(session: Session, said: OrgUnitPlacement) -> bool:
    """Is this the decision that holds already?"""
    last = next(
        (one for one in decisions(session, said.org_unit_id) if one.on_date == said.on_date), None
    )
    return last is not None and (last.parent_id, last.source) == (said.parent_id, said.source)


def decide(session: Session, said: OrgUnitPlacement) -> None:
    """Keep it, and let the unit and all below it stand there from that day on."""
    session.add(said)
    rows = org_unit_history.versions(session, said.org_unit_id)
    places = [Place(row.org_unit_id, row.parent_id, row.valid_from, row.valid_to) for row in rows]
    days = {at.valid_from for at in from_that_day(places, said.on_date)}
    for row in rows:
        if row.valid_from in days:
            _move(session, row, said.parent_id)
    org_unit_changing.rehang(session, said.org_unit_id)


def _move(session: Session, row: OrgUnitVersion, parent: str) -> None:
    row.parent_id, row.undecided = parent, False
    session.add(row)
