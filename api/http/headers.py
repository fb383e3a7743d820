"""Puts the security headers on every answer. Pure ASGI: it costs microseconds."""

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# A year, of this host alone: what else its owner runs under the name is not ours to decide.
HTTPS_ONLY = "max-age=31536000"


class SecurityHeaders:
    """Adds `always` where an answer does not say otherwise; under /v1 nothing is stored.

    Where the public address is https, browsers come by https only from the first answer on (HSTS).
    """

    def __init__(self, app: ASGIApp, always: Mapping[str, str]) -> None:
        self.app, self.always = app, always

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.always.items():
                    headers.setdefault(name, value)
                if scope["app"].state.settings.secure_cookies:
                    headers.setdefault("Strict-Transport-Security", HTTPS_ONLY)
                if scope["path"].startswith("/v1/"):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, protected)
