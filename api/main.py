"""Builds the app: routers behind the sign-in, the handlers of errors, the built webapp."""

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from anyio import to_thread
from fastapi import Depends, FastAPI, Request
from sqlalchemy.exc import DBAPIError

from api.crypto.keys import ServerKeys
from api.crypto.own_secret import OwnSecret
from api.demo.demonstration import demonstration_offer
from api.http import built_webapp, contract
from api.http.attempts import AttemptLimiter
from api.http.auth import person_from_request
from api.http.body_limit import BodyLimit
from api.http.body_spool import BodySpool
from api.http.cross_site import OwnSiteOnly
from api.http.error_handlers import add_error_handlers
from api.http.headers import SecurityHeaders
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
from api.storage.db import Database
from api.storage.uploads import UploadStore

log = logging.getLogger("sothon")

WORKER_THREADS = 8

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
    add_error_handlers(app)
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
