"""Forms in Central's dialect, and the definition that our phone downloads."""

import json
from typing import Any

from fastapi import APIRouter, Request, Response

from api.errors import NotFound
from api.http.auth import PersonDep
from api.http.project import ProjectDep
from api.models.form import Form, FormVersion
from api.queries import forms
from api.schemas.wire import instant
from api.storage.db import Database, DatabaseDep

router = APIRouter(prefix="/v1/projects/{project_id}/forms", tags=["forms"])


@router.get("")
def listing(_: PersonDep, __: ProjectDep, database: DatabaseDep) -> list[dict[str, Any]]:
    """Every form with its newest version."""
    with database.reading() as session:
        return [_as_wire(form, edition) for form, edition in forms.current(session)]


# The .xml route stands first: {xml_form_id} would take "name.xml" whole.
@router.get("/{xml_form_id}.xml")
def xform(xml_form_id: str, _: PersonDep, __: ProjectDep, database: DatabaseDep) -> Response:
    """The newest version as an XForm."""
    return _xml(_edition(database, xml_form_id))


@router.get("/{xml_form_id}")
def one(xml_form_id: str, _: PersonDep, __: ProjectDep, database: DatabaseDep) -> dict[str, Any]:
    """One form with its newest version."""
    with database.reading() as session:
        form, edition = forms.by_id(session, xml_form_id), forms.version(session, xml_form_id)
    if form is None or edition is None:
        raise NotFound("form")
    return _as_wire(form, edition)


@router.get("/{xml_form_id}/versions")
def versions(
    xml_form_id: str, _: PersonDep, __: ProjectDep, database: DatabaseDep
) -> list[dict[str, Any]]:
    """Every published version, newest first."""
    with database.reading() as session:
        form = forms.by_id(session, xml_form_id)
        if form is None:
            raise NotFound("form")
        return [_as_wire(form, edition) for edition in forms.versions(session, form.id or 0)]


@router.get("/{xml_form_id}/versions/{version}.xml")
def version_xform(
    xml_form_id: str, version: str, _: PersonDep, __: ProjectDep, database: DatabaseDep
) -> Response:
    """One version as an XForm."""
    return _xml(_edition(database, xml_form_id, version))


@router.get("/{xml_form_id}/definition")
def definition(
    xml_form_id: str, _: PersonDep, __: ProjectDep, request: Request, database: DatabaseDep
) -> Response:
    """What a phone needs to ask this form's questions without us; docs/forms.md has its shape."""
    return _definition(request, _edition(database, xml_form_id))


@router.get("/{xml_form_id}/versions/{version}/definition")
def version_definition(
    xml_form_id: str,
    version: str,
    _: PersonDep,
    __: ProjectDep,
    request: Request,
    database: DatabaseDep,
) -> Response:
    """The definition of a version that need not be the newest: a returned record keeps its own."""
    return _definition(request, _edition(database, xml_form_id, version))


def _edition(database: Database, xml_form_id: str, version: str | None = None) -> FormVersion:
    with database.reading() as session:
        edition = forms.version(session, xml_form_id, version)
    if edition is None:
        raise NotFound("form" if version is None else "formVersion")
    return edition


def _xml(edition: FormVersion) -> Response:
    return Response(edition.xform, media_type="application/xml")


def _definition(request: Request, edition: FormVersion) -> Response:
    tag = f'"{edition.definition_sha256}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(edition.definition, media_type="application/json", headers=headers)


def _as_wire(form: Form, edition: FormVersion) -> dict[str, Any]:
    return {
        "projectId": 1,
        "xmlFormId": form.xml_form_id,
        "name": form.name,
        "version": edition.version,
        "hash": edition.xform_md5,
        "definitionHash": edition.definition_sha256,
        "state": "open",
        "enketoId": None,
        "enketoOnceId": None,
        "keyId": None,
        "draftToken": None,
        "publishedAt": instant(edition.published_at),
        "createdAt": instant(form.created_at),
        "updatedAt": None,
        "entityRelated": "entity" in json.loads(edition.definition),
    }
