"""What stored versions count for, read again from their bytes and their form.

Nothing but the version itself is asked: no list, no clock. The answer is the same for ever.
"""

from typing import Any

from sqlalchemy import Row, Select, select
from sqlmodel import Session

from api.domain.indicator import Tally, tally
from api.domain.instance import read_xml
from api.domain.period import VIET_NAM
from api.models.form import FormVersion
from api.models.submission import SubmissionVersion
from api.queries import forms
from api.storage.columns import table_of

version, edition = table_of(SubmissionVersion), table_of(FormVersion)


def versions() -> Select[Any]:
    """What `tallies` needs of versions; narrow it as you like."""
    return select(
        version.c.id.label("version_id"),
        version.c.xml,
        version.c.received_at,
        version.c.form_version_id,
        edition.c.definition_sha256,
    ).join(edition, edition.c.id == version.c.form_version_id)


def tallies(session: Session, row: Row[Any]) -> list[Tally]:
    """What a row of `versions` counts for."""
    rules = forms.compiled(session, row.form_version_id, row.definition_sha256)
    return tally(rules, read_xml(row.xml), {}, row.received_at.astimezone(VIET_NAM))
