"""Forms and their versions; rules compiled once per definition."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select
from sqlmodel import Session, col

from api.domain.form_names import find_name_faults
from api.domain.instance import FormRules, compile_rules
from api.domain.question_lookup import UnknownQuestionType, question_types_of
from api.models.form import Form, FormVersion
from api.queries.ready import PreparedStatement, Transaction
from api.storage.columns import table_of


def find_form(session: Session, xml_form_id: str) -> Form | None:
    """A form by its author's id."""
    return session.scalars(select(Form).where(col(Form.xml_form_id) == xml_form_id)).first()


def is_known_form(at: Transaction, xml_form_id: str) -> bool:
    """Is there a form of this name, in any version?"""
    return _SELECT_FORM_ID.first(at, form=xml_form_id) is not None


def open_form_versions(session: Session) -> list[tuple[Form, FormVersion]]:
    """The newest version of every form with which something new may be begun."""
    return [each for each in newest_form_versions(session) if each[0].withdrawn_at is None]


def newest_form_versions(session: Session) -> Sequence[tuple[Form, FormVersion]]:
    """Every form, withdrawn ones too, with its newest version, in the order of their names."""
    newest = (
        select(col(FormVersion.id))
        .where(col(FormVersion.form_id) == col(Form.id))
        .order_by(col(FormVersion.id).desc())
        .limit(1)
        .correlate(Form)
        .scalar_subquery()
    )
    return session.execute(
        select(Form, FormVersion)
        .join(FormVersion, col(FormVersion.id) == newest)
        .order_by(col(Form.name))
    ).all()


def versions_of_form(session: Session, form_id: int) -> Sequence[FormVersion]:
    """Every published version, newest first."""
    return session.scalars(
        select(FormVersion)
        .where(col(FormVersion.form_id) == form_id)
        .order_by(col(FormVersion.id).desc())
    ).all()


def find_form_version(
    session: Session, xml_form_id: str, name: str | None = None
) -> FormVersion | None:
    """One version by name; the newest one when no name is given."""
    wanted = (
        select(FormVersion)
        .join(Form, col(Form.id) == col(FormVersion.form_id))
        .where(col(Form.xml_form_id) == xml_form_id)
        .order_by(col(FormVersion.id).desc())
        .limit(1)
    )
    if name is not None:
        wanted = wanted.where(col(FormVersion.version) == name)
    return session.scalars(wanted).first()


def is_workbook_published(session: Session, workbook: bytes) -> bool:
    """Is this very workbook published already?"""
    found = select(col(FormVersion.id)).where(col(FormVersion.workbook) == workbook)
    return session.scalars(found).first() is not None


def add_form_version(session: Session, form: Form, edition: FormVersion) -> bool:
    """Add a version; False when this very version is there already.

    Raises ValueError when the same version name stands for another workbook.
    """
    known = find_form(session, form.xml_form_id)
    if known is None:
        session.add(form)
        session.flush()
        known = form
    same = session.scalars(
        select(FormVersion).where(
            col(FormVersion.form_id) == known.id, col(FormVersion.version) == edition.version
        )
    ).first()
    if same is not None:
        if same.workbook != edition.workbook:
            raise ValueError(f"{form.xml_form_id} {edition.version} stands with other content")
        return False
    known.name = form.name
    edition.form_id = known.id or 0
    session.add_all([known, edition])
    return True


def build_form_version(
    workbook: bytes, workbook_type: str, xform: str, definition: object, at: datetime
) -> FormVersion:
    """A version row, not yet placed under its form."""
    text = json.dumps(definition, ensure_ascii=False, separators=(",", ":"))
    named = json.loads(text)
    return FormVersion(
        form_id=0,
        version=named["version"],
        workbook=workbook,
        workbook_type=workbook_type,
        xform=xform,
        xform_md5=hashlib.md5(xform.encode(), usedforsecurity=False).hexdigest(),
        definition=text,
        definition_sha256=hashlib.sha256(text.encode()).hexdigest(),
        published_at=at,
    )


