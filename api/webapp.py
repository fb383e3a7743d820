"""Serves the built phone app, and says what a browser may do with it."""

from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, PlainTextResponse

from api.errors import NotFound

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "media-src 'self' blob:",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types sw",
    )
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self)",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
IMMUTABLE = "public, max-age=31536000, immutable"
NOT_BUILT = "The webapp is not built: run `make build`."


def serve(app: FastAPI, folder: Path) -> None:
    """Files of `folder`; every other address outside /v1 is the app itself, which routes within."""
    inside = {
        "/" + file.relative_to(folder).as_posix(): file
        for file in folder.rglob("*")
        if file.is_file()
    }

    def shell(request: Request) -> Response:
        path = request.url.path
        if path.startswith("/v1/"):
            raise NotFound
        file = inside.get(path) or inside.get("/index.html")
        if file is None:
            return PlainTextResponse(NOT_BUILT, 503)
        cache = IMMUTABLE if path.startswith("/assets/") and path in inside else "no-cache"
        return FileResponse(file, headers={"Cache-Control": cache})

    app.add_api_route("/{path:path}", shell, methods=["GET", "HEAD"], include_in_schema=False)
