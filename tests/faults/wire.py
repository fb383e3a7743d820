"""HTTP spoken by hand, so that it can stop anywhere."""

import socket
from collections.abc import Mapping

BOUNDARY = "so-thon-fault"
PATH = "/v1/projects/1/submission"


def request(port: int, token: str, xml: bytes, files: Mapping[str, bytes]) -> tuple[bytes, bytes]:
    """Head and body of one submission."""
    parts = [_part("xml_submission_file", "record.xml", "text/xml", xml)]
    parts += [_part(name, name, "image/jpeg", content) for name, content in files.items()]
    body = b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()
    lines = (
        f"POST {PATH} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Authorization: Bearer {token}",
        "Accept: application/json",
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}",
        f"Content-Length: {len(body)}",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n", body


def _part(key: str, name: str, content_type: str, content: bytes) -> bytes:
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"; filename="{name}"\r\n'
        f"Content-Type: {content_type}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n"


def say(port: int, data: bytes, *, listen: bool) -> bytes:
    """Send, then hang up; first half-close and hear the answer out when `listen`."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(data)
        if not listen:
            return b""
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65_536), b""))