class FormVersionHeader(NamedTuple):
    """A published version without its texts: what the check of a record needs of it.

    `newest` is the id of the newest version; phones are offered it unless the form is withdrawn.
    """

    id: int
    form_id: int
    published_at: datetime
    definition_sha256: str
    newest: int
    withdrawn_at: datetime | None

    @property
    def is_offered(self) -> bool:
        """May something new be begun with this very version?"""
        return self.withdrawn_at is None and self.id == self.newest


_form_table, _form_version_table = table_of(Form), table_of(FormVersion)
_newer_versions = _form_version_table.alias("newer")
_SELECT_VERSION_HEADER = PreparedStatement(
    select(
        _form_version_table.c.id,
        _form_version_table.c.form_id,
        _form_version_table.c.published_at,
        _form_version_table.c.definition_sha256,
        select(func.max(_newer_versions.c.id))
        .where(_newer_versions.c.form_id == _form_version_table.c.form_id)
        .scalar_subquery()
        .label("newest"),
        _form_table.c.withdrawn_at,
    )
    .join(_form_table, _form_table.c.id == _form_version_table.c.form_id)
    .where(
        _form_table.c.xml_form_id == bindparam("form"),
        _form_version_table.c.version == bindparam("version"),
    )
)
_SELECT_DEFINITION = PreparedStatement(
    select(_form_version_table.c.definition).where(_form_version_table.c.id == bindparam("edition"))
)
_SELECT_FORM_ID = PreparedStatement(
    select(_form_table.c.id).where(_form_table.c.xml_form_id == bindparam("form"))
)
_rules_by_definition: dict[str, FormRules] = {}


def find_version_header(at: Transaction, xml_form_id: str, name: str) -> FormVersionHeader | None:
    """One version by name, cheaply."""
    row = _SELECT_VERSION_HEADER.first(at, form=xml_form_id, version=name)
    return FormVersionHeader(*row) if row else None


def unknown_question_types(session: Session) -> Iterator[str]:
    """What this server cannot ask of the published versions: a line for each of them."""
    for form_version, definition in _published_definitions(session):
        try:
            question_types_of(definition)
        except UnknownQuestionType as unknown:
            yield f"{form_version}: {unknown}"


def names_refused_today(session: Session) -> Iterator[str]:
    """Names of published versions that would not be taken now: a line for each of them."""
    for form_version, definition in _published_definitions(session):
        for fault in find_name_faults(definition):
            yield f"{form_version}: {fault.given.kind}: {fault.message}"


def _published_definitions(session: Session) -> Iterator[tuple[str, dict[str, Any]]]:
    for form_id, version, definition in session.execute(
        select(col(Form.xml_form_id), col(FormVersion.version), col(FormVersion.definition)).join(
            FormVersion, col(FormVersion.form_id) == col(Form.id)
        )
    ):
        yield f"{form_id} {version}", json.loads(definition)


def rules_of_version(at: Transaction, edition: FormVersionHeader | FormVersion) -> FormRules:
    """The version's expressions, compiled once per process: a definition never changes."""
    return compile_rules_once(at, edition.id or 0, edition.definition_sha256)


def is_sealed(at: Transaction, edition_id: int) -> bool:
    """Is what is written with this version sealed from whoever sends it?"""
    sha256 = _form_version_table.c.definition_sha256
    row = at.execute(select(sha256).where(_form_version_table.c.id == edition_id)).one()
    return compile_rules_once(at, edition_id, row[0]).sealed


def compile_rules_once(at: Transaction, edition_id: int, definition_sha256: str) -> FormRules:
    """The same for who knows only which version it is."""
    found = _rules_by_definition.get(definition_sha256)
    if found is None:
        row = _SELECT_DEFINITION.first(at, edition=edition_id)
        assert row is not None
        found = _rules_by_definition[definition_sha256] = compile_rules(json.loads(row[0]))
    return found
