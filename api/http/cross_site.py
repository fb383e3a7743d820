"""Refuses what a page of another site makes a browser send (CSRF), whatever credential goes along.

A browser adds cookies and remembered Basic passwords by itself, to requests of every page. So what
may change something has to come from a page of ours, or from no page at all, and its body has to
be of a type that no form of a foreign page can send. Pure ASGI: nothing of the body is read.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import ApiError, Forbidden, UnsupportedMedia
from api.http.early_refusal import send_refusal
from api.settings import Settings

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
# What an HTML form sends, with the consent of nobody: https://fetch.spec.whatwg.org/#cors-safelisted
FORM_TYPES = {"application/x-www-form-urlencoded", "multipart/form-data", "text/plain"}
# Collect posts a form here, and comes from no page, which `is_from_another_site` sees.
MULTIPART_DOOR = "/submission"
DEFAULT_PORTS = {"http": 80, "https": 443}


class OwnSiteOnly:
    """In front of the app."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in SAFE_METHODS:
            refusal = _refusal(scope)
            if refusal:
                await send_refusal(send, refusal)
                return
        await self.app(scope, receive, send)


def _refusal(scope: Scope) -> ApiError | None:
    headers, settings = Headers(scope=scope), scope["app"].state.settings
    if is_from_another_site(scope, headers, settings):
        return Forbidden("crossSite")
    if not _may_be_read_as_told(scope, headers):
        return UnsupportedMedia("contentType")
    return None


def is_from_another_site(scope: Scope, headers: Headers, settings: Settings) -> bool:
    """What the browser says of the page that asks; who says nothing of it is no page.

    `Sec-Fetch-Site` is the browser's own comparison; `Origin` and `Referer` are compared here, by
    scheme, host and port. `null` is a page that hides where it comes from.
    """
    site = headers.get("sec-fetch-site")
    if site not in {None, "same-origin"}:
        return True
    page = headers.get("origin") or headers.get("referer")
    if page is None:
        return False
    shown = _origin_of(page)
    if shown is None:
        return True
    if settings.public_url and shown == _origin_of(settings.public_url):
        return False
    host = _origin_of(f"{scope['scheme']}://{headers.get('host', '')}")
    if host is None or (settings.public_url and not _is_this_machine(host[1])):
        return True
    # The scheme and the port of a proxy that nobody told us of: the browser has compared them.
    return shown[1] != host[1] if site else shown != host


def own_address(scope: Scope, headers: Headers, settings: Settings) -> str:
    """Where links of ours point to, without a slash at the end.

    Never to a name that a request made up: without a public address it is the number by which this
    machine was reached, or its own name for itself.
    """
    if settings.public_url:
        return settings.public_url.rstrip("/")
    scheme: str = scope["scheme"]
    asked = _origin_of(f"{scheme}://{headers.get('host', '')}")
    if asked and (asked[1] in {"localhost", settings.host} or _is_number(asked[1])):
        return _written(*asked)
    host, port = scope.get("server") or (settings.host, settings.port)
    return _written(scheme, host, port or DEFAULT_PORTS[scheme])


def _written(scheme: str, host: str, port: int) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"{scheme}://{name}" + (f":{port}" if port != DEFAULT_PORTS[scheme] else "")


def _may_be_read_as_told(scope: Scope, headers: Headers) -> bool:
    told = headers.get("content-type", "").partition(";")[0].strip().lower()
    if told in FORM_TYPES:
        return told == "multipart/form-data" and scope["path"].endswith(MULTIPART_DOOR)
    has_body = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
    # A foreign page can send a POST without a type, and only what a browser adds goes along.
    basic = headers.get("authorization", "")[:6].lower() == "basic "
    by_a_browser = scope["method"] == "POST" and (basic or "cookie" in headers)
    return bool(told) or not has_body or not by_a_browser


def _origin_of(address: str) -> tuple[str, str, int] | None:
    """Scheme, host and port; None for what has no such three, like `null`."""
    try:
        parts = urlsplit(address.lower())
        port = parts.port or DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return None
    return (parts.scheme, parts.hostname, port) if parts.hostname and port else None


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_this_machine(host: str) -> bool:
    return host == "localhost" or (_is_number(host) and ip_address(host).is_loopback)
