"""Targets listed and set, and the threshold of an indicator; how they are read is indicators.py."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlmodel import Session

from api import clock
from api.access.administers import Administrator
from api.actions import change_targets
from api.actions.recount import recount
from api.errors import NotFound, Unprocessable, may_refuse
from api.http.administrator import AdministratorDep
from api.http.contract import ALREADY_SO
from api.http.database import DatabaseDep
from api.models.by_hand import ByHandKind
from api.models.indicator import Indicator
from api.models.target import Target
from api.queries import (
    by_hand,
    indicators,
    locking,
    org_unit_history,
    reach,
    target_changing,
    targets,
)
from api.schemas.figures import IndicatorSummary
from api.schemas.org_unit_briefs import UnitBrief
from api.schemas.targets import AdministeredTarget, NewTarget, NewThreshold, TargetPage

router = APIRouter(prefix="/v1", tags=["targets"])

TargetUnitQuery = Annotated[str | None, Query(alias="orgUnit", max_length=11)]
InForceQuery = Annotated[bool | None, Query(alias="inForce")]


@router.get("/administration/targets")
@may_refuse("404.1")
def list_administered_targets(
    admin: AdministratorDep,
    database: DatabaseDep,
    unit: TargetUnitQuery = None,
    below: bool = True,
    period: Annotated[str | None, Query(max_length=9)] = None,
    indicator: Annotated[str | None, Query(max_length=40)] = None,
    in_force: InForceQuery = None,
    search: Annotated[str, Query(max_length=100)] = "",
    after: Annotated[str | None, Query(pattern="^[0-9]{1,9}$")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> TargetPage:
    """Every reading within reach, in force or not, latest period first."""
    offset = int(after or 0)
    with database.reading() as session:
        wide = admin.with_the_past(session)
        if unit is not None:
            wide.must_reach(session, unit)
        units = reach.select_administered_units([unit] if unit else wide.roots, wide.day)
        narrowed = target_changing.target_conditions(
            [unit] if unit and not below else units, period, indicator, in_force
        )
        if search:
            narrowed.append(target_changing.target_text_condition(session, search))
        rows, total = target_changing.find_target_page(session, narrowed, offset, limit)
        items = _make_target_lines(session, admin, rows)
    more = offset + len(rows)
    return TargetPage(items=items, total=total, next=str(more) if more < total else None)


@router.post("/targets", status_code=201, responses=ALREADY_SO)
@may_refuse("404.1", "noSuchPeriod", "numberWrong", "readingStands", "targetBoth", "targetEmpty")
def create_target(
    said: NewTarget, admin: AdministratorDep, database: DatabaseDep, response: Response
) -> AdministeredTarget:
    """In force from now on; 200 when it was so already."""
    with database.writing() as session:
        locking.lock_administration(session)
        admin.with_the_past(session).must_reach(session, said.org_unit_id)
        target = change_targets.new_target_row(session, said)
        if not change_targets.set_target_reading(session, admin, target):
            response.status_code = 200
        kept = target_changing.find_same_reading(session, target)
        one = indicators.find_indicator(session, said.indicator)
        assert kept is not None
        assert one is not None
        return _make_target_lines(session, admin, [(kept, one)])[0]


@router.patch("/indicators/{code}")
@may_refuse("404.1", "nationOnly", "thresholdKind")
def update_indicator(
    code: str, said: NewThreshold, admin: AdministratorDep, database: DatabaseDep
) -> IndicatorSummary:
    """Another threshold; everything is counted again with it."""
    admin.must_be_of_nation()
    with database.writing() as session:
        locking.lock_administration(session)
        one = indicators.find_indicator(session, code)
        if one is None:
            raise NotFound("indicator")
        if not one.aggregation.takes_threshold:
            raise Unprocessable("thresholdKind")
        if one.threshold != said.threshold:
            _apply_threshold(session, admin, one, said)
    return IndicatorSummary.from_indicator(one)


def _apply_threshold(
    session: Session, admin: Administrator, one: Indicator, said: NewThreshold
) -> None:
    details: dict[str, object] = {
        "changed": ["threshold"],
        "from": one.threshold,
        "to": said.threshold,
        "source": said.source,
    }
    one.threshold = said.threshold
    session.add(one)
    session.flush()
    by_hand.mark_taken_over(session, ByHandKind.INDICATOR, one.code, admin.person.id, clock.now())
    admin.note(session, "indicator.change", "indicator", one.code, details)
    recount(session, replace=True)


def _make_target_lines(
    session: Session, admin: Administrator, rows: list[tuple[Target, Indicator]]
) -> list[AdministeredTarget]:
    units = org_unit_history.describe_units(
        session, {target.org_unit_id for target, _ in rows}, admin.day
    )
    taken_over = by_hand.keys_taken_over(session, ByHandKind.TARGET)
    return [
        AdministeredTarget.from_target(
            target,
            one,
            UnitBrief.from_described(units[target.org_unit_id]),
            by_hand=targets.target_cell_key(target.org_unit_id, target.period, one.code)
            in taken_over,
        )
        for target, one in rows
    ]
