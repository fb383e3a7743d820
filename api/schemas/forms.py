"""Forms in Central's dialect, and as administrators keep them."""

import json
from datetime import datetime
from enum import StrEnum
from typing import Self

from api.models.form import Form, FormVersion
from api.schemas.briefs import PersonBrief
from api.schemas.wire import Instant, RequestModel, WireModel


class PublishingOutcome(StrEnum):
    """What publishing a workbook would do."""

    NEW_FORM = "newForm"
    NEW_VERSION = "newVersion"
    SAME = "same"
    VERSION_STANDS = "versionStands"
    MISTAKES = "mistakes"


class FormState(StrEnum):
    """Central's words. closing: withdrawn; not offered any more, and what was written is taken."""

    OPEN = "open"
    CLOSING = "closing"


def state_of_form(withdrawn_at: datetime | None) -> FormState:
    """As it stands now."""
    return FormState.OPEN if withdrawn_at is None else FormState.CLOSING


class FormStateChange(RequestModel):
    """Withdraw a form, or open it again."""

    state: FormState


class PublishedForm(WireModel):
    """One version of a form, Central's keys that we do not use among ours."""

    project_id: int
    xml_form_id: str
    name: str
    version: str
    hash: str
    definition_hash: str
    state: FormState
    enketo_id: None
    enketo_once_id: None
    key_id: None
    draft_token: None
    published_at: Instant
    created_at: Instant
    updated_at: None
    entity_related: bool

    @classmethod
    def from_version(cls, form: Form, edition: FormVersion) -> Self:
        """`hash` is of the XForm, `definition_hash` of what our phone downloads."""
        return cls(
            project_id=1,
            xml_form_id=form.xml_form_id,
            name=form.name,
            version=edition.version,
            hash=edition.xform_md5,
            definition_hash=edition.definition_sha256,
            state=state_of_form(form.withdrawn_at),
            enketo_id=None,
            enketo_once_id=None,
            key_id=None,
            draft_token=None,
            published_at=edition.published_at,
            created_at=form.created_at,
            updated_at=None,
            entity_related=bool(json.loads(edition.definition)["entities"]),
        )


class FormVersionBrief(WireModel):
    """A version as administrators list it; what the server loaded itself has no publisher."""

    version: str
    published_at: Instant
    published_by: PersonBrief | None
    workbook_type: str
    current: bool
    submissions: int


class FormBrief(WireModel):
    """A form with every version, newest first."""

    xml_form_id: str
    name: str
    state: FormState
    withdrawn_at: Instant | None
    versions: list[FormVersionBrief]


class WorkbookMistake(WireModel):
    """Row 0: the sheet as a whole; no sheet: the workbook as a whole."""

    sheet: str
    row: int
    code: str
    message: str


class WorkbookWarning(WorkbookMistake):
    """A cell to look at; it may be published so."""

    column: str


class FormReport(WireModel):
    """What publishing would do, or did; questions by their place in the record."""

    published: bool
    outcome: PublishingOutcome
    xml_form_id: str
    version: str
    name: str
    errors: list[WorkbookMistake]
    warnings: list[WorkbookWarning]
    added: list[str]
    removed: list[str]
    changed: list[str]
