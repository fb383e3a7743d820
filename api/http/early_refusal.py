"""Answers a request that no handler shall see. For the ASGI layers around the app."""

import json

from starlette.types import Send

from api.errors import ApiError


async def send_refusal(send: Send, error: ApiError) -> None:
    """The whole answer. The connection closes: what is left of the body is not read."""
    body = json.dumps(error.as_wire()).encode()
    headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": error.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
