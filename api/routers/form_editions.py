"""Forms as administrators keep them: every version, a trial of a new one, publishing it."""

from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from api import clock
from api.access.administers import Administrator, AdministratorDep
from api.actions import publish as publishing
from api.errors import NotFound
from api.http.multipart import RawFileDep
from api.http.project import ProjectDep
from api.queries import administered, form_catalogue, forms, locking
from api.queries.form_catalogue import Edition
from api.schemas.wire import instant
from api.storage.db import DatabaseDep

router = APIRouter(prefix="/v1", tags=["form versions"])

Json = dict[str, Any]
TYPES = {kind: content_type for content_type, kind in publishing.KINDS.items()}
# A workbook is somebody's file: saved, never shown.
SANDBOX = {"Content-Security-Policy": "sandbox; default-src 'none'"}


@router.get("/administration/forms")
def listing(admin: AdministratorDep, database: DatabaseDep) -> list[Json]:
    """Every form with every version."""
    units = None if admin.of_nation else administered.units(admin.roots, admin.day)
    with database.reading() as session:
        editions = form_catalogue.editions(session)
        publishers = form_catalogue.publishers(session)
        counts = form_catalogue.counts(session, units)
    return [
        {
            "xmlFormId": form,
            "name": name,
            "versions": [
                _version(edition, number == 0, publishers, counts.get(edition.id, 0))
                for number, edition in enumerate(each)
            ],
        }
        for (form, name), each in groupby(editions, lambda one: (one.xml_form_id, one.name))
    ]


def _version(
    edition: Edition, current: bool, publishers: dict[str, tuple[int, str]], submissions: int
) -> Json:
    who = publishers.get(f"{edition.xml_form_id}/{edition.version}")
    return {
        "version": edition.version,
        "publishedAt": instant(edition.published_at),
        "publishedBy": {"id": who[0], "displayName": who[1]} if who else None,
        "workbookType": edition.workbook_type,
        "current": current,
        "submissions": submissions,
    }


@router.post("/projects/{project_id}/forms")
def upload(
    admin: AdministratorDep,
    _: ProjectDep,
    request: Request,
    content: RawFileDep,
    database: DatabaseDep,
    publish: bool = False,
) -> Json:
    """A trial, which keeps nothing; with `publish` a new version for everybody."""
    if publish:
        admin.must_be_of_nation()
    read = publishing.read(content, request.headers.get("content-type", ""))
    if not publish:
        with database.reading() as session:
            return publishing.trial(session, read).as_wire()
    with database.writing() as session:
        locking.administering(session)
        tried = publishing.trial(session, read)
        name = publishing.publish(session, tried, clock.now())
        if tried.outcome != "same":
            _note(admin, session, name, content)
    return tried.as_wire(published=True)


def _note(admin: Administrator, session: Session, name: str, content: bytes) -> None:
    session.flush()
    details = {"sha256": publishing.fingerprint(content)}
    admin.note(session, "form.publish", "formVersion", name, details)


@router.get("/projects/{project_id}/forms/{xml_form_id}/versions/{version}/workbook")
def workbook(
    xml_form_id: str, version: str, _: AdministratorDep, __: ProjectDep, database: DatabaseDep
) -> Response:
    """The workbook as it was uploaded."""
    with database.reading() as session:
        edition = forms.version(session, xml_form_id, version)
    if edition is None:
        raise NotFound("formVersion")
    name = f"{xml_form_id}-{edition.version}.{edition.workbook_type}"
    return Response(
        edition.workbook,
        media_type=TYPES.get(edition.workbook_type, "application/octet-stream"),
        headers={"Content-Disposition": f'attachment; filename="{name}"', **SANDBOX},
    )
