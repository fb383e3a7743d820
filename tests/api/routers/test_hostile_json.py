"""What no database keeps and no reader ends with, at every door for JSON; and in records."""

import re
from typing import Any

import pytest

from tests import records
from tests.offices import code, offices
from tests.people import ADMIN, LAN, new_id

pytestmark = [pytest.mark.one_database, pytest.mark.one_world]

__all__ = ["offices"]
ENDLESS = [
    b"[" * 100_000,
    b'{"a":' * 19_000,
    b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    b'{"displayName": "' + b"x" * 1_000_000 + b'"}',
]
# Where a door knows none of these fields it may pass them over.
UNSTORABLE = [
    b'{"displayName": "\\ud800", "name": "\\u0000"}',
    b'{"displayName": "\xed\xa0\x80"}',
]


def doors(app: Any) -> list[tuple[str, str]]:
    """Every operation that takes JSON, asked about things that are not there."""
    return [
        (method, re.sub(r"\\{[^}]*\\}", "1", path))
        for path, operations in app.openapi()["paths"].items()
        for method, said in operations.items()
        if "application/json" in said.get("requestBody", {}).get("content", {})
    ]


def test_every_door_for_json_ends_with_a_clear_answer(offices, app):
    admin = offices(ADMIN)
    found = doors(app)
    assert len(found) > 10
    for method, path in found:
        for body in [*ENDLESS, *UNSTORABLE]:
            headers = {"Content-Type": "application/json"}
            said = admin.request(method, path, content=body, headers=headers)
            assert said.status_code < 500, (method, path, body[:40], said.text)
            if body in ENDLESS:
                assert said.status_code >= 400, (method, path, body[:40], said.text)
                assert set(said.json()) == {"code", "message", "details"}


@pytest.mark.parametrize(
    "letter",
    [
        b"\x01",
        b"\x00",
        b"\x0b",
        b"&#1;",
        b"&#0;",
        b"&#xD800;",
        b"\xed\xa0\x80",
        b"\xff",
        b"&#xFFFE;",
    ],
)
def test_a_record_that_could_not_be_opened_later_is_not_taken(offices, letter):
    lan = offices(LAN)
    one = new_id()
    xml = records.team("x", id=one).replace("Tà Lú".encode(), letter)
    assert letter in xml
    files = {"xml_submission_file": ("record.xml", xml, "text/xml")}
    said = lan.post("/v1/projects/1/submission", files=files)
    assert 400 <= said.status_code < 500
    assert code(lan.get(f"/v1/projects/1/forms/to_truyen_thong/submissions/{one}"))[0] == 404
