"""What stored versions count for, read again from their bytes and their form.

Nothing but the version itself is asked: no list, no clock. The answer is the same for ever.
"""

import json
from typing import Any

from sqlalchemy import Row, Select, select
from sqlmodel import Session, col

from api.domain.indicator import Tally, tally
from api.domain.instance import FormRules, load, read_xml
from api.domain.period import VIET_NAM
from api.models.form import FormVersion
from api.models.submission import SubmissionVersion

_compiled: dict[str, FormRules] = {}


def versions() -> Select[Any]:
    """What `tallies` needs of versions; narrow it as you like."""
    return select(
        col(SubmissionVersion.id).label("version_id"),
        col(SubmissionVersion.xml),
        col(SubmissionVersion.received_at),
        col(SubmissionVersion.form_version_id),
        col(FormVersion.definition_sha256),
    ).join(FormVersion, col(FormVersion.id) == SubmissionVersion.form_version_id)


def tallies(session: Session, version: Row[Any]) -> list[Tally]:
    """What a row of `versions` counts for."""
    rules = _compiled.get(version.definition_sha256)
    if rules is None:
        rules = _compile(session, version.form_version_id)
        _compiled[version.definition_sha256] = rules
    return tally(rules, read_xml(version.xml), {}, version.received_at.astimezone(VIET_NAM))


def _compile(session: Session, form_version_id: int) -> FormRules:
    definition = select(col(FormVersion.definition)).where(col(FormVersion.id) == form_version_id)
    return load(json.loads(session.execute(definition).scalar_one()))
