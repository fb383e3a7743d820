"""Who did or looked at what, for administrators. Reading it is itself written down."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from sqlmodel import Session

from api.access.administers import Administrator
from api.clock import VIET_NAM
from api.http.administrator import AdministratorDep
from api.http.database import DatabaseDep
from api.models.audit import Audit
from api.queries import audit_reading, org_unit_history
from api.queries.audit_reading import UNIT_ID_LENGTH, AuditFilter
from api.queries.org_unit_history import DescribedUnit
from api.schemas.audits import AuditLine, AuditPage
from api.schemas.wire import JsonObject

router = APIRouter(prefix="/v1/audits", tags=["audit"])

AuditCode = Annotated[str | None, Query(max_length=60, pattern=r"^[A-Za-z.]+$")]
AuditDay = Annotated[date | None, Query(description="In Viet Nam, inclusive.")]


@router.get("")
def list_audits(
    admin: AdministratorDep,
    database: DatabaseDep,
    actor_id: Annotated[int | None, Query(alias="actorId", ge=0, lt=2**31)] = None,
    action: AuditCode = None,
    object_type: Annotated[AuditCode, Query(alias="objectType")] = None,
    object_id: Annotated[str | None, Query(alias="objectId", max_length=250)] = None,
    since: Annotated[AuditDay, Query(alias="from")] = None,
    until: Annotated[AuditDay, Query(alias="to")] = None,
    after: Annotated[int | None, Query(ge=0, lt=2**31)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> AuditPage:
    """Acts within reach, newest first."""
    units = admin.units_selected()
    wanted = AuditFilter(
        units,
        actor_id,
        action,
        object_type,
        object_id,
        since=_vietnam_midnight(since) if since else None,
        before=_vietnam_midnight(until + timedelta(days=1)) if until and until < date.max else None,
        after=after,
    )
    with database.writing() as session:
        rows = audit_reading.find_audit_page(session, wanted, limit)
        items = _make_audit_lines(session, admin, rows, wanted)
        admin.note(session, "audit.read", "audit", "", _audit_query_details(wanted, since, until))
    return AuditPage(items=items, total=None, next=str(rows[-1].id) if len(rows) == limit else None)


def _vietnam_midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIET_NAM)


def _audit_query_details(wanted: AuditFilter, since: date | None, until: date | None) -> JsonObject:
    """What was looked for; of what was typed freely only that it was."""
    said = {
        "actorId": wanted.actor_id,
        "action": wanted.action,
        "objectType": wanted.object_type,
        "byObject": wanted.object_id is not None or None,
        "from": since and since.isoformat(),
        "to": until and until.isoformat(),
    }
    return {key: value for key, value in said.items() if value is not None}


def _make_audit_lines(
    session: Session, admin: Administrator, rows: Sequence[Audit], wanted: AuditFilter
) -> list[AuditLine]:
    actors = {row.actor_id for row in rows if row.actor_id is not None}
    objects = {int(row.object_id) for row in rows if _is_about_user(row)}
    known = audit_reading.filter_users_within(session, actors | objects, wanted.units) | {
        admin.person.id
    }
    names = audit_reading.find_actor_names(session, known)
    units = org_unit_history.describe_units(session, _audited_units(rows), admin.day)
    return [
        AuditLine.from_audit(row, names, _audit_object_label(row, names, units)) for row in rows
    ]


def _is_about_user(row: Audit) -> bool:
    return row.object_type == "user" and row.object_id.isdecimal()


def _audited_units(rows: Sequence[Audit]) -> Collection[str]:
    return {
        row.object_id[:UNIT_ID_LENGTH] for row in rows if row.object_type in {"orgUnit", "target"}
    }


def _audit_object_label(
    row: Audit, names: dict[int, str], units: Mapping[str, DescribedUnit]
) -> str | None:
    if _is_about_user(row):
        return names.get(int(row.object_id))
    unit = units.get(row.object_id[:UNIT_ID_LENGTH])
    if unit is None:
        return None
    return " · ".join([unit.row.name, *row.object_id.split("/")[1:]])
