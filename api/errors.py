"""Refusals as exceptions. An ApiError becomes {"code", "message", "details"} on the wire.

Its one rule: one whose code is not in the catalogue (api/error_catalogue.py) cannot be made.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from api.error_catalogue import ERROR_CATALOGUE

Function = TypeVar("Function", bound=Callable[..., Any])


class ApiError(Exception):
    """Something a client can be told. `details` holds only what the asker may know.

    `message` is given where it says more than the catalogue's. Raises ValueError for a code or
    details that are not in the catalogue, or a code of another status than the class's.
    """

    status = 500
    # Of a class that mostly, or only, says one thing.
    usual_code = ""

    def __init__(self, code: str = "", message: str = "", /, **details: object) -> None:
        code = code or self.usual_code
        super().__init__(code)
        entry = ERROR_CATALOGUE.get(code)
        if entry is None or entry.status != self.status or details.keys() - entry.details.split():
            raise ValueError(f"not in the catalogue: {self.status} {code} with {sorted(details)}")
        self.code, self.message, self.details = code, message or entry.message, details
        self.headers = {"Retry-After": str(entry.retry_after)} if entry.retry_after else {}

    def as_wire(self) -> dict[str, object]:
        """The one shape of every refusal."""
        return {"code": self.code, "message": self.message, "details": self.details}


class BadRequest(ApiError):
    """The request itself is wrong; sending it again unchanged cannot help."""

    status = 400


class NotSignedIn(ApiError):
    """Nobody is asking, or somebody whose sign-in has ended."""

    status, usual_code = 401, "401.2"


class SignedOut(NotSignedIn):
    """A phone's session that was ended: by her, from elsewhere, or by its age."""

    usual_code = "signedOut"


class Forbidden(ApiError):
    """The asker may see this, and may not do that to it."""

    status = 403


class NotFound(ApiError):
    """No such thing, or not within the asker's reach: the two look the same from outside."""

    status = 404

    def __init__(self, what: str = "", code: str = "404.1") -> None:
        super().__init__(code, **({"what": what} if what else {}))


class MethodNotAllowed(ApiError):
    """The address is there and takes other methods: these."""

    status = 405

    def __init__(self, allowed: set[str]) -> None:
        super().__init__("405")
        self.headers["Allow"] = ", ".join(sorted(allowed))


class Conflict(ApiError):
    """The thing has moved meanwhile, or stands already as something else."""

    status = 409


class TooLarge(ApiError):
    """More bytes, parts or nodes than are taken."""

    status = 413


class UnsupportedMedia(ApiError):
    """A file that is not what it says, or a body in a wrong format."""

    status = 415


class Unprocessable(ApiError):
    """Understood, and still refused: a value outside what is allowed."""

    status = 422


class TooMany(ApiError):
    """Wait first. `retry_after` is in seconds."""

    status = 429

    def __init__(self, retry_after: int) -> None:
        super().__init__("tooManyAttempts", retryAfter=retry_after)
        self.headers["Retry-After"] = str(retry_after)


class TooMuchAtOnce(ApiError):
    """One sender has more bytes under way than are kept for one."""

    status, usual_code = 429, "tooMuchAtOnce"


class Busy(ApiError):
    """The database could not take the write in time; nothing was stored."""

    status, usual_code = 503, "busy"


class ServerTooOld(ApiError):
    """Something here was made by a newer server, which is about to take over from this one."""

    status, usual_code = 503, "serverTooOld"


class NoRoom(ApiError):
    """The server's disk is full; or nearly, and what is left is for records without their files."""

    status, usual_code = 507, "noRoom"


def may_refuse(*codes: str) -> Callable[[Function], Function]:
    """Written over a handler or a dependency: the codes that it answers with, for OpenAPI.

    What it depends on says its own. tests/api/refusals.py works out both from the source.
    """
    assert ERROR_CATALOGUE.keys() >= set(codes), codes

    def noted(function: Function) -> Function:
        vars(function)["refusals"] = codes
        return function

    return noted
