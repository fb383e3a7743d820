"""Invitations: the code as it is told once, and what whoever takes it says and is told."""

from pydantic import Field

from api.schemas.wire import Instant, RequestModel, WireModel


class InvitationCode(WireModel):
    """A new code. It stands nowhere else."""

    code: str
    expires_at: Instant


class AcceptedInvitation(WireModel):
    """With what she signs in from now on; `email` is Central's word for the login."""

    email: str
    display_name: str


class InvitationAcceptance(RequestModel):
    """The code as it was typed, and the password that she chooses."""

    code: str = Field(max_length=60)
    password: str = Field(max_length=2000)
