"""Every way in which a request can fail, as the one shape of a refusal. For the whole app.

Its one rule: what people wrote, or what a database says of it, is neither answered nor logged.
"""

import logging
import sqlite3
from errno import EDQUOT, ENOSPC
from traceback import format_tb

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DataError, DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from api.domain.aggregations import UnknownAggregation
from api.domain.question_lookup import UnknownQuestionType
from api.errors import ApiError, BadRequest, NoRoom, ServerTooOld, Unprocessable
from api.http.body_limit import BodyOverrun
from api.http.built_webapp import SECURITY_HEADERS
from api.http.methods import unmatched_refusal
from api.storage.db import database_refusal

log = logging.getLogger("sothon")

_UNEXPECTED_ERROR = ApiError("500.1")
_DISK_FULL_MESSAGE = "the disk is full"
BASIC_CHALLENGE = 'Basic realm="So Thon", charset="UTF-8"'
BEARER_CHALLENGE = 'Bearer realm="So Thon"'


def add_error_handlers(app: FastAPI) -> None:
    """Ours in the place of the framework's, and of what would else end in a traceback."""
    app.add_exception_handler(ApiError, _on_api_error)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_exception_handler(OperationalError, _on_database_error)
    app.add_exception_handler(sqlite3.OperationalError, _on_database_error)
    app.add_exception_handler(PoolTimeout, _on_database_error)
    app.add_exception_handler(DBAPIError, _on_refused_row)
    app.add_exception_handler(DataError, _on_unstorable_value)
    app.add_exception_handler(UnicodeEncodeError, _on_unstorable_value)
    app.add_exception_handler(OSError, _on_disk_error)
    app.add_exception_handler(ClientDisconnect, _on_hang_up)
    app.add_exception_handler(UnknownQuestionType, _on_newer_definition)
    app.add_exception_handler(UnknownAggregation, _on_newer_definition)
    app.add_exception_handler(Exception, _on_unexpected_error)


def _error_response(problem: ApiError, challenge: str = "") -> JSONResponse:
    headers = dict(problem.headers)
    if problem.status == 401:
        headers["WWW-Authenticate"] = challenge
    return JSONResponse(problem.as_wire(), problem.status, headers)


async def _on_api_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, ApiError)
    return _error_response(error, _sign_in_challenge(request))


def _sign_in_challenge(request: Request) -> str:
    """How to sign in. Asked for Basic, a browser would put up its own window, and from then on send
    the password along with whatever any page makes it send."""
    accepted = request.headers.get("accept", "")
    from_a_browser = (
        any(name.startswith("sec-fetch-") for name in request.headers)
        or "text/html" in accepted
        or "application/json" in accepted
    )
    return BEARER_CHALLENGE if from_a_browser else BASIC_CHALLENGE


async def _on_invalid_request(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    # What was typed is not repeated: it may be a name or a password.
    places = [".".join(str(part) for part in one["loc"]) for one in error.errors()]
    kinds = [str(one["type"]) for one in error.errors()]
    if "json_invalid" in kinds:
        return _error_response(BadRequest("400.1"))
    return _error_response(Unprocessable("invalid", places=places))


async def _on_http_exception(request: Request, error: Exception) -> Response:
    """What the framework refuses by itself: no route, or a body that it could not read."""
    assert isinstance(error, HTTPException)
    if error.status_code in {404, 405}:
        return _error_response(unmatched_refusal(request))
    cause = error.__cause__
    # Found while the framework read the body; it would call that a malformed one.
    if isinstance(cause, ApiError):
        return _error_response(cause)
    if isinstance(cause, OSError):
        return await _on_disk_error(request, cause)
    if isinstance(cause, BodyOverrun):
        raise cause
    if error.status_code == 400:
        return _error_response(BadRequest("400.1"))
    raise error


async def _on_hang_up(request: Request, _: Exception) -> Response:
    # Phones lose their line all day: a line in the log, and an answer that nobody hears.
    log.info("a client hung up in the middle of a %s", request.method)
    return _error_response(BadRequest("400.1"))


async def _on_database_error(_: Request, error: Exception) -> Response:
    problem = database_refusal(error)
    full = isinstance(problem, NoRoom)
    log.error(
        "%s: %s", _DISK_FULL_MESSAGE if full else "database not available", type(error).__name__
    )
    return _error_response(problem)


async def _on_unstorable_value(_: Request, __: Exception) -> Response:
    # A NUL, half a letter, a number beyond every column: no database takes it.
    return _error_response(Unprocessable("invalid", "A value cannot be stored as it is."))


async def _on_disk_error(_: Request, error: Exception) -> Response:
    if not isinstance(error, OSError) or error.errno not in {ENOSPC, EDQUOT}:
        raise error
    log.error(_DISK_FULL_MESSAGE)
    return _error_response(NoRoom())


async def _on_newer_definition(_: Request, error: Exception) -> Response:
    # Published by a newer server while this one still answers: neither starts on such a database.
    log.warning("made for a newer server: %s", error)
    return _error_response(ServerTooOld())


async def _on_refused_row(request: Request, error: Exception) -> Response:
    # What a database says of a row repeats what people wrote in it: only where it was is logged.
    where = "".join(format_tb(error.__traceback__))
    log.error("unexpected %s at %s\n%s", type(error).__name__, request.url.path, where)
    return _error_response(_UNEXPECTED_ERROR)


async def _on_unexpected_error(request: Request, error: Exception) -> Response:
    log.error("unexpected %s at %s", type(error).__name__, request.url.path, exc_info=error)
    answer = _error_response(_UNEXPECTED_ERROR)
    # It is given outside of every middleware, that of the headers included.
    answer.headers.update({**SECURITY_HEADERS, "Cache-Control": "no-store"})
    return answer
