"""Every request of the app versions still in use is answered as then: same status, same fields."""

import base64
import re

import pytest
from fastapi.testclient import TestClient

from api.queries import forms
from tests.compatibility import conversation
from tests.compatibility.conversation import FOLDER, missing, shape_of

VERSIONS = sorted(path.name.removesuffix(".json.gz") for path in FOLDER.glob("*.json.gz"))
# Promised for the two versions before the one that is built (docs/compatibility.md).
PROMISED = 2
EDITION = re.compile(r"/forms/([^/]+)/versions/([^/]+)/definition")


def test_no_more_is_kept_than_promised():
    assert 0 < len(VERSIONS) <= PROMISED + 1


def editions(said_then, world):
    """The form versions of that time with today's: a test's world has only the newest of each."""
    then = dict(match for turn in said_then for match in EDITION.findall(turn.path))
    with world.reading() as session:
        now = {form.xml_form_id: edition.version for form, edition in forms.current(session)}
    return [(form, version, now[form]) for form, version in then.items()]


def as_now(turn, renamed):
    path, body = turn.path, base64.b64decode(turn.body)
    for form, then, now in renamed:
        path = path.replace(f"/forms/{form}/versions/{then}/", f"/forms/{form}/versions/{now}/")
        if f'id="{form}"'.encode() in body:
            body = body.replace(f'version="{then}"'.encode(), f'version="{now}"'.encode())
    return path, body


@pytest.mark.parametrize("version", VERSIONS)
def test_it_is_answered_as_then(version, app, world):
    people: dict[str, TestClient] = {}
    said_then = conversation.kept(version)
    renamed = editions(said_then, world)
    for turn in said_then:
        client = people.setdefault(turn.who, TestClient(app, raise_server_exceptions=False))
        path, body = as_now(turn, renamed)
        answer = client.request(turn.method, path, headers=turn.headers, content=body)
        where = (turn.who, turn.method, turn.path)
        assert answer.status_code == turn.status, (*where, answer.text[:500])
        if "json" in answer.headers.get("content-type", ""):
            assert not missing(turn.shape, shape_of(answer.json())), where


@pytest.mark.parametrize("version", VERSIONS)
def test_its_record_came_with_its_photo_and_it_got_the_receipt_that_it_looks_for(version):
    (post,) = [
        turn
        for turn in conversation.kept(version)
        if turn.path.startswith("/v1/projects/1/submission") and turn.method == "POST"
    ]
    assert post.status == 201
    assert {"instanceId", "receipt", "sha256", "receivedAt", "attachments"} <= set(post.shape)
    if version == "0.1.0":
        # All in one: files apart came later.
        assert b'filename="submission.xml"' in base64.b64decode(post.body)
        assert b".jpg" in base64.b64decode(post.body)


def test_what_a_later_server_may_and_may_not_change():
    then = shape_of({"a": 1, "b": [{"c": "x"}], "d": None})
    assert missing(then, shape_of({"a": 2, "b": [{"c": "y", "new": 1}], "d": "now"})) == []
    assert missing(then, shape_of({"b": []})) == [".a", ".d"]
    assert missing(then, shape_of({"a": "1", "b": [{}], "d": 1})) == [
        ".a: number, now str",
        ".b[].c",
    ]
