"""Brings the org units to what the files in forms/ say. Running it again changes nothing.

A unit that the files name has exactly their rows afterwards. Units that they do not name, and
those that an administrator changed, are left alone. No unit is ever removed: records hang on it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from api.domain.org_tree import (
    BrokenTree,
    by_unit,
    closure,
    refuse_two_at_once,
    refuse_what_cannot_be,
)
from api.domain.org_unit import Became, Level, Place, unit_id
from api.domain.succession import of_districts
from api.domain.text import search_key
from api.loading.org_unit_files import AliasLine, SuccessionLine, UnitLine, WrongFile, read
from api.models.by_hand import Matter
from api.models.org_unit import (
    OrgUnit,
    OrgUnitAlias,
    OrgUnitClosure,
    OrgUnitSuccession,
    OrgUnitVersion,
)
from api.queries import by_hand, org_units
from api.queries.replacing import Changes, Row, replace

UNIT_FILES = ("org_units.csv", "former_units.csv", "villages.csv")
DEMONSTRATION_FILE = "demo_org_units.csv"
ALIAS_FILE = "org_unit_aliases.csv"
SUCCESSION_FILE = "succession.csv"


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
    if not said:
        raise WrongFile(f"{folder} has no org units")
    _refuse_what_cannot_be([*said, *shown])
    ids = {key: unit_id(key) for key in {line.key for line in (*said, *shown)}}
    if len(set(ids.values())) < len(ids):
        raise WrongFile("two keys make the same id: write one of the new ones differently")
    taken_over = by_hand.keys(session, Matter.ORG_UNIT)
    ours = set(ids.values()) - taken_over

    def free(rows: Sequence[Row], column: str = "org_unit_id") -> list[Row]:
        return [row for row in rows if row[column] not in taken_over]

    units = replace(session, OrgUnit, free(_units(said, shown, ids), "id"), lambda _: False)
    versions = replace(
        session,
        OrgUnitVersion,
        free([_version(line, ids) for line in (*said, *shown)]),
        lambda row: row["org_unit_id"] in ours,
    )
    return Loaded(
        units=units,
        versions=versions,
        aliases=replace(
            session,
            OrgUnitAlias,
            free([_alias(line, ids) for line in read(folder / ALIAS_FILE, AliasLine)]),
            lambda row: row["org_unit_id"] in ours,
        ),
        successions=replace(
            session,
            OrgUnitSuccession,
            free(
                _successions(list(read(folder / SUCCESSION_FILE, SuccessionLine)), said, ids),
                "from_id",
            ),
            lambda row: row["from_id"] in ours,
        ),
        closure=rebuild_closure(session) if versions.touched else Changes(),
    )


def rebuild_closure(session: Session) -> Changes:
    """Make the closure from every unit's rows, also those that no file names."""
    try:
        rows = closure(org_units.places(session))
    except BrokenTree as error:
        raise WrongFile(str(error)) from error
    return replace(session, OrgUnitClosure, [row._asdict() for row in rows])


def _refuse_what_cannot_be(lines: Sequence[UnitLine]) -> None:
    """Before anything is written, and by the keys of the files rather than by ids."""
    codes = [
        Place(f"{line.level} {line.code}", None, line.valid_from, line.valid_to)
        for line in lines
        if line.code
    ]
    places = [
        Place(line.key, line.parent or None, line.valid_from, line.valid_to) for line in lines
    ]
    try:
        refuse_two_at_once(by_unit(codes))
        refuse_what_cannot_be(by_unit(places))
    except BrokenTree as error:
        raise WrongFile(str(error)) from error


def _units(
    said: Sequence[UnitLine], shown: Sequence[UnitLine], ids: Mapping[str, str]
) -> list[Row]:
    lines: defaultdict[str, list[UnitLine]] = defaultdict(list)
    for line in (*said, *shown):
        lines[line.key].append(line)
    illustrative = {line.key for line in shown}
    return [_unit(key, ids[key], rows, key in illustrative) for key, rows in lines.items()]


def _unit(key: str, unit: str, lines: Sequence[UnitLine], illustrative: bool) -> Row:
    days = [line.opened_on or line.valid_from for line in lines]
    ends = [line.valid_to for line in lines]
    return {
        "id": unit,
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


def _successions(
    steps: Sequence[SuccessionLine], units: Sequence[UnitLine], ids: Mapping[str, str]
) -> list[Row]:
    """What the file says, and what follows of it for the districts."""
    said = [
        Became(_known(line.from_key, ids), _known(line.to_key, ids), line.on_date, line.extent)
        for line in steps
    ]
    places = [
        Place(ids[line.key], ids.get(line.parent), line.valid_from, line.valid_to) for line in units
    ]
    districts = {ids[line.key] for line in units if line.level is Level.DISTRICT}
    follow = of_districts(districts, places, said)
    sources = [line.source for line in steps] + [""] * len(follow)
    return [
        step._asdict() | {"source": source}
        for step, source in zip([*said, *follow], sources, strict=True)
    ]


def _known(key: str, ids: Mapping[str, str]) -> str:
    try:
        return ids[key]
    except KeyError as error:
        raise WrongFile(f"no file has a unit with the key {key}") from error
