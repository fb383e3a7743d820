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
    BrokenOrgTree,
    build_closure_table,
    places_by_unit,
    refuse_broken_tree,
    refuse_overlapping_places,
)
from api.domain.org_unit import Level, PlaceInTree, SuccessionStep, derive_unit_id
from api.domain.succession import district_successions
from api.domain.text import search_key
from api.loading.org_unit_files import (
    AliasLine,
    SuccessionLine,
    UnitLine,
    WrongUnitFile,
    read_unit_file,
)
from api.models.by_hand import ByHandKind
from api.models.org_unit import (
    OrgUnit,
    OrgUnitAlias,
    OrgUnitClosure,
    OrgUnitSuccession,
    OrgUnitVersion,
)
from api.queries import by_hand, org_units
from api.queries.replacing import RowChanges, TableRow, replace_rows

UNIT_FILES = ("org_units.csv", "former_units.csv", "villages.csv")
DEMONSTRATION_FILE = "demo_org_units.csv"
ALIAS_FILE = "org_unit_aliases.csv"
SUCCESSION_FILE = "succession.csv"


@dataclass(frozen=True, slots=True)
class LoadedOrgUnits:
    """What became of each table."""

    units: RowChanges
    versions: RowChanges
    aliases: RowChanges
    successions: RowChanges
    closure: RowChanges

    @property
    def touched(self) -> int:
        """Rows that are not as they were before; 0 when everything was loaded already."""
        return sum(changes.touched for changes in self._tables())

    def _tables(self) -> Sequence[RowChanges]:
        return self.units, self.versions, self.aliases, self.successions, self.closure


def load_org_units(
    session: Session, folder: Path, *, demonstration: bool = False
) -> LoadedOrgUnits:
    """Load every file of the folder, with the illustrative units only for a demonstration.

    Raises WrongFile; the caller's transaction must then not be kept.
    """
    said = [line for name in UNIT_FILES for line in read_unit_file(folder / name, UnitLine)]
    shown = list(read_unit_file(folder / DEMONSTRATION_FILE, UnitLine)) if demonstration else []
    if not said:
        raise WrongUnitFile(f"{folder} has no org units")
    _refuse_broken_unit_files([*said, *shown])
    ids = {key: derive_unit_id(key) for key in {line.key for line in (*said, *shown)}}
    if len(set(ids.values())) < len(ids):
        raise WrongUnitFile("two keys make the same id: write one of the new ones differently")
    taken_over = by_hand.keys_taken_over(session, ByHandKind.ORG_UNIT)
    ours = set(ids.values()) - taken_over

    def free(rows: Sequence[TableRow], column: str = "org_unit_id") -> list[TableRow]:
        return [row for row in rows if row[column] not in taken_over]

    units = replace_rows(
        session, OrgUnit, free(_org_unit_rows(said, shown, ids), "id"), lambda _: False
    )
    versions = replace_rows(
        session,
        OrgUnitVersion,
        free([_org_unit_version_row(line, ids) for line in (*said, *shown)]),
        lambda row: row["org_unit_id"] in ours,
    )
    return LoadedOrgUnits(
        units=units,
        versions=versions,
        aliases=replace_rows(
            session,
            OrgUnitAlias,
            free(
                [_alias_row(line, ids) for line in read_unit_file(folder / ALIAS_FILE, AliasLine)]
            ),
            lambda row: row["org_unit_id"] in ours,
        ),
        successions=replace_rows(
            session,
            OrgUnitSuccession,
            free(
                _succession_rows(
                    list(read_unit_file(folder / SUCCESSION_FILE, SuccessionLine)), said, ids
                ),
                "from_id",
            ),
            lambda row: row["from_id"] in ours,
        ),
        closure=rebuild_closure(session) if versions.touched else RowChanges(),
    )


def rebuild_closure(session: Session) -> RowChanges:
    """Make the closure from every unit's rows, also those that no file names."""
    try:
        rows = build_closure_table(org_units.all_unit_places(session))
    except BrokenOrgTree as error:
        raise WrongUnitFile(str(error)) from error
    return replace_rows(session, OrgUnitClosure, [row._asdict() for row in rows])


def _refuse_broken_unit_files(lines: Sequence[UnitLine]) -> None:
    """Before anything is written, and by the keys of the files rather than by ids."""
    codes = [
        PlaceInTree(f"{line.level} {line.code}", None, line.valid_from, line.valid_to)
        for line in lines
        if line.code
    ]
    places = [
        PlaceInTree(line.key, line.parent or None, line.valid_from, line.valid_to) for line in lines
    ]
    try:
        refuse_overlapping_places(places_by_unit(codes))
        refuse_broken_tree(places_by_unit(places))
    except BrokenOrgTree as error:
        raise WrongUnitFile(str(error)) from error


def _org_unit_rows(
    said: Sequence[UnitLine], shown: Sequence[UnitLine], ids: Mapping[str, str]
) -> list[TableRow]:
    lines: defaultdict[str, list[UnitLine]] = defaultdict(list)
    for line in (*said, *shown):
        lines[line.key].append(line)
    illustrative = {line.key for line in shown}
    return [_org_unit_row(key, ids[key], rows, key in illustrative) for key, rows in lines.items()]


def _org_unit_row(key: str, unit: str, lines: Sequence[UnitLine], illustrative: bool) -> TableRow:
    days = [line.opened_on or line.valid_from for line in lines]
    ends = [line.valid_to for line in lines]
    return {
        "id": unit,
        "key": key,
        "opened_on": min(days),
        "closed_on": None if None in ends else max(end for end in ends if end),
        "illustrative": illustrative,
    }


def _org_unit_version_row(line: UnitLine, ids: Mapping[str, str]) -> TableRow:
    said = line.model_dump(exclude={"key", "parent", "opened_on"})
    return said | {
        "org_unit_id": ids[line.key],
        "parent_id": _unit_id_by_key(line.parent, ids) if line.parent else None,
        "name_key": search_key(line.name),
    }


def _alias_row(line: AliasLine, ids: Mapping[str, str]) -> TableRow:
    return {
        "org_unit_id": _unit_id_by_key(line.key, ids),
        "name": line.name,
        "name_key": search_key(line.name),
        "source": line.source,
    }


def _succession_rows(
    steps: Sequence[SuccessionLine], units: Sequence[UnitLine], ids: Mapping[str, str]
) -> list[TableRow]:
    """What the file says, and what follows of it for the districts."""
    said = [
        SuccessionStep(
            _unit_id_by_key(line.from_key, ids),
            _unit_id_by_key(line.to_key, ids),
            line.on_date,
            line.extent,
        )
        for line in steps
    ]
    places = [
        PlaceInTree(ids[line.key], ids.get(line.parent), line.valid_from, line.valid_to)
        for line in units
    ]
    districts = {ids[line.key] for line in units if line.level is Level.DISTRICT}
    follow = district_successions(districts, places, said)
    sources = [line.source for line in steps] + [""] * len(follow)
    return [
        step._asdict() | {"source": source}
        for step, source in zip([*said, *follow], sources, strict=True)
    ]


def _unit_id_by_key(key: str, ids: Mapping[str, str]) -> str:
    try:
        return ids[key]
    except KeyError as error:
        raise WrongUnitFile(f"no file has a unit with the key {key}") from error
