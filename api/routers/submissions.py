"""Submissions in Central's dialect. Out of sight is 404, whoever asks and whatever for."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.access.person import Person
from api.access.reaches_today import (
    audit_submission_read,
    find_visible_submission,
    require_readable_version,
    sight_of,
)
from api.actions.receive import RECEIVING_CODES, receive_submission
from api.actions.review import REVIEWING_CODES, decide_on_submission
from api.domain.review import ReviewState
from api.errors import may_refuse
from api.http.auth import PersonDep
from api.http.contract import gives, takes
from api.http.database import DatabaseDep
from api.http.multipart import RawXmlDep
from api.http.project import ProjectDep
from api.http.stores import stores_from_request
from api.queries import submissions
from api.schemas.central_submissions import CentralSubmission, CentralVersion, ReviewStateChange
from api.storage.db import Database

router = APIRouter(prefix="/v1/projects/{project_id}/forms/{xml_form_id}", tags=["submissions"])

SubmissionLimit = Annotated[int, Query(ge=1, le=submissions.MOST_SUBMISSIONS)]
SubmissionOffset = Annotated[int, Query(ge=0, le=10_000_000)]


@router.get("/submissions")
def list_form_submissions(
    xml_form_id: str,
    person: PersonDep,
    _: ProjectDep,
    database: DatabaseDep,
    limit: SubmissionLimit = 250,
    offset: SubmissionOffset = 0,
) -> list[CentralSubmission]:
    """This form's submissions within sight, newest first."""
    with database.reading() as session:
        rows, _total = submissions.find_submission_page(
            session, sight_of(person), "all", xml_form_id=xml_form_id, limit=limit, offset=offset
        )
    return [CentralSubmission.from_row(row) for row in rows]


@router.post("/submissions", openapi_extra=takes("application/xml"))
@may_refuse(*RECEIVING_CODES)
def create_submission(
    xml_form_id: str,
    posted: RawXmlDep,
    person: PersonDep,
    _: ProjectDep,
    request: Request,
    device_id: Annotated[str, Query(alias="deviceID", max_length=120)] = "",
) -> CentralSubmission:
    """Take a record as XML; its attachments follow one by one. The same again is the same."""
    receipt = receive_submission(
        stores_from_request(request), person, posted, xml_form_id=xml_form_id, device_id=device_id
    )
    return _read_central_submission(request.app.state.database, person, receipt.instance_id)


@router.put("/submissions/{instance_id}", openapi_extra=takes("application/xml"))
@may_refuse(*RECEIVING_CODES)
def update_submission(
    xml_form_id: str,
    instance_id: str,
    posted: RawXmlDep,
    person: PersonDep,
    _: ProjectDep,
    request: Request,
) -> CentralSubmission:
    """Replace the current version: a new instance id, the current one as deprecated id."""
    receipt = receive_submission(
        stores_from_request(request), person, posted, xml_form_id=xml_form_id, replaces=instance_id
    )
    # By the version that came: what the URL names is anybody's.
    return _read_central_submission(request.app.state.database, person, receipt.instance_id)


@router.get(
    "/submissions/{instance_id}.xml", responses=gives("application/xml"), response_class=Response
)
@may_refuse("sealedToSender")
def read_submission_xml(
    xml_form_id: str, instance_id: str, person: PersonDep, _: ProjectDep, database: DatabaseDep
) -> Response:
    """The current version, byte for byte."""
    with database.writing() as session:
        found = find_visible_submission(session, person, instance_id, xml_form_id)
        version = require_readable_version(session, person, found)
        audit_submission_read(session, person, instance_id)
    return Response(version.xml, media_type="application/xml")


@router.get("/submissions/{instance_id}")
def read_submission(
    xml_form_id: str, instance_id: str, person: PersonDep, _: ProjectDep, database: DatabaseDep
) -> CentralSubmission:
    """One submission without its answers."""
    return _read_central_submission(database, person, instance_id, xml_form_id)


@router.patch("/submissions/{instance_id}")
@may_refuse(*REVIEWING_CODES)
def update_review_state(
    xml_form_id: str,
    instance_id: str,
    said: ReviewStateChange,
    person: PersonDep,
    _: ProjectDep,
    database: DatabaseDep,
) -> CentralSubmission:
    """Review as Central's clients do; asking for the state that stands changes nothing."""
    with database.reading() as session:
        standing = find_visible_submission(session, person, instance_id, xml_form_id).review_state
    if standing != said.review_state:
        decide_on_submission(
            database,
            person,
            xml_form_id,
            instance_id,
            said.review_state,
            seen={ReviewState(standing)},
            needs_reason=False,
        )
    return _read_central_submission(database, person, instance_id, xml_form_id)


@router.get("/submissions/{instance_id}/versions")
def list_submission_versions(
    xml_form_id: str, instance_id: str, person: PersonDep, _: ProjectDep, database: DatabaseDep
) -> list[CentralVersion]:
    """Every edition, newest first."""
    with database.reading() as session:
        found = find_visible_submission(session, person, instance_id, xml_form_id)
        editions = submissions.versions_of_submission(session, found.id or 0)
    return [
        CentralVersion.from_version(
            edition, current=edition.instance_id == found.current_instance_id
        )
        for edition in editions
    ]


def _read_central_submission(
    database: Database, person: Person, instance_id: str, xml_form_id: str | None = None
) -> CentralSubmission:
    with database.reading() as session:
        version = submissions.find_submission_version(session, instance_id)
        found = (
            submissions.submission_of_version(session, version)
            if version is not None and xml_form_id is None
            else find_visible_submission(session, person, instance_id, xml_form_id)
        )
        return CentralSubmission.from_row(
            submissions.submission_row(session, sight_of(person), found.id or 0)
        )
