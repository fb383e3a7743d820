"""A unit's work goes to a new leader: one offers it, the other confirms, only then it is hers.

Who gives, who takes, and who supervises the unit see it; to everybody else it is not there.
"""

from datetime import timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import Field
from sqlmodel import Session

from api import clock
from api.actions import change_people, handover_drafts
from api.crypto.keys import unwritten
from api.errors import BadRequest, Conflict, Forbidden, NotFound, Unprocessable
from api.http import auth
from api.http.auth import Person, PersonDep
from api.models.handover import Handover, HandoverState
from api.models.user import Assignment, User
from api.queries import administered, audit, handovers, locking, org_unit_history, users
from api.schemas.handovers import Seen, as_wire
from api.schemas.typed_text import Line, Login, UnitId
from api.schemas.wire import Wire
from api.storage.db import DatabaseDep

router = APIRouter(prefix="/v1", tags=["handovers"])

HOLDS_FOR = timedelta(days=14)
MOST_REPORTERS = 50
Json = dict[str, Any]
Id = Annotated[int, Field(ge=1, lt=2**31)]


class Offer(Wire):
    """To whom, by her login. `giver_id`: a supervisor acts in the place of this giver."""

    org_unit_id: UnitId
    taker: Login
    giver_id: Id | None = None


class Sought(Wire):
    """Whose name or login. In a body, so that no address holds what was typed."""

    q: Line = Field(default="", max_length=100)


class Drafts(Wire):
    """An envelope about `handover:<id>` with a JSON list of drafts, in base64url."""

    envelope: str = Field(max_length=95_000)


@router.get("/handovers")
def listing(person: PersonDep, database: DatabaseDep, of: Literal["me", "all"] = "all") -> Json:
    """Those that she gives or takes; with `of=all` also those of the units that she supervises."""
    at, day = clock.now(), clock.today()
    roots = person.supervised(day) if of == "all" else []
    with database.writing() if roots else database.reading() as session:
        found = handovers.told(session, person.id, roots, at, day)
        units = org_unit_history.called(session, {one.org_unit_id: day for one in found})
        items = as_wire(session, [(one, _seen(person, one)) for one in found], units)
        others = [one for one in found if person.id not in (one.giver_id, one.taker_id)]
        if others:
            details: Json = {"handovers": len(others)}
            audit.record(session, person.id, "handover.read", "handover", "", at, details)
    return {"items": items}


@router.get("/reporters", deprecated=True)
def reporters(
    person: PersonDep, database: DatabaseDep, q: Annotated[Line, Query(max_length=100)] = ""
) -> Json:
    """As apps before 0.3.0 ask for them."""
    return found_reporters(Sought(q=q), person, database)


@router.post("/reporters/searches")
def found_reporters(said: Sought, person: PersonDep, database: DatabaseDep) -> Json:
    """Whose work a supervisor may hand over in her place: at most 50, by name or login."""
    at, day = clock.now(), clock.today()
    roots = person.supervised(day)
    if not roots:
        raise Forbidden("supervisesNothing", "This is for supervisors.")
    with database.writing() as session:
        found = handovers.reporters(session, roots, said.q, day, MOST_REPORTERS)
        units = org_unit_history.called(session, {unit: day for _, unit in found})
        details: Json = {"people": len(found)}
        audit.record(session, person.id, "reporter.read", "user", "", at, details)
    return {
        "items": [
            {
                "person": {"id": user.id, "displayName": user.display_name},
                "orgUnit": {"id": unit, "name": units[unit].name},
            }
            for user, unit in found
        ]
    }


@router.post("/handovers", status_code=201)
def offer(said: Offer, person: PersonDep, database: DatabaseDep) -> Json:
    """The first confirmation. Nothing changes by it yet."""
    at, day = clock.now(), clock.today()
    giver_id = said.giver_id or person.id
    with database.writing() as session:
        locking.administering(session)
        handovers.expire(session, at)
        if giver_id != person.id and not _supervises(session, person, said.org_unit_id):
            raise NotFound("orgUnit")
        if handovers.held(session, giver_id, said.org_unit_id, day) is None:
            raise NotFound("assignment")
        taker = handovers.neighbour(session, auth.normal_login(said.taker), said.org_unit_id, day)
        if taker is None or taker.id is None:
            raise NotFound("user", "handoverNobody")
        if taker.id in (giver_id, person.id):
            raise Unprocessable("handoverToOneself", "Two people confirm it.")
        if handovers.open_one(session, giver_id, said.org_unit_id):
            raise Conflict("handoverStands", "This work is offered to somebody already.")
        made = Handover(
            org_unit_id=said.org_unit_id,
            giver_id=giver_id,
            taker_id=taker.id,
            begun_by=person.id,
            begun_at=at,
            expires_at=at + HOLDS_FOR,
            state=HandoverState.OFFERED,
        )
        session.add(made)
        session.flush()
        _note(session, person, "handover.begin", made)
        return _told(session, person, made)


@router.delete("/handovers/{handover_id}")
def withdraw(handover_id: Id, person: PersonDep, database: DatabaseDep) -> Json:
    """Taken back, or refused by whom it was offered to; what was sealed for it is gone."""
    with database.writing() as session:
        handover = _one(session, person, handover_id)
        _must_be_open(handover)
        _close(handover, HandoverState.WITHDRAWN)
        handover.envelope = None
        session.add(handover)
        _note(session, person, "handover.withdraw", handover)
        return _told(session, person, handover)


