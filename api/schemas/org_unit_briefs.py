"""Org units as administrators read them beside something else: named, and where they stand."""

from typing import Self

from api.domain.org_unit import Level
from api.models.org_unit import OrgUnitVersion
from api.queries.org_unit_history import DescribedUnit
from api.schemas.wire import WireModel


class NamedUnit(WireModel):
    """A unit by the name that it had then."""

    id: str
    code: str | None
    kind: str
    name: str
    level: Level

    @classmethod
    def from_version(cls, row: OrgUnitVersion) -> Self:
        """As it was while this row held."""
        return cls(id=row.org_unit_id, code=row.code, kind=row.kind, name=row.name, level=row.level)


class UnitBrief(WireModel):
    """A unit, and where it stands in words."""

    id: str
    code: str | None
    kind: str
    name: str
    level: Level
    lineage: str

    @classmethod
    def from_described(cls, one: DescribedUnit) -> Self:
        """By the name that it had on the day for which it was described."""
        row = one.row
        return cls(
            id=row.org_unit_id,
            code=row.code,
            kind=row.kind,
            name=row.name,
            level=row.level,
            lineage=one.lineage,
        )
