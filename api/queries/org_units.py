"""Where units stood on a day, and whether one lies within somebody's reach. Indexed look-ups."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Date, Select, and_, bindparam, or_, select
from sqlmodel import Session, col

from api.domain.org_unit import Ancestry, Level, Place, Reach, Root
from api.domain.placed import RANK, Placed, in_order, in_tree_order, lineage_words
from api.models.org_unit import OrgUnitClosure as Closure
from api.models.org_unit import OrgUnitVersion as Version
from api.queries.ready import Open, Ready, connection_of

_COLUMNS: list[Any] = [
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


def in_force(
    model: type[Version] | type[Closure], day: date | BindParameter[date]
) -> ColumnElement[bool]:
    """The condition that a dated row holds on that day."""
    return and_(
        col(model.valid_from) <= day, or_(col(model.valid_to).is_(None), col(model.valid_to) > day)
    )


def below(roots: Sequence[str], day: date) -> ColumnElement[bool]:
    """The condition that a unit lay at or below one of these that day."""
    under = select(col(Closure.descendant_id)).where(
        col(Closure.ancestor_id).in_(roots), in_force(Closure, day)
    )
    return col(Version.org_unit_id).in_(under)


def units() -> Select[Any]:
    """Every row of every unit; the caller narrows it."""
    return select(*_COLUMNS)


def on_day(day: date | BindParameter[date]) -> Select[Any]:
    """Every unit of that day; the caller narrows it."""
    return units().where(in_force(Version, day))


def placed(session: Session, chosen: Select[Any], **said: object) -> list[Placed]:
    """The rows of an `on_day` statement."""
    return [as_placed(row) for row in session.execute(chosen, said)]


def as_placed(row: Sequence[Any]) -> Placed:
    """A row of `units` or `on_day`."""
    unit, code, kind, name, level, *rest = row
    return Placed(unit, code, kind, name, Level(level), *rest)


# Asked for with every record that arrives, so built once: building takes longer than answering.
_DAY = bindparam("day", type_=Date())
_UNIT = Ready(on_day(_DAY).where(col(Version.org_unit_id) == bindparam("unit")))
_ABOVE = Ready(
    select(col(Closure.ancestor_id))
    .where(col(Closure.descendant_id) == bindparam("unit"), in_force(Closure, _DAY))
    .order_by(col(Closure.depth))
)
_COVERED = select(col(Closure.descendant_id)).where(
    col(Closure.descendant_id).in_(bindparam("units", expanding=True)),
    col(Closure.ancestor_id).in_(bindparam("roots", expanding=True)),
    in_force(Closure, _DAY),
)


def unit_on(at: Open, unit: str, day: date) -> Placed | None:
    """What a unit was that day; None when it did not exist."""
    row = _UNIT.first(at, unit=unit, day=day)
    return as_placed(row) if row else None


def nation(session: Session, day: date) -> Placed:
    """The root of the tree. Raises LookupError when nothing was loaded."""
    found = placed(session, on_day(day).where(col(Version.level) == Level.NATION))
    if not found:
        raise LookupError("no org units are loaded")
    return found[0]


def by_code(session: Session, code: str, day: date, level: str | None = None) -> Placed | None:
    """Whose code this was that day. A code names different units on different days."""
    found = placed(session, on_day(day).where(col(Version.code) == code))
    fits = [unit for unit in found if level in {None, unit.level}]
    return min(fits, key=lambda unit: RANK[unit.level], default=None)


def named(session: Session, units: Collection[str], day: date) -> list[Placed]:
    """Those of these units that were there that day, in dictionary order."""
    return in_order(placed(session, on_day(day).where(col(Version.org_unit_id).in_(units))))


def children(session: Session, unit: str, day: date) -> list[Placed]:
    """What stood directly below it that day, in dictionary order."""
    return in_order(placed(session, on_day(day).where(col(Version.parent_id) == unit)))


def ancestors(session: Session, unit: str, day: date) -> list[Placed]:
    """Itself and everything above it that day, leaf first, root last."""
    return placed(
        session,
        on_day(day)
        .join(Closure, col(Closure.ancestor_id) == col(Version.org_unit_id))
        .where(col(Closure.descendant_id) == unit, in_force(Closure, day))
        .order_by(col(Closure.depth)),
    )


def ancestor_ids(at: Open, unit: str, day: date) -> list[str]:
    """The ids of `ancestors`, at half the price."""
    return [row[0] for row in _ABOVE.rows(at, unit=unit, day=day)]


def descendants(session: Session, unit: str, day: date, level: Level | None = None) -> list[Placed]:
    """Itself and everything below it that day, or those of one level, in dictionary order."""
    chosen = on_day(day).where(below([unit], day))
    if level is not None:
        chosen = chosen.where(col(Version.level) == level)
    return in_order(placed(session, chosen))


def within(session: Session, roots: Sequence[str], day: date) -> list[Placed]:
    """Everything at or below these units that day: province by province, commune by commune."""
    return in_tree_order(placed(session, on_day(day).where(below(roots, day))))


def above(session: Session, roots: Sequence[str], day: date) -> list[Placed]:
    """What stood over these units that day, themselves left out: shown to them, not theirs."""
    over = select(col(Closure.ancestor_id)).where(
        col(Closure.descendant_id).in_(roots), col(Closure.depth) > 0, in_force(Closure, day)
    )
    return in_order(placed(session, on_day(day).where(col(Version.org_unit_id).in_(over))))


def covers(at: Open, roots: Collection[str], unit: str, day: date) -> bool:
    """Did the unit lie at or below one of these that day?"""
    return bool(roots) and not set(roots).isdisjoint(ancestor_ids(at, unit, day))


def covered(at: Open, roots: Collection[str], units: Collection[str], day: date) -> set[str]:
    """Those of the units that lay at or below one of the roots that day."""
    said = {"units": list(units), "roots": list(roots), "day": day}
    return set(connection_of(at).execute(_COVERED, said).scalars())


def seen_from(
    session: Session, roots: Collection[str], units: Collection[str], day: date
) -> dict[str, bool]:
    """Of these units, those shown to somebody with these roots: True within reach, False above."""
    over = select(col(Closure.ancestor_id)).where(
        col(Closure.ancestor_id).in_(units),
        col(Closure.descendant_id).in_(roots),
        in_force(Closure, day),
    )
    seen = dict.fromkeys(session.execute(over).scalars(), False)
    return seen | dict.fromkeys(covered(session, roots, units, day), True)


def ever_covered(at: Open, dated_roots: Sequence[tuple[str, date, date | None]], unit: str) -> bool:
    """Did the unit lie below one of these while that assignment was in force, ever?

    Then what comes from it now is late; otherwise it was never within reach.
    """
    reach = Reach([Root(*root) for root in dated_roots])
    return reach.ever_covered(_ancestry(at, [root.unit_id for root in reach.roots], unit))


def _ancestry(at: Open, roots: Collection[str], unit: str) -> list[Ancestry]:
    rows = select(
        col(Closure.ancestor_id),
        col(Closure.descendant_id),
        col(Closure.depth),
        col(Closure.valid_from),
        col(Closure.valid_to),
    ).where(col(Closure.descendant_id) == unit, col(Closure.ancestor_id).in_(roots))
    return [Ancestry(*row) for row in connection_of(at).execute(rows)]


def lineages(session: Session, units: Collection[str], day: date) -> dict[str, str]:
    """Of a page of units: where each stood, in words; nation and itself left out."""
    rows = (
        select(col(Closure.descendant_id), col(Version.name))
        .join(Version, col(Version.org_unit_id) == col(Closure.ancestor_id))
        .where(
            col(Closure.descendant_id).in_(units),
            col(Closure.depth) > 0,
            col(Version.level) != Level.NATION,
            in_force(Closure, day),
            in_force(Version, day),
        )
        .order_by(col(Closure.depth).desc())
    )
    words: dict[str, list[str]] = {unit: [] for unit in units}
    for unit, name in session.execute(rows):
        words[unit].append(name)
    return {unit: lineage_words(names) for unit, names in words.items()}


def places(session: Session) -> list[Place]:
    """Every place that any unit ever had."""
    rows = select(
        col(Version.org_unit_id),
        col(Version.parent_id),
        col(Version.valid_from),
        col(Version.valid_to),
    )
    return [Place(*row) for row in session.execute(rows)]
