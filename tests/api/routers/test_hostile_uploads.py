"""What else is tried with the files of records: none is lost, slipped in, or promised early."""

import hashlib
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlmodel import select

from api.models.submission import Attachment, SubmissionVersion
from api.queries import receiving
from api.schemas.receipts import receipt_text
from api.storage.uploads import MOST_BEGUN_UPLOADS
from tests import records
from tests.api.routers.test_files import asked, noisy, prepared, told
from tests.people import LAN, MAI, new_id, unit_of

pytestmark = pytest.mark.one_database

HALF = 3_000


@pytest.fixture
def village(world):
    with world.reading() as session:
        return unit_of(session, LAN)


@pytest.fixture
def sent(ask_as, village):
    """Lan's meeting has come; its photo has not."""
    version = new_id()
    xml = records.meeting(village, "", id=version, photo="a.jpg")
    assert records.send(ask_as(LAN), xml).status_code == 201
    photo = prepared(noisy(), version)
    photo.xml, photo.version = xml, version
    return photo


def here(world, version):
    """Name and hash of each file of this version."""
    with world.reading() as session:
        wanted = select(Attachment.name, Attachment.sha256).join(SubmissionVersion)
        return dict(session.exec(wanted.where(SubmissionVersion.instance_id == version)).all())


def parts(app):
    return list((app.state.settings.data_dir / "uploads").rglob("*.part"))


def test_nobody_slips_a_picture_into_lans_record_by_sending_it_again(ask_as, sent, world):
    """Mai may read it, and so has its bytes."""
    slipped = records.send(ask_as(MAI), sent.xml, a__jpg=records.photo())
    assert (slipped.status_code, slipped.json()["code"]) == (409, "409.1")
    assert here(world, sent.version) == {"a.jpg": ""}
    assert told(ask_as(LAN), sent, 0, sent.content).json()["complete"]
    # The record alone, and with what is there, is told what stands, as ever.
    for files in ({}, {"a__jpg": sent.content}):
        assert records.send(ask_as(MAI), sent.xml, **files).status_code == 201


def test_a_name_of_two_lines_is_no_name(ask_as, world, village):
    """In the signed text it would be another file's line."""
    lan, version = ask_as(LAN), new_id()
    name = f"a.jpg {'0' * 64}\nb.jpg"
    said = records.send(lan, records.meeting(village, "", id=version, photo=name))
    assert (said.status_code, said.json()["attachments"]) == (201, [])
    assert here(world, version) == {}
    headers = {"Content-Type": "multipart/form-data; boundary=B"}
    body = b"--B\r\nContent-Disposition: form-data; name=%s; filename=%s\r\n\r\n%s\r\n"
    record = body % (b"xml_submission_file", b"r.xml", records.meeting(village, ""))
    photo = body % (b"x", b'"a\x7f\tb.jpg"', records.photo())
    said = lan.post("/v1/projects/1/submission", content=record + photo + b"--B--", headers=headers)
    assert (said.status_code, said.json()["code"]) == (400, "attachmentName")


def test_every_line_of_what_is_signed_is_one_thing(ask_as, app, sent, world):
    told(ask_as(LAN), sent, 0, sent.content)
    with world.reading_plainly() as connection:
        standing = receiving.find_kept_version(connection, sent.version)
    assert standing is not None
    lines = receipt_text(standing.receipt, "e" * 64).splitlines()
    assert lines[1:4] == [sent.version, hashlib.sha256(sent.xml).hexdigest(), "e" * 64]
    assert lines[5:] == [f"a.jpg {sent.sha256}"]


def test_sizes_that_change_on_the_way_cost_only_the_way(ask_as, sent):
    lan, whole = ask_as(LAN), len(sent.content)
    assert told(lan, sent, 0, sent.content[:HALF], size=whole - 1).json() == {"received": HALF}
    rest = sent.content[HALF:]
    assert told(lan, sent, HALF, rest, size=whole - 1).json()["code"] == "partTooLong"
    # Said to be over before it is: it was not what its hash says, and begins anew.
    assert told(lan, sent, HALF, b"", size=HALF).json()["code"] == "otherHash"
    assert asked(lan, sent).json() == {"received": 0}
    assert told(lan, sent, 0, sent.content, size=whole).json()["complete"]
    # What is here is here, whatever is said of its size now.
    again = told(lan, sent, 5, b"", size=whole * 2).json()
    assert again["receipt"]["attachments"][0]["size"] == whole


def test_offsets_beyond_every_number_are_only_wrong(ask_as, sent):
    for wrong in (9**30, 10**400):
        said = told(ask_as(LAN), sent, wrong, b"x")
        assert (said.status_code, said.json()["code"]) == (400, "partTooLong")


@pytest.mark.parametrize("name", ["..%2f..%2fa.jpg", "%2e%2e", "a.jpg%00", "%ff", "a.jpg%0a", "~"])
def test_no_name_leads_out_of_the_folder(ask_as, app, sent, name):
    at = f"/v1/submissions/{sent.version}/files/{name}?sha256={'0' * 64}&size=5&offset=0"
    said = ask_as(LAN).put(at, content=b"abcde")
    assert said.status_code in {404, 405, 422}
    assert parts(app) == []


@pytest.mark.both_databases
def test_asking_while_another_finishes_never_fails(ask_as, sent):
    lan = ask_as(LAN)

    def sends(_):
        wrong = bytes(len(sent.content))
        return [told(lan, sent, 0, wrong).status_code for _ in range(15)]

    def asks(_):
        return [asked(lan, sent).status_code for _ in range(40)]

    with ThreadPoolExecutor(6) as pool:
        ran = [*pool.map(sends, range(3)), *pool.map(asks, range(3))]
    assert {status for one in ran for status in one} <= {200, 409}
    assert told(lan, sent, 0, sent.content).json()["complete"]


