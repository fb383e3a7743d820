"""Who says too much before asking, or says it too slowly, ends alone. Spoken over real sockets."""

import socket
import threading
import time

import pytest
import uvicorn

from api.http.connection import MOST_HEAD_BYTES, MOST_HEAD_LINES, BoundedHttpProtocol
from tests.postgres import free_port


class Hurried(BoundedHttpProtocol):
    """The same with little time."""

    head_seconds, body_grace_seconds, tick_seconds = 1, 1, 0.1


async def echo(scope, receive, send):
    """Says how much it was sent."""
    length, more = 0, True
    while more:
        message = await receive()
        length += len(message.get("body", b""))
        more = message.get("more_body", False)
    body = str(length).encode()
    headers = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@pytest.fixture(scope="module")
def port():
    config = uvicorn.Config(
        echo, port=free_port(), http=Hurried, lifespan="off", timeout_keep_alive=3, log_config=None
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield config.port
    server.should_exit = True
    thread.join()


def heard(port: int, *pieces: bytes, pause: float = 0) -> bytes:
    """All that is answered until it hangs up; we wait `pause` seconds after each piece."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        said = b""
        try:
            for piece in pieces:
                line.sendall(piece)
                time.sleep(pause)
            while part := line.recv(65_536):
                said += part
        except ConnectionError:
            pass
        return said


GET = b"GET / HTTP/1.1\r\nHost: a\r\n"
CLOSE = b"Connection: close\r\n\r\n"
TOO_LONG = b"HTTP/1.1 431 "


def test_a_head_may_have_this_much_and_no_more(port):
    room = MOST_HEAD_BYTES - 200
    assert heard(port, GET + b"X: " + b"a" * room + b"\r\n" + CLOSE).startswith(b"HTTP/1.1 200")
    for head in (
        GET + b"X: " + b"a" * MOST_HEAD_BYTES + b"\r\n" + CLOSE,
        GET + b"X: 1\r\n" * MOST_HEAD_LINES + CLOSE,
        b"GET /" + b"a" * MOST_HEAD_BYTES + b" HTTP/1.1\r\n" + CLOSE,
        b"GET /?" + b"a" * 300_000,
        GET + b"X: " + b"a" * 300_000,
        GET + b"a" * 300_000,
    ):
        assert heard(port, head).startswith(TOO_LONG) or heard(port, head) == b""


def test_a_head_without_end_is_not_listened_to(port):
    """4 MB of one line: it hangs up long before."""
    pieces = [GET + b"X: ", *[b"a" * 65_536] * 64]
    assert heard(port, *pieces)[: len(TOO_LONG)] in {TOO_LONG, b""}


@pytest.mark.parametrize(
    "pieces", [[b"G"], [GET, b"X", b":", b"1"], [b""]], ids=["a letter", "by letters", "nothing"]
)
def test_a_head_that_takes_too_long_is_not_waited_for(port, pieces):
    assert heard(port, *pieces, pause=0.4).startswith(b"HTTP/1.1 408")


def test_a_body_that_stops_is_not_waited_for_and_a_slow_one_is(port):
    post = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10000\r\n" + CLOSE
    assert heard(port, post, b"a" * 10).startswith(b"HTTP/1.1 408")
    # In all it takes longer than a body without a byte may.
    slow = heard(port, post, *[b"a" * 1000] * 10, pause=0.2)
    assert slow.startswith(b"HTTP/1.1 200")
    assert slow.endswith(b"\r\n\r\n10000")


def test_a_kept_connection_is_asked_again_and_ends_when_idle(port):
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        for _ in range(2):
            line.sendall(GET + b"\r\n")
            assert line.recv(65_536).startswith(b"HTTP/1.1 200")
            # Longer than a head may take: no head has begun.
            time.sleep(1.2)
        assert line.recv(65_536) == b""
