"""A unit as a file names it: by its code, its name and a day. Codes and names are used again."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from api.domain.org_unit import Level
from api.domain.placed import PlacedUnit
from api.models.org_unit import OrgUnitAlias
from api.queries import org_units


def unit_id_from_columns(session: Session, said: Mapping[str, str]) -> str:
    """The id of the unit in the columns org_unit_level, _code, _name and _on. Raises ValueError.

    What has no code of its own, a village, is named by the code of its commune. The name must be
    the one of that day, or one of the ways in which it is written elsewhere.
    """
    day, level = date.fromisoformat(said["org_unit_on"]), Level(said["org_unit_level"])
    code, name = said["org_unit_code"], said["org_unit_name"]
    if level in {Level.VILLAGE, Level.FACILITY}:
        above = org_units.find_unit_by_code(session, code, day, Level.COMMUNE)
        below = org_units.child_units(session, above.id, day) if above else []
        fits = [
            unit for unit in below if unit.level == level and _is_name_of_unit(session, unit, name)
        ]
    else:
        found = org_units.find_unit_by_code(session, code, day, level)
        fits = [found] if found and _is_name_of_unit(session, found, name) else []
    if len(fits) != 1:
        raise ValueError(f"no unit {level} {code} {name} on {day}")
    return fits[0].id


def _is_name_of_unit(session: Session, unit: PlacedUnit, name: str) -> bool:
    aliases = select(col(OrgUnitAlias.name)).where(col(OrgUnitAlias.org_unit_id) == unit.id)
    return name == unit.name or name in session.scalars(aliases).all()
