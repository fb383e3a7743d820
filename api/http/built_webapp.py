"""Serves the built phone app, and says what a browser may do with it."""

import mimetypes
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, PlainTextResponse

from api.errors import NotFound
from api.http.methods import SHELL_PATH, unmatched_refusal

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
        "trusted-types sw argon2",
    )
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self)",
    "Referrer-Policy": "no-referrer",
    # By this phones know that it was us who answered, and not whoever owns the Wi-Fi.
    "So-Thon": "1",
    "X-Content-Type-Options": "nosniff",
}
# A worker obeys the policy of its own script: WebAssembly runs in this one and nowhere in the page.
POLICY_BY_PATH = {"/argon2.js": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"}
IMMUTABLE_CACHE = "public, max-age=31536000, immutable"
NOT_BUILT_MESSAGE = "The webapp is not built: run `make build`."


# The build lays a packed copy beside each file, so that nothing is packed while a phone waits.
PACKED_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
mimetypes.add_type("application/manifest+json", ".webmanifest")


def serve_webapp(app: FastAPI, folder: Path) -> None:
    """Files of `folder`; every other address outside /v1 is the app itself, which routes within."""
    inside = {
        "/" + file.relative_to(folder).as_posix(): file
        for file in folder.rglob("*")
        if file.is_file()
    }

    def shell(request: Request) -> Response:
        path = request.url.path
        hashed = path.startswith("/assets/")
        # An asset of an older version is gone: the page in its place would be kept as that asset.
        if path.startswith("/v1/"):
            raise unmatched_refusal(request)
        if hashed and path not in inside:
            raise NotFound
        name = path if path in inside else "/index.html"
        if name not in inside:
            return PlainTextResponse(NOT_BUILT_MESSAGE, 503)
        headers = {
            "Cache-Control": IMMUTABLE_CACHE if hashed else "no-cache",
            "Vary": "Accept-Encoding",
        }
        if name in POLICY_BY_PATH:
            headers["Content-Security-Policy"] = POLICY_BY_PATH[name]
        kind = mimetypes.guess_type(name)[0]
        understood = request.headers.get("accept-encoding", "")
        for encoding, ending in PACKED_ENCODINGS:
            if encoding in understood and name + ending in inside:
                headers["Content-Encoding"] = encoding
                return FileResponse(inside[name + ending], headers=headers, media_type=kind)
        return FileResponse(inside[name], headers=headers, media_type=kind)

    app.add_api_route(SHELL_PATH, shell, methods=["GET", "HEAD"], include_in_schema=False)
