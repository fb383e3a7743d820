"""Refuses a body that is too large while it still comes in, and one that hides its size."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import TooLarge, UnsupportedMedia
from api.http.early_refusal import send_refusal
from api.storage.uploads import MOST_PART_BYTES

MOST_JSON_BYTES = 100_000


class BodyOverrun(Exception):
    """The sender went on past the limit."""


class BodyLimit:
    """Pure ASGI, so that no body is ever held whole here. `most` is in bytes."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app, self.most = app, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        if headers.get(b"content-encoding", b"identity") != b"identity":
            await send_refusal(send, UnsupportedMedia("contentEncoding"))
            return
        most = self._most(scope["path"], scope["method"])
        if _parse_content_length(headers.get(b"content-length", b"0")) > most:
            await send_refusal(send, TooLarge("bodyTooLarge"))
            return
        await self._counted(scope, receive, send, most)

    def _most(self, path: str, method: str) -> int:
        if path.startswith("/v1/submissions/") and "/files/" in path:
            return MOST_PART_BYTES
        return self.most if _may_have_long_body(path, method) else MOST_JSON_BYTES

    async def _counted(self, scope: Scope, receive: Receive, send: Send, most: int) -> None:
        seen, started = 0, False

        async def counting() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > most:
                raise BodyOverrun
            return message

        async def noting(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, counting, noting)
        except BodyOverrun:
            if not started:
                await send_refusal(send, TooLarge("bodyTooLarge"))


def _may_have_long_body(path: str, method: str) -> bool:
    """Records, photos, workbooks, tables, outboxes: read after the sign-in; other JSON is not."""
    records = path.endswith(("/submission", "/submissions", "/forms")) or method == "PUT"
    ours = path.startswith("/v1/projects/") and (records or "/attachments/" in path)
    return ours or path.startswith(("/v1/imports/", "/v1/outboxes"))


def _parse_content_length(text: bytes) -> int:
    return int(text) if text.isdigit() else 0
