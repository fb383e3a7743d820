"""Somebody signed in, and where she acts on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from api.domain.org_unit import is_in_force
from api.models.user import Role, User
from api.queries.users import HeldAssignment, SignedInUser


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody signed in, with every assignment that she ever had."""

    id: int
    login: str
    display_name: str
    created_at: datetime
    demonstration: bool
    assignments: Sequence[HeldAssignment]

    def roots(self, day: date, *roles: Role) -> list[str]:
        """Org units where she holds one of these roles (any, when none is named) on that day."""
        return [
            held.org_unit_id
            for held in self.assignments
            if (not roles or held.role in roles)
            and is_in_force(held.valid_from, held.valid_to, day)
        ]

    def supervised(self, day: date) -> list[str]:
        """Org units at and below which she may review."""
        return self.roots(day, Role.SUPERVISOR, Role.ADMIN)


def person_from_user(user: User | SignedInUser, held: Sequence[HeldAssignment]) -> Person:
    """A user with the assignments that were read for her."""
    return Person(
        id=user.id or 0,
        login=user.login,
        display_name=user.display_name,
        created_at=user.created_at,
        demonstration=user.demonstration,
        assignments=held,
    )
