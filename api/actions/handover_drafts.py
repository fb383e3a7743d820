"""Drafts that travel with a hand-over. Only those of plain forms do, whatever a phone says."""

import json
from collections.abc import Sequence, Set

from sqlmodel import Session

from api import clock
from api.access.person import Person
from api.crypto.keys import ServerKeys
from api.crypto.sealing import open_envelope
from api.errors import BadRequest, Unprocessable
from api.models.handover import Handover
from api.queries import audit, forms
from api.schemas.wire import JsonObject

MOST_DRAFTS = 50
# A draft is a flat thing; what lies deeper could not be told on to the new leader's phone.
DEEPEST_DRAFT = 8
DRAFT_TEXT_FIELDS = ("id", "formId", "formVersion", "formName", "savedAt")
# What was sent already is hers to put right, whoever leads the team.
CORRECTION_FIELDS = ("deprecatedId", "correction")


def open_draft_envelope(
    keys: ServerKeys, handover_id: int | None, envelope: bytes
) -> list[JsonObject]:
    """What lies in it. Raises BadRequest, and Unprocessable for too many."""
    content = open_envelope(keys, envelope, f"handover:{handover_id}").content
    try:
        found = json.loads(content)
        json.dumps(found, allow_nan=False, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise _broken_drafts() from error
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise _broken_drafts()
    if len(found) > MOST_DRAFTS:
        raise Unprocessable("handoverDrafts", most=MOST_DRAFTS)
    return found


def must_be_plain_drafts(session: Session, drafts: Sequence[JsonObject]) -> None:
    """Raises BadRequest for what is no draft, Unprocessable for what stays where it was written."""
    for one in drafts:
        if not _is_draft(one):
            raise _broken_drafts()
        form, versions = one["formId"], {None, one["formVersion"]}
        if any(one.get(key) for key in CORRECTION_FIELDS) or not _is_plain_form(
            session, form, versions
        ):
            raise Unprocessable("handoverNotPlain")


def _is_draft(said: JsonObject) -> bool:
    """As webapp/handover/handover.ts asks it: what the new phone would drop never sets out."""
    inner = said.get("draft")
    if not isinstance(inner, dict) or not isinstance(inner.get("answers"), dict):
        return False
    texts = all(isinstance(said.get(key), str) for key in DRAFT_TEXT_FIELDS)
    return (
        texts and inner.get("formId", said["formId"]) == said["formId"] and not _is_too_deep(said)
    )


def _is_plain_form(session: Session, xml_form_id: str, versions: Set[str | None]) -> bool:
    """Of a form that is here, and neither protected now nor as it was when it was begun."""
    known = forms.find_form_version(session, xml_form_id)
    found = [forms.find_form_version(session, xml_form_id, version) for version in versions]
    definitions = [json.loads(one.definition) for one in found if one is not None]
    return known is not None and not any(one.get("protection") for one in definitions)


def _is_too_deep(said: object, left: int = DEEPEST_DRAFT) -> bool:
    if not isinstance(said, dict | list):
        return False
    inside = said.values() if isinstance(said, dict) else said
    return not left or any(_is_too_deep(one, left - 1) for one in inside)


def _broken_drafts() -> BadRequest:
    return BadRequest("envelopeBroken")


def note_handover(session: Session, person: Person, action: str, handover: Handover) -> None:
    """Write down who did what with it."""
    details: dict[str, object] = {
        "orgUnit": handover.org_unit_id,
        "giver": handover.giver_id,
        "taker": handover.taker_id,
    }
    key = str(handover.id)
    audit.record_event(session, person.id, action, "handover", key, clock.now(), details)
