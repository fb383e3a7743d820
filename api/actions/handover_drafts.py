"""Drafts that travel with a hand-over. Only those of plain forms do, whatever a phone says."""

import json
from collections.abc import Sequence, Set
from typing import Any

from sqlmodel import Session

from api.crypto.keys import Keys
from api.crypto.sealing import open_envelope
from api.errors import BadRequest, Unprocessable
from api.queries import forms

MOST_DRAFTS = 50
# A draft is a flat thing; what lies deeper could not be told on to the new leader's phone.
MOST_DEEP = 8
TEXTS = ("id", "formId", "formVersion", "formName", "savedAt")
# What was sent already is hers to put right, whoever leads the team.
OF_A_RECORD = ("deprecatedId", "correction")
Json = dict[str, Any]


def opened(keys: Keys, handover_id: int | None, envelope: bytes) -> list[Json]:
    """What lies in it. Raises BadRequest, and Unprocessable for too many."""
    content = open_envelope(keys, envelope, f"handover:{handover_id}").content
    try:
        found = json.loads(content)
        json.dumps(found, allow_nan=False, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise _broken() from error
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise _broken()
    if len(found) > MOST_DRAFTS:
        raise Unprocessable("handoverDrafts", "Too many drafts at once.", most=MOST_DRAFTS)
    return found


def must_be_plain(session: Session, drafts: Sequence[Json]) -> None:
    """Raises BadRequest for what is no draft, Unprocessable for what stays where it was written."""
    for one in drafts:
        if not _is_draft(one):
            raise _broken()
        form, versions = one["formId"], {None, one["formVersion"]}
        if any(one.get(key) for key in OF_A_RECORD) or not _plain(session, form, versions):
            raise Unprocessable("handoverNotPlain", "Only drafts of plain forms go along.")


def _is_draft(said: Json) -> bool:
    """As webapp/handover/handover.ts asks it: what the new leader's phone would drop never sets out."""
    inner = said.get("draft")
    if not isinstance(inner, dict) or not isinstance(inner.get("answers"), dict):
        return False
    texts = all(isinstance(said.get(key), str) for key in TEXTS)
    return texts and inner.get("formId", said["formId"]) == said["formId"] and not _too_deep(said)


def _plain(session: Session, xml_form_id: str, versions: Set[str | None]) -> bool:
    """Of a form that is here, and neither protected now nor as it was when it was begun."""
    known = forms.version(session, xml_form_id)
    found = [forms.version(session, xml_form_id, version) for version in versions]
    definitions = [json.loads(one.definition) for one in found if one is not None]
    return known is not None and not any(one.get("protection") for one in definitions)


def _too_deep(said: object, left: int = MOST_DEEP) -> bool:
    if not isinstance(said, dict | list):
        return False
    inside = said.values() if isinstance(said, dict) else said
    return not left or any(_too_deep(one, left - 1) for one in inside)


def _broken() -> BadRequest:
    return BadRequest("envelopeBroken", "No drafts lie in it.")
