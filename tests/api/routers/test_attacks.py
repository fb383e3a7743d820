"""What was tried against the server and once went through. Each story ends well now."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from api import clock
from api.domain.instance import InstanceError, read_instance
from api.errors import UnsupportedMedia
from api.models.submission import Comment
from api.storage.columns import table_of
from api.storage.photos import photo_type
from tests import records
from tests.clients import AppClient
from tests.people import BINH, LAN, MAI, new_id, unit_of

pytestmark = pytest.mark.one_database

TEAM = "/v1/projects/1/forms/to_truyen_thong/submissions"
MEETING = "/v1/projects/1/forms/sinh_hoat_to/submissions"
ENTITY = "5b1f7a52-1111-4a4a-8b8b-333333333333"


@pytest.fixture
def places(world):
    with world.reading() as session:
        return {who: unit_of(session, who) for who in (LAN, MAI, BINH)}


@pytest.fixture
def lans_register(ask_as, places) -> str:
    the_id = new_id()
    said = records.send(ask_as(LAN), records.team(places[LAN], id=the_id, entity=ENTITY))
    assert said.status_code == 201
    return the_id


def test_binh_reads_nothing_by_putting_an_edit_of_his_own_upon_lans_record(
    ask_as, places, lans_register
):
    binh, first, entity = ask_as(BINH), new_id(), "5b1f7a52-1111-4a4a-8b8b-444444444444"
    records.send(binh, records.team(places[BINH], id=first, entity=entity))
    edit = records.team(places[BINH], replaces=first, entity=entity)
    assert records.send(binh, edit).status_code == 201
    said = binh.put(f"{TEAM}/{lans_register}", content=edit)
    assert lans_register not in said.text
    assert "Lan" not in said.text


def test_an_edit_of_what_is_out_of_sight_sounds_like_an_edit_of_nothing(
    ask_as, places, lans_register
):
    lan, binh, newer = ask_as(LAN), ask_as(BINH), new_id()
    edit = records.team(places[LAN], id=newer, replaces=lans_register, entity=ENTITY)
    assert records.send(lan, edit).status_code == 201
    heard = set()
    for replaced in (lans_register, newer, new_id()):
        xml = records.team(places[BINH], replaces=replaced)
        for said in (records.send(binh, xml), binh.put(f"{TEAM}/{new_id()}", content=xml)):
            heard.add((said.status_code, said.text))
    assert len(heard) == 1
    assert heard.pop()[0] == 404


@pytest.mark.both_databases
def test_ten_equal_edits_at_once_are_one_version_and_all_told_so(ask_as, places, lans_register):
    lan = ask_as(LAN)
    edit = records.team(places[LAN], replaces=lans_register, entity=ENTITY, women=7)
    with ThreadPoolExecutor(10) as pool:
        said = list(pool.map(lambda _: records.send(lan, edit), range(10)))
    assert {one.status_code for one in said} == {201}
    assert len(lan.get(f"{TEAM}/{lans_register}/versions").json()) == 2


@pytest.mark.both_databases
def test_ten_registers_that_claim_one_team_at_once_are_all_kept_and_one_has_it(ask_as, places):
    lan, entity = ask_as(LAN), "5b1f7a52-1111-4a4a-8b8b-555555555555"
    claims = [records.team(places[LAN], entity=entity) for _ in range(10)]
    with ThreadPoolExecutor(10) as pool:
        said = list(pool.map(lambda xml: records.send(lan, xml), claims))
    assert {one.status_code for one in said} == {201}
    refused = [one for one in said if "entityOfAnother" in one.text]
    assert len(refused) == 9


def test_what_people_wrote_stands_in_no_message_of_the_database(world):
    with pytest.raises(IntegrityError) as refused, world.writing() as session:
        session.connection().execute(
            insert(table_of(Comment)),
            {"submission_id": 0, "actor_id": 0, "body": "chị Lan", "created_at": clock.now()},
        )
    assert "chị Lan" not in str(refused.value)


def test_a_name_of_a_megabyte_is_not_carried_to_every_phone(ask_as, places):
    lan = ask_as(LAN)
    xml = records.team(places[LAN], name="Ế" * 300_000)
    assert records.send(lan, xml).status_code == 201
    for path in ("/v1/lists/teams", "/v1/submissions?of=me"):
        assert len(lan.get(path).content) < 10_000


def test_an_approved_record_gets_no_file_that_it_does_not_name(ask_as, places):
    lan, one = ask_as(LAN), new_id()
    records.send(lan, records.meeting(places[LAN], ENTITY, id=one, photo="a.jpg"))
    verdict = {"state": "approved", "versionInstanceId": one}
    assert ask_as(MAI).post(f"{MEETING}/{one}/reviews", json=verdict).status_code == 201
    at = f"{MEETING}/{one}/attachments"
    assert lan.post(f"{at}/b.jpg", content=records.photo()).status_code == 404
    assert lan.post(f"{at}/a.jpg", content=records.photo()).status_code == 200
    assert [file["name"] for file in lan.get(at).json()] == ["a.jpg"]


@pytest.mark.parametrize("impossible", [{"day": "9999-12-31"}, {"day": "0001-01-01"}])
def test_a_year_that_no_report_has_counts_for_nothing(ask_as, places, impossible):
    lan, mai, one = ask_as(LAN), ask_as(MAI), new_id()
    xml = records.team(places[LAN], id=one, **impossible)
    assert records.send(lan, xml).status_code == 201
    assert mai.get(f"{TEAM}/{one}/record").status_code == 200
    verdict = {"state": "approved", "versionInstanceId": one}
    assert mai.post(f"{TEAM}/{one}/reviews", json=verdict).status_code == 201
    assert mai.get("/v1/dataValues?indicator=TTCD_MOI").json()["items"] == []


@pytest.mark.parametrize("number", ["1E+999999", "-1E+99999999", "1e-999999", "0E+999999999"])
def test_a_number_with_a_million_digits_is_shown_as_it_was_written(ask_as, places, number):
    lan, mai, one = ask_as(LAN), ask_as(MAI), new_id()
    xml = records.meeting(places[LAN], ENTITY, id=one, total=17)
    xml = xml.replace(b"<women>12</women>", f"<women>{number}</women>".encode())
    assert records.send(lan, xml).status_code == 201
    shown = mai.get(f"{MEETING}/{one}/record")
    assert len(shown.content) < 20_000
    texts = {each["ref"]: each["text"] for each in shown.json()["answers"]}
    assert texts["/data/participants/women"] == number
    verdict = {"state": "approved", "versionInstanceId": one}
    assert mai.post(f"{MEETING}/{one}/reviews", json=verdict).status_code in {201, 422}


@pytest.mark.one_world
@pytest.mark.parametrize("after", ["9" * 20, "9223372036854775808", "²", "-1"])
def test_a_page_after_nowhere_is_refused(ask_as, after):
    said = ask_as(MAI).get("/v1/submissions", params={"after": after})
    assert (said.status_code, said.json()["code"]) == (422, "invalid")


def test_what_the_commune_has_reached_is_told_to_who_decides_and_not_to_the_village(
    ask_as, lans_register
):
    at = f"{TEAM}/{lans_register}/record"
    assert ask_as(MAI).get(at).json()["effect"] != []
    assert ask_as(LAN).get(at).json()["effect"] == []


def test_a_namespace_is_not_held_a_hundred_thousand_times():
    meta = "<meta><instanceID>uuid:1</instanceID></meta>"
    xml = f'<data id="x" version="1" xmlns="{"u" * 100_000}">{meta}{"<a/>" * 1000}</data>'
    with pytest.raises(InstanceError) as refused:
        read_instance(xml.encode())
    assert refused.value.code == "tooLarge"


@pytest.mark.one_world
@pytest.mark.parametrize("charset", ["punycode", "undefined", "idna", "unicode_escape"])
def test_the_sender_does_not_choose_the_codec(ask_as, charset):
    body = b'--x\r\nContent-Disposition: form-data; name="xml_submission_file"\r\n\r\na-z\r\n--x--'
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    said = ask_as(LAN).post(
        "/v1/projects/1/submission", content=body, headers={"Content-Type": kind}
    )
    assert (said.status_code, said.json()["code"]) == (415, "notMultipart")


@pytest.mark.parametrize("path", ["/v1/sessions", f"{MEETING}/x/reviews", f"{MEETING}/x/comments"])
def test_nobody_makes_the_server_parse_megabytes_before_she_signs_in(app, path):
    body = b'{"a":[' + b"1," * 200_000 + b"1]}"
    said = AppClient(app).post(path, content=body, headers={"Content-Type": "application/json"})
    assert (said.status_code, said.json()["code"]) == (413, "bodyTooLarge")


def picture(kind: str, size: tuple[int, int], **how: object) -> bytes:
    content = BytesIO()
    Image.new("RGB", size).save(content, kind, **how)
    return content.getvalue()


def test_a_picture_that_is_drawn_over_a_thousand_times_is_none():
    honest = picture("JPEG", (320, 240), progressive=True)
    assert photo_type("a.jpg", honest) == "image/jpeg"
    last_scan = honest[honest.rfind(b"\xff\xda") : -2]
    with pytest.raises(UnsupportedMedia):
        photo_type("a.jpg", honest[:-2] + last_scan * 1000 + b"\xff\xd9")


@pytest.mark.parametrize(
    ("kind", "how"), [("PNG", {}), ("WEBP", {"lossless": True}), ("JPEG", {"progressive": True})]
)
def test_a_few_bytes_do_not_become_half_a_gigabyte_of_pixels(kind, how):
    with pytest.raises(UnsupportedMedia):
        photo_type("a", picture(kind, (5000, 5000), **how))


def test_two_pictures_in_one_file_are_a_photo_as_many_phones_write_it():
    small = Image.new("RGB", (32, 32))
    content = picture("MPO", (64, 64), save_all=True, append_images=[small])
    assert photo_type("a.jpg", content) == "image/jpeg"


def test_whoever_knows_a_foreign_teams_id_learns_nothing_of_it(ask_as, world):
    with world.reading() as session:
        village, gia_lai = unit_of(session, LAN), unit_of(session, BINH)
    secret, team, meeting = "Tổ ở nơi tạm lánh", "0e9b1f5c-7777-4a4a-8b8b-222222222222", new_id()
    assert records.send(ask_as(LAN), records.team(village, entity=team, name=secret)).is_success
    binh = ask_as(BINH)
    said = records.send(binh, records.meeting(gia_lai, team, id=meeting))
    assert said.status_code == 201
    assert "choiceUnknown" in {problem["code"] for problem in said.json()["problems"]}
    at = f"/v1/projects/1/forms/sinh_hoat_to/submissions/{meeting}/record"
    for shown in (said.text, binh.get(at).text, binh.get("/v1/submissions?of=me").text):
        assert secret not in shown
