"""The last rescue: what a phone could not send is brought to the office in a file."""

from fastapi import APIRouter, Request

from api import clock
from api.access.person import Person
from api.actions.bring import OutboxImporter, OutboxLine
from api.crypto.outbox_file import OUTBOX_FIRST_LINE
from api.errors import Forbidden, Unprocessable, may_refuse
from api.http.auth import PersonDep
from api.http.contract import takes
from api.http.multipart import RawFileDep
from api.http.stores import stores_from_request
from api.schemas.outboxes import OutboxCounts, OutboxImportItem, OutboxImportResult

router = APIRouter(prefix="/v1/outboxes", tags=["phones"])


@router.post("", openapi_extra=takes("application/octet-stream"))
@may_refuse("noOutbox", "supervisesNothing")
def import_outbox(content: RawFileDep, person: PersonDep, request: Request) -> OutboxImportResult:
    """Take in every record and photo by itself, and say line by line what became of it."""
    if not person.supervised(clock.today()):
        raise Forbidden("supervisesNothing")
    if not content.startswith(OUTBOX_FIRST_LINE):
        raise Unprocessable("noOutbox")
    bringer = _make_outbox_importer(request, person)
    lines = list(bringer.bring(content))
    counts = bringer.note(content, lines)
    return OutboxImportResult(
        counts=OutboxCounts(**counts), items=[_make_import_item(line) for line in lines]
    )


def _make_outbox_importer(request: Request, person: Person) -> OutboxImporter:
    app = request.app
    return OutboxImporter(
        stores_from_request(request), app.state.keys, person, app.state.settings.max_xml_bytes
    )


def _make_import_item(line: OutboxLine) -> OutboxImportItem:
    return OutboxImportItem(
        outcome=line.outcome,
        instance_id=line.instance_id,
        file=line.file,
        receipt=line.receipt or None,
        owner=line.owner or None,
        code=line.code or None,
    )
