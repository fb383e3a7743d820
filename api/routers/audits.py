"""Who did or looked at what, for administrators. Reading it is itself written down."""

import json
from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlmodel import Session

from api.access.administers import Administrator, AdministratorDep
from api.clock import VIET_NAM
from api.models.audit import Audit
from api.queries import administered, audit_reading
from api.queries.audit_reading import UNIT_ID, Wanted
from api.schemas.org_unit_briefs import described
from api.schemas.wire import instant
from api.storage.db import DatabaseDep

router = APIRouter(prefix="/v1/audits", tags=["audit"])

Json = dict[str, Any]
Code = Annotated[str | None, Query(max_length=60, pattern=r"^[A-Za-z.]+$")]
Day = Annotated[date | None, Query(description="In Viet Nam, inclusive.")]


@router.get("")
def listing(
    admin: AdministratorDep,
    database: DatabaseDep,
    actor_id: Annotated[int | None, Query(alias="actorId", ge=0, lt=2**31)] = None,
    action: Code = None,
    object_type: Annotated[Code, Query(alias="objectType")] = None,
    object_id: Annotated[str | None, Query(alias="objectId", max_length=250)] = None,
    since: Annotated[Day, Query(alias="from")] = None,
    until: Annotated[Day, Query(alias="to")] = None,
    after: Annotated[int | None, Query(ge=0, lt=2**31)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Json:
    """Acts within reach, newest first."""
    units = None if admin.of_nation else administered.units(admin.roots, admin.day)
    wanted = Wanted(
        units,
        actor_id,
        action,
        object_type,
        object_id,
        since=_midnight(since) if since else None,
        before=_midnight(until + timedelta(days=1)) if until and until < date.max else None,
        after=after,
    )
    with database.writing() as session:
        rows = audit_reading.page(session, wanted, limit)
        items = _lines(session, admin, rows, wanted)
        admin.note(session, "audit.read", "audit", "", _asked(wanted, since, until))
    return {
        "items": items,
        "total": None,
        "next": str(rows[-1].id) if len(rows) == limit else None,
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIET_NAM)


def _asked(wanted: Wanted, since: date | None, until: date | None) -> Json:
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


def _lines(
    session: Session, admin: Administrator, rows: Sequence[Audit], wanted: Wanted
) -> list[Json]:
    actors = {row.actor_id for row in rows if row.actor_id is not None}
    objects = {int(row.object_id) for row in rows if _is_user(row)}
    known = audit_reading.in_reach(session, actors | objects, wanted.units) | {admin.person.id}
    names = audit_reading.names(session, known)
    units = described(session, _units(rows), admin.day)
    return [
        {
            "id": row.id,
            "loggedAt": instant(row.at),
            "actor": _actor(row, names),
            "action": row.action,
            "objectType": row.object_type,
            "objectId": row.object_id,
            "objectLabel": _label(row, names, units),
            "details": json.loads(row.details),
        }
        for row in rows
    ]


def _is_user(row: Audit) -> bool:
    return row.object_type == "user" and row.object_id.isdecimal()


def _units(rows: Sequence[Audit]) -> Collection[str]:
    return {row.object_id[:UNIT_ID] for row in rows if row.object_type in {"orgUnit", "target"}}


def _actor(row: Audit, names: dict[int, str]) -> Json:
    seen = row.actor_id in names
    return {
        "id": row.actor_id if seen else None,
        "displayName": names.get(row.actor_id or 0) if seen else None,
    }


def _label(row: Audit, names: dict[int, str], units: dict[str, Json]) -> str | None:
    if _is_user(row):
        return names.get(int(row.object_id))
    unit = units.get(row.object_id[:UNIT_ID])
    if unit is None:
        return None
    return " · ".join([unit["name"], *row.object_id.split("/")[1:]])
