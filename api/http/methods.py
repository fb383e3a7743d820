"""Which methods an address takes: what a 405 must say in `Allow`, whichever route noticed."""

from fastapi import Request
from starlette.routing import Match

from api.errors import ApiError, MethodNotAllowed, NotFound

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
SHELL_PATH = "/{path:path}"


def allowed_methods(request: Request) -> set[str]:
    """Over all routes: one address may stand in several, each with its own method."""
    path = request.scope["path"]
    routes = [
        route
        for route in request.app.router.routes
        if getattr(route, "path", "") != SHELL_PATH or not path.startswith("/v1/")
    ]
    asked = {"type": "http", "path": path, "root_path": "", "headers": []}
    return {
        method
        for method in METHODS
        if any(route.matches({**asked, "method": method})[0] is Match.FULL for route in routes)
    }


def unmatched_refusal(request: Request) -> ApiError:
    """For an address that no route takes with this method: 405, or 404 where there is none."""
    allowed = allowed_methods(request)
    return MethodNotAllowed(allowed) if allowed else NotFound()
