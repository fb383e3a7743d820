"""Forms in Central's dialect, and the definition that our phone downloads."""

from fastapi import APIRouter, Request, Response

from api.errors import NotFound
from api.http.auth import PersonDep
from api.http.contract import NOT_MODIFIED, gives
from api.http.database import DatabaseDep
from api.http.project import ProjectDep
from api.models.form import FormVersion
from api.queries import forms
from api.schemas.forms import PublishedForm
from api.storage.db import Database

router = APIRouter(prefix="/v1/projects/{project_id}/forms", tags=["forms"])


@router.get("")
def list_forms(
    _: PersonDep, __: ProjectDep, database: DatabaseDep, withdrawn: bool = False
) -> list[PublishedForm]:
    """Every open form with its newest version; `withdrawn` ones too for whoever reads `state`."""
    chosen = forms.newest_form_versions if withdrawn else forms.open_form_versions
    with database.reading() as session:
        return [PublishedForm.from_version(form, edition) for form, edition in chosen(session)]


# The .xml route stands first: {xml_form_id} would take "name.xml" whole.
@router.get("/{xml_form_id}.xml", responses=gives("application/xml"), response_class=Response)
def read_form_xform(
    xml_form_id: str, _: PersonDep, __: ProjectDep, database: DatabaseDep
) -> Response:
    """The newest version as an XForm."""
    return _xform_response(_require_form_version(database, xml_form_id))


@router.get("/{xml_form_id}")
def read_form(
    xml_form_id: str, _: PersonDep, __: ProjectDep, database: DatabaseDep
) -> PublishedForm:
    """One form with its newest version."""
    with database.reading() as session:
        form, edition = (
            forms.find_form(session, xml_form_id),
            forms.find_form_version(session, xml_form_id),
        )
    if form is None or edition is None:
        raise NotFound("form")
    return PublishedForm.from_version(form, edition)


@router.get("/{xml_form_id}/versions")
def list_form_versions(
    xml_form_id: str, _: PersonDep, __: ProjectDep, database: DatabaseDep
) -> list[PublishedForm]:
    """Every published version, newest first."""
    with database.reading() as session:
        form = forms.find_form(session, xml_form_id)
        if form is None:
            raise NotFound("form")
        return [
            PublishedForm.from_version(form, edition)
            for edition in forms.versions_of_form(session, form.id or 0)
        ]


@router.get(
    "/{xml_form_id}/versions/{version}.xml",
    responses=gives("application/xml"),
    response_class=Response,
)
def read_form_version_xform(
    xml_form_id: str, version: str, _: PersonDep, __: ProjectDep, database: DatabaseDep
) -> Response:
    """One version as an XForm."""
    return _xform_response(_require_form_version(database, xml_form_id, version))


@router.get("/{xml_form_id}/definition", responses=NOT_MODIFIED)
def read_form_definition(
    xml_form_id: str, _: PersonDep, __: ProjectDep, request: Request, database: DatabaseDep
) -> Response:
    """What a phone needs to ask this form's questions without us; docs/forms.md has its shape."""
    return _definition_response(request, _require_form_version(database, xml_form_id))


@router.get("/{xml_form_id}/versions/{version}/definition", responses=NOT_MODIFIED)
def read_form_version_definition(
    xml_form_id: str,
    version: str,
    _: PersonDep,
    __: ProjectDep,
    request: Request,
    database: DatabaseDep,
) -> Response:
    """The definition of a version that need not be the newest: a returned record keeps its own."""
    return _definition_response(request, _require_form_version(database, xml_form_id, version))


def _require_form_version(
    database: Database, xml_form_id: str, version: str | None = None
) -> FormVersion:
    with database.reading() as session:
        edition = forms.find_form_version(session, xml_form_id, version)
    if edition is None:
        raise NotFound("form" if version is None else "formVersion")
    return edition


def _xform_response(edition: FormVersion) -> Response:
    return Response(edition.xform, media_type="application/xml")


def _definition_response(request: Request, edition: FormVersion) -> Response:
    tag = f'"{edition.definition_sha256}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(edition.definition, media_type="application/json", headers=headers)
