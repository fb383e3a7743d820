"""People, their assignments and open sign-ins."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import bindparam
from sqlalchemy import select as core_select
from sqlmodel import Session, col, delete, select

from api.domain.text import search_key
from api.models.user import Assignment, Role, SignIn, User
from api.queries.ready import Open, Ready
from api.storage.columns import UtcDateTime, table_of


def by_login(session: Session, login: str) -> User | None:
    """The account that signs in so; `login` as normal_login gives it."""
    return session.exec(select(User).where(User.login == login)).first()


class Held(NamedTuple):
    """An assignment as the rules ask for it."""

    org_unit_id: str
    role: Role
    valid_from: date
    valid_to: date | None


# Asked with every request, so built once and without the ORM.
_users, _held, _sign_ins = table_of(User), table_of(Assignment), table_of(SignIn)
_BY_TOKEN = Ready(
    core_select(
        _users.c.id,
        _users.c.login,
        _users.c.display_name,
        _users.c.created_at,
        _users.c.demonstration,
    )
    .join(_sign_ins, _sign_ins.c.user_id == _users.c.id)
    .where(
        _sign_ins.c.token_hash == bindparam("hashed"),
        _sign_ins.c.expires_at > bindparam("now", type_=UtcDateTime()),
        _users.c.active,
    )
)
_ASSIGNMENTS = Ready(
    core_select(_held.c.org_unit_id, _held.c.role, _held.c.valid_from, _held.c.valid_to).where(
        _held.c.user_id == bindparam("user")
    )
)


_ID_BY_LOGIN = Ready(core_select(_users.c.id).where(_users.c.login == bindparam("login")))


def id_of(at: Open, login: str) -> int | None:
    """Whose login this is; cheaper than `by_login`, for files of many."""
    row = _ID_BY_LOGIN.first(at, login=login)
    return row[0] if row else None


class Known(NamedTuple):
    """An account as far as a request needs it."""

    id: int
    login: str
    display_name: str
    created_at: datetime
    demonstration: bool


def by_token(at: Open, hashed: str, now: datetime) -> Known | None:
    """Whose open session this is; None when it is over, or the account is."""
    row = _BY_TOKEN.first(at, hashed=hashed, now=now)
    return Known(*row) if row else None


def assignments(at: Open, user_id: int) -> list[Held]:
    """Every assignment that this person ever had."""
    return [Held(*row) for row in _ASSIGNMENTS.rows(at, user=user_id)]


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


def name_key(display_name: str, login: str) -> str:
    """What an account is looked for by: name and login without dấu."""
    return search_key(f"{display_name} {login}")


def add(session: Session, user: User, held: Sequence[tuple[str, Role, date]]) -> None:
    """A new account with its assignments: (org unit id, role, first day)."""
    user.name_key = name_key(user.display_name, user.login)
    session.add(user)
    session.flush()
    session.add_all(
        Assignment(user_id=user.id or 0, org_unit_id=unit, role=role, valid_from=day)
        for unit, role, day in held
    )
    session.flush()
