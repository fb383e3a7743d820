"""A unit's work goes to a new leader: one offers it, the other confirms, only then it is hers.

Who gives, who takes, and who supervises the unit see it; to everybody else it is not there.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Literal

from fastapi import APIRouter, Request
from sqlmodel import Session

from api import clock
from api.access import credentials
from api.access.person import Person, person_from_user
from api.access.reaches_today import supervises_work_of
from api.actions import change_people, handover_drafts
from api.crypto.keys import decode_base64url
from api.crypto.sealing import ENVELOPE_CODES
from api.errors import BadRequest, Conflict, Forbidden, NotFound, Unprocessable, may_refuse
from api.http.auth import PersonDep
from api.http.database import DatabaseDep
from api.models.handover import Handover, HandoverState
from api.models.user import Assignment, User
from api.queries import audit, handovers, locking, org_unit_history, users
from api.schemas.handovers import (
    HandoverDrafts,
    HandoverId,
    HandoverLine,
    HandoverList,
    HandoverOffer,
    HandoverRole,
    SealedDrafts,
)
from api.schemas.wire import JsonObject

router = APIRouter(prefix="/v1", tags=["handovers"])

HANDOVER_HOLDS_FOR = timedelta(days=14)


@router.get("/handovers")
def list_handovers(
    person: PersonDep, database: DatabaseDep, of: Literal["me", "all"] = "all"
) -> HandoverList:
    """Those that she gives or takes; with `of=all` also those of the units that she supervises."""
    at, day = clock.now(), clock.today()
    roots = person.supervised(day) if of == "all" else []
    with database.writing() if roots else database.reading() as session:
        found = handovers.find_visible_handovers(session, person.id, roots, at, day)
        items = _handover_responses(session, person, found)
        others = [one for one in found if person.id not in (one.giver_id, one.taker_id)]
        if others:
            details: JsonObject = {"handovers": len(others)}
            audit.record_event(session, person.id, "handover.read", "handover", "", at, details)
    return HandoverList(items=items)


@router.post("/handovers", status_code=201)
@may_refuse("404.1", "handoverNobody", "handoverStands", "handoverToOneself")
def create_handover(said: HandoverOffer, person: PersonDep, database: DatabaseDep) -> HandoverLine:
    """The first confirmation. Nothing changes by it yet."""
    at, day = clock.now(), clock.today()
    giver_id = said.giver_id or person.id
    with database.writing() as session:
        locking.lock_administration(session)
        handovers.expire_handovers(session, at)
        if giver_id != person.id and not supervises_work_of(session, person, said.org_unit_id):
            raise NotFound("orgUnit")
        if handovers.find_reporter_role(session, giver_id, said.org_unit_id, day) is None:
            raise NotFound("assignment")
        taker = handovers.find_nearby_user(
            session, credentials.normalize_login(said.taker), said.org_unit_id, day
        )
        if taker is None or taker.id is None:
            raise NotFound("user", "handoverNobody")
        if taker.id in (giver_id, person.id):
            raise Unprocessable("handoverToOneself")
        if handovers.find_open_handover(session, giver_id, said.org_unit_id):
            raise Conflict("handoverStands")
        made = Handover(
            org_unit_id=said.org_unit_id,
            giver_id=giver_id,
            taker_id=taker.id,
            begun_by=person.id,
            begun_at=at,
            expires_at=at + HANDOVER_HOLDS_FOR,
            state=HandoverState.OFFERED,
        )
        session.add(made)
        session.flush()
        handover_drafts.note_handover(session, person, "handover.begin", made)
        return _handover_response(session, person, made)


@router.delete("/handovers/{handover_id}")
@may_refuse("404.1", "handoverOver")
def withdraw_handover(
    handover_id: HandoverId, person: PersonDep, database: DatabaseDep
) -> HandoverLine:
    """Taken back, or refused by whom it was offered to; what was sealed for it is gone."""
    with database.writing() as session:
        handover = _require_handover_with_part(session, person, handover_id)
        _must_be_offered(handover)
        _end_handover(handover, HandoverState.WITHDRAWN)
        handover.envelope = None
        session.add(handover)
        handover_drafts.note_handover(session, person, "handover.withdraw", handover)
        return _handover_response(session, person, handover)


@router.post("/handovers/{handover_id}/confirmations")
@may_refuse("404.1", "handoverNotYours", "handoverOver")
def confirm_handover(
    handover_id: HandoverId, person: PersonDep, database: DatabaseDep
) -> HandoverLine:
    """The second confirmation, by the taker alone: from today the unit's work is hers."""
    day = clock.today()
    with database.writing() as session:
        locking.lock_administration(session)
        handover = _require_handover_with_part(session, person, handover_id)
        if handover.taker_id != person.id:
            raise Forbidden("handoverNotYours")
        _must_be_offered(handover)
        given = handovers.find_reporter_role(session, handover.giver_id, handover.org_unit_id, day)
        if given is None or not _is_still_offered(session, handover):
            raise Conflict("handoverOver")
        _complete_handover(session, person, handover, given)
        return _handover_response(session, person, handover)


def _is_still_offered(session: Session, handover: Handover) -> bool:
    """The first confirmation holds while whoever gave it is there, and may."""
    user = session.get(User, handover.begun_by)
    if user is None or not user.active:
        return False
    begun_by = person_from_user(user, users.assignments_of_user(session, handover.begun_by))
    hers = handover.begun_by == handover.giver_id
    return hers or supervises_work_of(session, begun_by, handover.org_unit_id)


