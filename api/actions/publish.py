"""A workbook that somebody uploads: read apart, tried against what stands, and published."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from api.domain.aggregations import TotalsKept
from api.domain.counting import CountingRule
from api.domain.form_changes import FormChanges, compare_definitions
from api.errors import ApiError, BadRequest, Conflict, TooLarge, Unprocessable, UnsupportedMedia
from api.models.form import Form, FormVersion
from api.queries import forms, indicators
from api.schemas.forms import FormReport, PublishingOutcome, WorkbookMistake, WorkbookWarning
from api.xlsform import limited_process
from api.xlsform.conversion import FormError, FormErrors, Workbook, WorkbookRefused
from api.xlsform.limited_process import WorkbookNotRead, WorkbookTooHeavy

WORKBOOK_KINDS = {
    "text/markdown": "md",
    "text/csv": "csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}


@dataclass(frozen=True, slots=True)
class UploadedWorkbook:
    """What came, and what it was read as: a workbook, or its author's mistakes."""

    content: bytes
    kind: str
    workbook: Workbook | None
    errors: list[FormError]


@dataclass(frozen=True, slots=True)
class PublishingTrial:
    """What publishing it would do."""

    outcome: PublishingOutcome
    upload: UploadedWorkbook
    changes: FormChanges

    def report(self, *, published: bool = False) -> FormReport:
        """As in docs/administration.md."""
        workbook = self.upload.workbook
        return FormReport(
            published=published,
            outcome=self.outcome,
            xml_form_id=workbook.form_id if workbook else "",
            version=workbook.version if workbook else "",
            name=workbook.title if workbook else "",
            errors=[WorkbookMistake.model_validate(one) for one in self.upload.errors],
            warnings=[
                WorkbookWarning.model_validate(one)
                for one in (workbook.warnings if workbook else ())
            ],
            **self.changes._asdict(),
        )


async def read_uploaded_workbook(content: bytes, content_type: str) -> UploadedWorkbook:
    """Raises a Problem for what is no workbook; mistakes in one are kept for its author."""
    kind = WORKBOOK_KINDS.get(content_type.partition(";")[0].strip().lower())
    if kind is None:
        raise UnsupportedMedia("workbookKind")
    try:
        workbook = await limited_process.compile_workbook(content, kind)
        return UploadedWorkbook(content, kind, workbook, [])
    except FormErrors as mistaken:
        return UploadedWorkbook(content, kind, None, mistaken.errors)
    except WorkbookTooHeavy as error:
        raise Unprocessable("workbookTooHeavy") from error
    except WorkbookNotRead as error:
        raise _unreadable_workbook() from error
    except WorkbookRefused as refused:
        raise _workbook_refusal(refused) from refused


def _unreadable_workbook() -> ApiError:
    return BadRequest("workbookNotRead")


def _workbook_refusal(refused: WorkbookRefused) -> ApiError:
    match refused.code:
        case "tooLarge":
            return TooLarge("workbookTooLarge", refused.message)
        case "tooManyRows":
            return Unprocessable("workbookTooManyRows", refused.message)
        case "doubledColumn":
            return Unprocessable("workbookColumnTwice", refused.message)
        case "activeContent" | "doctype":
            return BadRequest("workbookActive", refused.message)
    return _unreadable_workbook()


def try_publishing(session: Session, upload: UploadedWorkbook) -> PublishingTrial:
    """What would happen, against what stands now."""
    workbook = upload.workbook
    if workbook is not None:
        upload = _add_indicator_errors(session, upload, workbook)
    if workbook is None or upload.errors:
        return PublishingTrial(PublishingOutcome.MISTAKES, upload, FormChanges([], [], []))
    current = forms.find_form_version(session, workbook.form_id)
    old = json.loads(current.definition) if current else None
    return PublishingTrial(
        _publishing_outcome(session, upload, workbook, current),
        upload,
        compare_definitions(old, workbook.definition),
    )


def _publishing_outcome(
    session: Session, upload: UploadedWorkbook, workbook: Workbook, current: FormVersion | None
) -> PublishingOutcome:
    same = forms.find_form_version(session, workbook.form_id, workbook.version)
    if same is not None:
        stands = PublishingOutcome.VERSION_STANDS
        return PublishingOutcome.SAME if same.workbook == upload.content else stands
    return PublishingOutcome.NEW_VERSION if current else PublishingOutcome.NEW_FORM


def _add_indicator_errors(
    session: Session, upload: UploadedWorkbook, workbook: Workbook
) -> UploadedWorkbook:
    errors = [*upload.errors, *indicator_errors(session, workbook)]
    return UploadedWorkbook(upload.content, upload.kind, workbook, errors)


def indicator_errors(session: Session, workbook: Workbook) -> list[FormError]:
    """A form that counts for what is in no catalogue, for what is only divided from others, or
    for subjects without naming one, would count for nothing, and nobody notice.

    Raises UnknownAggregation.
    """
    known = indicators.counting_rules(session)
    named = sorted({row["indicator"] for row in workbook.definition["indicators"]})
    errors = []
    for code in named:
        counts = f"the form {workbook.form_id} counts for {code}"
        if code not in known:
            said = f"{counts}, which is not in the catalogue"
            errors.append(FormError("indicators", 0, "unknownIndicator", said))
        elif not known[code].aggregation.takes_records:
            said = f"{counts}, which is divided from others: count for these"
            errors.append(FormError("indicators", 0, "dividedIndicator", said))
    return [*errors, *_subject_errors(known, workbook)]


def _subject_errors(known: Mapping[str, CountingRule], workbook: Workbook) -> list[FormError]:
    rows = zip(workbook.definition["indicators"], workbook.indicator_rows, strict=True)
    return [
        FormError(
            "indicators",
            number,
            "noSubject",
            f"{row['indicator']} counts different subjects: the cell “subject” is empty",
        )
        for row, number in rows
        if "subject" not in row and _counts_subjects(known.get(row["indicator"]))
    ]


def _counts_subjects(rule: CountingRule | None) -> bool:
    return rule is not None and rule.aggregation.kept is TotalsKept.SUBJECTS


def publish_workbook(session: Session, tried: PublishingTrial, at: datetime) -> str:
    """Keep it as a version; its name for the audit. Raises Unprocessable and Conflict."""
    upload, workbook = tried.upload, tried.upload.workbook
    if workbook is None or upload.errors:
        raise Unprocessable("formMistakes", errors=tried.report().model_dump()["errors"])
    if tried.outcome is PublishingOutcome.VERSION_STANDS:
        raise Conflict("versionStands")
    form = Form(xml_form_id=workbook.form_id, name=workbook.title, created_at=at)
    edition = forms.build_form_version(
        upload.content, upload.kind, workbook.xml, workbook.definition, at
    )
    forms.add_form_version(session, form, edition)
    return f"{workbook.form_id}/{workbook.version}"


def sha256_of_file(content: bytes) -> str:
    """Which file it was."""
    return hashlib.sha256(content).hexdigest()
