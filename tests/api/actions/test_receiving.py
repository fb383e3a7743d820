"""What a phone sends is kept once, byte for byte, or refused whole with a clear word."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from PIL import Image
from sqlmodel import func, select

from api.models.audit import Audit
from api.models.submission import Attachment, Submission, SubmissionVersion
from tests import records
from tests.clients import AppClient
from tests.people import BINH, HOA, LAN, MAI, TRAM, new_id, unit_of

pytestmark = pytest.mark.one_database


@pytest.fixture
def village(world):
    with world.reading() as session:
        return unit_of(session, LAN)


def count(world, table):
    with world.reading() as session:
        return session.exec(select(func.count()).select_from(table)).one()


def test_nobody_sends_nothing(app, village):

    said = records.send(AppClient(app), records.team(village))
    assert said.status_code == 401
    assert said.json()["code"] == "401.2"


def test_binh_never_reached_this_village(ask_as, village, world):
    said = records.send(ask_as(BINH), records.team(village))
    assert said.status_code == 403
    assert said.json()["code"] == "unitNeverWithinReach"
    assert count(world, Submission) == 0


@pytest.mark.both_databases
def test_a_record_is_kept_byte_for_byte_with_a_receipt(ask_as, village, world):
    xml, photo = records.team(village), records.photo()
    lan = ask_as(LAN)
    said = records.send(lan, xml)
    assert said.status_code == 201
    receipt = said.json()
    assert receipt["sha256"] == hashlib.sha256(xml).hexdigest()
    assert receipt["problems"] == []

    meeting_id = new_id()
    team = receipt["instanceId"].removeprefix("uuid:")
    meeting = records.meeting(village, team, id=meeting_id, photo="a.jpg")
    receipt = records.send(lan, meeting, a__jpg=photo).json()
    assert receipt["attachments"] == [
        {
            "name": "a.jpg",
            "sha256": hashlib.sha256(photo).hexdigest(),
            "size": len(photo),
            "exists": True,
        }
    ]
    at = f"/v1/projects/1/forms/sinh_hoat_to/submissions/{meeting_id}"
    assert lan.get(at + ".xml").content == meeting
    kept = lan.get(at + "/attachments/a.jpg")
    assert kept.content == photo
    assert kept.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in kept.headers["content-security-policy"]


def test_the_same_again_is_the_same_receipt_and_one_row(ask_as, village, world):
    lan, xml = ask_as(LAN), records.team(village)
    first = records.send(lan, xml)
    again = records.send(lan, xml)
    assert again.status_code == 201
    assert again.json() == first.json()
    assert count(world, Submission) == count(world, SubmissionVersion) == 1
    assert count(world, Audit) == 1


@pytest.mark.both_databases
def test_ten_at_once_are_all_told_201_and_kept_once(ask_as, village, world):
    lan, xml = ask_as(LAN), records.team(village)
    with ThreadPoolExecutor(10) as pool:
        said = list(pool.map(lambda _: records.send(lan, xml), range(10)))
    assert {one.status_code for one in said} == {201}
    assert len({one.text for one in said}) == 1
    assert count(world, Submission) == 1


@pytest.mark.both_databases
def test_other_bytes_under_the_same_id_are_a_conflict_and_the_first_stays(ask_as, village, world):
    lan, same = ask_as(LAN), new_id()
    first = records.team(village, id=same, women=6)
    assert records.send(lan, first).status_code == 201
    said = records.send(lan, records.team(village, id=same, women=5))
    assert said.status_code == 409
    assert said.json()["code"] == "409.1"
    kept = lan.get(f"/v1/projects/1/forms/to_truyen_thong/submissions/{same}.xml")
    assert kept.content == first


def test_a_photo_that_comes_later_is_added_to_the_same_record(ask_as, village):
    lan, photo = ask_as(LAN), records.photo()
    xml = records.meeting(village, "", photo="a.jpg")
    first = records.send(lan, xml).json()
    assert [file["exists"] for file in first["attachments"]] == [False]
    again = records.send(lan, xml, a__jpg=photo).json()
    assert [file["sha256"] for file in again["attachments"]] == [hashlib.sha256(photo).hexdigest()]


def test_wrong_answers_are_noted_and_never_refused(ask_as, village, world):
    said = records.send(ask_as(LAN), records.meeting(village, "", ethnic=40, day="2031-01-01"))
    assert said.status_code == 201
    found = {(problem["ref"], problem["code"]) for problem in said.json()["problems"]}
    assert ("/data/participants/ethnic", "constraint") in found
    assert ("/data/session/date", "constraint") in found
    assert ("/data/session/team", "required") in found
    with world.reading() as session:
        assert session.exec(select(Submission.review_state)).one() == "received"


def edit(village, first_id, **changes):
    return records.team(village, id=new_id(), replaces=first_id, **changes)


@pytest.mark.both_databases
def test_an_edit_is_a_new_version_and_only_of_the_current_one(ask_as, village, world):
    lan, first_id, entity = ask_as(LAN), new_id(), "7c1e1a0e-0000-4000-8000-000000000001"
    records.send(lan, records.team(village, id=first_id, entity=entity))
    second = edit(village, first_id, entity=entity, women=7)
    assert records.send(lan, second).status_code == 201
    assert records.send(lan, second).status_code == 201  # its reply may be lost too
    with world.reading() as session:
        one = session.exec(select(Submission)).one()
        assert one.instance_id == first_id
        assert one.review_state == "edited"
    assert count(world, SubmissionVersion) == 2
    stale = records.send(lan, edit(village, first_id, entity=entity, women=5))
    assert stale.status_code == 409
    assert stale.json()["code"] == "409.9"


def test_an_edit_keeps_the_photos_that_it_still_names(ask_as, village):
    lan, first_id, photo = ask_as(LAN), new_id(), records.photo()
    sha256 = hashlib.sha256(photo).hexdigest()
    first = records.meeting(village, "", id=first_id, photo="a.jpg")
    assert records.send(lan, first, a__jpg=photo).status_code == 201
    second_id = new_id()
    second = records.meeting(village, "", id=second_id, replaces=first_id, photo="a.jpg", women=11)
    kept = records.send(lan, second).json()["attachments"]
    assert [(file["name"], file["sha256"]) for file in kept] == [("a.jpg", sha256)]
    at = f"/v1/projects/1/forms/sinh_hoat_to/submissions/{first_id}/attachments/a.jpg"
    assert lan.get(at).content == photo

    other = records.photo(colour=(1, 2, 3))
    third_id = new_id()
    third = records.meeting(village, "", id=third_id, replaces=second_id, photo="a.jpg")
    kept = records.send(lan, third, a__jpg=other).json()["attachments"]
    assert [file["sha256"] for file in kept] == [hashlib.sha256(other).hexdigest()]
    fourth = records.meeting(village, "", replaces=third_id, photo="b.jpg")
    assert [f["exists"] for f in records.send(lan, fourth).json()["attachments"]] == [False]


def test_nobody_edits_what_she_neither_sent_nor_supervises(ask_as, village):
    first_id = new_id()
    records.send(ask_as(LAN), records.team(village, id=first_id))
    with_own_unit = edit(village, first_id)
    assert records.send(ask_as(TRAM), with_own_unit).status_code in {403, 404}
    assert records.send(ask_as(BINH), with_own_unit).status_code in {403, 404}
    assert records.send(ask_as(HOA), with_own_unit).status_code == 201


HOSTILE = {
    "noRecord": b"",
    "doctype": b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>',
    "not utf-8": "<data id='sinh_hoat_to' version='1'>ế</data>".encode("utf-16"),
    "bad utf-8": b"<data id='x' version='1'>\xff\xfe</data>",
    "nul": b"<data id='x' version='1'>\0</data>",
    "deep": b"<a>" * 10_000 + b"</a>" * 10_000,
    "unknown form": b"<data id='nope' version='1'><meta><instanceID>uuid:1</instanceID></meta>"
    b"</data>",
    "unknown version": b"<data id='sinh_hoat_to' version='0'><meta><instanceID>uuid:1</instanceID>"
    b"</meta></data>",
    "no version": b"<data id='sinh_hoat_to'><meta><instanceID>uuid:1</instanceID></meta></data>",
    "no instance id": b"<data id='sinh_hoat_to' version='2026113001'><meta/></data>",
    "not xml": b"hello",
    "cut": b"<data id='sinh_hoat_to' version='2026113001'><meta><instanceID>uui",
    "many nodes": b"<data id='x' version='1'>" + b"<a/>" * 300_000 + b"</data>",
    "long attribute": b"<data id='" + b"x" * 4_000_000 + b"' version='1'/>",
}


def test_what_is_no_record_is_refused_whole_with_a_code(ask_as, world):
    lan = ask_as(LAN)
    for name, xml in HOSTILE.items():
        said = records.send(lan, xml)
        assert 400 <= said.status_code < 500, (name, said.text)
        assert said.json()["code"], name
        assert "/etc/passwd" not in said.text
    assert count(world, Submission) == count(world, SubmissionVersion) == 0


def gif() -> bytes:
    content = BytesIO()
    Image.new("P", (8, 8)).save(content, "GIF")
    return content.getvalue()


NOT_PHOTOS = {
    "html": b"<html><script>alert(1)</script></html>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "cut jpeg": records.photo(size=(800, 600))[:-900],
    "gif": gif(),
    "empty": b"",
}


def test_a_photo_that_is_not_one_is_refused_and_nothing_is_half_stored(ask_as, village, world):
    lan = ask_as(LAN)
    for name, content in NOT_PHOTOS.items():
        said = records.send(lan, records.meeting(village, "", photo="a.jpg"), a__jpg=content)
        assert (said.status_code, said.json()["code"]) == (415, "notAPhoto"), name
    assert count(world, Submission) == count(world, Attachment) == 0


def test_a_body_that_is_too_large_or_compressed_is_refused(ask_as):
    lan = ask_as(LAN)
    large = lan.post("/v1/projects/1/submission", content=b"x" * 26_000_000)
    assert (large.status_code, large.json()["code"]) == (413, "bodyTooLarge")
    packed = lan.post(
        "/v1/projects/1/submission", content=b"x", headers={"Content-Encoding": "gzip"}
    )
    assert (packed.status_code, packed.json()["code"]) == (415, "contentEncoding")


def test_collect_hears_what_it_insists_on(ask_as, village):
    lan = ask_as(LAN)
    assert lan.head("/v1/projects/1/submission").status_code == 204
    said = lan.post(
        "/v1/projects/1/submission",
        files={"xml_submission_file": ("r.xml", records.team(village), "text/xml")},
    )
    assert said.status_code == 201
    assert said.headers["x-openrosa-version"] == "1.0"
    assert "submit_success" in said.text
    listed = lan.get("/v1/projects/1/formList").text
    forms = lan.get("/v1/projects/1/forms").json()
    for word in ("formID", "name", "version", "hash", "downloadUrl", "manifestUrl"):
        assert listed.count(f"<{word}>") == len(forms) == 8
    manifest = lan.get("/v1/projects/1/forms/sinh_hoat_to/manifest").text
    assert '<mediaFile type="entityList"><filename>teams.csv</filename>' in manifest


def test_mai_sees_the_record_and_the_trace_of_her_look(ask_as, village, world):
    the_id = new_id()
    records.send(ask_as(LAN), records.team(village, id=the_id))
    at = f"/v1/projects/1/forms/to_truyen_thong/submissions/{the_id}"
    assert ask_as(MAI).get(at + ".xml").status_code == 200
    with world.reading() as session:
        looks = session.exec(select(Audit).where(Audit.action == "submission.read")).all()
    assert [look.object_id for look in looks] == [the_id]
