"""A multipart submission as it arrived: read whole before any transaction begins."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from api.crypto.keys import ServerKeys
from api.crypto.sealing import SEALED_MEDIA_TYPE, open_envelope
from api.domain.instance import CONTROL_CHARACTER
from api.domain.posted_submission import PostedEnvelope, PostedSubmission
from api.errors import BadRequest, TooLarge, UnsupportedMedia, may_refuse
from api.settings import Settings

SUBMISSION_PART = "xml_submission_file"
MOST_POSTED_FILES = 60
MOST_POSTED_FIELDS = 20
# Bytes that are read before it is known who sends them.
MOST_ANONYMOUS_BYTES = 100_000


def declared_content_length(request: Request) -> int:
    """How many bytes the sender says will come, 0 when she does not say."""
    text = request.headers.get("content-length", "")
    return int(text) if text.isascii() and text.isdigit() else 0


async def read_posted_submission(request: Request) -> PostedSubmission:
    """An OpenRosa post, or a sealed record. Raises BadRequest, TooLarge or UnsupportedMedia."""
    settings: Settings = request.app.state.settings
    said = request.headers.get("content-type", "").lower()
    if said == SEALED_MEDIA_TYPE:
        return _open_posted_envelope(await read_raw_xml(request), request.app.state.keys)
    # Another charset would be a codec of the sender's choice; some take hours, some fail.
    if not said.startswith("multipart/form-data") or ("charset=" in said and "utf-8" not in said):
        raise UnsupportedMedia("notMultipart")
    parser = MultiPartParser(
        request.headers,
        request.stream(),
        max_files=MOST_POSTED_FILES,
        max_fields=MOST_POSTED_FIELDS,
        max_part_size=settings.max_xml_bytes,
    )
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise BadRequest("malformedMultipart", error.message) from error
    try:
        return await _read_multipart_form(form, settings)
    finally:
        await form.close()


async def _read_multipart_form(form: FormData, settings: Settings) -> PostedSubmission:
    record = form.get(SUBMISSION_PART)
    if record is None:
        raise BadRequest("400.7", field=SUBMISSION_PART)
    xml = await record.read() if isinstance(record, UploadFile) else record.encode()
    if len(xml) > settings.max_xml_bytes:
        raise TooLarge("recordTooLarge", bytes=len(xml))
    files: dict[str, bytes] = {}
    for key, part in form.multi_items():
        if isinstance(part, UploadFile) and key != SUBMISSION_PART:
            name = part.filename or key
            if len(name) > 255 or CONTROL_CHARACTER.search(name):
                raise BadRequest("attachmentName")
            files[name] = await part.read()
    return PostedSubmission(xml=xml, files=files)


@may_refuse("recordTooLarge")
async def read_raw_xml(request: Request) -> PostedSubmission:
    """A Central post: the body is the XML itself, attachments come one by one afterwards."""
    settings: Settings = request.app.state.settings
    body = await request.body()
    if len(body) > settings.max_xml_bytes:
        raise TooLarge("recordTooLarge", bytes=len(body))
    return PostedSubmission(xml=body, files={})


def _open_posted_envelope(posted: PostedSubmission, keys: ServerKeys) -> PostedSubmission:
    """Whose name is on the envelope is compared with what lies in it when that is read."""
    opened = open_envelope(keys, posted.xml)
    envelope = PostedEnvelope(opened.about, opened.sha256)
    return PostedSubmission(xml=opened.content, files={}, envelope=envelope)


async def read_raw_file(request: Request) -> bytes:
    """One file as the body."""
    return await request.body()


RawXmlDep = Annotated[PostedSubmission, Depends(read_raw_xml)]
RawFileDep = Annotated[bytes, Depends(read_raw_file)]
