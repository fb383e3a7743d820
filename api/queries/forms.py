"""Forms and their versions; rules compiled once per definition."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from api.domain.instance import FormRules, load
from api.models.form import Form, FormVersion
from api.queries.ready import Open, Ready
from api.storage.columns import table_of


def by_id(session: Session, xml_form_id: str) -> Form | None:
    """A form by its author's id."""
    return session.exec(select(Form).where(Form.xml_form_id == xml_form_id)).first()


def known(at: Open, xml_form_id: str) -> bool:
    """Is there a form of this name, in any version?"""
    return _KNOWN.first(at, form=xml_form_id) is not None


def current(session: Session) -> Sequence[tuple[Form, FormVersion]]:
    """Every form with its newest version, in the order of their names."""
    newest = (
        select(FormVersion.id)
        .where(FormVersion.form_id == Form.id)
        .order_by(col(FormVersion.id).desc())
        .limit(1)
        .correlate(Form)
        .scalar_subquery()
    )
    return session.exec(
        select(Form, FormVersion)
        .join(FormVersion, col(FormVersion.id) == newest)
        .order_by(Form.name)
    ).all()


def versions(session: Session, form_id: int) -> Sequence[FormVersion]:
    """Every published version, newest first."""
    return session.exec(
        select(FormVersion)
        .where(FormVersion.form_id == form_id)
        .order_by(col(FormVersion.id).desc())
    ).all()


def version(session: Session, xml_form_id: str, name: str | None = None) -> FormVersion | None:
    """One version by name; the newest one when no name is given."""
    wanted = (
        select(FormVersion)
        .join(Form, col(Form.id) == FormVersion.form_id)
        .where(Form.xml_form_id == xml_form_id)
        .order_by(col(FormVersion.id).desc())
        .limit(1)
    )
    if name is not None:
        wanted = wanted.where(FormVersion.version == name)
    return session.exec(wanted).first()


def standing(session: Session, workbook: bytes) -> bool:
    """Is this very workbook published already?"""
    found = select(FormVersion.id).where(FormVersion.workbook == workbook)
    return session.exec(found).first() is not None


def publish(session: Session, form: Form, edition: FormVersion) -> bool:
    """Add a version; False when this very version is there already.

    Raises ValueError when the same version name stands for another workbook.
    """
    known = by_id(session, form.xml_form_id)
    if known is None:
        session.add(form)
        session.flush()
        known = form
    same = session.exec(
        select(FormVersion).where(
            FormVersion.form_id == known.id, FormVersion.version == edition.version
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


def edition_of(
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


class Edition(NamedTuple):
    """A published version without its texts: what the check of a record needs of it.

    `newest` is the id of the version that phones are offered now.
    """

    id: int
    form_id: int
    published_at: datetime
    definition_sha256: str
    newest: int


_forms, _editions = table_of(Form), table_of(FormVersion)
_newer = _editions.alias("newer")
_EDITION = Ready(
    core_select(
        _editions.c.id,
        _editions.c.form_id,
        _editions.c.published_at,
        _editions.c.definition_sha256,
        core_select(func.max(_newer.c.id))
        .where(_newer.c.form_id == _editions.c.form_id)
        .scalar_subquery()
        .label("newest"),
    )
    .join(_forms, _forms.c.id == _editions.c.form_id)
    .where(_forms.c.xml_form_id == bindparam("form"), _editions.c.version == bindparam("version"))
)
_DEFINITION = Ready(
    core_select(_editions.c.definition).where(_editions.c.id == bindparam("edition"))
)
_KNOWN = Ready(core_select(_forms.c.id).where(_forms.c.xml_form_id == bindparam("form")))
_compiled: dict[str, FormRules] = {}


def edition(at: Open, xml_form_id: str, name: str) -> Edition | None:
    """One version by name, cheaply."""
    row = _EDITION.first(at, form=xml_form_id, version=name)
    return Edition(*row) if row else None


def rules(at: Open, edition: Edition | FormVersion) -> FormRules:
    """The version's expressions, compiled once per process: a definition never changes."""
    return compiled(at, edition.id or 0, edition.definition_sha256)


def is_sealed(at: Open, edition_id: int) -> bool:
    """Is what is written with this version sealed from whoever sends it?"""
    sha256 = _editions.c.definition_sha256
    row = at.execute(core_select(sha256).where(_editions.c.id == edition_id)).one()
    return compiled(at, edition_id, row[0]).sealed


def compiled(at: Open, edition_id: int, definition_sha256: str) -> FormRules:
    """The same for who knows only which version it is."""
    found = _compiled.get(definition_sha256)
    if found is None:
        row = _DEFINITION.first(at, edition=edition_id)
        assert row is not None
        found = _compiled[definition_sha256] = load(json.loads(row[0]))
    return found
