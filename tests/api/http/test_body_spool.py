"""Long bodies wait on disk until they are whole, and nobody fills the server with them."""

import socket
import threading
import time
from contextlib import ExitStack
from hashlib import sha256
from types import SimpleNamespace

import httpx2
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from api.errors import ApiError
from api.http import body_spool
from api.http.body_spool import BodySpool
from tests.clients import AppClient
from tests.postgres import free_port

LONG = b"0123456789abcdef" * 200_000
DOOR = threading.Event()


async def say_hash(request):
    return PlainTextResponse(sha256(await request.body()).hexdigest())


def work_behind_the_door(request):
    DOOR.wait(20)
    return PlainTextResponse("done")


async def work_long(request):
    await request.body()
    return await run_in_threadpool(work_behind_the_door, request)


async def refuse(_, error):
    return PlainTextResponse(error.code, error.status, error.headers)


@pytest.fixture
def served(tmp_path):
    """An app of two routes behind the spool; its port, the spool, and its folder."""
    routes = [Route("/", say_hash, methods=["POST"]), Route("/work", work_long, methods=["POST"])]
    app = Starlette(routes=routes, exception_handlers={ApiError: refuse})
    app.state.settings = SimpleNamespace(data_dir=tmp_path, secure_cookies=False)
    spool = BodySpool(app.build_middleware_stack())

    async def whole(scope, receive, send):
        await spool({**scope, "app": app}, receive, send)

    port = free_port()
    server = uvicorn.Server(uvicorn.Config(whole, port=port, lifespan="off", log_config=None))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield SimpleNamespace(
        port=port, spool=spool, folder=tmp_path / "spool", url=f"http://127.0.0.1:{port}"
    )
    DOOR.set()
    server.should_exit = True
    thread.join()


def withhold(port, whose, length, path="/"):
    """A connection that has sent all of its body but the last byte."""
    line = socket.create_connection(("127.0.0.1", port), timeout=20)
    head = f"POST {path} HTTP/1.1\r\nHost: a\r\nAuthorization: {whose}\r\n"
    line.sendall(f"{head}Content-Length: {length}\r\n\r\n".encode())
    piece = b"a" * 1_000_000
    for _ in range(length // len(piece)):
        line.sendall(piece)
    line.sendall(b"a" * (length % len(piece) - 1))
    return line


def wait_until(true):
    for _ in range(400):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it never came")


def test_it_arrives_byte_for_byte_however_it_is_sent(served):
    whole = sha256(LONG).hexdigest()
    pieces = (LONG[at : at + 70_001] for at in range(0, len(LONG), 70_001))
    for content in (LONG, pieces):
        assert httpx2.post(served.url, content=content).text == whole
    assert httpx2.post(served.url, content=b"short").text == sha256(b"short").hexdigest()
    assert httpx2.post(served.url, content=iter([])).text == sha256(b"").hexdigest()


def test_what_is_withheld_lies_on_disk_and_goes_when_they_hang_up(served):
    bodies = served.spool._bodies
    with ExitStack() as lines:
        for number in range(40):
            lines.enter_context(withhold(served.port, f"Bearer {number}", 2_000_001))
        wait_until(lambda: bodies.by_sender.total() == 80_000_000)
        assert bodies.held == 0
        assert bodies.at_work == 0
        assert httpx2.post(served.url, content=LONG).status_code == 200
    wait_until(lambda: not bodies.by_sender)
    assert list(served.folder.iterdir()) == []


def test_small_ones_together_are_not_held_in_memory_either(served, monkeypatch):
    monkeypatch.setattr(body_spool, "MOST_HELD_BYTES_OF_ALL", 3_000_000)
    bodies = served.spool._bodies
    with ExitStack() as lines:
        for number in range(20):
            lines.enter_context(withhold(served.port, f"Bearer {number}", 900_001))
        wait_until(lambda: bodies.by_sender.total() == 18_000_000)
        assert bodies.held <= 3_000_000
    wait_until(lambda: not bodies.by_sender)
    assert bodies.held == 0


def test_who_has_too_much_under_way_waits_and_nobody_else_does(served, monkeypatch):
    monkeypatch.setattr(body_spool, "MOST_BYTES_OF_ONE_SENDER", 5_000_000)
    with ExitStack() as lines:
        for _ in range(2):
            lines.enter_context(withhold(served.port, "Bearer her", 2_000_001))
        wait_until(lambda: served.spool._bodies.by_sender.total() == 4_000_000)
        told = httpx2.post(served.url, content=LONG, headers={"Authorization": "Bearer her"})
        assert (told.status_code, told.text) == (429, "tooMuchAtOnce")
        assert int(told.headers["retry-after"]) > 0
        other = httpx2.post(served.url, content=LONG, headers={"Authorization": "Bearer his"})
        assert other.status_code == 200
    wait_until(lambda: not served.spool._bodies.by_sender)
    again = httpx2.post(served.url, content=LONG, headers={"Authorization": "Bearer her"})
    assert again.status_code == 200


@pytest.mark.parametrize(
    "spellings",
    [
        ({"Authorization": "Bearer her"}, {"Authorization": "BEARER  her"}),
        ({"Authorization": "Basic aGVyOg=="}, {"Authorization": "basic aGVyOg== "}),
        ({"Cookie": "session=her"}, {"Cookie": "a=1; session=her; b=2"}),
        ({"Authorization": ""}, {"Cookie": "a=1"}),
    ],
)
def test_nobody_is_several_senders_by_what_stands_around_her_credential(spellings):
    settings = SimpleNamespace(secure_cookies=False)
    app = SimpleNamespace(state=SimpleNamespace(settings=settings))
    senders = {
        body_spool._sender_of(
            {
                "type": "http",
                "app": app,
                "client": ("10.0.0.9", 5000 + number),
                "headers": [(key.lower().encode(), said.encode()) for key, said in each.items()],
            }
        )
        for number, each in enumerate(spellings)
    }
    assert len(senders) == 1


def test_what_handlers_work_on_at_once_has_an_end_too(served, monkeypatch):
    monkeypatch.setattr(body_spool, "MOST_BYTES_AT_WORK", 4_000_000)
    monkeypatch.setattr(body_spool, "TURN_SECONDS", 0.3)
    bodies, said = served.spool._bodies, []
    DOOR.clear()
    first = threading.Thread(
        target=lambda: said.append(httpx2.post(served.url + "/work", content=LONG, timeout=30))
    )
    first.start()
    wait_until(lambda: bodies.at_work == len(LONG))
    told = httpx2.post(served.url, content=LONG)
    assert (told.status_code, told.text) == (503, "busy")
    assert httpx2.post(served.url, content=b"short").status_code == 200
    DOOR.set()
    first.join()
    assert said[0].text == "done"
    assert httpx2.post(served.url, content=LONG).status_code == 200
    wait_until(lambda: bodies.at_work == 0)


@pytest.mark.one_database
def test_who_sends_too_much_as_json_hears_the_same(app, monkeypatch):
    """The framework reads that body, and would call it a malformed one."""
    monkeypatch.setattr(body_spool, "MOST_BYTES_OF_ONE_SENDER", 1000)
    body = (piece for piece in [b'{"email": "', b"a" * 2000, b'"}'])
    told = AppClient(app).post(
        "/v1/sessions", content=body, headers={"Content-Type": "application/json"}
    )
    assert (told.status_code, told.json()["code"]) == (429, "tooMuchAtOnce")
    assert told.headers["retry-after"] == "20"
