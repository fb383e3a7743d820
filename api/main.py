"""Builds the app: routers behind the sign-in, the one error handler, the built webapp."""

import gc
import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from errno import EDQUOT, ENOSPC
from functools import partial
from traceback import format_tb
from typing import Any

from anyio import to_thread
from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DataError, DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from api.crypto.keys import ServerKeys
from api.crypto.own_secret import OwnSecret
from api.demo.demonstration import demonstration_offer
from api.domain.aggregations import UnknownAggregation
from api.domain.question_lookup import UnknownQuestionType
from api.errors import ApiError, BadRequest, NoRoom, ServerTooOld, Unprocessable
from api.http import built_webapp, contract
from api.http.attempts import AttemptLimiter
from api.http.auth import person_from_request
from api.http.body_limit import BodyLimit, BodyOverrun
from api.http.body_spool import BodySpool
from api.http.cross_site import OwnSiteOnly
from api.http.headers import SecurityHeaders
from api.http.methods import unmatched_refusal
from api.http.secret_queue import SecretQueue
from api.importing import imports
from api.queries.indicators import counting_rules
from api.routers import (
    assignments,
    attachments,
    audits,
    comments,
    documents,
    files,
    form_editions,
    form_states,
    forms,
    handovers,
    indicators,
    invitations,
    keys,
    lists,
    openrosa,
    org_unit_changes,
    org_units,
    outboxes,
    phones,
    placements,
    projects,
    records,
    reporters,
    reviews,
    sessions,
    submissions,
    target_changes,
    users,
    vaults,
)
from api.schemas.health import Health
from api.settings import Settings
from api.storage.blobs import BlobStore
from api.storage.db import Database, database_refusal
from api.storage.uploads import UploadStore

log = logging.getLogger("sothon")

WORKER_THREADS = 8
_UNEXPECTED_ERROR = ApiError("500.1")
_DISK_FULL_MESSAGE = "the disk is full"
BASIC_CHALLENGE = 'Basic realm="So Thon", charset="UTF-8"'
BEARER_CHALLENGE = 'Bearer realm="So Thon"'

# Asked in this order, each route at its price: what every phone does comes first.
PRIVATE_ROUTERS = (
    openrosa,
    attachments,
    comments,
    documents,
    files,
    forms,
    indicators,
    lists,
    org_units,
    outboxes,
    phones,
    projects,
    records,
    reviews,
    submissions,
    users,
    assignments,
    invitations,
    org_unit_changes,
    placements,
    target_changes,
    form_editions,
    form_states,
    audits,
    imports,
    vaults,
    handovers,
    reporters,
)


def create_app(settings: Settings | None = None) -> FastAPI:
    """The whole server for these settings; the database must be migrated."""
    settings = settings or Settings()
    app = FastAPI(
        title="Sổ Thôn", version="0.4.0", docs_url=None, redoc_url=None, lifespan=_app_lifespan
    )
    set_app_state(app, settings)
    app.router.routes.append(openrosa.SUBMISSION_ROUTE)
    for room in PRIVATE_ROUTERS:
        # Deny by default: a route of these rooms that forgets to ask who is there still does.
        app.include_router(room.router, dependencies=[Depends(person_from_request)])
    app.include_router(sessions.router)
    app.include_router(invitations.acceptance_router)
    app.include_router(keys.public_keys_router)
    app.add_api_route("/health", _check_health, methods=["GET"])
    # Who watches servers often asks so; the app's page would say that all is well.
    app.add_api_route("/health", _check_health, methods=["HEAD"], include_in_schema=False)
    built_webapp.serve_webapp(app, settings.webapp_dir)
    _add_error_handlers(app)
    app.openapi = partial(_describe_once, app)  # type: ignore[method-assign]
    app.add_middleware(BodySpool)
    app.add_middleware(BodyLimit, most=settings.max_submission_bytes)
    app.add_middleware(OwnSiteOnly)
    app.add_middleware(SecurityHeaders, always=built_webapp.SECURITY_HEADERS)
    return app


def _describe_once(app: FastAPI) -> dict[str, Any]:
    app.openapi_schema = app.openapi_schema or contract.describe_api(app)
    return app.openapi_schema


def set_app_state(app: FastAPI, settings: Settings) -> None:
    """What the app keeps its data in: everything that differs between two servers."""
    app.state.settings = settings
    app.state.database = Database(settings.database)
    least = settings.least_free_bytes
    app.state.blobs = BlobStore(settings.data_dir / "blobs", least)
    app.state.uploads = UploadStore(settings.data_dir / "uploads", least)
    app.state.keys = ServerKeys(settings.data_dir / "keys")
    own_secret = OwnSecret(settings.data_dir / "keys", "attempts")
    app.state.attempts = AttemptLimiter(app.state.database, own_secret)
    app.state.secret_queue = SecretQueue()
    app.state.verified_basic = {}


@asynccontextmanager
async def _app_lifespan(app: FastAPI) -> AsyncIterator[None]:
    """One process: what holds for all requests at once."""
    # Handlers take turns at the interpreter: more threads only make every one of them wait longer.
    to_thread.current_default_thread_limiter().total_tokens = WORKER_THREADS
    # A record is a thousand small objects: looked through in batches of twenty records.
    gc.set_threshold(20_000, 20, 50)
    _refuse_unknown_kinds(app.state.database)
    yield
    app.state.database.close()


def _refuse_unknown_kinds(database: Database) -> None:
    """Whoever cannot count a kind of figure does not start: it would show 0. Raises
    UnknownAggregation. A database that cannot be read yet is /health's to tell."""
    try:
        with database.reading() as session:
            counting_rules(session)
    except DBAPIError:
        log.warning("the catalogue of indicators could not be read at start")


def _check_health(request: Request) -> Health:
    """Whether the database can be read; in demonstration mode also which accounts may be tried."""
    with request.app.state.database.reading() as session:
        session.connection().exec_driver_sql("SELECT 1")
    settings: Settings = request.app.state.settings
    offer = demonstration_offer() if settings.demonstration else None
    return Health(status="ok", demonstration=offer)


def _add_error_handlers(app: FastAPI) -> None:
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
    if isinstance(error.__cause__, BodyOverrun | ApiError):
        # Found while the framework read the body; it would call that a malformed one.
        raise error.__cause__
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
    answer.headers.update({**built_webapp.SECURITY_HEADERS, "Cache-Control": "no-store"})
    return answer
