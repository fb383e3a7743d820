"""What stored versions count for, read again from their bytes and their form.

Nothing but the version itself is asked: no list, no clock. The answer is the same for ever.
"""

from typing import Any

from sqlalchemy import Row, Select, select
from sqlmodel import Session

from api.domain.indicator import IndicatorContribution, indicator_contributions
from api.domain.instance import read_instance
from api.domain.period import VIET_NAM_TIME
from api.models.form import FormVersion
from api.models.submission import SubmissionVersion
from api.queries import forms
from api.storage.columns import table_of

stored_versions, stored_form_versions = table_of(SubmissionVersion), table_of(FormVersion)


def select_stored_versions() -> Select[Any]:
    """What `tallies` needs of versions; narrow it as you like."""
    return select(
        stored_versions.c.id.label("version_id"),
        stored_versions.c.xml,
        stored_versions.c.received_at,
        stored_versions.c.form_version_id,
        stored_form_versions.c.definition_sha256,
    ).join(stored_form_versions, stored_form_versions.c.id == stored_versions.c.form_version_id)


def tallies_of_version(session: Session, row: Row[Any]) -> list[IndicatorContribution]:
    """What a row of `versions` counts for."""
    rules = forms.compile_rules_once(session, row.form_version_id, row.definition_sha256)
    return indicator_contributions(
        rules, read_instance(row.xml), {}, row.received_at.astimezone(VIET_NAM_TIME)
    )
