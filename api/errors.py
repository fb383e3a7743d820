"""The words for what can go wrong. A Problem becomes {"code", "message", "details"}.

Codes are API: stable, listed in docs/errors.md, each with words for people in webapp/words/.
Where ODK Central has a numeric code for the same thing, that code is used.
"""


class ApiError(Exception):
    """Something a client can be told. `details` holds only what the asker may know."""

    status = 500

    def __init__(self, code: str, message: str = "", **details: object) -> None:
        super().__init__(code)
        self.code, self.message, self.details = code, message or code, details


class BadRequest(ApiError):
    """The request itself is wrong; sending it again unchanged cannot help."""

    status = 400


class NotSignedIn(ApiError):
    """Nobody is asking, or somebody whose sign-in has ended."""

    status = 401

    def __init__(self) -> None:
        super().__init__("401.2", "Sign in first: the credentials are missing, wrong or over.")


class SignedOut(NotSignedIn):
    """A phone's session that was ended: by her, from elsewhere, or by its age."""

    def __init__(self) -> None:
        super().__init__()
        self.code = "signedOut"


class Forbidden(ApiError):
    """The asker may see this, and may not do that to it."""

    status = 403


class NotFound(ApiError):
    """No such thing, or not within the asker's reach: the two look the same from outside."""

    status = 404

    def __init__(self, what: str = "", code: str = "404.1") -> None:
        message = "There is nothing here that you can see."
        super().__init__(code, message, **({"what": what} if what else {}))


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
        super().__init__("tooManyAttempts", "Too many attempts.", retryAfter=retry_after)
        self.retry_after = retry_after


class Busy(ApiError):
    """The database could not take the write in time; nothing was stored."""

    status = 503

    def __init__(self) -> None:
        super().__init__("busy", "The server is busy; nothing was stored. Try again.")
        self.retry_after = 5


class NoRoom(ApiError):
    """The server's disk is full; or nearly, and what is left is for records without their files."""

    status = 507

    def __init__(self) -> None:
        super().__init__("noRoom", "The server has no room now; nothing was stored.")
        self.retry_after = 600
