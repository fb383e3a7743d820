"""The files of a record, each by its own upload in parts: what a weak network lets through.

The record came first, and names them. A part may come again, late, twice or at once with another:
the file is kept once, when it is whole and what its SHA-256 says.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request

from api import clock
from api.actions.receive import doors_of
from api.crypto.sealing import MAGIC, open_envelope
from api.errors import BadRequest, Conflict, NotFound, Problem, TooLarge
from api.http.auth import Person, PersonDep
from api.http.multipart import RawFileDep
from api.queries import attachments, audit, receiving
from api.queries.attachments import File
from api.queries.receiving import Standing
from api.schemas.receipts import signed
from api.storage.photos import photo_type
from api.storage.uploads import MOST_PART, OtherOffset, Upload, Uploads

router = APIRouter(prefix="/v1/submissions/{version_instance_id}/files/{name}", tags=["files"])

Id = Annotated[str, Path(max_length=250)]
Name = Annotated[str, Path(max_length=255)]
Sha256 = Annotated[str, Query(pattern="^[0-9a-f]{64}$")]
Size = Annotated[int, Query(ge=1)]
Offset = Annotated[int, Query(ge=0)]
Json = dict[str, Any]


@router.get("")
def received(
    version_instance_id: Id,
    name: Name,
    sha256: Sha256,
    size: Size,
    person: PersonDep,
    request: Request,
) -> Json:
    """How much of it has come."""
    upload = Upload(person.id, version_instance_id, name, sha256, size)
    standing = _standing(request, person, upload)
    if _is_here(request, upload, standing):
        return _complete(request, upload, standing)
    return {"received": _uploads(request).received(upload)}


@router.put("")
def take(
    version_instance_id: Id,
    name: Name,
    sha256: Sha256,
    size: Size,
    offset: Offset,
    part: RawFileDep,
    person: PersonDep,
    request: Request,
) -> Json:
    """Take a part; with the last one the file is checked, kept, and a receipt is given."""
    upload = Upload(person.id, version_instance_id, name, sha256, size)
    if size > request.app.state.settings.max_submission_bytes:
        raise TooLarge("bodyTooLarge", "The file is too large.", bytes=size)
    standing = _standing(request, person, upload)
    if _is_here(request, upload, standing):
        return _complete(request, upload, standing)
    end = _added(request, upload, offset, part)
    if end < size:
        return {"received": end}
    file = _kept(request, upload)
    if file is not None:
        return _complete(request, upload, _linked(request, person, standing, upload, file))
    # Its twin may have been faster, and taken the parts with it.
    standing = _standing(request, person, upload)
    if _is_here(request, upload, standing):
        return _complete(request, upload, standing)
    raise Conflict("otherHash", "These are not the bytes that were announced.", received=0)


def _standing(request: Request, person: Person, upload: Upload) -> Standing:
    """The version that names this file; hers, or it is not there at all."""
    with request.app.state.database.reading_plainly() as connection:
        found = receiving.standing(connection, upload.version)
    if found is None or found.submitter_id != person.id:
        raise NotFound("submission")
    if upload.name not in {file.name for file in found.receipt.attachments}:
        raise NotFound("attachment")
    return found


def _is_here(request: Request, upload: Upload, standing: Standing) -> bool:
    here = {file.name: file.sha256 for file in standing.receipt.attachments}[upload.name]
    return here == upload.sha256 or bool(here and _uploads(request).was_opened(upload))


def _added(request: Request, upload: Upload, offset: int, part: bytes) -> int:
    if len(part) > MOST_PART or offset + len(part) > upload.size:
        raise BadRequest("partTooLong", "The part goes beyond the end, or is too long.")
    try:
        return _uploads(request).add(upload, offset, part)
    except OtherOffset as other:
        raise Conflict(
            "otherOffset", "The next part begins elsewhere.", received=other.received
        ) from other


def _kept(request: Request, upload: Upload) -> File | None:
    """The whole file among the others, checked as one that came with its record."""
    uploads = _uploads(request)
    content = uploads.whole(upload)
    if content is None:
        return None
    try:
        plain = _plain(request, upload, content)
        content_type = photo_type(upload.name, plain)
    except Problem:
        uploads.forget(upload)
        raise
    return File(upload.name, doors_of(request).blobs.put(plain), len(plain), content_type)


def _plain(request: Request, upload: Upload, content: bytes) -> bytes:
    if not content.startswith(MAGIC):
        return content
    about = f"file:{upload.version}/{upload.name}"
    return open_envelope(request.app.state.keys, content, about).content


def _linked(
    request: Request, person: Person, standing: Standing, upload: Upload, file: File
) -> Standing:
    at = clock.now()
    try:
        with doors_of(request).database.writing_plainly() as connection:
            if attachments.add(connection, standing.id, [file], at):
                action, said = "submission.attachment.update", {"sha256": file.sha256, "files": 1}
                audit.record(connection, person.id, action, "submission", upload.version, at, said)
            found = receiving.standing(connection, upload.version)
    except attachments.OtherBytes as error:
        _uploads(request).forget(upload)
        raise Conflict("attachmentStands", "This file stands with other bytes.") from error
    assert found is not None
    if file.sha256 != upload.sha256:
        _uploads(request).note_opened(upload)
    _uploads(request).forget(upload)
    return found


def _complete(request: Request, upload: Upload, standing: Standing) -> Json:
    """Said when the file is kept, however often it is asked."""
    here = {file.name: file.sha256 for file in standing.receipt.attachments}[upload.name]
    envelope = "" if here == upload.sha256 else upload.sha256
    receipt = signed(standing.receipt, request.app.state.keys, envelope)
    return {"received": upload.size, "complete": True, "receipt": receipt}


def _uploads(request: Request) -> Uploads:
    uploads: Uploads = request.app.state.uploads
    return uploads
