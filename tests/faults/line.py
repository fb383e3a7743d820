"""A bad line: our own TCP proxy between a phone and the server, which loses what it is told to."""

import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress

RESET = struct.pack("ii", 1, 0)
POST = b"POST /v1/projects/1/submission"


class Line:
    """Carries one request per connection. `lose_replies(n)`: the next n posts reach the server,
    are answered, and the answer never arrives; what came through is counted in `posts`."""

    def __init__(self, port: int) -> None:
        self._server = port
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.posts = 0
        self._to_lose = 0
        self._lock = threading.Lock()

    def lose_replies(self, count: int) -> None:
        """From now on."""
        with self._lock:
            self._to_lose = count

    def __enter__(self) -> "Line":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._carry, args=(connection,), daemon=True).start()

    def _carry(self, phone: socket.socket) -> None:
        with suppress(OSError), phone:
            request = _whole(phone.recv)
            if not request:
                return
            answer = self._asked(request)
            if request.startswith(POST) and self._loses():
                phone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                return
            phone.sendall(answer)

    def _asked(self, request: bytes) -> bytes:
        if request.startswith(POST):
            with self._lock:
                self.posts += 1
        head, _, body = request.partition(b"\r\n\r\n")
        lines = [
            line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")
        ]
        with socket.create_connection(("127.0.0.1", self._server), timeout=60) as server:
            server.sendall(b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body)
            return b"".join(iter(lambda: server.recv(65_536), b""))

    def _loses(self) -> bool:
        with self._lock:
            self._to_lose -= 1
            return self._to_lose >= 0


def _whole(receive: Callable[[int], bytes]) -> bytes:
    """One request with its body; empty when the other side only opened the connection."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = receive(65_536)
        if not more:
            return b""
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(
        (int(line[15:]) for line in head.split(b"\r\n") if line.lower()[:15] == b"content-length:"),
        0,
    )
    while len(body) < length:
        more = receive(65_536)
        if not more:
            return b""
        body += more
    return head + b"\r\n\r\n" + body
