"""OpenRosa as ODK Collect and our own phone speak it. One project, one list of forms."""

import hashlib
from collections.abc import Mapping
from xml.sax.saxutils import escape

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from api import clock
from api.actions.receive import Doors, doors_of, receive
from api.documents import list_csv
from api.errors import NotFound
from api.http.auth import Person, PersonDep, person_of
from api.http.multipart import MOST_UNASKED, Posted, content_length, posted
from api.http.project import ProjectDep, known_project
from api.queries import forms, lists
from api.schemas.receipts import signed
from api.schemas.wire import receipt_code
from api.storage.db import DatabaseDep, patience_begins

router = APIRouter(prefix="/v1/projects/{project_id}", tags=["openrosa"])

HEADERS: Mapping[str, str] = {
    "X-OpenRosa-Version": "1.0",
    # Small posts get through a weak network; Collect splits what is larger.
    "X-OpenRosa-Accept-Content-Length": "2000000",
}
THANKS = (
    '<OpenRosaResponse xmlns="http://openrosa.org/http/response" items="0">'
    '<message nature="submit_success">{}</message></OpenRosaResponse>'
)


@router.head("/submission", status_code=204)
def may_submit(_: PersonDep, __: ProjectDep) -> Response:
    """Collect asks this first and wants exactly 204."""
    return Response(status_code=204, headers=HEADERS)


async def submit(request: Request) -> Response:
    """Take a record with its files; the same again gives the same receipt, always 201."""
    await known_project(request.path_params["project_id"])
    # Who sends photos says who she is before they are read; a record alone is read at once.
    large = not 0 < content_length(request) <= MOST_UNASKED
    known = await run_in_threadpool(person_of, request) if large else None
    said = await posted(request)
    patience_begins()
    return await run_in_threadpool(_take, request, said, known)


# What every phone waits for: a plain route, one change of thread (docs/performance.md). It asks
# itself who is there, as the rooms behind the sign-in do by their dependency.
DOOR = Route("/v1/projects/{project_id}/submission", submit, methods=["POST"])


def _take(request: Request, said: Posted, known: Person | None) -> Response:
    doors: Doors = doors_of(request)
    device_id = request.query_params.get("deviceID", "")
    receipt = receive(doors, known or person_of(request), said, device_id=device_id)
    if "application/json" in request.headers.get("accept", ""):
        envelope = said.sealed.sha256 if said.sealed else ""
        return JSONResponse(signed(receipt, request.app.state.keys, envelope), 201, HEADERS)
    return _openrosa(THANKS.format(receipt_code(receipt.sha256)), 201)


@router.get("/formList")
def form_list(_: PersonDep, __: ProjectDep, request: Request, database: DatabaseDep) -> Response:
    """Every form with all that Collect insists on: one incomplete entry spoils the list."""
    with database.reading() as session:
        known = forms.current(session)
    base = _forms_url(request)
    entries = "".join(
        f"<xform><formID>{escape(form.xml_form_id)}</formID><name>{escape(form.name)}</name>"
        f"<version>{escape(edition.version)}</version><hash>md5:{edition.xform_md5}</hash>"
        f"<downloadUrl>{base}/{escape(form.xml_form_id)}.xml</downloadUrl>"
        f"<manifestUrl>{base}/{escape(form.xml_form_id)}/manifest</manifestUrl></xform>"
        for form, edition in known
    )
    return _openrosa(f'<xforms xmlns="http://openrosa.org/xforms/xformsList">{entries}</xforms>')


@router.get("/forms/{xml_form_id}/manifest")
def manifest(
    xml_form_id: str, person: PersonDep, _: ProjectDep, request: Request, database: DatabaseDep
) -> Response:
    """The lists that this form chooses from, as this person sees them."""
    base = _forms_url(request)
    entries = "".join(
        f"<mediaFile{'' if name == lists.ORG_UNITS else ENTITY_LIST}>"
        f"<filename>{escape(name)}.csv</filename>"
        f"<hash>md5:{hashlib.md5(table.encode(), usedforsecurity=False).hexdigest()}</hash>"
        f"<downloadUrl>{base}/{escape(xml_form_id)}/attachments/{escape(name)}.csv</downloadUrl>"
        "</mediaFile>"
        for name, table in _tables(person, database, xml_form_id).items()
    )
    return _openrosa(
        f'<manifest xmlns="http://openrosa.org/xforms/xformsManifest">{entries}</manifest>'
    )


ENTITY_LIST = ' type="entityList"'


@router.get("/forms/{xml_form_id}/attachments/{name}.csv")
def form_attachment(
    xml_form_id: str, name: str, person: PersonDep, _: ProjectDep, database: DatabaseDep
) -> Response:
    """One of these lists."""
    tables = _tables(person, database, xml_form_id)
    if name not in tables:
        raise NotFound("formAttachment")
    return Response(tables[name], media_type="text/csv; charset=utf-8")


def _tables(person: Person, database: DatabaseDep, xml_form_id: str) -> dict[str, str]:
    day = clock.today()
    with database.reading() as session:
        edition = forms.version(session, xml_form_id)
        if edition is None:
            raise NotFound("form")
        return {
            name: list_csv.render(lists.within(session, name, person.roots(day), day))
            for name in forms.rules(session, edition).outside
        }


def _openrosa(xml: str, status: int = 200) -> Response:
    text = f'<?xml version="1.0" encoding="UTF-8"?>{xml}'
    return Response(text, status, HEADERS, media_type="text/xml; charset=utf-8")


def _forms_url(request: Request) -> str:
    settings = request.app.state.settings
    base = settings.public_url.rstrip("/") or str(request.base_url).rstrip("/")
    return f"{base}/v1/projects/1/forms"
