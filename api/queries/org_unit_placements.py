"""Where units of divided communes went: what may be said, what was, and saying it.

Decisions are added, never changed; the last one of a day holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy import select
from sqlmodel import Session, col

from api.domain.org_unit import Extent, PlaceInTree, SuccessionStep
from api.domain.succession import places_from_day
from api.models.org_unit import OrgUnitSuccession, OrgUnitVersion
from api.models.org_unit_placement import OrgUnitPlacement
from api.queries import org_unit_changing, org_unit_history


@dataclass(frozen=True, slots=True)
class PlacementChoice:
    """That day the unit's commune was divided among these; it is taken to stand below `parent`."""

    on_date: date
    divided: str
    among: Sequence[SuccessionStep]
    parent: str
    undecided: bool

    @property
    def successors(self) -> list[str]:
        """Where the unit may have gone."""
        return [step.to_id for step in self.among]


def find_placement_choices(session: Session, unit: str) -> list[PlacementChoice]:
    """Every division that the unit went through, earliest first."""
    rows = org_unit_history.versions_of_unit(session, unit)
    found = []
    for before, after in pairwise(rows):
        among = _parts_of_divided(session, before.parent_id or "", after.valid_from)
        if among and before.valid_to == after.valid_from and after.parent_id:
            found.append(
                PlacementChoice(
                    after.valid_from,
                    among[0].from_id,
                    among,
                    after.parent_id,
                    after.undecided,
                )
            )
    return found


def _parts_of_divided(session: Session, divided: str, day: date) -> list[SuccessionStep]:
    """The part that took the centre first."""
    rows = session.scalars(
        select(OrgUnitSuccession)
        .where(
            col(OrgUnitSuccession.from_id) == divided,
            col(OrgUnitSuccession.on_date) == day,
            col(OrgUnitSuccession.extent) != Extent.WHOLE,
        )
        .order_by(col(OrgUnitSuccession.extent).desc(), col(OrgUnitSuccession.to_id))
    )
    return [SuccessionStep(row.from_id, row.to_id, row.on_date, Extent(row.extent)) for row in rows]


def placement_decisions(session: Session, unit: str) -> Sequence[OrgUnitPlacement]:
    """What people said of this unit, the last first."""
    return session.scalars(
        select(OrgUnitPlacement)
        .where(col(OrgUnitPlacement.org_unit_id) == unit)
        .order_by(col(OrgUnitPlacement.id).desc())
    ).all()


def is_placement_in_force(session: Session, said: OrgUnitPlacement) -> bool:
    """Is this the decision that holds already?"""
    last = next(
        (
            one
            for one in placement_decisions(session, said.org_unit_id)
            if one.on_date == said.on_date
        ),
        None,
    )
    return last is not None and (last.parent_id, last.source) == (said.parent_id, said.source)


def record_placement(session: Session, said: OrgUnitPlacement) -> None:
    """Keep it, and let the unit and all below it stand there from that day on."""
    session.add(said)
    rows = org_unit_history.versions_of_unit(session, said.org_unit_id)
    places = [
        PlaceInTree(row.org_unit_id, row.parent_id, row.valid_from, row.valid_to) for row in rows
    ]
    days = {at.valid_from for at in places_from_day(places, said.on_date)}
    for row in rows:
        if row.valid_from in days:
            _move_unit_row(session, row, said.parent_id)
    org_unit_changing.rebuild_unit_closure(session, said.org_unit_id)


def _move_unit_row(session: Session, row: OrgUnitVersion, parent: str) -> None:
    row.parent_id, row.undecided = parent, False
    session.add(row)
