"""One connection of a client: how much it may say before it has asked, and how long it may take.

uvicorn's reader of HTTP, with bounds that it does not set. Its one rule: who sends slowly, or
without end, holds a socket for a while, and never memory or a thread.
"""

from asyncio import TimerHandle, Transport
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HEAD_BYTES, MOST_HEAD_LINES = 16 * 1024, 100
HEAD_SECONDS = 10
IDLE_SECONDS = 60
# A phone at the edge of its signal: a minute of silence, and then this many bytes a second.
BODY_GRACE_SECONDS, LEAST_BODY_BYTES_PER_SECOND = 60, 500


class BoundedHttpProtocol(HttpToolsProtocol):
    """Ends what goes beyond: by 431 a head of over 16 KB or 100 lines, by 408 one that takes over
    10 seconds, or a body that comes too slowly."""

    head_seconds: float = HEAD_SECONDS
    body_grace_seconds: float = BODY_GRACE_SECONDS
    tick_seconds: float = 5

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._in_head, self._head_bytes, self._refused = True, 0, False
        self._head_timer: TimerHandle | None = None
        self._body_timer: TimerHandle | None = None
        self._body_bytes, self._waited = 0, 0.0

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """The first head is waited for from now on."""
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        super().connection_lost(exc)
        self._await_head(arm=False)
        self._await_body(arm=False)

    def data_received(self, data: bytes) -> None:
        """A head that has no end yet is counted before it is read."""
        if self._refused:
            return
        if self._in_head and self._head_timer is None:
            self._await_head()
        self._head_bytes += len(data) if self._in_head else 0
        super().data_received(data)
        if self._in_head and self._head_bytes > MOST_HEAD_BYTES:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    def on_message_begin(self) -> None:
        """The first letter of a request."""
        super().on_message_begin()
        self._in_head = True

    def on_headers_complete(self) -> None:
        """The request begins, if its head is not too long; from here on its body is waited for."""
        length = len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)
        self._in_head, self._head_bytes = False, 0
        self._await_head(arm=False)
        if self._refused or length > MOST_HEAD_BYTES or len(self.headers) > MOST_HEAD_LINES:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
            return
        super().on_headers_complete()
        self._body_bytes, self._waited = 0, 0.0
        self._await_body()

    def on_body(self, body: bytes) -> None:
        """Bytes of it buy time."""
        if not self._refused:
            self._body_bytes += len(body)
            super().on_body(body)

    def on_message_complete(self) -> None:
        """All of it has come."""
        self._await_body(arm=False)
        self._in_head = True
        if not self._refused:
            super().on_message_complete()

    def _await_head(self, *, arm: bool = True) -> None:
        if self._head_timer:
            self._head_timer.cancel()
        late = HTTPStatus.REQUEST_TIMEOUT
        self._head_timer = (
            self.loop.call_later(self.head_seconds, self._refuse, late) if arm else None
        )

    def _await_body(self, *, arm: bool = True) -> None:
        if self._body_timer:
            self._body_timer.cancel()
        self._body_timer = self.loop.call_later(self.tick_seconds, self._on_tick) if arm else None

    def _on_tick(self) -> None:
        # While we do not read on, it is not the sender who is slow.
        self._waited += 0 if self.flow.read_paused else self.tick_seconds
        bought = self._body_bytes / LEAST_BODY_BYTES_PER_SECOND
        if self._waited > self.body_grace_seconds + bought:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT)
        else:
            self._await_body()

    def _refuse(self, status: HTTPStatus) -> None:
        if self._refused or self.transport.is_closing():
            return
        self._refused = True
        # Where an answer is under way, whatever we say would be read as a part of it.
        answering = self.cycle and self.cycle.response_started and not self.cycle.response_complete
        if not answering:
            head = f"HTTP/1.1 {status.value} {status.phrase}\r\nconnection: close\r\n"
            self.transport.write(f"{head}content-length: 0\r\n\r\n".encode())
        self.transport.close()
