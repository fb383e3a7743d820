"""People, their assignments and open sign-ins."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, col, delete, select

from api.models.user import Assignment, Role, SignIn, User


def by_login(session: Session, login: str) -> User | None:
    """The account that signs in so; `login` as normal_login gives it."""
    return session.exec(select(User).where(User.login == login)).first()


def by_token(session: Session, hashed: str, now: datetime) -> User | None:
    """Whose open session this is; None when it is over, or the account is."""
    return session.exec(
        select(User)
        .join(SignIn, col(SignIn.user_id) == User.id)
        .where(SignIn.token_hash == hashed, SignIn.expires_at > now, col(User.active))
    ).first()


def assignments(session: Session, user_id: int) -> Sequence[Assignment]:
    """Every assignment that this person ever had."""
    return session.exec(select(Assignment).where(Assignment.user_id == user_id)).all()


def open_sign_in(session: Session, sign_in: SignIn) -> None:
    """Remember a new session, and forget this person's ended ones."""
    session.exec(
        delete(SignIn).where(
            col(SignIn.user_id) == sign_in.user_id, col(SignIn.expires_at) < sign_in.created_at
        )
    )
    session.add(sign_in)


def end_sign_in(session: Session, hashed: str, user_id: int) -> bool:
    """Sign out one's own session; False when there is none such."""
    ended = session.exec(
        delete(SignIn).where(col(SignIn.token_hash) == hashed, col(SignIn.user_id) == user_id)
    )
    return ended.rowcount > 0


def names(session: Session, ids: set[int]) -> dict[int, str]:
    """Display names by user id."""
    rows = session.exec(select(User.id, User.display_name).where(col(User.id).in_(ids))).all()
    return {user_id: name for user_id, name in rows if user_id is not None}


def add(session: Session, user: User, held: Sequence[tuple[str, Role, date]]) -> None:
    """A new account with its assignments: (org unit id, role, first day)."""
    session.add(user)
    session.flush()
    session.add_all(
        Assignment(user_id=user.id or 0, org_unit_id=unit, role=role, valid_from=day)
        for unit, role, day in held
    )
    session.flush()
