"""Files apart from their record: in parts, again, out of order, at once, and only by the sender."""

import hashlib
import os
import random
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from sqlmodel import func, select

from api.crypto.keys import KeyUse, ServerKeys
from api.crypto.sealing import SEALED_MEDIA_TYPE, seal_envelope
from api.models.audit import Audit
from api.models.submission import Attachment
from api.storage.uploads import ABANDONED_AFTER
from tests import records
from tests.clients import AppClient
from tests.people import BINH, LAN, MAI, TRAM, new_id, unit_of

pytestmark = pytest.mark.one_database

PART = 2_000


@pytest.fixture
def village(world):
    with world.reading() as session:
        return unit_of(session, LAN)


def told(client, sent, offset, part, **changes):
    """Send one part."""
    said = {"sha256": sent.sha256, "size": len(sent.content), "offset": offset} | changes
    return client.put(sent.at, params=said, content=part)


def parts_of(content, size=PART):
    return [(at, content[at : at + size]) for at in range(0, len(content), size)]


def prepared(content, version, name="a.jpg"):
    at = f"/v1/submissions/{version}/files/{name}"
    return SimpleNamespace(at=at, content=content, sha256=hashlib.sha256(content).hexdigest())


def noisy(size=(320, 240)):
    """A photo of some kilobytes."""
    from io import BytesIO

    from PIL import Image

    content = BytesIO()
    chance = random.Random(7)
    Image.frombytes("RGB", size, chance.randbytes(size[0] * size[1] * 3)).save(content, "JPEG")
    return content.getvalue()


@pytest.fixture
def sent(ask_as, village):
    """Lan's meeting has come; its photo has not."""
    version = new_id()
    xml = records.meeting(village, "", id=version, photo="a.jpg")
    assert records.send(ask_as(LAN), xml).status_code == 201
    photo = prepared(noisy(), version)
    photo.xml = xml
    photo.version = version
    return photo


def rows(world, version_name="a.jpg"):
    with world.reading() as session:
        return session.exec(select(Attachment).where(Attachment.name == version_name)).all()


def asked(client, sent):
    return client.get(sent.at, params={"sha256": sent.sha256, "size": len(sent.content)})


def test_nobody_and_nobody_else_sends_lans_photo(app, ask_as, sent):

    assert told(AppClient(app), sent, 0, b"x").status_code == 401
    for who in (BINH, TRAM, MAI):
        assert told(ask_as(who), sent, 0, b"x").status_code == 404
        assert asked(ask_as(who), sent).status_code == 404
    lan = ask_as(LAN)
    other_name = prepared(sent.content, sent.version, "b.jpg")
    assert told(lan, other_name, 0, b"x").json()["details"]["what"] == "attachment"
    assert told(lan, prepared(sent.content, new_id()), 0, b"x").status_code == 404


def test_a_photo_comes_in_parts_and_is_kept_when_it_is_whole(ask_as, sent, world, app):
    lan = ask_as(LAN)
    assert asked(lan, sent).json() == {"received": 0}
    *before, (last_at, last) = parts_of(sent.content)
    for at, part in before:
        assert told(lan, sent, at, part).json() == {"received": at + len(part)}
        assert asked(lan, sent).json() == {"received": at + len(part)}
    assert [row.sha256 for row in rows(world)] == [""]
    done = told(lan, sent, last_at, last).json()
    assert done["complete"]
    assert done["received"] == len(sent.content)
    (file,) = done["receipt"]["attachments"]
    assert (file["name"], file["sha256"], file["exists"]) == ("a.jpg", sent.sha256, True)
    assert done["receipt"]["sha256"] == hashlib.sha256(sent.xml).hexdigest()
    assert [row.content_type for row in rows(world)] == ["image/jpeg"]
    # The record sent again, and the photo asked for or sent again, are answered with the same.
    assert records.send(lan, sent.xml).json() == done["receipt"]
    assert asked(lan, sent).json() == done
    assert told(lan, sent, 0, b"anything").json() == done
    kept = lan.get(
        f"/v1/projects/1/forms/sinh_hoat_to/submissions/{sent.version}/attachments/a.jpg"
    )
    assert kept.content == sent.content
    assert not list((app.state.settings.data_dir / "uploads").glob("*/*"))


