"""Cells as people write them: days in two ways, units by id or code, names that are no formulas."""

import re
from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from api.access.administers import Administrator
from api.domain.csv_table import is_formula
from api.domain.placed import PlacedUnit
from api.domain.text import search_key
from api.importing.report import LineError
from api.queries import org_unit_history, org_units

VIETNAMESE_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
# How long codes are, by what Excel leaves of them when it takes them for numbers.
FULL_CODE_LENGTHS = {1: 2, 3: 5, 4: 5}


def parse_day_cell(cells: Mapping[str, str], column: str) -> date | None:
    """2026-11-21 or 21/11/2026: the day first, as it is written here. Raises LineError."""
    text = cells.get(column, "")
    if not text:
        return None
    found = VIETNAMESE_DAY.fullmatch(text)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(text)
    except ValueError as error:
        raise LineError("dayWrong", column) from error


def refuse_formulas(cells: Mapping[str, str], *columns: str) -> None:
    """Names are names. Raises LineError."""
    for column in columns:
        if is_formula(cells.get(column, "")):
            raise LineError("formulaCell", column)


class UnitLookup:
    """The units that a file names, each looked for once."""

    def __init__(self, admin: Administrator) -> None:
        self.admin = admin
        self._found: dict[tuple[str, str], str] = {}

    def named(self, session: Session, cells: Mapping[str, str], column: str = "org_unit") -> str:
        """The id of a unit within reach, by id or by today's code; `village` is directly below it.

        Raises LineError.
        """
        key = cells.get(column, ""), cells.get("village", "")
        if key not in self._found:
            self._found[key] = self._look_for(session, *key, column)
        return self._found[key]

    def that_was(self, session: Session, cells: Mapping[str, str], column: str, day: date) -> str:
        """The id of a unit that is no more and all of which lies within reach now.

        By id, or by the code that it had that day. Raises LineError.
        """
        found = _unit_id_by_text(session, cells[column], day)
        unit = org_unit_history.find_org_unit(session, found) if found else None
        if unit is None or unit.closed_on is None:
            raise LineError("unitUnknown", column)
        if not self.admin.reaches_closed(session, unit.id):
            raise LineError("unitUnknown", column)
        return unit.id

    def _look_for(self, session: Session, text: str, village: str, column: str) -> str:
        if not text:
            raise LineError("missing", column)
        found = _unit_id_by_text(session, text, self.admin.day)
        if found is None or not self.admin.reached(session, [found]):
            raise LineError("unitUnknown", column)
        return _child_by_name(session, self.admin, found, village) if village else found


def _child_by_name(session: Session, admin: Administrator, unit: str, village: str) -> str:
    named = [
        child.id
        for child in org_units.child_units(session, unit, admin.day)
        if search_key(village) in {search_key(child.name), search_key(child.full_name)}
    ]
    if len(named) != 1:
        raise LineError("unitUnknown", "village", found=len(named))
    return named[0]


def _unit_id_by_text(session: Session, text: str, day: date) -> str | None:
    if org_unit_history.find_org_unit(session, text) is not None:
        return text
    found = _unit_by_padded_code(session, text, day)
    return found.id if found else None


def _unit_by_padded_code(session: Session, text: str, day: date) -> PlacedUnit | None:
    if not (text.isascii() and text.isalnum()):
        return None
    full = (
        text.zfill(FULL_CODE_LENGTHS[len(text)])
        if text.isdecimal() and len(text) in FULL_CODE_LENGTHS
        else text
    )
    for code in dict.fromkeys((text, full)):
        found = org_units.find_unit_by_code(session, code, day)
        if found is not None:
            return found
    return None
