"""Hand-overs of a unit's work: who takes part in which, and what becomes of roles by them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select, update
from sqlmodel import Session, col

from api.domain.text import search_key
from api.models.handover import Handover, HandoverState
from api.models.user import Assignment, Role, User
from api.queries import org_units, reach

# So long ago they are told of no more; the trail keeps them.
HANDOVER_SHOWN_FOR = timedelta(days=60)
MOST_HANDOVERS = 500


def expire_handovers(session: Session, at: datetime) -> None:
    """What nobody confirmed in time is over, and what was sealed for it is gone.

    So is what the new leader's phone never fetched and is told of no more: the giver still has it.
    """
    over = col(Handover.state) == HandoverState.OFFERED, col(Handover.expires_at) <= at
    session.execute(
        update(Handover)
        .where(*over)
        .values(state=HandoverState.EXPIRED, closed_at=at, envelope=None)
    )
    forgotten = (
        col(Handover.envelope).is_not(None),
        col(Handover.begun_at) <= at - HANDOVER_SHOWN_FOR,
    )
    session.execute(update(Handover).where(*forgotten).values(envelope=None))


def find_visible_handovers(
    session: Session, person_id: int, roots: Sequence[str], at: datetime, day: date
) -> list[Handover]:
    """Those that she gives or takes, or supervises from these roots; the newest first."""
    hers = or_(
        col(Handover.giver_id) == person_id,
        col(Handover.taker_id) == person_id,
        col(Handover.org_unit_id).in_(reach.select_administered_units(roots, day)),
    )
    wanted = select(Handover).where(col(Handover.begun_at) > at - HANDOVER_SHOWN_FOR, hers)
    return list(session.scalars(wanted.order_by(col(Handover.id).desc()).limit(MOST_HANDOVERS)))


def lock_handover(session: Session, handover_id: int) -> Handover | None:
    """Held until the transaction ends: two who act at once come one after the other."""
    return session.get(Handover, handover_id, with_for_update=True)


def find_open_handover(session: Session, giver_id: int, unit: str) -> Handover | None:
    """What this giver offers of this unit already."""
    return session.scalars(
        select(Handover).where(
            col(Handover.giver_id) == giver_id,
            col(Handover.org_unit_id) == unit,
            col(Handover.state) == HandoverState.OFFERED,
        )
    ).first()


def find_reporter_role(session: Session, user_id: int, unit: str, day: date) -> Assignment | None:
    """Her reporter's assignment in just this unit, in force that day."""
    return session.scalars(
        select(Assignment).where(
            col(Assignment.user_id) == user_id,
            col(Assignment.org_unit_id) == unit,
            col(Assignment.role) == Role.REPORTER,
            col(Assignment.valid_from) <= day,
            or_(col(Assignment.valid_to).is_(None), col(Assignment.valid_to) > day),
        )
    ).first()


def find_nearby_user(session: Session, login: str, unit: str, day: date) -> User | None:
    """Whose open account this is, if she has, had or will have a role around the same unit."""
    user = session.scalars(select(User).where(col(User.login) == login, col(User.active))).first()
    placed = org_units.find_unit_on_day(session, unit, day)
    if user is None or placed is None:
        return None
    around = [placed.parent_id or placed.id]
    hers = select(col(Assignment.org_unit_id)).where(col(Assignment.user_id) == user.id)
    near = reach.filter_administered(session, around, list(session.scalars(hers)), day)
    return user if near else None


def transfer_assignment(
    session: Session, handover: Handover, given: Assignment, day: date
) -> Assignment:
    """The taker reports there from that day on, as long as the giver was to, the giver no more.

    What began only today ends tomorrow: else it would never have held, and her records of today
    would have no place. What the taker reports by from then on comes back.
    """
    ends = given.valid_to
    given.valid_to = max(day, given.valid_from + timedelta(days=1))
    session.add(given)
    taken = _assignment_of_taker(session, handover, ends, day)
    session.add(taken)
    session.flush()
    return taken


def _assignment_of_taker(
    session: Session, handover: Handover, ends: date | None, day: date
) -> Assignment:
    if standing := find_reporter_role(session, handover.taker_id, handover.org_unit_id, day):
        if standing.valid_to is not None:
            standing.valid_to = ends and max(ends, standing.valid_to)
        return standing
    same = session.scalars(
        select(Assignment).where(
            col(Assignment.user_id) == handover.taker_id,
            col(Assignment.org_unit_id) == handover.org_unit_id,
            col(Assignment.role) == Role.REPORTER,
            col(Assignment.valid_from) >= day,
        )
    ).all()
    # What was to begin later, or was taken back today, begins now.
    fresh = next((row for row in same if row.valid_from == day), None) or Assignment(
        user_id=handover.taker_id,
        org_unit_id=handover.org_unit_id,
        role=Role.REPORTER,
        valid_from=day,
    )
    last = [row.valid_from for row in same if row.valid_from > day] + ([ends] if ends else [])
    fresh.valid_to = min(last, default=None)
    return fresh


def find_reporters(
    session: Session, roots: Sequence[str], said: str, day: date, most: int
) -> list[tuple[User, str]]:
    """Who reports within these roots today, by name: each with her unit."""
    within = reach.select_administered_units(roots, day)
    wanted = (
        select(User, col(Assignment.org_unit_id))
        .join(Assignment, col(Assignment.user_id) == col(User.id))
        .where(
            col(User.active),
            col(Assignment.role) == Role.REPORTER,
            col(Assignment.valid_from) <= day,
            or_(col(Assignment.valid_to).is_(None), col(Assignment.valid_to) > day),
            col(Assignment.org_unit_id).in_(within),
        )
        .order_by(col(User.name_key), col(Assignment.id))
        .limit(most)
    )
    for part in search_key(said).split():
        wanted = wanted.where(col(User.name_key).contains(part, autoescape=True))
    return [(user, unit) for user, unit in session.execute(wanted)]
