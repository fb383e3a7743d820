"""OpenRosa as ODK Collect and our own phone speak it. One project, one list of forms."""

import hashlib
from collections.abc import Mapping
from xml.sax.saxutils import escape

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from api import clock
from api.access.person import Person
from api.actions.receive import RECEIVING_CODES, receive_submission
from api.actions.sign_receipt import sign_receipt
from api.crypto.sealing import ENVELOPE_CODES, SEALED_MEDIA_TYPE
from api.documents import list_csv
from api.domain.posted_submission import PostedSubmission
from api.errors import NotFound, may_refuse
from api.http.auth import PersonDep, comes_by_password, person_by_session, person_from_request
from api.http.cells import Cells, CellsDep, csv_response
from api.http.contract import gives
from api.http.cross_site import own_address
from api.http.database import DatabaseDep
from api.http.multipart import (
    MOST_ANONYMOUS_BYTES,
    SUBMISSION_PART,
    declared_content_length,
    read_posted_submission,
)
from api.http.project import ProjectDep, known_project
from api.http.stores import stores_from_request
from api.queries import forms, lists
from api.schemas.receipts import SignedReceipt
from api.schemas.wire import receipt_code
from api.settings import Settings
from api.storage.db import begin_patience
from api.storage.stores import ServerStores

router = APIRouter(prefix="/v1/projects/{project_id}", tags=["openrosa"])

OPENROSA_HEADERS: Mapping[str, str] = {
    "X-OpenRosa-Version": "1.0",
    # Small posts get through a weak network; Collect splits what is larger.
    "X-OpenRosa-Accept-Content-Length": "2000000",
}
SUBMIT_SUCCESS_XML = (
    '<OpenRosaResponse xmlns="http://openrosa.org/http/response" items="0">'
    '<message nature="submit_success">{}</message></OpenRosaResponse>'
)


@router.head("/submission", status_code=204)
def probe_submission(_: PersonDep, __: ProjectDep) -> Response:
    """Collect asks this first and wants exactly 204."""
    return Response(status_code=204, headers=OPENROSA_HEADERS)


@may_refuse(
    *RECEIVING_CODES,
    *ENVELOPE_CODES,
    *("400.7", "attachmentName", "malformedMultipart", "notMultipart", "recordTooLarge"),
)
async def create_openrosa_submission(request: Request) -> Response:
    """Take a record with its files; the same again gives the same receipt, always 201."""
    await known_project(request.path_params["project_id"])
    # Who sends photos says who she is before they are read; a record alone is read at once, unless
    # a password has to be looked at, for which no thread of ours waits.
    large = not 0 < declared_content_length(request) <= MOST_ANONYMOUS_BYTES
    asked_first = large or comes_by_password(request)
    known = await person_from_request(request) if asked_first else None
    said = await read_posted_submission(request)
    begin_patience()
    return await run_in_threadpool(_receive_posted, request, said, known)


_ANY_FILES = {"type": "string", "format": "binary"}
_POSTED_RECORD = {
    "type": "object",
    "required": [SUBMISSION_PART],
    "properties": {SUBMISSION_PART: _ANY_FILES},
    "additionalProperties": _ANY_FILES,
}
# For the document alone: the plain route below stands before it and is what answers.
router.add_api_route(
    "/submission",
    create_openrosa_submission,
    methods=["POST"],
    status_code=201,
    response_model=SignedReceipt,
    responses={
        201: {
            "description": "The receipt: signed for a phone that accepts JSON, six letters else.",
            "content": {"text/xml": {"schema": {"type": "string"}}},
        }
    },
    openapi_extra={
        "parameters": [{"in": "query", "name": "deviceID", "schema": {"type": "string"}}],
        "requestBody": {
            "required": True,
            "content": {
                "multipart/form-data": {"schema": _POSTED_RECORD},
                SEALED_MEDIA_TYPE: {"schema": _ANY_FILES},
            },
        },
    },
)

# What every phone waits for: a plain route, one change of thread (docs/performance.md). It asks
# itself who is there, as the rooms behind the sign-in do by their dependency.
SUBMISSION_ROUTE = Route(
    "/v1/projects/{project_id}/submission", create_openrosa_submission, methods=["POST"]
)


