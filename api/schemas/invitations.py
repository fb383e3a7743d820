"""Invitations: the code as it is told once, and what whoever took it is told."""

from api.schemas.wire import Instant, WireModel


class InvitationCode(WireModel):
    """A new code. It stands nowhere else."""

    code: str
    expires_at: Instant


class AcceptedInvitation(WireModel):
    """With what she signs in from now on; `email` is Central's word for the login."""

    email: str
    display_name: str