@router.post("/handovers/{handover_id}/confirmations")
def take(handover_id: Id, person: PersonDep, database: DatabaseDep) -> Json:
    """The second confirmation, by the taker alone: from today the unit's work is hers."""
    day = clock.today()
    with database.writing() as session:
        locking.administering(session)
        handover = _one(session, person, handover_id)
        if handover.taker_id != person.id:
            raise Forbidden("handoverNotYours", "Only the new leader confirms this.")
        _must_be_open(handover)
        given = handovers.held(session, handover.giver_id, handover.org_unit_id, day)
        if given is None or not _still_offered(session, handover):
            raise Conflict("handoverOver", "Who offered it has no say there any more.")
        _pass_on(session, person, handover, given)
        return _told(session, person, handover)


def _still_offered(session: Session, handover: Handover) -> bool:
    """The first confirmation holds while whoever gave it is there, and may."""
    user = session.get(User, handover.begun_by)
    if user is None or not user.active:
        return False
    begun_by = auth.person_from(user, users.assignments(session, handover.begun_by))
    hers = handover.begun_by == handover.giver_id
    return hers or _supervises(session, begun_by, handover.org_unit_id)


def _pass_on(session: Session, person: Person, handover: Handover, given: Assignment) -> None:
    day = clock.today()
    taken = handovers.pass_on(session, handover, given, day)
    _close(handover, HandoverState.TAKEN)
    session.add(handover)
    _note(session, person, "handover.take", handover)
    ended = change_people.told(change_people.of(given))
    hers = change_people.told(change_people.of(taken))
    for action, whose, details in (
        ("assignment.end", handover.giver_id, ended),
        ("assignment.create", handover.taker_id, hers),
    ):
        audit.record(session, person.id, action, "user", str(whose), clock.now(), details)


@router.put("/handovers/{handover_id}/drafts")
def send_drafts(
    handover_id: Id, said: Drafts, person: PersonDep, request: Request, database: DatabaseDep
) -> Json:
    """What the giver had half written goes along, sealed; once more replaces it."""
    try:
        envelope = unwritten(said.envelope)
    except ValueError as error:
        raise BadRequest("envelopeBroken", "This is no whole envelope.") from error
    with database.writing() as session:
        handover = _one(session, person, handover_id)
        if handover.giver_id != person.id:
            raise Forbidden("handoverNotYours", "Only the giver sends her drafts along.")
        _must_be_open(handover)
        drafts = handover_drafts.opened(request.app.state.keys, handover.id, envelope)
        handover_drafts.must_be_plain(session, drafts)
        handover.drafts = len(drafts)
        handover.envelope = envelope
        session.add(handover)
        _note(session, person, "handover.drafts", handover)
        return _told(session, person, handover)


@router.get("/handovers/{handover_id}/drafts")
def drafts(handover_id: Id, person: PersonDep, request: Request, database: DatabaseDep) -> Json:
    """For the new leader alone, once it is hers, until her phone says that it has kept them."""
    with database.writing() as session:
        handover = _takers(session, person, handover_id)
        if handover.envelope is None:
            return {"drafts": []}
        _note(session, person, "handover.open", handover)
        keys = request.app.state.keys
        return {"drafts": handover_drafts.opened(keys, handover.id, handover.envelope)}


@router.delete("/handovers/{handover_id}/drafts")
def drafts_kept(handover_id: Id, person: PersonDep, database: DatabaseDep) -> Json:
    """They lie on her phone: here they are no more."""
    with database.writing() as session:
        handover = _takers(session, person, handover_id)
        if handover.envelope is not None:
            handover.envelope, handover.drafts_kept_at = None, clock.now()
            session.add(handover)
        return _told(session, person, handover)


def _takers(session: Session, person: Person, handover_id: int) -> Handover:
    handover = _one(session, person, handover_id)
    if handover.taker_id != person.id:
        raise Forbidden("handoverNotYours", "Only the new leader gets the drafts.")
    if handover.state != HandoverState.TAKEN:
        raise Conflict("handoverOver", "It is not taken.")
    return handover


def _one(session: Session, person: Person, handover_id: int) -> Handover:
    """Raises NotFound for whoever has no part in it."""
    handovers.expire(session, clock.now())
    found = handovers.one(session, handover_id)
    if found is None:
        raise NotFound("handover")
    mine = person.id in (found.giver_id, found.taker_id)
    if not mine and not _supervises(session, person, found.org_unit_id):
        raise NotFound("handover")
    return found


def _must_be_open(handover: Handover) -> None:
    if handover.state != HandoverState.OFFERED:
        raise Conflict("handoverOver", "This is taken, withdrawn or too old.")


def _supervises(session: Session, person: Person, unit: str) -> bool:
    day = clock.today()
    return bool(administered.of_these(session, person.supervised(day), [unit], day))


def _seen(person: Person, handover: Handover) -> Seen:
    if person.id == handover.taker_id:
        return Seen.TAKER
    return Seen.GIVER if person.id == handover.giver_id else Seen.SUPERVISOR


def _close(handover: Handover, state: HandoverState) -> None:
    handover.state, handover.closed_at = state, clock.now()


def _told(session: Session, person: Person, handover: Handover) -> Json:
    units = org_unit_history.called(session, {handover.org_unit_id: clock.today()})
    (item,) = as_wire(session, [(handover, _seen(person, handover))], units)
    return item


def _note(session: Session, person: Person, action: str, handover: Handover) -> None:
    details: Json = {
        "orgUnit": handover.org_unit_id,
        "giver": handover.giver_id,
        "taker": handover.taker_id,
    }
    key = str(handover.id)
    audit.record(session, person.id, action, "handover", key, clock.now(), details)
