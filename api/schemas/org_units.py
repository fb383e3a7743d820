"""Org units as they go on the wire. A former unit says the last day on which it stood: `until`."""

from collections.abc import Container, Iterable, Mapping
from datetime import date
from typing import Any, Self

from pydantic import Field, TypeAdapter

from api.domain.org_unit import Extent, Level
from api.domain.placed import PlacedUnit
from api.queries.named_placements import NamedPlacement, NamedPlacementChoice, UnitPlacements
from api.queries.org_unit_history import DescribedUnit, NamedSuccession
from api.schemas.briefs import PersonBrief
from api.schemas.org_unit_briefs import NamedUnit
from api.schemas.wire import Instant, WireModel


class OrgUnitLine(WireModel):
    """A unit in a list, as it stood on the day asked for, or on its last one."""

    id: str
    code: str | None
    kind: str
    name: str
    level: Level
    parent_id: str | None
    lineage: str
    undecided: bool
    within: bool
    until: date | None

    @classmethod
    def from_unit(
        cls, unit: PlacedUnit, lineage: str, *, within: bool, until: date | None = None
    ) -> Self:
        """`within`: in the asker's reach, not only over it."""
        return cls(**_line_fields(unit, lineage, within, until))


def make_unit_lines(
    units: Iterable[PlacedUnit], lineages: Mapping[str, str], within: Container[str]
) -> list[OrgUnitLine]:
    """A whole tree: thousands of lines are checked in one call, which takes half the time."""
    return _UNIT_LINES.validate_python(
        [_line_fields(unit, lineages[unit.id], unit.id in within, None) for unit in units]
    )


_UNIT_LINES = TypeAdapter(list[OrgUnitLine])


def _line_fields(
    unit: PlacedUnit, lineage: str, within: bool, until: date | None
) -> dict[str, Any]:
    return {
        "id": unit.id,
        "code": unit.code,
        "kind": unit.kind,
        "name": unit.name,
        "level": unit.level,
        "parent_id": unit.parent_id,
        "lineage": lineage,
        "undecided": unit.undecided,
        "within": within,
        "until": until,
    }


class UnitVersion(WireModel):
    """One dated row, with what it stood in on its first day."""

    valid_from: date
    valid_to: date | None
    level: Level
    code: str | None
    kind: str
    name: str
    parent_id: str | None
    lineage: str
    undecided: bool
    lat: float | None
    lon: float | None
    area_km2: float | None
    source: str
    note: str

    @classmethod
    def from_described(cls, one: DescribedUnit) -> Self:
        """A row that was described for its first day."""
        row = one.row
        return cls(
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            level=row.level,
            code=row.code,
            kind=row.kind,
            name=row.name,
            parent_id=row.parent_id,
            lineage=one.lineage,
            undecided=row.undecided,
            lat=row.lat,
            lon=row.lon,
            area_km2=row.area_km2,
            source=row.source,
            note=row.note,
        )


class UnitAlias(WireModel):
    """Another name, and where it is written."""

    name: str
    source: str


class UnitSuccession(WireModel):
    """Each side by the name that it had then: the old one on its last day, the new on its first."""

    from_unit: NamedUnit = Field(alias="from")
    to: NamedUnit
    on_date: date
    extent: Extent

    @classmethod
    def from_step(cls, one: NamedSuccession) -> Self:
        """On that day all or a part of one went into the other."""
        return cls(
            from_unit=NamedUnit.from_version(one.old),
            to=NamedUnit.from_version(one.new),
            on_date=one.step.on_date,
            extent=one.step.extent,
        )


class UnitSuccessor(WireModel):
    """What a part of a divided unit became."""

    org_unit: NamedUnit
    extent: Extent


class PlacementOption(WireModel):
    """A commune that it lay in was divided: where it may have gone, and is taken to stand."""

    on_date: date
    divided: NamedUnit
    among: list[UnitSuccessor]
    parent: NamedUnit
    undecided: bool

    @classmethod
    def from_choice(cls, found: NamedPlacementChoice) -> Self:
        """`among` in the order of the choice."""
        return cls(
            on_date=found.choice.on_date,
            divided=NamedUnit.from_version(found.divided),
            among=[
                UnitSuccessor(org_unit=NamedUnit.from_version(row), extent=step.extent)
                for step, row in zip(found.choice.among, found.among, strict=True)
            ],
            parent=NamedUnit.from_version(found.parent),
            undecided=found.choice.undecided,
        )


class PlacementDecision(WireModel):
    """Where somebody said that it went. Who, is told to those who administer the unit."""

    id: int
    on_date: date
    parent: NamedUnit
    source: str
    decided_at: Instant
    decided_by: PersonBrief | None
    in_force: bool

    @classmethod
    def from_placement(cls, found: NamedPlacement, deciders: Mapping[int, str] | None) -> Self:
        """`deciders` are names by id, None where they are not told."""
        row, by = found.row, found.row.decided_by_id
        return cls(
            id=row.id or 0,
            on_date=row.on_date,
            parent=NamedUnit.from_version(found.parent),
            source=row.source,
            decided_at=row.decided_at,
            decided_by=None
            if deciders is None
            else PersonBrief(id=by, display_name=deciders.get(by, "")),
            in_force=found.in_force,
        )


class PlacementOverview(WireModel):
    """Where a unit of a divided commune may have gone, and what people said of it."""

    id: str
    choices: list[PlacementOption]
    placements: list[PlacementDecision]

    @classmethod
    def from_placements(cls, unit_id: str, found: UnitPlacements) -> Self:
        """The last decision first."""
        return cls(
            id=unit_id,
            choices=[PlacementOption.from_choice(choice) for choice in found.choices],
            placements=[
                PlacementDecision.from_placement(decision, found.deciders)
                for decision in found.decisions
            ],
        )


class UnitDetail(WireModel):
    """All that a unit ever was, what became of it and where it came from."""

    id: str
    opened_on: date
    closed_on: date | None
    illustrative: bool
    on_day: OrgUnitLine | None
    versions: list[UnitVersion]
    aliases: list[UnitAlias]
    divided: bool
    became: list[UnitSuccession]
    came_from: list[UnitSuccession]
    choices: list[PlacementOption]
    placements: list[PlacementDecision]


class ChangedUnit(WireModel):
    """The unit that was made or changed."""

    id: str
