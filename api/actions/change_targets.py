"""Setting a target: the new reading with its source holds, the one before stays written."""

from decimal import Decimal
from typing import Any

from sqlmodel import Session

from api import clock
from api.access.administers import Administrator
from api.domain import period as periods
from api.domain import typed_number
from api.domain.figure import Absence, write_figure
from api.errors import Conflict, NotFound, Unprocessable
from api.models.by_hand import ByHandKind
from api.models.target import Target
from api.queries import by_hand, indicators, target_changing, targets
from api.schemas.targets import NewTarget

REASONS_WITHOUT_NUMBER = {Absence.NOT_ASSIGNED, Absence.SUSPENDED}


def new_target_row(session: Session, said: NewTarget) -> Target:
    """What was said as a row. Raises Unprocessable and NotFound."""
    if indicators.find_indicator(session, said.indicator) is None:
        raise NotFound("indicator")
    try:
        period = periods.parse_period(said.period).text
    except ValueError as error:
        raise Unprocessable("noSuchPeriod") from error
    value = _typed_decimal(said.value)
    if value is None and said.reason is None and not said.words:
        raise Unprocessable("targetEmpty")
    if value is not None and said.reason in REASONS_WITHOUT_NUMBER:
        raise Unprocessable("targetBoth")
    return Target(**said.model_dump(exclude={"period", "value"}), period=period, value=value)


def _typed_decimal(text: str | None) -> Decimal | None:
    try:
        return typed_number.parse_typed_number(text) if text else None
    except ValueError as error:
        raise Unprocessable("numberWrong") from error


def set_target_reading(session: Session, admin: Administrator, said: Target) -> bool:
    """Make this reading the one in force; False when it is so already.

    Raises Conflict when its document and line say something else already.
    """
    before, standing = (
        target_changing.lock_target_in_force(session, said),
        target_changing.find_same_reading(session, said),
    )
    if standing is not None and reading_content(standing) != reading_content(said):
        raise Conflict("readingStands")
    if standing is not None and standing.in_force:
        return False
    details = {
        "from": _target_audit_details(before),
        "to": _target_audit_details(said),
        "document": said.source_document,
    }
    target_changing.put_in_force(session, standing or said)
    key = targets.target_cell_key(said.org_unit_id, said.period, said.indicator)
    by_hand.mark_taken_over(session, ByHandKind.TARGET, key, admin.person.id, clock.now())
    admin.note(session, "target.set", "target", key, details)
    return True


def reading_content(target: Target) -> tuple[object, ...]:
    """What a reading says, beside where it stands."""
    return target.value, target.reason, target.words, target.note


def _target_audit_details(target: Target | None) -> dict[str, Any] | None:
    if target is None:
        return None
    value = None if target.value is None else write_figure(target.value, 4)
    return {"value": value, "reason": target.reason, "words": target.words}
