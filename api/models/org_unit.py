"""Org units and their dated rows. What changes in the world is a new row; the id never changes."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from api.domain.org_unit import Extent, Level

VALID_DAYS_ORDERED = "valid_to IS NULL OR valid_to > valid_from"


class OrgUnit(SQLModel, table=True):
    """One unit through all its names, codes and places. `key` is what the id was made of."""

    __tablename__ = "org_unit"
    __table_args__ = (
        CheckConstraint("closed_on IS NULL OR closed_on > opened_on", name="org_unit_days"),
    )

    id: str = Field(primary_key=True, max_length=11)
    key: str = Field(unique=True, max_length=200)
    opened_on: date
    closed_on: date | None = None
    illustrative: bool = False


class OrgUnitVersion(SQLModel, table=True):
    """What a unit was called and where it stood, from the first day up to and without the last.

    `undecided`: its commune was divided and nobody has said yet which part it went to; the
    parent is then only where the commune's centre went.
    """

    __tablename__ = "org_unit_version"
    __table_args__ = (
        CheckConstraint(VALID_DAYS_ORDERED, name="org_unit_version_days"),
        CheckConstraint(
            "level IN ('nation', 'province', 'district', 'commune', 'village', 'facility')",
            name="org_unit_version_level",
        ),
        CheckConstraint(
            "(parent_id IS NULL) = (level = 'nation') AND parent_id <> org_unit_id",
            name="org_unit_version_parent",
        ),
        CheckConstraint("lat BETWEEN -90 AND 90", name="org_unit_version_lat"),
        CheckConstraint("lon BETWEEN -180 AND 180", name="org_unit_version_lon"),
        UniqueConstraint("level", "code", "valid_from", name="org_unit_version_code_once"),
        Index(
            "org_unit_version_one_open",
            "org_unit_id",
            unique=True,
            sqlite_where=text("valid_to IS NULL"),
            postgresql_where=text("valid_to IS NULL"),
        ),
        Index(
            "org_unit_version_open_code",
            "level",
            "code",
            unique=True,
            sqlite_where=text("valid_to IS NULL"),
            postgresql_where=text("valid_to IS NULL"),
        ),
        Index("org_unit_version_by_code", "code", "valid_from"),
        Index("org_unit_version_by_parent", "parent_id", "valid_from"),
        Index("org_unit_version_by_name", "name_key"),
    )

    org_unit_id: str = Field(foreign_key="org_unit.id", primary_key=True)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None = None
    level: Level = Field(sa_type=String)
    parent_id: str | None = Field(default=None, foreign_key="org_unit.id")
    code: str | None = Field(default=None, max_length=20)
    kind: str = Field(default="", max_length=40)
    name: str = Field(max_length=200)
    name_key: str = Field(max_length=200)
    lat: float | None = None
    lon: float | None = None
    area_km2: float | None = None
    undecided: bool = False
    source: str = ""
    note: str = ""


class OrgUnitAlias(SQLModel, table=True):
    """Another way in which somebody writes a unit's name, and who does."""

    __tablename__ = "org_unit_alias"

    org_unit_id: str = Field(foreign_key="org_unit.id", primary_key=True)
    name: str = Field(primary_key=True, max_length=200)
    name_key: str = Field(max_length=200, index=True)
    source: str = ""


class OrgUnitSuccession(SQLModel, table=True):
    """Which unit became which, on which day, and whether wholly."""

    __tablename__ = "org_unit_succession"
    __table_args__ = (
        CheckConstraint("from_id <> to_id", name="org_unit_succession_two"),
        CheckConstraint(
            "extent IN ('whole', 'part', 'part, default')", name="org_unit_succession_extent"
        ),
    )

    from_id: str = Field(foreign_key="org_unit.id", primary_key=True)
    to_id: str = Field(foreign_key="org_unit.id", primary_key=True, index=True)
    on_date: date
    extent: Extent = Field(sa_type=String)
    source: str = ""


class OrgUnitClosure(SQLModel, table=True):
    """What lay below a unit, and while it did; itself at depth 0. Made from the versions."""

    __tablename__ = "org_unit_closure"
    __table_args__ = (
        CheckConstraint(VALID_DAYS_ORDERED, name="org_unit_closure_days"),
        CheckConstraint(
            "(depth = 0) = (ancestor_id = descendant_id)", name="org_unit_closure_self"
        ),
        Index("org_unit_closure_upwards", "descendant_id", "depth"),
        {"sqlite_with_rowid": False},
    )

    ancestor_id: str = Field(foreign_key="org_unit.id", primary_key=True)
    descendant_id: str = Field(foreign_key="org_unit.id", primary_key=True)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None = None
    depth: int
