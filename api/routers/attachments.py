"""The files of a submission, in Central's dialect: listed, fetched, sent one by one."""

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from api import clock
from api.access.person import Person
from api.access.reaches_today import (
    audit_submission_read,
    current_version,
    find_visible_submission,
    require_readable_version,
)
from api.errors import BadRequest, Conflict, NotFound, may_refuse
from api.http.auth import PersonDep
from api.http.contract import gives, takes
from api.http.database import DatabaseDep
from api.http.multipart import RawFileDep
from api.http.project import ProjectDep
from api.http.stores import stores_from_request
from api.http.whole_file import WholeFileResponse
from api.queries import attachments, audit, submissions
from api.queries.attachments import AttachmentFile
from api.schemas.attachments import SubmissionAttachment
from api.schemas.wire import Success
from api.storage.photos import PHOTO_TYPES, photo_type

router = APIRouter(prefix="/v1/projects/{project_id}/forms/{xml_form_id}", tags=["attachments"])


@router.get("/submissions/{instance_id}/attachments")
def list_attachments(
    xml_form_id: str, instance_id: str, person: PersonDep, _: ProjectDep, database: DatabaseDep
) -> list[SubmissionAttachment]:
    """The files that the current version names, come or not."""
    with database.reading() as session:
        found = find_visible_submission(session, person, instance_id, xml_form_id)
        files = submissions.attachments_of_version(session, current_version(session, found).id or 0)
    return [
        SubmissionAttachment(name=file.name, exists=bool(file.sha256), sha256=file.sha256 or None)
        for file in files
    ]


@router.get(
    "/submissions/{instance_id}/attachments/{name}",
    responses=gives(*PHOTO_TYPES.values()),
    response_class=WholeFileResponse,
)
@may_refuse("sealedToSender")
def read_attachment(
    xml_form_id: str,
    instance_id: str,
    name: str,
    person: PersonDep,
    _: ProjectDep,
    request: Request,
) -> Response:
    """One file. It can never run here: a sandboxed download of a known picture type."""
    stores = stores_from_request(request)
    with stores.database.writing() as session:
        found = find_visible_submission(session, person, instance_id, xml_form_id)
        files = submissions.attachments_of_version(
            session, require_readable_version(session, person, found).id or 0
        )
        file = next((one for one in files if one.name == name and one.sha256), None)
        path = stores.blobs.path(file.sha256) if file else None
        if file is None or path is None:
            raise NotFound("attachment")
        audit_submission_read(session, person, instance_id)
    return WholeFileResponse(
        path,
        media_type=file.content_type,
        filename=file.name,
        headers={
            "ETag": f'"{file.sha256}"',
            "Cache-Control": "private, no-cache",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )


@router.post(
    "/submissions/{instance_id}/attachments/{name}", openapi_extra=takes(*PHOTO_TYPES.values())
)
@may_refuse("attachmentStands", "emptyAttachment", "notAPhoto")
def upload_attachment(
    xml_form_id: str,
    instance_id: str,
    name: str,
    content: RawFileDep,
    person: PersonDep,
    _: ProjectDep,
    request: Request,
) -> Success:
    """Send one file that the current version names. The same again is the same."""
    if not content or len(name) > 255:
        raise BadRequest("emptyAttachment")
    stores = stores_from_request(request)
    content_type = photo_type(name, content)
    with stores.database.reading() as session:
        _version_expecting_file(session, person, instance_id, xml_form_id, name)
    file = AttachmentFile(name, stores.blobs.put(content), len(content), content_type)
    with stores.database.writing() as session:
        version_id = _version_expecting_file(session, person, instance_id, xml_form_id, name)
        _link_attachment(session, version_id, file, person, instance_id)
    return Success(success=True)


def _version_expecting_file(
    session: Session, person: Person, instance_id: str, xml_form_id: str, name: str
) -> int:
    """The version that names this file, when it is hers to complete: what stands does not grow."""
    found = find_visible_submission(session, person, instance_id, xml_form_id)
    version_id = current_version(session, found).id or 0
    named = {one.name for one in submissions.attachments_of_version(session, version_id)}
    if found.submitter_id != person.id or name not in named:
        raise NotFound("submission" if found.submitter_id != person.id else "attachment")
    return version_id


def _link_attachment(
    session: Session, version_id: int, file: AttachmentFile, person: Person, instance_id: str
) -> None:
    at = clock.now()
    try:
        added = attachments.add_attachments(session, version_id, [file], at)
    except attachments.ContentConflict as error:
        raise Conflict("attachmentStands") from error
    if added:
        action = "submission.attachment.update"
        audit.record_event(session, person.id, action, "submission", instance_id, at, {"files": 1})
