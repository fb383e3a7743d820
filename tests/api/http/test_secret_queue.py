"""Many who sign in at once wait in a queue of their own, and hold up nobody who sends."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Event

import pytest
from starlette.requests import Request

from api.access import credentials
from api.http.secret_queue import MOST_OF_ONE_NETWORK
from tests.clients import LOOP, AppClient
from tests.people import LAN, MAI, PASSWORD

OFFICE, ELSEWHERE = "10.0.0.1", "10.0.0.2"


@pytest.fixture
def kind():
    """Nothing of it is the database's."""
    return "sqlite"


def sign_in(app, address):
    said = {"email": MAI.login, "password": PASSWORD}
    return AppClient(app, address).post("/v1/sessions", json=said)


def test_a_crowd_that_signs_in_holds_up_nobody_else(app, ask_as):
    lan, let_on = ask_as(LAN), Event()
    from_the_office = Request({"type": "http", "client": (OFFICE, 1)})
    with ThreadPoolExecutor(1) as mai, LOOP as loop:
        crowd = [
            loop.start_task_soon(app.state.secret_queue.ask, from_the_office, let_on.wait)
            for _ in range(MOST_OF_ONE_NETWORK)
        ]
        try:
            one_too_many = sign_in(app, OFFICE)
            hers = mai.submit(sign_in, app, ELSEWHERE)
            # Who sends, or looks at her records, does not stand in that queue.
            assert lan.get("/v1/users/current").status_code == 200
        finally:
            let_on.set()
        assert all(one.result() for one in crowd)
        assert hers.result().status_code == 200
    assert (one_too_many.status_code, one_too_many.json()["code"]) == (503, "busy")
    assert int(one_too_many.headers["retry-after"]) >= 1
    assert sign_in(app, OFFICE).status_code == 200


def test_however_many_guess_few_hashes_are_reckoned_at_once():
    """Each takes 19 MiB and a core."""
    done = Event()

    def guess():
        credentials.verify_password(None, "x")
        done.set()

    with ThreadPoolExecutor(1) as guesser:
        with ExitStack() as taken:
            for _ in range(credentials.MOST_HASHES):
                taken.enter_context(credentials.hashing())
            guessing = guesser.submit(guess)
            assert not done.wait(0.3)
        guessing.result()
    assert done.is_set()
