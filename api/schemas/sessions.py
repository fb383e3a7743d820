"""Sessions in Central's dialect."""

from api.schemas.wire import Instant, WireModel


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
