"""People who sign in, where each may act and since when, and their open sign-ins."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlmodel import Field, SQLModel

from api.storage.columns import UtcDateTime


class Role(StrEnum):
    """What an assignment lets a person do within its unit and below."""

    REPORTER = "reporter"
    SUPERVISOR = "supervisor"
    VIEWER = "viewer"
    ADMIN = "admin"


class User(SQLModel, table=True):
    """An account. `login` is what is typed to sign in; NFC, lower case.

    No `password_hash`: nobody has set one yet. `name_key`: name and login to look for, no dấu.
    """

    __tablename__ = "user_account"

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(unique=True, max_length=120)
    display_name: str = Field(max_length=200)
    name_key: str = Field(default="", max_length=400)
    password_hash: str
    active: bool = True
    demonstration: bool = False
    created_at: datetime = Field(sa_type=UtcDateTime)


class Assignment(SQLModel, table=True):
    """This person has this role in this unit, from the first day up to and without the last."""

    __table_args__ = (
        CheckConstraint(
            "role IN ('reporter', 'supervisor', 'viewer', 'admin')", name="assignment_role"
        ),
        UniqueConstraint("user_id", "org_unit_id", "role", "valid_from"),
    )

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(foreign_key="user_account.id", index=True)
    org_unit_id: str = Field(foreign_key="org_unit.id")
    role: Role = Field(sa_type=String)
    valid_from: date
    valid_to: date | None = None


class SignIn(SQLModel, table=True):
    """An open session of Central's dialect. Only the token's SHA-256 is kept."""

    __tablename__ = "sign_in"

    token_hash: str = Field(primary_key=True)
    csrf: str
    user_id: int = Field(foreign_key="user_account.id", index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