def _receive_posted(request: Request, said: PostedSubmission, known: Person | None) -> Response:
    stores: ServerStores = stores_from_request(request)
    device_id = request.query_params.get("deviceID", "")
    receipt = receive_submission(
        stores, known or person_by_session(request), said, device_id=device_id
    )
    if "application/json" in request.headers.get("accept", ""):
        envelope = said.envelope.sha256 if said.envelope else ""
        signed = sign_receipt(receipt, request.app.state.keys, envelope).model_dump_json()
        return Response(signed, 201, OPENROSA_HEADERS, media_type="application/json")
    return _openrosa_response(SUBMIT_SUCCESS_XML.format(receipt_code(receipt.sha256)), 201)


@router.get("/formList", responses=gives("text/xml"), response_class=Response)
def list_openrosa_forms(
    _: PersonDep, __: ProjectDep, request: Request, database: DatabaseDep
) -> Response:
    """Every open form with all that Collect insists on: one incomplete entry spoils the list."""
    with database.reading() as session:
        known = forms.open_form_versions(session)
    base = _forms_url(request)
    entries = "".join(
        f"<xform><formID>{escape(form.xml_form_id)}</formID><name>{escape(form.name)}</name>"
        f"<version>{escape(edition.version)}</version><hash>md5:{edition.xform_md5}</hash>"
        f"<downloadUrl>{base}/{escape(form.xml_form_id)}.xml</downloadUrl>"
        f"<manifestUrl>{base}/{escape(form.xml_form_id)}/manifest</manifestUrl></xform>"
        for form, edition in known
    )
    return _openrosa_response(
        f'<xforms xmlns="http://openrosa.org/xforms/xformsList">{entries}</xforms>'
    )


@router.get("/forms/{xml_form_id}/manifest", responses=gives("text/xml"), response_class=Response)
def read_form_manifest(
    xml_form_id: str, person: PersonDep, _: ProjectDep, request: Request, database: DatabaseDep
) -> Response:
    """The lists that this form chooses from, as this person sees them."""
    base = _forms_url(request)
    entries = "".join(
        f"<mediaFile{'' if name == lists.ORG_UNIT_LIST else ENTITY_LIST_ATTRIBUTE}>"
        f"<filename>{escape(name)}.csv</filename>"
        f"<hash>md5:{hashlib.md5(table.encode(), usedforsecurity=False).hexdigest()}</hash>"
        f"<downloadUrl>{base}/{escape(xml_form_id)}/attachments/{escape(name)}.csv</downloadUrl>"
        "</mediaFile>"
        for name, table in _manifest_tables(person, database, xml_form_id).items()
    )
    return _openrosa_response(
        f'<manifest xmlns="http://openrosa.org/xforms/xformsManifest">{entries}</manifest>'
    )


ENTITY_LIST_ATTRIBUTE = ' type="entityList"'


@router.get(
    "/forms/{xml_form_id}/attachments/{name}.csv",
    responses=gives("text/csv"),
    response_class=Response,
)
def read_form_attachment(
    xml_form_id: str,
    name: str,
    person: PersonDep,
    _: ProjectDep,
    cells: CellsDep,
    database: DatabaseDep,
) -> Response:
    """One of these lists, as its hash says; without formulas for a person's spreadsheet."""
    escaped = cells is Cells.ESCAPED
    tables = _manifest_tables(person, database, xml_form_id, escaped=escaped)
    if name not in tables:
        raise NotFound("formAttachment")
    return csv_response(tables[name], cells, name)


def _manifest_tables(
    person: Person, database: DatabaseDep, xml_form_id: str, *, escaped: bool = False
) -> dict[str, str]:
    day = clock.today()
    with database.reading() as session:
        edition = forms.find_form_version(session, xml_form_id)
        if edition is None:
            raise NotFound("form")
        return {
            name: list_csv.render_list_csv(
                lists.list_rows_within(session, name, person.roots(day), day), escaped=escaped
            )
            for name in forms.rules_of_version(session, edition).outside
        }


def _openrosa_response(xml: str, status: int = 200) -> Response:
    text = f'<?xml version="1.0" encoding="UTF-8"?>{xml}'
    return Response(text, status, OPENROSA_HEADERS, media_type="text/xml; charset=utf-8")


def _forms_url(request: Request) -> str:
    settings: Settings = request.app.state.settings
    return f"{own_address(request.scope, request.headers, settings)}/v1/projects/1/forms"
