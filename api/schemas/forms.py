"""Forms in Central's dialect, and as administrators keep them."""

import json
from typing import Literal, Self

from api.models.form import Form, FormVersion
from api.schemas.wire import Instant, WireModel


class PublishedForm(WireModel):
    """One version of a form, Central's keys that we do not use among ours."""

    project_id: int
    xml_form_id: str
    name: str
    version: str
    hash: str
    definition_hash: str
    state: Literal["open"]
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
            state="open",
            enketo_id=None,
            enketo_once_id=None,
            key_id=None,
            draft_token=None,
            published_at=edition.published_at,
            created_at=form.created_at,
            updated_at=None,
            entity_related="entity" in json.loads(edition.definition),
        )
