"""What stands goes on standing when its unit becomes another: where stocks are carried over from.

Only units of one level carry: a province from provinces, a commune from communes.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from api.domain.org_unit import Extent
from api.models.org_unit import OrgUnitClosure as Closure
from api.models.org_unit import OrgUnitSuccession as Succession
from api.models.org_unit import OrgUnitVersion as Version


@dataclass(frozen=True, slots=True)
class Source:
    """What began in `source` before that day stands in `unit` since."""

    unit: str
    source: str
    before: date


def sources(session: Session, units: Collection[str]) -> list[Source]:
    """The former units that went wholly into one of these, and of divided ones the villages."""
    found: list[Source] = []
    into = {unit: unit for unit in units}
    while into:
        steps = session.execute(_steps(into)).all()
        whole = [step for step in steps if step[3] == Extent.WHOLE]
        found += [Source(into[step[1]], step[0], step[2]) for step in whole]
        if len(whole) < len(steps):
            found += _villages(session, into)
        into = {step[0]: into[step[1]] for step in whole}
    return found


def _steps(into: Collection[str]) -> Select[str, str, date, Extent]:
    then, now = aliased(Version), aliased(Version)
    return (
        select(
            col(Succession.from_id),
            col(Succession.to_id),
            col(Succession.on_date),
            col(Succession.extent),
        )
        .join(
            then,
            and_(
                col(then.org_unit_id) == col(Succession.from_id),
                col(then.valid_to) == col(Succession.on_date),
            ),
        )
        .join(
            now,
            and_(
                col(now.org_unit_id) == col(Succession.to_id),
                col(now.valid_from) == col(Succession.on_date),
                col(now.level) == col(then.level),
            ),
        )
        .where(col(Succession.to_id).in_(into))
    )


def _villages(session: Session, into: dict[str, str]) -> list[Source]:
    """Of divided units the villages that lie in these since: each knows where it went."""
    here, before = aliased(Closure), aliased(Closure)
    moved = (
        select(col(here.ancestor_id), col(here.descendant_id), col(here.valid_from))
        .join(
            before,
            and_(
                col(before.descendant_id) == col(here.descendant_id),
                col(before.valid_to) == col(here.valid_from),
                col(before.depth) == 1,
            ),
        )
        .join(
            Succession,
            and_(
                col(Succession.from_id) == col(before.ancestor_id),
                col(Succession.to_id) == col(here.ancestor_id),
                col(Succession.extent) != Extent.WHOLE,
            ),
        )
        .where(col(here.ancestor_id).in_(into), col(here.depth) == 1)
    )
    return [Source(into[unit], village, day) for unit, village, day in session.execute(moved)]
