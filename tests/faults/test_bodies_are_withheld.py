"""Whoever opens connections and says endless heads, or all of a body but its last byte, fills no
memory; Lan's record goes through beside them."""

import socket
import threading
from contextlib import ExitStack, suppress

import pytest

from tests import records
from tests.faults import wire
from tests.faults.conftest import told
from tests.people import LAN, new_id, token_of

MOST_MEGABYTES = 200
HEAD = "POST /v1/projects/1/submission HTTP/1.1\r\nHost: a\r\n"


def withhold(port: int, token: str, length: int) -> socket.socket:
    """It has sent all but the last byte."""
    line = socket.create_connection(("127.0.0.1", port), timeout=30)
    said = f"{HEAD}Authorization: Bearer {token}\r\nContent-Length: {length}\r\n"
    line.sendall(f"{said}Content-Type: multipart/form-data; boundary=x\r\n\r\n".encode())
    with suppress(ConnectionError):
        for _ in range(length // 1_000_000):
            line.sendall(b"a" * 1_000_000)
    return line


def say_an_endless_head(port: int) -> None:
    with suppress(ConnectionError), socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(HEAD.encode())
        for _ in range(100):
            line.sendall(b"X: " + b"a" * 100_000)


@pytest.mark.long
@pytest.mark.one_database
def test_forty_bodies_of_24_megabytes_and_400_megabytes_of_heads(
    server, stored, ask, village, balance
):
    tokens = [token_of(stored, LAN) for _ in range(40)]
    heads = [threading.Thread(target=say_an_endless_head, args=[server.port]) for _ in range(40)]
    with ExitStack() as lines:
        for thread in heads:
            thread.start()
        for token in tokens:
            lines.enter_context(withhold(server.port, token, 24_000_001))
        xml = records.team(village, id=(one := new_id()))
        assert records.send(ask(LAN), xml).status_code == 201
        for thread in heads:
            thread.join()
        now, most = server.memory()
        assert most < MOST_MEGABYTES
    assert "Traceback" not in server.log()
    balance([told(one, xml)])
    print(f"at most {most:.0f} MB, {now:.0f} MB with all of it withheld")


def test_who_hangs_up_leaves_no_traceback_in_the_log(server, stored, ask, village):
    token = token_of(stored, LAN)
    for length, files in ((0, {}), (300_000, {"a.jpg": b"a" * 300_000})):
        head, body = wire.request(server.port, token, records.team(village), files)
        wire.say(server.port, head + body[: 100 + length // 2], listen=False)
    assert ask(LAN).get("/health").status_code == 200
    assert "Traceback" not in server.log()
