"""Where units stood on a day, and whether one lies within somebody's reach. Indexed look-ups."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Date, Select, and_, bindparam, or_, select
from sqlmodel import Session, col

from api.domain.org_unit import Level, PlaceInTree
from api.domain.placed import LEVEL_RANK, PlacedUnit, in_level_order, in_tree_order, lineage_words
from api.models.org_unit import OrgUnitClosure as Closure
from api.models.org_unit import OrgUnitVersion as Version
from api.queries.ready import PreparedStatement, Transaction, connection_of

_UNIT_COLUMNS: list[Any] = [
    col(Version.org_unit_id),
    col(Version.code),
    col(Version.kind),
    col(Version.name),
    col(Version.level),
    col(Version.parent_id),
    col(Version.undecided),
    col(Version.lat),
    col(Version.lon),
]


def valid_on_day(
    model: type[Version] | type[Closure], day: date | BindParameter[date]
) -> ColumnElement[bool]:
    """The condition that a dated row holds on that day."""
    return and_(
        col(model.valid_from) <= day, or_(col(model.valid_to).is_(None), col(model.valid_to) > day)
    )


def at_or_below_condition(roots: Sequence[str], day: date) -> ColumnElement[bool]:
    """The condition that a unit lay at or below one of these that day."""
    under = select(col(Closure.descendant_id)).where(
        col(Closure.ancestor_id).in_(roots), valid_on_day(Closure, day)
    )
    return col(Version.org_unit_id).in_(under)


def select_unit_rows() -> Select[Any]:
    """Every row of every unit; the caller narrows it."""
    return select(*_UNIT_COLUMNS)


def select_units_on_day(day: date | BindParameter[date]) -> Select[Any]:
    """Every unit of that day; the caller narrows it."""
    return select_unit_rows().where(valid_on_day(Version, day))


def fetch_placed_units(session: Session, chosen: Select[Any], **said: object) -> list[PlacedUnit]:
    """The rows of an `on_day` statement."""
    return [placed_from_row(row) for row in session.execute(chosen, said)]


def placed_from_row(row: Sequence[Any]) -> PlacedUnit:
    """A row of `units` or `on_day`."""
    unit, code, kind, name, level, *rest = row
    return PlacedUnit(unit, code, kind, name, Level(level), *rest)


# Asked for with every record that arrives, so built once: building takes longer than answering.
_DAY_PARAMETER = bindparam("day", type_=Date())
_SELECT_UNIT_ON_DAY = PreparedStatement(
    select_units_on_day(_DAY_PARAMETER).where(col(Version.org_unit_id) == bindparam("unit"))
)
_SELECT_ANCESTOR_IDS = PreparedStatement(
    select(col(Closure.ancestor_id))
    .where(col(Closure.descendant_id) == bindparam("unit"), valid_on_day(Closure, _DAY_PARAMETER))
    .order_by(col(Closure.depth))
)
_SELECT_AT_OR_BELOW = select(col(Closure.descendant_id)).where(
    col(Closure.descendant_id).in_(bindparam("units", expanding=True)),
    col(Closure.ancestor_id).in_(bindparam("roots", expanding=True)),
    valid_on_day(Closure, _DAY_PARAMETER),
)


def find_unit_on_day(at: Transaction, unit: str, day: date) -> PlacedUnit | None:
    """What a unit was that day; None when it did not exist."""
    row = _SELECT_UNIT_ON_DAY.first(at, unit=unit, day=day)
    return placed_from_row(row) if row else None


def find_nation(session: Session, day: date) -> PlacedUnit:
    """The root of the tree. Raises LookupError when nothing was loaded."""
    found = fetch_placed_units(
        session, select_units_on_day(day).where(col(Version.level) == Level.NATION)
    )
    if not found:
        raise LookupError("no org units are loaded")
    return found[0]


def find_unit_by_code(
    session: Session, code: str, day: date, level: str | None = None
) -> PlacedUnit | None:
    """Whose code this was that day. A code names different units on different days."""
    found = fetch_placed_units(session, select_units_on_day(day).where(col(Version.code) == code))
    fits = [unit for unit in found if level in {None, unit.level}]
    return min(fits, key=lambda unit: LEVEL_RANK[unit.level], default=None)


def find_units_on_day(session: Session, units: Collection[str], day: date) -> list[PlacedUnit]:
    """Those of these units that were there that day, in dictionary order."""
    return in_level_order(
        fetch_placed_units(
            session, select_units_on_day(day).where(col(Version.org_unit_id).in_(units))
        )
    )


def child_units(session: Session, unit: str, day: date) -> list[PlacedUnit]:
    """What stood directly below it that day, in dictionary order."""
    return in_level_order(
        fetch_placed_units(session, select_units_on_day(day).where(col(Version.parent_id) == unit))
    )


def ancestor_units(session: Session, unit: str, day: date) -> list[PlacedUnit]:
    """Itself and everything above it that day, leaf first, root last."""
    return fetch_placed_units(
        session,
        select_units_on_day(day)
        .join(Closure, col(Closure.ancestor_id) == col(Version.org_unit_id))
        .where(col(Closure.descendant_id) == unit, valid_on_day(Closure, day))
        .order_by(col(Closure.depth)),
    )


def ancestor_ids(at: Transaction, unit: str, day: date) -> list[str]:
    """The ids of `ancestors`, at half the price."""
    return [row[0] for row in _SELECT_ANCESTOR_IDS.rows(at, unit=unit, day=day)]


def units_at_or_below(session: Session, roots: Sequence[str], day: date) -> list[PlacedUnit]:
    """Everything at or below these units that day: province by province, commune by commune."""
    return in_tree_order(
        fetch_placed_units(
            session, select_units_on_day(day).where(at_or_below_condition(roots, day))
        )
    )


def units_above(session: Session, roots: Sequence[str], day: date) -> list[PlacedUnit]:
    """What stood over these units that day, themselves left out: shown to them, not theirs."""
    over = select(col(Closure.ancestor_id)).where(
        col(Closure.descendant_id).in_(roots), col(Closure.depth) > 0, valid_on_day(Closure, day)
    )
    return in_level_order(
        fetch_placed_units(
            session, select_units_on_day(day).where(col(Version.org_unit_id).in_(over))
        )
    )


def is_at_or_below(at: Transaction, roots: Collection[str], unit: str, day: date) -> bool:
    """Did the unit lie at or below one of these that day?"""
    return bool(roots) and not set(roots).isdisjoint(ancestor_ids(at, unit, day))


def filter_at_or_below(
    at: Transaction, roots: Collection[str], units: Collection[str], day: date
) -> set[str]:
    """Those of the units that lay at or below one of the roots that day."""
    said = {"units": list(units), "roots": list(roots), "day": day}
    return set(connection_of(at).scalars(_SELECT_AT_OR_BELOW, said))


def lineages_of_units(session: Session, units: Collection[str], day: date) -> dict[str, str]:
    """Of a page of units: where each stood, in words; nation and itself left out."""
    rows = (
        select(col(Closure.descendant_id), col(Version.name))
        .join(Version, col(Version.org_unit_id) == col(Closure.ancestor_id))
        .where(
            col(Closure.descendant_id).in_(units),
            col(Closure.depth) > 0,
            col(Version.level) != Level.NATION,
            valid_on_day(Closure, day),
            valid_on_day(Version, day),
        )
        .order_by(col(Closure.depth).desc())
    )
    words: dict[str, list[str]] = {unit: [] for unit in units}
    for unit, name in session.execute(rows):
        words[unit].append(name)
    return {unit: lineage_words(names) for unit, names in words.items()}


def all_unit_places(session: Session) -> list[PlaceInTree]:
    """Every place that any unit ever had."""
    rows = select(
        col(Version.org_unit_id),
        col(Version.parent_id),
        col(Version.valid_from),
        col(Version.valid_to),
    )
    return [PlaceInTree(*row) for row in session.execute(rows)]
