"""An address that takes other methods says which: a 405 with `Allow`, over all of its routes."""

import pytest

from tests.clients import AppClient

pytestmark = [pytest.mark.one_world, pytest.mark.one_database]

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("GET", "/v1/heartbeats", "POST"),
        ("HEAD", "/v1/users/current", "GET, PATCH"),
        ("PUT", "/v1/users", "GET, POST"),
        ("DELETE", "/v1/handovers/7/drafts/", ""),
        ("POST", "/v1/handovers/7/drafts", "DELETE, GET, PUT"),
        ("GET", "/v1/projects/1/submission", "HEAD, POST"),
        ("DELETE", "/v1/projects/1/submission", "HEAD, POST"),
        ("POST", "/", "GET, HEAD"),
        ("DELETE", "/ca-nhan", "GET, HEAD"),
        ("POST", "/v1/nothing", ""),
        ("GET", "/v1/nothing", ""),
    ],
)
def test_an_address_says_which_methods_it_takes(app, method, path, allow):
    answer = AppClient(app).request(method, path)
    assert answer.headers.get("allow", "") == allow
    assert answer.status_code == (405 if allow else 404)
    if method != "HEAD":
        assert answer.json()["code"] == ("405" if allow else "404.1")


def test_whoever_asks_only_whether_it_is_well_hears_it_from_the_server(app):
    client = AppClient(app)
    head, get = client.head("/health"), client.get("/health")
    assert head.status_code == get.status_code == 200
    assert head.headers["content-type"] == get.headers["content-type"] == "application/json"


def test_no_page_answers_in_the_place_of_the_api(app):
    client = AppClient(app)
    for path, operations in app.openapi()["paths"].items():
        if "get" in operations:
            said = client.head(path.replace("{", "").replace("}", ""))
            assert "text/html" not in said.headers.get("content-type", ""), path


def test_every_documented_address_refuses_the_methods_that_it_does_not_have(app):
    client = AppClient(app)
    for path, operations in app.openapi()["paths"].items():
        there = (
            path.replace("{kind}", "users")
            .replace("{project_id}", "1")
            .replace("{", "")
            .replace("}", "")
        )
        for method in set(METHODS) - {one.upper() for one in operations}:
            answer = client.request(method, there)
            if answer.status_code == 405:
                allowed = set(answer.headers["allow"].split(", "))
                assert {one.upper() for one in operations} <= allowed
                assert method not in allowed
            else:
                # Another route has this address too, and asks who is there.
                assert answer.status_code in {401, 200}, (method, there)