def test_parts_again_and_out_of_order_are_told_where_to_go_on(ask_as, sent):
    lan = ask_as(LAN)
    parts = parts_of(sent.content)
    early = told(lan, sent, *parts[2])
    assert (early.status_code, early.json()["code"]) == (409, "otherOffset")
    assert early.json()["details"]["received"] == 0
    told(lan, sent, *parts[0])
    again = told(lan, sent, *parts[0])
    assert (again.status_code, again.json()["details"]["received"]) == (409, PART)
    # Smaller parts than before, on a line that has become slower.
    for at, part in parts_of(sent.content, 700):
        if at + len(part) > PART:
            from_there = max(at, PART)
            said = told(lan, sent, from_there, sent.content[from_there : at + len(part)])
    assert said.json()["complete"]


@pytest.mark.both_databases
def test_two_phones_of_one_person_and_every_part_thrice_in_any_order(ask_as, sent, world):
    """F18: duplicate and reordered parts, two batches at once."""
    lan = ask_as(LAN)
    parts = parts_of(sent.content) * 3

    def batch(seed):
        chance = random.Random(seed)
        mine = parts.copy()
        for _ in range(30):
            chance.shuffle(mine)
            for at, part in mine:
                said = told(lan, sent, at, part)
                assert said.status_code in {200, 409}, said.text
                if said.json().get("complete"):
                    return said.json()
                if said.json().get("code") == "otherHash":
                    break
        return None

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(batch, range(2)))
    assert said[0]
    assert all(one == said[0] for one in said)
    assert [row.sha256 for row in rows(world)] == [sent.sha256]
    with world.reading() as session:
        acts = session.exec(
            select(func.count()).where(Audit.action == "submission.attachment.update")
        ).one()
    assert acts == 1


@pytest.mark.both_databases
def test_the_last_part_by_ten_at_once_gives_ten_receipts_and_one_file(ask_as, sent, world):
    lan = ask_as(LAN)
    half = len(sent.content) // 2
    told(lan, sent, 0, sent.content[:half])
    with ThreadPoolExecutor(10) as pool:
        all_said = list(pool.map(lambda _: told(lan, sent, half, sent.content[half:]), range(10)))
    for said in all_said:
        assert said.status_code == 200 or said.json()["code"] == "otherOffset"
    said = told(lan, sent, len(sent.content), b"")
    assert said.json()["complete"]
    assert {one.text for one in all_said if one.status_code == 200} == {said.text}


def test_bytes_that_are_not_what_was_announced_are_forgotten(ask_as, sent, world):
    lan = ask_as(LAN)
    wrong = bytes(len(sent.content))
    said = told(lan, sent, 0, wrong)
    assert (said.status_code, said.json()["code"]) == (409, "otherHash")
    assert asked(lan, sent).json() == {"received": 0}
    assert told(lan, sent, 0, sent.content).json()["complete"]


def test_other_content_under_the_name_begins_anew_and_never_replaces(ask_as, sent, app):
    lan = ask_as(LAN)
    told(lan, sent, 0, sent.content[:PART])
    other = prepared(records.photo(), sent.version)
    assert told(lan, other, 0, other.content[:100]).json() == {"received": 100}
    assert asked(lan, sent).json() == {"received": 0}
    assert len(list((app.state.settings.data_dir / "uploads").glob("*/*"))) == 1
    assert told(lan, other, 100, other.content[100:]).json()["complete"]
    said = told(lan, sent, 0, sent.content)
    assert (said.status_code, said.json()["code"]) == (409, "attachmentStands")


NO_PHOTOS = {"html": b"<html>" * 100, "cut": noisy()[:-900], "svg": b"<svg onload='alert(1)'/>"}


