"""Whose work a supervisor may hand over in her place. Every look is written down."""

from typing import Annotated

from fastapi import APIRouter, Query

from api import clock
from api.errors import Forbidden, may_refuse
from api.http.auth import PersonDep
from api.http.database import DatabaseDep
from api.queries import audit, handovers, org_unit_history
from api.schemas.briefs import PersonBrief, UnitName
from api.schemas.handovers import Reporter, ReporterList, ReporterSearch
from api.schemas.typed_text import TypedLine
from api.schemas.wire import JsonObject

router = APIRouter(prefix="/v1", tags=["handovers"])

MOST_REPORTERS = 50


@router.get("/reporters", deprecated=True)
@may_refuse("supervisesNothing")
def list_reporters(
    person: PersonDep, database: DatabaseDep, q: Annotated[TypedLine, Query(max_length=100)] = ""
) -> ReporterList:
    """As apps before 0.3.0 ask for them."""
    return search_reporters(ReporterSearch(q=q), person, database)


@router.post("/reporters/searches")
@may_refuse("supervisesNothing")
def search_reporters(
    said: ReporterSearch, person: PersonDep, database: DatabaseDep
) -> ReporterList:
    """Whose work a supervisor may hand over in her place: at most 50, by name or login."""
    at, day = clock.now(), clock.today()
    roots = person.supervised(day)
    if not roots:
        raise Forbidden("supervisesNothing")
    with database.writing() as session:
        found = handovers.find_reporters(session, roots, said.q, day, MOST_REPORTERS)
        units = org_unit_history.versions_on_days(session, {unit: day for _, unit in found})
        details: JsonObject = {"people": len(found)}
        audit.record_event(session, person.id, "reporter.read", "user", "", at, details)
    return ReporterList(
        items=[
            Reporter(
                person=PersonBrief.model_validate(user),
                org_unit=UnitName(id=unit, name=units[unit].name),
            )
            for user, unit in found
        ]
    )
