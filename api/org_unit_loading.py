"""Brings the org units to what the files in forms/ say. Running it again changes nothing.

A unit that the files name has exactly their rows afterwards. Units that they do not name, added
by an administrator, are left alone. No unit is ever removed: records hang on it.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from sqlmodel import Session

from api.domain.org_tree import BrokenTree, closure
from api.domain.org_unit import Extent, Level, unit_id
from api.domain.text import nfc, search_key
from api.models.org_unit import (
    OrgUnit,
    OrgUnitAlias,
    OrgUnitClosure,
    OrgUnitSuccession,
    OrgUnitVersion,
)
from api.queries import org_units
from api.queries.replacing import Changes, Row, replace

UNIT_FILES = ("org_units.csv", "villages.csv")
DEMONSTRATION_FILE = "demo_org_units.csv"
ALIAS_FILE = "org_unit_aliases.csv"
SUCCESSION_FILE = "succession.csv"


class WrongFile(ValueError):
    """A line of a file cannot be loaded; the message says which and why. Nothing was kept."""


def _clean(said: object) -> object:
    text = nfc(said).strip() if isinstance(said, str) else said
    return text or None


Text = Annotated[str, BeforeValidator(lambda said: _clean(said) or "")]
Flag = Annotated[bool, BeforeValidator(lambda said: _clean(said) or False)]
Day = Annotated[date | None, BeforeValidator(_clean)]
Number = Annotated[float | None, BeforeValidator(_clean)]


class Line(BaseModel):
    """A line of a file: every column that we know, and no other."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class UnitLine(Line):
    """One dated row of a unit. `key` is never corrected: the id is made of it."""

    key: str
    level: Level
    code: Annotated[str | None, BeforeValidator(_clean)]
    kind: Text
    name: Text
    parent: Text
    valid_from: date
    valid_to: Day
    opened_on: Day
    lat: Number
    lon: Number
    area_km2: Number
    undecided: Flag
    source: Text
    note: Text


class AliasLine(Line):
    """Another way to write the name of the unit with this key."""

    key: str
    name: Text
    source: Text


class SuccessionLine(Line):
    """The unit with the first key became the one with the second."""

    from_key: str
    to_key: str
    on_date: date
    extent: Extent
    source: Text


AnyLine = TypeVar("AnyLine", bound=Line)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of each table."""

    units: Changes
    versions: Changes
    aliases: Changes
    successions: Changes
    closure: Changes

    @property
    def touched(self) -> int:
        """Rows that are not as they were before; 0 when everything was loaded already."""
        return sum(changes.touched for changes in self._tables())

    def _tables(self) -> Sequence[Changes]:
        return self.units, self.versions, self.aliases, self.successions, self.closure


def load(session: Session, folder: Path, *, demonstration: bool = False) -> Loaded:
    """Load every file of the folder, with the illustrative units only for a demonstration.

    Raises WrongFile; the caller's transaction must then not be kept.
    """
    said = [line for name in UNIT_FILES for line in read(folder / name, UnitLine)]
    shown = list(read(folder / DEMONSTRATION_FILE, UnitLine)) if demonstration else []
    ids = {line.key: unit_id(line.key) for line in (*said, *shown)}
    ours = set(ids.values())
    if len(ours) < len(ids):
        raise WrongFile("two keys make the same id: write one of the new ones differently")
    return Loaded(
        units=replace(session, OrgUnit, _units(said, shown), lambda _: False),
        versions=replace(
            session,
            OrgUnitVersion,
            [_version(line, ids) for line in (*said, *shown)],
            lambda row: row["org_unit_id"] in ours,
        ),
        aliases=replace(
            session,
            OrgUnitAlias,
            [_alias(line, ids) for line in read(folder / ALIAS_FILE, AliasLine)],
            lambda row: row["org_unit_id"] in ours,
        ),
        successions=replace(
            session,
            OrgUnitSuccession,
            [_succession(line, ids) for line in read(folder / SUCCESSION_FILE, SuccessionLine)],
            lambda row: row["from_id"] in ours,
        ),
        closure=rebuild_closure(session),
    )


def rebuild_closure(session: Session) -> Changes:
    """Make the closure from every unit's rows, also those that no file names."""
    try:
        rows = closure(org_units.places(session))
    except BrokenTree as error:
        raise WrongFile(str(error)) from error
    return replace(session, OrgUnitClosure, [row._asdict() for row in rows])


def read(file: Path, kind: type[AnyLine]) -> Iterator[AnyLine]:
    """The lines of a CSV file with a header; none when there is no such file."""
    if not file.exists():
        return
    with file.open(encoding="utf-8-sig", newline="") as opened:
        for number, row in enumerate(csv.DictReader(opened), start=2):
            try:
                yield kind.model_validate(row)
            except ValidationError as error:
                first = error.errors(include_url=False)[0]
                place = ".".join(str(part) for part in first["loc"])
                raise WrongFile(f"{file.name} line {number}: {place}: {first['msg']}") from error


def _units(said: Sequence[UnitLine], shown: Sequence[UnitLine]) -> list[Row]:
    lines: defaultdict[str, list[UnitLine]] = defaultdict(list)
    for line in (*said, *shown):
        lines[line.key].append(line)
    illustrative = {line.key for line in shown}
    return [_unit(key, rows, key in illustrative) for key, rows in lines.items()]


def _unit(key: str, lines: Sequence[UnitLine], illustrative: bool) -> Row:
    days = [line.opened_on or line.valid_from for line in lines]
    ends = [line.valid_to for line in lines]
    return {
        "id": unit_id(key),
        "key": key,
        "opened_on": min(days),
        "closed_on": None if None in ends else max(end for end in ends if end),
        "illustrative": illustrative,
    }


def _version(line: UnitLine, ids: Mapping[str, str]) -> Row:
    said = line.model_dump(exclude={"key", "parent", "opened_on"})
    return said | {
        "org_unit_id": ids[line.key],
        "parent_id": _known(line.parent, ids) if line.parent else None,
        "name_key": search_key(line.name),
    }


def _alias(line: AliasLine, ids: Mapping[str, str]) -> Row:
    return {
        "org_unit_id": _known(line.key, ids),
        "name": line.name,
        "name_key": search_key(line.name),
        "source": line.source,
    }


def _succession(line: SuccessionLine, ids: Mapping[str, str]) -> Row:
    return {
        "from_id": _known(line.from_key, ids),
        "to_id": _known(line.to_key, ids),
        "on_date": line.on_date,
        "extent": line.extent,
        "source": line.source,
    }


def _known(key: str, ids: Mapping[str, str]) -> str:
    try:
        return ids[key]
    except KeyError as error:
        raise WrongFile(f"no file has a unit with the key {key}") from error
