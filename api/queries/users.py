"""People, their assignments and open sign-ins."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, select
from sqlmodel import Session, col

from api.domain.text import search_key
from api.models.user import Assignment, Role, SignIn, User
from api.queries.ready import PreparedStatement, Transaction, count_changed_rows
from api.storage.columns import UtcDateTime, table_of


def find_user_by_login(session: Session, login: str) -> User | None:
    """The account that signs in so; `login` as normal_login gives it."""
    return session.scalars(select(User).where(col(User.login) == login)).first()


class HeldAssignment(NamedTuple):
    """An assignment as the rules ask for it."""

    org_unit_id: str
    role: Role
    valid_from: date
    valid_to: date | None


# Asked with every request, so built once and without the ORM.
_user_table, _assignment_table, _sign_in_table = (
    table_of(User),
    table_of(Assignment),
    table_of(SignIn),
)
_SELECT_SIGNED_IN_USER = PreparedStatement(
    select(
        _user_table.c.id,
        _user_table.c.login,
        _user_table.c.display_name,
        _user_table.c.created_at,
        _user_table.c.demonstration,
    )
    .join(_sign_in_table, _sign_in_table.c.user_id == _user_table.c.id)
    .where(
        _sign_in_table.c.token_hash == bindparam("hashed"),
        _sign_in_table.c.expires_at > bindparam("now", type_=UtcDateTime()),
        _user_table.c.active,
    )
)
_SELECT_ASSIGNMENTS = PreparedStatement(
    select(
        _assignment_table.c.org_unit_id,
        _assignment_table.c.role,
        _assignment_table.c.valid_from,
        _assignment_table.c.valid_to,
    ).where(_assignment_table.c.user_id == bindparam("user"))
)


_ID_BY_LOGIN = PreparedStatement(
    select(_user_table.c.id).where(_user_table.c.login == bindparam("login"))
)


def find_user_id(at: Transaction, login: str) -> int | None:
    """Whose login this is; cheaper than `by_login`, for files of many."""
    row = _ID_BY_LOGIN.first(at, login=login)
    return row[0] if row else None


class SignedInUser(NamedTuple):
    """An account as far as a request needs it."""

    id: int
    login: str
    display_name: str
    created_at: datetime
    demonstration: bool


def find_signed_in_user(at: Transaction, hashed: str, now: datetime) -> SignedInUser | None:
    """Whose open session this is; None when it is over, or the account is."""
    row = _SELECT_SIGNED_IN_USER.first(at, hashed=hashed, now=now)
    return SignedInUser(*row) if row else None


def assignments_of_user(at: Transaction, user_id: int) -> list[HeldAssignment]:
    """Every assignment that this person ever had."""
    return [HeldAssignment(*row) for row in _SELECT_ASSIGNMENTS.rows(at, user=user_id)]


def open_sign_in(session: Session, sign_in: SignIn) -> None:
    """Remember a new session, and forget this person's ended ones."""
    session.execute(
        delete(SignIn).where(
            col(SignIn.user_id) == sign_in.user_id, col(SignIn.expires_at) < sign_in.created_at
        )
    )
    session.add(sign_in)


def end_sign_in(session: Session, hashed: str, user_id: int) -> bool:
    """Sign out one's own session; False when there is none such."""
    ended = count_changed_rows(
        session,
        delete(SignIn).where(col(SignIn.token_hash) == hashed, col(SignIn.user_id) == user_id),
    )
    return ended > 0


def find_display_names(session: Session, ids: set[int]) -> dict[int, str]:
    """Display names by user id."""
    rows = session.execute(
        select(col(User.id), col(User.display_name)).where(col(User.id).in_(ids))
    ).all()
    return {user_id: name for user_id, name in rows if user_id is not None}


def user_name_key(display_name: str, login: str) -> str:
    """What an account is looked for by: name and login without dấu."""
    return search_key(f"{display_name} {login}")


def add_user_account(session: Session, user: User, held: Sequence[tuple[str, Role, date]]) -> None:
    """A new account with its assignments: (org unit id, role, first day)."""
    user.name_key = user_name_key(user.display_name, user.login)
    session.add(user)
    session.flush()
    session.add_all(
        Assignment(user_id=user.id or 0, org_unit_id=unit, role=role, valid_from=day)
        for unit, role, day in held
    )
    session.flush()
