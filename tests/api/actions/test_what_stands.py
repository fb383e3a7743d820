"""What stands is not added to, kept alive or named by what nobody registered."""

import pytest
from sqlalchemy import select

from api.models.audit import Audit
from api.storage.columns import table_of
from tests import records
from tests.api.counting_story import Story
from tests.people import LAN, MAI, new_id, unit_of

pytestmark = pytest.mark.one_database

MEETING = "/v1/projects/1/forms/sinh_hoat_to/submissions"
TEAM = "0e9b1f5c-7777-4a4a-8b8b-555555555555"


@pytest.fixture
def village(world):
    with world.reading() as session:
        return unit_of(session, LAN)


@pytest.mark.parametrize("made_up", ["tổ nào đó", "uuid:", "1"])
def test_a_team_that_no_register_can_have_made_keeps_nothing_alive(app, world, made_up):
    story = Story(app, world)
    meeting = story.meets(LAN, made_up)
    story.approves(MAI, "sinh_hoat_to", meeting)
    values = story.values(MAI)
    assert values["BUOI"] == "1"
    assert values["DUYTRI"] in {None, "0"}


def test_a_record_that_stands_takes_only_the_files_it_names(ask_as, village):
    lan, the_id = ask_as(LAN), new_id()
    record = records.meeting(village, TEAM, id=the_id, photo="hop.jpg")
    assert records.send(lan, record).status_code == 201
    again = records.send(lan, record, hop__jpg=records.photo(), more__jpg=records.photo((1, 2, 3)))
    assert again.status_code == 201
    assert [file["name"] for file in again.json()["attachments"]] == ["hop.jpg"]
    listed = lan.get(f"{MEETING}/{the_id}/attachments").json()
    assert [(file["name"], file["exists"]) for file in listed] == [("hop.jpg", True)]


@pytest.mark.parametrize("the_id", ["uuid:a/b", "uuid:a.xml", "uuid:a&#10;b"])
def test_an_id_that_no_address_could_name_is_refused(ask_as, village, the_id):
    said = records.send(ask_as(LAN), records.meeting(village, TEAM, id=the_id))
    assert (said.status_code, said.json()["code"]) == (400, "400.2")
    assert said.json()["details"]["field"] == "instanceID"


def test_neither_database_is_asked_to_keep_a_nul(ask_as, village):
    lan, the_id = ask_as(LAN), new_id()
    sent = lan.post(
        "/v1/projects/1/submission?deviceID=collect%3A%00x",
        files={"xml_submission_file": records.meeting(village, TEAM, id=the_id)},
        headers={"Accept": "application/json"},
    )
    assert sent.status_code == 201
    comment = lan.post(f"{MEETING}/{the_id}/comments", json={"body": "một\0hai"})
    assert comment.status_code == 422
    assert lan.get(f"{MEETING}/{the_id}").json()["deviceId"] == "collect:x"


def test_a_wrong_password_and_a_look_at_the_comments_are_written_down(ask_as, world, village):
    lan, the_id = ask_as(LAN), new_id()
    records.send(lan, records.meeting(village, TEAM, id=the_id))
    for login in (LAN.login, "một mật khẩu gõ nhầm chỗ"):
        said = lan.post("/v1/sessions", json={"email": login, "password": "sai"})
        assert said.status_code == 401
    assert lan.get(f"{MEETING}/{the_id}/comments").status_code == 200
    audit = table_of(Audit)
    with world.reading() as session:
        rows = session.connection().execute(
            select(audit.c.action, audit.c.object_id, audit.c.details).order_by(audit.c.id)
        )
        noted = [tuple(row) for row in rows]
    failed = [row for row in noted if row[0] == "session.fail"]
    assert [bool(row[1]) for row in failed] == [True, False]
    assert "gõ nhầm" not in str(noted)
    assert ("submission.read", the_id, "{}") in noted


def test_a_broken_multipart_has_its_own_code(ask_as):
    said = ask_as(LAN).post(
        "/v1/projects/1/submission",
        content=b"--x\r\nno header at all\r\n",
        headers={"Content-Type": "multipart/form-data; boundary=x"},
    )
    assert (said.status_code, said.json()["code"]) == (400, "malformedMultipart")


def test_a_body_of_unsaid_length_that_goes_on_and_on_is_too_large(ask_as):
    def drops():
        yield b'{"body": "'
        for _ in range(200):
            yield b"x" * 1000
        yield b'"}'

    said = ask_as(LAN).post(
        f"{MEETING}/x/comments", content=drops(), headers={"Content-Type": "application/json"}
    )
    assert (said.status_code, said.json()["code"]) == (413, "bodyTooLarge")


def test_whatever_goes_wrong_unforeseen_is_answered_as_safely_as_the_rest(app, ask_as):
    def broken() -> None:
        raise ZeroDivisionError

    app.add_api_route("/v1/broken", broken)
    app.router.routes.insert(0, app.router.routes.pop())
    said = ask_as(LAN).get("/v1/broken")
    assert (said.status_code, said.json()["code"]) == (500, "500.1")
    assert said.headers["Cache-Control"] == "no-store"
    assert said.headers["X-Content-Type-Options"] == "nosniff"
    # A phone believes no answer without it.
    assert said.headers["So-Thon"] == "1"