@pytest.mark.parametrize("kind_of_file", NO_PHOTOS)
def test_what_is_no_photo_is_refused_when_it_is_whole(ask_as, sent, world, kind_of_file):
    lan = ask_as(LAN)
    no_photo = prepared(NO_PHOTOS[kind_of_file], sent.version)
    said = told(lan, no_photo, 0, no_photo.content)
    assert (said.status_code, said.json()["code"]) == (415, "notAPhoto")
    assert asked(lan, no_photo).json() == {"received": 0}
    assert [row.sha256 for row in rows(world)] == [""]


def test_limits_hold_for_the_file_and_for_each_part(ask_as, sent, app):
    lan, limit = ask_as(LAN), app.state.settings.max_submission_bytes
    said = told(lan, sent, 0, b"x", size=limit + 1)
    assert (said.status_code, said.json()["code"]) == (413, "bodyTooLarge")
    assert told(lan, sent, 0, bytes(131_073), size=limit).json()["code"] == "bodyTooLarge"
    assert told(lan, sent, 0, sent.content + b"x").json()["code"] == "partTooLong"
    for wrong in ({"sha256": "x"}, {"size": 0}, {"sha256": "A" * 64}):
        assert told(lan, sent, 0, b"x", **wrong).status_code == 422, wrong
    assert told(lan, sent, -1, b"x").status_code == 422
    assert asked(lan, sent).json() == {"received": 0}


def test_what_nobody_went_on_with_for_a_month_is_swept(ask_as, sent, app, village):
    lan = ask_as(LAN)
    told(lan, sent, 0, sent.content[:PART])
    folder = app.state.settings.data_dir / "uploads"
    (part,) = folder.glob("*/*")
    long_ago = time.time() - ABANDONED_AFTER - 60
    os.utime(part, (long_ago, long_ago))
    app.state.uploads._swept = 0
    version = new_id()
    records.send(lan, records.meeting(village, "", id=version, photo="a.jpg"))
    told(lan, prepared(sent.content, version), 0, sent.content[:10])
    assert not part.exists()
    assert len(list(folder.glob("*/*"))) == 1
    assert told(lan, sent, 0, sent.content).json()["complete"]


def test_a_sealed_record_and_its_sealed_photo_are_opened_and_answered_by_their_envelopes(
    ask_as, app, village
):
    lan, version = ask_as(LAN), new_id()
    keys: ServerKeys = app.state.keys
    to = keys.newest(KeyUse.SEALING)
    xml = records.meeting(village, "", id=version, photo="a.jpg")
    envelope = seal_envelope(to.id, to.point, f"record:{version}", xml)

    def post(body):
        headers = {"Accept": "application/json", "Content-Type": SEALED_MEDIA_TYPE}
        return lan.post("/v1/projects/1/submission", content=body, headers=headers)

    said = post(envelope)
    assert said.status_code == 201
    receipt = said.json()
    assert receipt["instanceId"] == version
    assert receipt["sha256"] == hashlib.sha256(xml).hexdigest()
    assert receipt["envelopeSha256"] == hashlib.sha256(envelope).hexdigest()
    assert post(envelope).json() == receipt
    about_another = seal_envelope(to.id, to.point, f"record:{new_id()}", xml)
    assert post(about_another).json()["code"] == "envelopeAbout"
    assert post(envelope[:-1]).json()["code"] == "envelopeBroken"
    kept = lan.get(f"/v1/projects/1/forms/sinh_hoat_to/submissions/{version}.xml")
    assert kept.content == xml

    photo = noisy()
    other = prepared(seal_envelope(to.id, to.point, f"file:{version}/b.jpg", photo), version)
    assert told(lan, other, 0, other.content).json()["code"] == "envelopeAbout"
    sealed = prepared(seal_envelope(to.id, to.point, f"file:{version}/a.jpg", photo), version)
    told(lan, sealed, 0, sealed.content[:PART])
    done = told(lan, sealed, PART, sealed.content[PART:]).json()
    assert done["complete"]
    assert done["receipt"]["envelopeSha256"] == sealed.sha256
    assert done["receipt"]["attachments"][0]["sha256"] == hashlib.sha256(photo).hexdigest()
    assert asked(lan, sealed).json() == done
    assert told(lan, sealed, 0, b"again").json() == done
