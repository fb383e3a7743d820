"""A multipart submission as it arrived: read whole before any transaction begins."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from api.crypto.keys import Keys
from api.crypto.sealing import MEDIA_TYPE, Opened, open_envelope
from api.domain.instance import CONTROL
from api.errors import BadRequest, TooLarge, UnsupportedMedia
from api.settings import Settings

RECORD_PART = "xml_submission_file"
MOST_FILES = 60
MOST_FIELDS = 20
# Bytes that are read before it is known who sends them.
MOST_UNASKED = 100_000


@dataclass(frozen=True, slots=True)
class Posted:
    """The record's XML and the files that came with it, by name."""

    xml: bytes
    files: Mapping[str, bytes]
    incomplete: bool = False
    sealed: Opened | None = None


def content_length(request: Request) -> int:
    """How many bytes the sender says will come, 0 when she does not say."""
    text = request.headers.get("content-length", "")
    return int(text) if text.isascii() and text.isdigit() else 0


async def posted(request: Request) -> Posted:
    """An OpenRosa post, or a sealed record. Raises BadRequest, TooLarge or UnsupportedMedia."""
    settings: Settings = request.app.state.settings
    said = request.headers.get("content-type", "").lower()
    if said == MEDIA_TYPE:
        return _opened(await raw_xml(request), request.app.state.keys)
    # Another charset would be a codec of the sender's choice; some take hours, some fail.
    if not said.startswith("multipart/form-data") or ("charset=" in said and "utf-8" not in said):
        raise UnsupportedMedia("notMultipart", "Post multipart/form-data in UTF-8.")
    parser = MultiPartParser(
        request.headers,
        request.stream(),
        max_files=MOST_FILES,
        max_fields=MOST_FIELDS,
        max_part_size=settings.max_xml_bytes,
    )
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise BadRequest("malformedMultipart", error.message) from error
    try:
        return await _read(form, settings)
    finally:
        await form.close()


async def _read(form: FormData, settings: Settings) -> Posted:
    record = form.get(RECORD_PART)
    if record is None:
        raise BadRequest("400.7", f"The part {RECORD_PART} is missing.", field=RECORD_PART)
    xml = await record.read() if isinstance(record, UploadFile) else record.encode()
    if len(xml) > settings.max_xml_bytes:
        raise TooLarge("recordTooLarge", "The record is too large.", bytes=len(xml))
    files: dict[str, bytes] = {}
    for key, part in form.multi_items():
        if isinstance(part, UploadFile) and key != RECORD_PART:
            name = part.filename or key
            if len(name) > 255 or CONTROL.search(name):
                raise BadRequest("attachmentName", "An attachment's name is too long.")
            files[name] = await part.read()
    return Posted(xml=xml, files=files, incomplete=form.get("*isIncomplete*") == "yes")


async def raw_xml(request: Request) -> Posted:
    """A Central post: the body is the XML itself, attachments come one by one afterwards."""
    settings: Settings = request.app.state.settings
    body = await request.body()
    if len(body) > settings.max_xml_bytes:
        raise TooLarge("recordTooLarge", "The record is too large.", bytes=len(body))
    return Posted(xml=body, files={})


def _opened(posted: Posted, keys: Keys) -> Posted:
    """Whose name is on the envelope is compared with what lies in it when that is read."""
    opened = open_envelope(keys, posted.xml)
    return Posted(xml=opened.content, files={}, sealed=opened)


async def raw_file(request: Request) -> bytes:
    """One file as the body."""
    return await request.body()


RawXmlDep = Annotated[Posted, Depends(raw_xml)]
RawFileDep = Annotated[bytes, Depends(raw_file)]
