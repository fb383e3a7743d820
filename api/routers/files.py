"""The files of a record, each by its own upload in parts: what a weak network lets through.

The record came first, and names them. A part may come again, late, twice or at once with another:
the file is kept once, when it is whole and what its SHA-256 says.
"""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request

from api import clock
from api.access.person import Person
from api.actions.sign_receipt import sign_receipt
from api.crypto.sealing import ENVELOPE_CODES, ENVELOPE_MAGIC, open_envelope
from api.errors import ApiError, BadRequest, Conflict, NotFound, TooLarge, may_refuse
from api.http.auth import PersonDep
from api.http.contract import takes
from api.http.multipart import RawFileDep
from api.http.stores import stores_from_request
from api.queries import attachments, audit, receiving
from api.queries.attachments import AttachmentFile
from api.queries.receiving import KeptVersion
from api.schemas.receipts import UploadState
from api.storage.photos import photo_type
from api.storage.uploads import MOST_PART_BYTES, FileUpload, OtherOffset, UploadStore

router = APIRouter(prefix="/v1/submissions/{version_instance_id}/files/{name}", tags=["files"])

VersionInstanceId = Annotated[str, Path(max_length=250)]
UploadName = Annotated[str, Path(max_length=255)]
UploadSha256 = Annotated[str, Query(pattern="^[0-9a-f]{64}$")]
UploadSize = Annotated[int, Query(ge=1)]
UploadOffset = Annotated[int, Query(ge=0)]


@router.get("")
@may_refuse("404.1")
def read_upload(
    version_instance_id: VersionInstanceId,
    name: UploadName,
    sha256: UploadSha256,
    size: UploadSize,
    person: PersonDep,
    request: Request,
) -> UploadState:
    """How much of it has come."""
    upload = FileUpload(person.id, version_instance_id, name, sha256, size)
    standing = _version_for_upload(request, person, upload)
    if _is_file_here(request, upload, standing):
        return _complete_upload(request, upload, standing)
    return UploadState(received=_upload_store(request).received(upload))


@router.put("", openapi_extra=takes("application/octet-stream"))
@may_refuse(
    *ENVELOPE_CODES,
    "404.1",
    "attachmentStands",
    "notAPhoto",
    "otherHash",
    "otherOffset",
    "partTooLong",
)
def upload_file_part(
    version_instance_id: VersionInstanceId,
    name: UploadName,
    sha256: UploadSha256,
    size: UploadSize,
    offset: UploadOffset,
    part: RawFileDep,
    person: PersonDep,
    request: Request,
) -> UploadState:
    """Take a part; with the last one the file is checked, kept, and a receipt is given."""
    upload = FileUpload(person.id, version_instance_id, name, sha256, size)
    if size > request.app.state.settings.max_submission_bytes:
        raise TooLarge("bodyTooLarge", bytes=size)
    standing = _version_for_upload(request, person, upload)
    if _is_file_here(request, upload, standing):
        return _complete_upload(request, upload, standing)
    end = _add_upload_part(request, upload, offset, part)
    if end < size:
        return UploadState(received=end)
    file = _keep_whole_file(request, upload)
    if file is not None:
        return _complete_upload(
            request, upload, _link_uploaded_file(request, person, standing, upload, file)
        )
    # Its twin may have been faster, and taken the parts with it.
    standing = _version_for_upload(request, person, upload)
    if _is_file_here(request, upload, standing):
        return _complete_upload(request, upload, standing)
    raise Conflict("otherHash", received=0)


def _version_for_upload(request: Request, person: Person, upload: FileUpload) -> KeptVersion:
    """The version that names this file; hers, or it is not there at all."""
    with request.app.state.database.reading_plainly() as connection:
        found = receiving.find_kept_version(connection, upload.version)
    if found is None or found.submitter_id != person.id:
        raise NotFound("submission")
    if upload.name not in {file.name for file in found.receipt.attachments}:
        raise NotFound("attachment")
    return found


def _is_file_here(request: Request, upload: FileUpload, standing: KeptVersion) -> bool:
    here = {file.name: file.sha256 for file in standing.receipt.attachments}[upload.name]
    return here == upload.sha256 or bool(here and _upload_store(request).was_opened(upload))


def _add_upload_part(request: Request, upload: FileUpload, offset: int, part: bytes) -> int:
    if len(part) > MOST_PART_BYTES or offset + len(part) > upload.size:
        raise BadRequest("partTooLong")
    try:
        return _upload_store(request).add(upload, offset, part)
    except OtherOffset as other:
        raise Conflict("otherOffset", received=other.received) from other


def _keep_whole_file(request: Request, upload: FileUpload) -> AttachmentFile | None:
    """The whole file among the others, checked as one that came with its record."""
    uploads = _upload_store(request)
    content = uploads.whole(upload)
    if content is None:
        return None
    try:
        plain = _open_if_sealed(request, upload, content)
        content_type = photo_type(upload.name, plain)
    except ApiError:
        uploads.forget(upload)
        raise
    return AttachmentFile(
        upload.name, stores_from_request(request).blobs.put(plain), len(plain), content_type
    )


def _open_if_sealed(request: Request, upload: FileUpload, content: bytes) -> bytes:
    if not content.startswith(ENVELOPE_MAGIC):
        return content
    about = f"file:{upload.version}/{upload.name}"
    return open_envelope(request.app.state.keys, content, about).content


def _link_uploaded_file(
    request: Request,
    person: Person,
    standing: KeptVersion,
    upload: FileUpload,
    file: AttachmentFile,
) -> KeptVersion:
    at = clock.now()
    try:
        with stores_from_request(request).database.writing_plainly() as connection:
            if attachments.add_attachments(connection, standing.id, [file], at):
                action, said = "submission.attachment.update", {"sha256": file.sha256, "files": 1}
                audit.record_event(
                    connection, person.id, action, "submission", upload.version, at, said
                )
            found = receiving.find_kept_version(connection, upload.version)
    except attachments.ContentConflict as error:
        _upload_store(request).forget(upload)
        raise Conflict("attachmentStands") from error
    assert found is not None
    if file.sha256 != upload.sha256:
        _upload_store(request).note_opened(upload)
    _upload_store(request).forget(upload)
    return found


def _complete_upload(request: Request, upload: FileUpload, standing: KeptVersion) -> UploadState:
    """Said when the file is kept, however often it is asked."""
    here = {file.name: file.sha256 for file in standing.receipt.attachments}[upload.name]
    envelope = "" if here == upload.sha256 else upload.sha256
    receipt = sign_receipt(standing.receipt, request.app.state.keys, envelope)
    return UploadState(received=upload.size, complete=True, receipt=receipt)


def _upload_store(request: Request) -> UploadStore:
    uploads: UploadStore = request.app.state.uploads
    return uploads
