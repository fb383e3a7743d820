"""Forms as administrators keep them: every version, a trial of a new one, publishing it."""

from itertools import groupby

from fastapi import APIRouter, Request, Response
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from api import clock
from api.access.administers import Administrator
from api.actions import publish as publishing
from api.actions.publish import UploadedWorkbook
from api.errors import NotFound, may_refuse
from api.http.administrator import AdministratorDep
from api.http.contract import gives, takes
from api.http.database import DatabaseDep
from api.http.multipart import RawFileDep
from api.http.project import ProjectDep
from api.queries import form_catalogue, forms, locking
from api.queries.form_catalogue import CatalogueVersion
from api.schemas.briefs import PersonBrief
from api.schemas.forms import (
    FormBrief,
    FormReport,
    FormVersionBrief,
    PublishingOutcome,
    state_of_form,
)
from api.storage.db import Database

router = APIRouter(prefix="/v1", tags=["form versions"])

WORKBOOK_MEDIA_TYPES = {
    kind: content_type for content_type, kind in publishing.WORKBOOK_KINDS.items()
}
# A workbook is somebody's file: saved, never shown.
SANDBOX_HEADERS = {"Content-Security-Policy": "sandbox; default-src 'none'"}


@router.get("/administration/forms")
def list_administered_forms(admin: AdministratorDep, database: DatabaseDep) -> list[FormBrief]:
    """Every form with every version."""
    units = admin.units_selected()
    with database.reading() as session:
        editions = form_catalogue.all_form_versions(session)
        publishers = form_catalogue.publishers(session)
        counts = form_catalogue.submissions_per_version(session, units)
    return [
        FormBrief(
            xml_form_id=form,
            name=name,
            state=state_of_form(withdrawn_at),
            withdrawn_at=withdrawn_at,
            versions=[
                _make_version_brief(edition, number == 0, publishers, counts.get(edition.id, 0))
                for number, edition in enumerate(each)
            ],
        )
        for (form, name, withdrawn_at), each in groupby(
            editions, lambda one: (one.xml_form_id, one.name, one.withdrawn_at)
        )
    ]


def _make_version_brief(
    edition: CatalogueVersion,
    current: bool,
    publishers: dict[str, tuple[int, str]],
    submissions: int,
) -> FormVersionBrief:
    who = publishers.get(f"{edition.xml_form_id}/{edition.version}")
    return FormVersionBrief(
        version=edition.version,
        published_at=edition.published_at,
        published_by=PersonBrief(id=who[0], display_name=who[1]) if who else None,
        workbook_type=edition.workbook_type,
        current=current,
        submissions=submissions,
    )


@router.post("/projects/{project_id}/forms", openapi_extra=takes(*publishing.WORKBOOK_KINDS))
@may_refuse(
    "formMistakes",
    "nationOnly",
    "versionStands",
    "workbookActive",
    "workbookColumnTwice",
    "workbookKind",
    "workbookNotRead",
    "workbookTooHeavy",
    "workbookTooLarge",
    "workbookTooManyRows",
)
async def upload_workbook(
    admin: AdministratorDep,
    _: ProjectDep,
    request: Request,
    content: RawFileDep,
    database: DatabaseDep,
    publish: bool = False,
) -> FormReport:
    """A trial, which keeps nothing; with `publish` a new version for everybody."""
    if publish:
        admin.must_be_of_nation()
    content_type = request.headers.get("content-type", "")
    # No thread and no connection is held while a workbook is read.
    read = await publishing.read_uploaded_workbook(content, content_type)
    if not publish:
        return await run_in_threadpool(_try_workbook, database, read)
    return await run_in_threadpool(_publish_workbook, admin, database, read)


def _try_workbook(database: Database, read: UploadedWorkbook) -> FormReport:
    with database.reading() as session:
        return publishing.try_publishing(session, read).report()


def _publish_workbook(
    admin: Administrator, database: Database, read: UploadedWorkbook
) -> FormReport:
    with database.writing() as session:
        locking.lock_administration(session)
        tried = publishing.try_publishing(session, read)
        name = publishing.publish_workbook(session, tried, clock.now())
        if tried.outcome is not PublishingOutcome.SAME:
            _note_publishing(admin, session, name, read.content)
    return tried.report(published=True)


def _note_publishing(admin: Administrator, session: Session, name: str, content: bytes) -> None:
    session.flush()
    details = {"sha256": publishing.sha256_of_file(content)}
    admin.note(session, "form.publish", "formVersion", name, details)


@router.get(
    "/projects/{project_id}/forms/{xml_form_id}/versions/{version}/workbook",
    responses=gives(*publishing.WORKBOOK_KINDS),
    response_class=Response,
)
def download_workbook(
    xml_form_id: str, version: str, _: AdministratorDep, __: ProjectDep, database: DatabaseDep
) -> Response:
    """The workbook as it was uploaded."""
    with database.reading() as session:
        edition = forms.find_form_version(session, xml_form_id, version)
    if edition is None:
        raise NotFound("formVersion")
    name = f"{xml_form_id}-{edition.version}.{edition.workbook_type}"
    return Response(
        edition.workbook,
        media_type=WORKBOOK_MEDIA_TYPES.get(edition.workbook_type, "application/octet-stream"),
        headers={"Content-Disposition": f'attachment; filename="{name}"', **SANDBOX_HEADERS},
    )
