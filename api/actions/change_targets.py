"""Setting a target: the new reading with its source holds, the one before stays written."""

from decimal import Decimal
from typing import Any

from pydantic import Field
from sqlmodel import Session

from api import clock
from api.access.administers import Administrator
from api.domain import period as periods
from api.domain import typed_number
from api.domain.figure import Absence, written
from api.errors import Conflict, NotFound, Unprocessable
from api.models.by_hand import Matter
from api.models.target import Target
from api.queries import by_hand, indicators, target_changing, targets
from api.schemas.typed_text import Line, Note, Source, UnitId
from api.schemas.wire import Wire

WITHOUT_NUMBER = {Absence.NOT_ASSIGNED, Absence.SUSPENDED}


class NewTarget(Wire):
    """One cell of one plan: a number, a reason why there is none, or the plan's own words."""

    org_unit_id: UnitId
    period: Line = Field(max_length=9)
    indicator: Line = Field(max_length=40)
    value: Line | None = Field(default=None, max_length=20)
    reason: Absence | None = None
    words: Line = Field(default="", max_length=500)
    source_document: Source = Field(min_length=1)
    source_line: Line = Field(default="", max_length=120)
    note: Note = ""


def reading(session: Session, said: NewTarget) -> Target:
    """What was said as a row. Raises Unprocessable and NotFound."""
    if indicators.by_code(session, said.indicator) is None:
        raise NotFound("indicator")
    try:
        period = periods.parse(said.period).text
    except ValueError as error:
        raise Unprocessable("noSuchPeriod", "There is no such period.") from error
    value = _number(said.value)
    if value is None and said.reason is None and not said.words:
        raise Unprocessable("targetEmpty", "Say a number, a reason, or the plan's words.")
    if value is not None and said.reason in WITHOUT_NUMBER:
        raise Unprocessable("targetBoth", "What is not assigned or suspended has no number.")
    return Target(**said.model_dump(exclude={"period", "value"}), period=period, value=value)


def _number(text: str | None) -> Decimal | None:
    try:
        return typed_number.number(text) if text else None
    except ValueError as error:
        raise Unprocessable("numberWrong", "This is not a number.") from error


def put(session: Session, admin: Administrator, said: Target) -> bool:
    """Make this reading the one in force; False when it is so already.

    Raises Conflict when its document and line say something else already.
    """
    before, standing = (
        target_changing.in_force(session, said),
        target_changing.standing(session, said),
    )
    if standing is not None and content(standing) != content(said):
        raise Conflict("readingStands", "This document and line say something else already.")
    if standing is not None and standing.in_force:
        return False
    details = {"from": _told(before), "to": _told(said), "document": said.source_document}
    target_changing.put_in_force(session, standing or said)
    key = targets.cell(said.org_unit_id, said.period, said.indicator)
    by_hand.take_over(session, Matter.TARGET, key, admin.person.id, clock.now())
    admin.note(session, "target.set", "target", key, details)
    return True


def content(target: Target) -> tuple[object, ...]:
    """What a reading says, beside where it stands."""
    return target.value, target.reason, target.words, target.note


def _told(target: Target | None) -> dict[str, Any] | None:
    if target is None:
        return None
    value = None if target.value is None else written(target.value, 4)
    return {"value": value, "reason": target.reason, "words": target.words}
