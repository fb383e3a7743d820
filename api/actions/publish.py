"""A workbook that somebody uploads: read apart, tried against what stands, and published."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from api.domain.form_changes import Changes, changes
from api.errors import BadRequest, Conflict, Problem, TooLarge, Unprocessable, UnsupportedMedia
from api.models.form import Form, FormVersion
from api.queries import forms, indicators
from api.xlsform import limited_process
from api.xlsform.conversion import FormError, FormErrors, Workbook, WorkbookRefused
from api.xlsform.limited_process import NotRead, TooHeavy

Json = dict[str, Any]

KINDS = {
    "text/markdown": "md",
    "text/csv": "csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """What came, and what it was read as: a workbook, or its author's mistakes."""

    content: bytes
    kind: str
    workbook: Workbook | None
    errors: list[FormError]


@dataclass(frozen=True, slots=True)
class Trial:
    """What publishing it would do."""

    outcome: str
    upload: Upload
    changes: Changes

    def as_wire(self, *, published: bool = False) -> Json:
        """As in docs/administration.md."""
        workbook = self.upload.workbook
        return {
            "published": published,
            "outcome": self.outcome,
            "xmlFormId": workbook.form_id if workbook else "",
            "version": workbook.version if workbook else "",
            "name": workbook.title if workbook else "",
            "errors": wire(self.upload.errors),
            **self.changes._asdict(),
        }


def wire(errors: list[FormError]) -> list[Json]:
    """Mistakes by sheet and row."""
    return [
        {"sheet": one.sheet, "row": one.row, "code": one.code, "message": one.message}
        for one in errors
    ]


def read(content: bytes, content_type: str) -> Upload:
    """Raises a Problem for what is no workbook; mistakes in one are kept for its author."""
    kind = KINDS.get(content_type.partition(";")[0].strip().lower())
    if kind is None:
        raise UnsupportedMedia("workbookKind", "A workbook is XLSX, Markdown or CSV.")
    try:
        return Upload(content, kind, limited_process.compiled(content, kind), [])
    except FormErrors as mistaken:
        return Upload(content, kind, None, mistaken.errors)
    except TooHeavy as error:
        raise Unprocessable("workbookTooHeavy", "It takes too much time or memory.") from error
    except NotRead as error:
        raise _not_read() from error
    except WorkbookRefused as refused:
        raise _refusal(refused) from refused


def _not_read() -> Problem:
    return BadRequest("workbookNotRead", "This file cannot be read.")


def _refusal(refused: WorkbookRefused) -> Problem:
    match refused.code:
        case "tooLarge":
            return TooLarge("workbookTooLarge", refused.message)
        case "tooManyRows":
            return Unprocessable("workbookTooManyRows", refused.message)
        case "doubledColumn":
            return Unprocessable("workbookColumnTwice", refused.message)
        case "activeContent" | "doctype":
            return BadRequest("workbookActive", refused.message)
    return _not_read()


def trial(session: Session, upload: Upload) -> Trial:
    """What would happen, against what stands now."""
    workbook = upload.workbook
    if workbook is not None:
        upload = _with_indicators(session, upload, workbook)
    if workbook is None or upload.errors:
        return Trial("mistakes", upload, Changes([], [], []))
    current = forms.version(session, workbook.form_id)
    old = json.loads(current.definition) if current else None
    return Trial(
        _outcome(session, upload, workbook, current), upload, changes(old, workbook.definition)
    )


def _outcome(
    session: Session, upload: Upload, workbook: Workbook, current: FormVersion | None
) -> str:
    same = forms.version(session, workbook.form_id, workbook.version)
    if same is not None:
        return "same" if same.workbook == upload.content else "versionStands"
    return "newVersion" if current else "newForm"


def _with_indicators(session: Session, upload: Upload, workbook: Workbook) -> Upload:
    errors = [*upload.errors, *unknown_indicators(session, workbook)]
    return Upload(upload.content, upload.kind, workbook, errors)


def unknown_indicators(session: Session, workbook: Workbook) -> list[FormError]:
    """A form that counts for what is in no catalogue would count for nothing, and nobody notice."""
    known = indicators.rules(session)
    unknown = {row["indicator"] for row in workbook.definition["indicators"]} - known.keys()
    return [
        FormError(
            "indicators",
            0,
            "unknownIndicator",
            f"the form {workbook.form_id} counts for {code}, which is not in the catalogue",
        )
        for code in sorted(unknown)
    ]


def publish(session: Session, tried: Trial, at: datetime) -> str:
    """Keep it as a version; its name for the audit. Raises Unprocessable and Conflict."""
    upload, workbook = tried.upload, tried.upload.workbook
    if workbook is None or upload.errors:
        raise Unprocessable("formMistakes", "The form has mistakes.", errors=wire(upload.errors))
    if tried.outcome == "versionStands":
        raise Conflict("versionStands", "This version stands with other content: raise it.")
    form = Form(xml_form_id=workbook.form_id, name=workbook.title, created_at=at)
    edition = forms.edition_of(upload.content, upload.kind, workbook.xml, workbook.definition, at)
    forms.publish(session, form, edition)
    return f"{workbook.form_id}/{workbook.version}"


def fingerprint(content: bytes) -> str:
    """Which file it was."""
    return hashlib.sha256(content).hexdigest()
