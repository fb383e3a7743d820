"""Placements of a unit as people read them: each unit by the name that it had on that day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from api.models.org_unit import OrgUnitVersion
from api.models.org_unit_placement import OrgUnitPlacement
from api.queries import org_unit_history, org_unit_placements, users
from api.queries.org_unit_history import ONE_DAY
from api.queries.org_unit_placements import PlacementChoice


@dataclass(frozen=True, slots=True)
class NamedPlacementChoice:
    """A choice; `among` names what the divided unit became, in the order of the choice."""

    choice: PlacementChoice
    divided: OrgUnitVersion
    among: Sequence[OrgUnitVersion]
    parent: OrgUnitVersion


@dataclass(frozen=True, slots=True)
class NamedPlacement:
    """A decision, and whether it is the one that holds for its day."""

    row: OrgUnitPlacement
    parent: OrgUnitVersion
    in_force: bool


@dataclass(frozen=True, slots=True)
class UnitPlacements:
    """What may be said of a unit and what was, the last first.

    `deciders` names who decided, None where the asker is not to know.
    """

    choices: Sequence[NamedPlacementChoice]
    decisions: Sequence[NamedPlacement]
    deciders: Mapping[int, str] | None


def placements_of_unit(session: Session, unit: str, *, with_deciders: bool) -> UnitPlacements:
    """Where a unit of a divided commune may have gone, and what people said of it."""
    choices = org_unit_placements.find_placement_choices(session, unit)
    said = org_unit_placements.placement_decisions(session, unit)
    last: dict[date, int | None] = {}
    for one in said:
        last.setdefault(one.on_date, one.id)
    return UnitPlacements(
        [_name_choice(session, choice) for choice in choices],
        [
            NamedPlacement(
                one,
                _version_on_day(session, one.parent_id, one.on_date),
                last[one.on_date] == one.id,
            )
            for one in said
        ],
        users.find_display_names(session, {one.decided_by_id for one in said})
        if with_deciders
        else None,
    )


def _name_choice(session: Session, choice: PlacementChoice) -> NamedPlacementChoice:
    return NamedPlacementChoice(
        choice,
        _version_on_day(session, choice.divided, choice.on_date - ONE_DAY),
        [_version_on_day(session, step.to_id, choice.on_date) for step in choice.among],
        _version_on_day(session, choice.parent, choice.on_date),
    )


def _version_on_day(session: Session, unit: str, day: date) -> OrgUnitVersion:
    return org_unit_history.versions_on_days(session, {unit: day})[unit]