def test_nobody_fills_the_disk_with_what_she_never_finishes(ask_as, app, village):
    lan, begun = ask_as(LAN), []
    for nth in range(MOST_BEGUN_UPLOADS + 3):
        version = new_id()
        records.send(lan, records.meeting(village, "", id=version, photo="a.jpg"))
        begun.append(prepared(noisy(), version))
        assert told(lan, begun[-1], 0, begun[-1].content[:HALF]).json() == {"received": HALF}
        moment = time.time() - 1_000 + nth
        for path in parts(app):
            if path.stat().st_mtime > moment:
                os.utime(path, (moment, moment))
    assert len(parts(app)) == MOST_BEGUN_UPLOADS
    # What was touched longest ago begins anew: nothing was promised of it, and nothing is lost.
    assert asked(lan, begun[0]).json() == {"received": 0}
    assert asked(lan, begun[-1]).json() == {"received": HALF}
    assert told(lan, begun[0], HALF, b"x").json()["details"] == {"received": 0}
    assert told(lan, begun[0], 0, begun[0].content).json()["complete"]


def test_where_the_disk_is_nearly_full_records_come_in_and_photos_wait(
    ask_as, app, sent, village, world
):
    lan = ask_as(LAN)
    told(lan, sent, 0, sent.content[:HALF])
    app.state.blobs._least_free = app.state.uploads._least_free = 10**18
    said = told(lan, sent, HALF, sent.content[HALF:])
    assert (said.status_code, said.json()["code"]) == (507, "noRoom")
    assert said.headers["Retry-After"]
    xml = records.meeting(village, "", photo="a.jpg")
    assert records.send(lan, xml, a__jpg=sent.content).status_code == 507
    assert records.send(lan, xml).status_code == 201
    app.state.blobs._least_free = app.state.uploads._least_free = 0
    assert told(lan, sent, HALF, sent.content[HALF:]).json()["complete"]
    assert records.send(lan, xml, a__jpg=sent.content).json()["attachments"][0]["exists"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
def test_a_disk_that_is_full_says_so_and_keeps_what_it_had(ask_as, app, sent, world):
    lan = ask_as(LAN)
    told(lan, sent, 0, b"")
    (part,) = parts(app)
    part.unlink()
    part.symlink_to("/dev/full")
    said = told(lan, sent, 0, sent.content)
    assert (said.status_code, said.json()["code"]) == (507, "noRoom")
    assert here(world, sent.version) == {"a.jpg": ""}
    part.unlink()
    assert told(lan, sent, 0, sent.content).json()["complete"]


def test_a_photo_is_on_the_disk_before_its_row_and_its_row_before_its_receipt(
    ask_as, app, sent, world, monkeypatch
):
    """Also the folders that were made for it: what lies in a lost folder is lost."""
    acts, really = [], os.fsync

    def fsync(handle):
        acts.append(os.path.realpath(f"/proc/self/fd/{handle}"))
        return really(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    lan = ask_as(LAN)
    told(lan, sent, 0, sent.content[:HALF])
    acts.clear()
    event.listen(world.engine, "commit", lambda _: acts.append("commit"))
    for _ in range(2):
        # The second time somebody else had put it there, and may not have come to this yet.
        acts.clear()
        assert told(lan, sent, HALF, sent.content[HALF:]).json()["complete"]
        place = app.state.blobs.path(sent.sha256)
        before = acts[: acts.index("commit")]
        for folder in (place.parent, place.parent.parent, place.parent.parent.parent):
            assert str(folder) in before, folder
        app.state.blobs._ways.clear()
        with world.writing() as session:
            for row in session.exec(select(Attachment)):
                row.sha256 = ""
                session.add(row)
        told(lan, sent, 0, sent.content[:HALF])
    assert app.state.blobs.path(sent.sha256).read_bytes() == sent.content


def test_a_receipt_is_never_given_for_bytes_that_have_rotted(ask_as, app, sent, village):
    lan = ask_as(LAN)
    told(lan, sent, 0, sent.content)
    place = app.state.blobs.path(sent.sha256)
    place.write_bytes(bytes(len(sent.content)))
    another = records.send(
        lan, records.meeting(village, "", photo="b.jpg"), b__jpg=sent.content
    ).json()
    assert another["attachments"][0]["sha256"] == sent.sha256
    assert place.read_bytes() == sent.content


def test_a_photo_that_comes_after_the_correction_is_there_too(ask_as, sent, world, village):
    """Mai corrects Lan's record while its photo is on its way."""
    newer, newest = new_id(), new_id()
    for one, replaces, photo in ((newer, sent.version, "a.jpg"), (newest, newer, "a.jpg")):
        xml = records.meeting(village, "", id=one, replaces=replaces, photo=photo)
        assert records.send(ask_as(MAI), xml).status_code == 201
    assert told(ask_as(LAN), sent, 0, sent.content).json()["complete"]
    for version in (sent.version, newer, newest):
        assert here(world, version) == {"a.jpg": sent.sha256}
    other = prepared(records.photo(), newest)
    assert told(ask_as(MAI), other, 0, other.content).json()["code"] == "attachmentStands"


def test_a_photo_that_comes_after_the_decision_is_kept(ask_as, sent, world):
    said = ask_as(MAI).post(
        f"/v1/projects/1/forms/sinh_hoat_to/submissions/{sent.version}/reviews",
        json={"state": "rejected", "comment": "Trùng", "versionInstanceId": sent.version},
    )
    assert said.status_code == 201
    assert told(ask_as(LAN), sent, 0, sent.content).json()["complete"]
    assert here(world, sent.version) == {"a.jpg": sent.sha256}
