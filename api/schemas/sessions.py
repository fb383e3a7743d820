"""Sessions in Central's dialect."""

from pydantic import Field

from api.schemas.wire import Instant, RequestModel, WireModel


class OpenSession(WireModel):
    """The session behind the cookie. Its token stays there, out of the reach of scripts."""

    csrf: str
    created_at: Instant
    expires_at: Instant


class NewSession(WireModel):
    """As it is told once to whoever opens it: `token` is for Bearer."""

    token: str
    csrf: str
    created_at: Instant
    expires_at: Instant


class Credentials(RequestModel):
    """`email` is Central's word; it holds the login."""

    email: str = Field(max_length=300)
    password: str = Field(max_length=2000)