def _complete_handover(
    session: Session, person: Person, handover: Handover, given: Assignment
) -> None:
    day = clock.today()
    taken = handovers.transfer_assignment(session, handover, given, day)
    _end_handover(handover, HandoverState.TAKEN)
    session.add(handover)
    handover_drafts.note_handover(session, person, "handover.take", handover)
    ended = change_people.assignment_audit_details(change_people.terms_of_assignment(given))
    hers = change_people.assignment_audit_details(change_people.terms_of_assignment(taken))
    for action, whose, details in (
        ("assignment.end", handover.giver_id, ended),
        ("assignment.create", handover.taker_id, hers),
    ):
        audit.record_event(session, person.id, action, "user", str(whose), clock.now(), details)


@router.put("/handovers/{handover_id}/drafts")
@may_refuse(
    *ENVELOPE_CODES,
    "404.1",
    "handoverDrafts",
    "handoverNotPlain",
    "handoverNotYours",
    "handoverOver",
)
def send_handover_drafts(
    handover_id: HandoverId,
    said: SealedDrafts,
    person: PersonDep,
    request: Request,
    database: DatabaseDep,
) -> HandoverLine:
    """What the giver had half written goes along, sealed; once more replaces it."""
    try:
        envelope = decode_base64url(said.envelope)
    except ValueError as error:
        raise BadRequest("envelopeBroken") from error
    with database.writing() as session:
        handover = _require_handover_with_part(session, person, handover_id)
        if handover.giver_id != person.id:
            raise Forbidden("handoverNotYours")
        _must_be_offered(handover)
        drafts = handover_drafts.open_draft_envelope(request.app.state.keys, handover.id, envelope)
        handover_drafts.must_be_plain_drafts(session, drafts)
        handover.drafts = len(drafts)
        handover.envelope = envelope
        session.add(handover)
        handover_drafts.note_handover(session, person, "handover.drafts", handover)
        return _handover_response(session, person, handover)


@router.get("/handovers/{handover_id}/drafts")
@may_refuse(*ENVELOPE_CODES, "404.1", "handoverDrafts", "handoverNotYours", "handoverOver")
def read_handover_drafts(
    handover_id: HandoverId, person: PersonDep, request: Request, database: DatabaseDep
) -> HandoverDrafts:
    """For the new leader alone, once it is hers, until her phone says that it has kept them."""
    with database.writing() as session:
        handover = _require_handover_as_taker(session, person, handover_id)
        if handover.envelope is None:
            return HandoverDrafts(drafts=[])
        handover_drafts.note_handover(session, person, "handover.open", handover)
        keys = request.app.state.keys
        drafts = handover_drafts.open_draft_envelope(keys, handover.id, handover.envelope)
        return HandoverDrafts(drafts=drafts)


@router.delete("/handovers/{handover_id}/drafts")
@may_refuse("404.1", "handoverNotYours", "handoverOver")
def delete_handover_drafts(
    handover_id: HandoverId, person: PersonDep, database: DatabaseDep
) -> HandoverLine:
    """They lie on her phone: here they are no more."""
    with database.writing() as session:
        handover = _require_handover_as_taker(session, person, handover_id)
        if handover.envelope is not None:
            handover.envelope, handover.drafts_kept_at = None, clock.now()
            session.add(handover)
        return _handover_response(session, person, handover)


def _require_handover_as_taker(session: Session, person: Person, handover_id: int) -> Handover:
    handover = _require_handover_with_part(session, person, handover_id)
    if handover.taker_id != person.id:
        raise Forbidden("handoverNotYours")
    if handover.state != HandoverState.TAKEN:
        raise Conflict("handoverOver")
    return handover


def _require_handover_with_part(session: Session, person: Person, handover_id: int) -> Handover:
    """Raises NotFound for whoever has no part in it."""
    handovers.expire_handovers(session, clock.now())
    found = handovers.lock_handover(session, handover_id)
    if found is None:
        raise NotFound("handover")
    mine = person.id in (found.giver_id, found.taker_id)
    if not mine and not supervises_work_of(session, person, found.org_unit_id):
        raise NotFound("handover")
    return found


def _must_be_offered(handover: Handover) -> None:
    if handover.state != HandoverState.OFFERED:
        raise Conflict("handoverOver")


def _role_in_handover(person: Person, handover: Handover) -> HandoverRole:
    if person.id == handover.taker_id:
        return HandoverRole.TAKER
    return HandoverRole.GIVER if person.id == handover.giver_id else HandoverRole.SUPERVISOR


def _end_handover(handover: Handover, state: HandoverState) -> None:
    handover.state, handover.closed_at = state, clock.now()


def _handover_response(session: Session, person: Person, handover: Handover) -> HandoverLine:
    (item,) = _handover_responses(session, person, [handover])
    return item


def _handover_responses(
    session: Session, person: Person, found: Sequence[Handover]
) -> list[HandoverLine]:
    days = {one.org_unit_id: clock.today() for one in found}
    units = org_unit_history.versions_on_days(session, days)
    people = {one for each in found for one in (each.giver_id, each.taker_id, each.begun_by)}
    names = users.find_display_names(session, people)
    at = clock.now()
    return [
        HandoverLine.from_handover(
            one, _role_in_handover(person, one), units[one.org_unit_id], names, at
        )
        for one in found
    ]
