"""A client of the app in this process, for tests that need no server. Its one rule: one loop.

Starlette's own client starts a loop and a thread for each request and turns to it seven times,
which took as long as a short answer does. This one is the same to who asks, and turns to it once.
"""

from collections.abc import AsyncIterator, Iterable
from typing import Any

import httpx2
from anyio.from_thread import BlockingPortalProvider
from fastapi import FastAPI
from starlette.testclient import TestClient

# Held open through a whole run by tests/conftest.py.
LOOP = BlockingPortalProvider()


class AppClient(TestClient):
    """Asks `app` without a lifespan of its own. What the app did not expect is its answer 500.

    `address`: where it asks from.
    """

    def __init__(self, app: FastAPI, address: str = "127.0.0.1", **how: Any) -> None:
        super().__init__(app, **how)
        self._transport = _OneTurn(app, address)


class _OneTurn(httpx2.BaseTransport):
    def __init__(self, app: FastAPI, address: str) -> None:
        self._asgi = httpx2.ASGITransport(app, raise_app_exceptions=False, client=(address, 50_000))

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        with LOOP as loop:
            return loop.call(self._answer, request)

    async def _answer(self, request: httpx2.Request) -> httpx2.Response:
        if not isinstance(request.stream, httpx2.AsyncByteStream):
            request.stream = _Pieces(request.stream)
        answer = await self._asgi.handle_async_request(request)
        # Packed or not, as it came: whoever asked unpacks it.
        content = httpx2.ByteStream(b"".join([part async for part in answer.aiter_raw()]))
        return httpx2.Response(answer.status_code, headers=answer.headers, stream=content)


class _Pieces(httpx2.AsyncByteStream):
    """A body that somebody makes while it is sent."""

    def __init__(self, made: Iterable[bytes]) -> None:
        self._made = made

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._made:
            yield piece
