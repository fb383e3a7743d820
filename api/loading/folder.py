"""Brings the database to what the folder forms/ says: units, indicators, targets, forms."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from api.actions import publish
from api.actions.recount import recount
from api.loading import org_units
from api.models.form import Form
from api.queries import documents, forms, indicators, reported_results, targets
from api.storage.db import Database
from api.xlsform.conversion import FormError, FormErrors, Workbook, WorkbookRefused, convert_xlsform


class LoadRefused(Exception):
    """A file that cannot be taken: where and why, a line each. Nothing of it was kept."""

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines


def load_folder(
    database: Database, folder: Path, at: datetime, *, demonstration: bool
) -> Iterator[str]:
    """Everything that the folder holds; yields what was done. Loading again changes nothing."""
    try:
        with database.writing() as session:
            loaded = org_units.load_org_units(session, folder, demonstration=demonstration)
        if loaded.touched:
            database.learn_sizes()
        yield f"org units: {loaded.touched} rows changed"
        with database.writing() as session:
            other_rules = indicators.load_indicators(
                session, (folder / "indicators.csv").read_text()
            )
        yield "indicators: loaded"
        if loaded.touched or other_rules:
            with database.writing() as session:
                found = recount(session, replace=True)
            yield f"recount: {found.differences} differences put right"
        yield from _load_plans(database, folder, demonstration=demonstration)
    except ValueError as error:
        raise LoadRefused(str(error)) from error
    for workbook in sorted(folder.glob("*.md")):
        yield from publish_file(database, workbook, at)


def _load_plans(database: Database, folder: Path, *, demonstration: bool) -> Iterator[str]:
    """The plans, what they assign and what they report; then what is invented to be shown.

    A folder need not have any: as with units, a file that is not there says nothing.
    """

    def said(name: str) -> str:
        file = folder / name
        return file.read_text(encoding="utf-8") if file.exists() else ""

    with database.writing() as session:
        quoted = documents.load_documents(
            session, said("documents.csv"), said("document_passages.csv")
        )
        assigned = targets.load_targets(session, said("targets.csv"))
        reported = reported_results.load_reported_results(session, said("reported_results.csv"))
    yield f"plans: {quoted + assigned + reported} rows changed"
    if demonstration:
        with database.writing() as session:
            count = targets.load_targets(session, said("demo_targets.csv"))
        yield f"targets (minh họa): {count} rows changed"


def publish_file(database: Database, file: Path, at: datetime) -> Iterator[str]:
    """Publish one workbook. Raises Refused with the author's mistakes by sheet and row."""
    content = file.read_bytes()
    with database.reading() as session:
        if forms.is_workbook_published(session, content):
            yield f"form {file.stem}: as published"
            return
    workbook = _convert_or_refuse(file, content)
    form = Form(xml_form_id=workbook.form_id, name=workbook.title, created_at=at)
    kind = file.suffix.removeprefix(".")
    edition = forms.build_form_version(content, kind, workbook.xml, workbook.definition, at)
    try:
        with database.writing() as session:
            _refuse_mistakes(file, publish.indicator_errors(session, workbook))
            forms.add_form_version(session, form, edition)
    except ValueError as error:
        raise LoadRefused(f"{file.name}: {error}; give it a new version") from error
    for one in workbook.warnings:
        yield f"form {workbook.form_id}: {one.sheet} {one.row}, {one.column}: {one.message}"
    yield f"form {workbook.form_id} {workbook.version}: published"


def _convert_or_refuse(file: Path, content: bytes) -> Workbook:
    try:
        return convert_xlsform(content, file.suffix.removeprefix("."))
    except FormErrors as mistaken:
        raise LoadRefused(*_mistake_lines(file, mistaken.errors)) from mistaken
    except WorkbookRefused as refused:
        raise LoadRefused(f"{file.name}: {refused.message}") from refused


def _refuse_mistakes(file: Path, mistakes: list[FormError]) -> None:
    if mistakes:
        raise LoadRefused(*_mistake_lines(file, mistakes))


def _mistake_lines(file: Path, mistakes: list[FormError]) -> list[str]:
    return [f"{file.name}: {one.sheet} {one.row}: {one.message}" for one in mistakes]
