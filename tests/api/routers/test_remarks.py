"""Remarks at questions go back with a record; who decides again sees just what changed since."""

from unicodedata import normalize

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlmodel import col, select

from api.domain.remark import LONGEST_REMARK, MOST_REMARKS
from api.models.audit import Audit
from tests import records
from tests.api.counting_story import MEETING, Story
from tests.people import ADMIN, BINH, HOA, LAN, MAI, TRAM, VIEWER, new_id

pytestmark = pytest.mark.one_database

WOMEN, ETHNIC = "/data/participants/women", "/data/participants/ethnic"
PHOTO, REMARK = "/data/photo", "/data/remark"
TWO = [
    {"ref": WOMEN, "text": "Sổ của thôn ghi 21, chị xem lại"},
    {"ref": PHOTO, "text": "Ảnh mờ quá"},
]


@pytest.fixture
def story(app, world) -> Story:
    return Story(app, world)


@pytest.fixture
def meeting(story) -> str:
    _, team = story.registers(LAN)
    one = new_id()
    xml = records.meeting(story.unit(LAN), team, id=one, photo="a.jpg")
    assert records.send(story.client(LAN), xml, a__jpg=records.photo()).status_code == 201
    story.team = team
    return one


def returns(story, one, remarks, who=MAI, **said):
    return story.decides(who, MEETING, one, "hasIssues", "Xem lại", remarks=remarks, **said)


def corrects(story, one, replaces, photo="b.jpg", content=None, **said) -> str:
    newer = new_id()
    xml = records.meeting(
        story.unit(LAN), story.team, id=newer, replaces=replaces, photo=photo, **said
    )
    content = content or records.photo((10, 90, 60))
    parts = {photo.replace(".", "__"): content}
    assert records.send(story.client(LAN), xml, **parts).status_code == 201
    return newer


def record(story, who, one):
    return story.client(who).get(f"/v1/projects/1/forms/{MEETING}/submissions/{one}/record")


def last_review(story, who, one):
    items = story.client(who).get("/v1/submissions?of=me").json()["items"]
    return next(item["lastReview"] for item in items if item["instanceId"] == one)


def test_what_mai_says_at_two_questions_comes_with_lans_list(story, meeting):
    said = returns(story, meeting, TWO)
    assert (said.status_code, said.json()["remarks"]) == (201, TWO)
    assert last_review(story, LAN, meeting)["remarks"] == TWO
    told = record(story, LAN, meeting).json()
    assert [review["remarks"] for review in told["reviews"]] == [TWO]
    assert (told["rounds"], told["difference"]) == (1, None)


def test_the_answer_says_what_was_kept_and_not_what_was_typed(story, meeting):
    typed, kept = normalize("NFD", "Ảnh mờ quá"), normalize("NFC", "Ảnh mờ quá")
    assert typed != kept
    said = story.decides(
        MAI,
        MEETING,
        meeting,
        "hasIssues",
        f"\n{typed} ",
        remarks=[{"ref": PHOTO, "text": f"  {typed}\n"}],
    ).json()
    assert (said["comment"], said["remarks"]) == (kept, [{"ref": PHOTO, "text": kept}])
    told = last_review(story, LAN, meeting)
    assert (told["comment"], told["remarks"]) == (said["comment"], said["remarks"])


def test_a_return_without_remarks_is_as_before(story, meeting):
    assert story.decides(MAI, MEETING, meeting, "hasIssues", "Xem lại").json()["remarks"] == []
    assert last_review(story, LAN, meeting)["remarks"] == []


def test_a_question_that_was_left_out_can_be_pointed_at_too(story, meeting):
    unanswered = {one["ref"] for one in record(story, MAI, meeting).json()["unanswered"]}
    assert REMARK in unanswered
    assert PHOTO not in unanswered
    said = returns(story, meeting, [{"ref": REMARK, "text": "Ghi thêm vì sao ít người"}])
    assert said.status_code == 201


@pytest.mark.parametrize(
    "ref",
    [
        "/data/participants/men[1]",
        "/data/participants",
        "/data/nothing",
        "/data/meta/instanceID",
        "/data/participants/women/",
        "' OR 1=1 --",
    ],
)
def test_a_remark_stands_at_a_question_of_this_record(story, meeting, ref):
    said = returns(story, meeting, [{"ref": ref, "text": "Xem lại"}])
    assert (said.status_code, said.json()["code"]) == (422, "remarkNotThere")
    assert record(story, MAI, meeting).json()["reviewState"] == "received"


def test_two_remarks_at_one_question_are_refused(story, meeting):
    said = returns(story, meeting, [TWO[0], TWO[0]])
    assert (said.status_code, said.json()["code"]) == (422, "remarkNotThere")


@pytest.mark.parametrize(
    "remarks",
    [
        [{"ref": WOMEN, "text": ""}],
        [{"ref": WOMEN, "text": " \n "}],
        [{"ref": WOMEN, "text": "a\0b"}],
        [{"ref": WOMEN + "\0", "text": "Xem lại"}],
        [{"ref": WOMEN, "text": "x" * (LONGEST_REMARK + 1)}],
        [{"ref": "/" + "x" * 600, "text": "Xem lại"}],
        [{"text": "Xem lại"}],
        [{"ref": WOMEN, "text": "Xem lại"}] * (MOST_REMARKS + 1),
        "Xem lại",
        [[]],
    ],
)
def test_what_cannot_be_kept_is_refused_whole(story, meeting, remarks):
    said = returns(story, meeting, remarks)
    assert (said.status_code, said.json()["code"]) == (422, "invalid")
    assert record(story, MAI, meeting).json()["reviews"] == []


@pytest.mark.parametrize("nothing", ["\u200b", "\x1f", " \u2060 ", "\ufeff", "\u202e"], ids=ascii)
def test_what_nobody_can_read_is_no_reason_and_no_remark(story, meeting, nothing):
    said = returns(story, meeting, [{"ref": WOMEN, "text": nothing}])
    assert (said.status_code, said.json()["code"]) == (422, "remarkNotThere")
    said = story.decides(MAI, MEETING, meeting, "hasIssues", nothing)
    assert (said.status_code, said.json()["code"]) == (422, "reasonRequired")


def test_letters_that_grow_when_they_are_put_right_are_counted_then(story, meeting):
    """One of these is three: a thousand would not fit where one database looks."""
    said = returns(story, meeting, [{"ref": WOMEN, "text": "\ufb2c" * LONGEST_REMARK}])
    assert (said.status_code, said.json()["code"]) == (422, "remarkNotThere")


def test_only_who_decides_says_something_at_questions(story, meeting):
    for who, status in ((BINH, 404), (TRAM, 404), (LAN, 403), (VIEWER, 403)):
        assert returns(story, meeting, TWO, who).status_code == status
    assert record(story, MAI, meeting).json()["reviews"] == []


@pytest.mark.parametrize("state", ["approved", "rejected"])
def test_remarks_go_with_sending_back_alone(story, meeting, state):
    said = story.decides(MAI, MEETING, meeting, state, "Xem lại", remarks=TWO)
    assert (said.status_code, said.json()["code"]) == (422, "remarksWithoutReturn")
    assert record(story, MAI, meeting).json()["reviewState"] == "received"


def test_mai_sees_just_what_lan_changed(story, meeting):
    returns(story, meeting, TWO)
    newer = corrects(story, meeting, meeting, women=21)
    told = record(story, MAI, meeting).json()
    assert (told["reviewState"], told["rounds"]) == ("edited", 1)
    found = told["difference"]
    assert (found["since"], found["addedRows"], found["removedRows"]) == (meeting, [], [])
    changes = {one["ref"]: one for one in found["changes"]}
    assert set(changes) == {WOMEN, "/data/photo"}
    women = changes[WOMEN]
    assert (women["before"]["value"], women["after"]["value"]) == ("12", "21")
    assert women["label"] == "Nữ"
    assert changes[PHOTO]["before"]["attachment"] == "a.jpg"
    assert changes[PHOTO]["after"]["attachment"] == "b.jpg"
    assert told["reviews"][0]["remarks"] == TWO
    story.approves(MAI, MEETING, meeting, versionInstanceId=newer, seenState="edited")
    assert story.numbers(MAI, "TTCD_BUOI", "TTCD_LUOT_NU") == {
        "TTCD_BUOI": "1",
        "TTCD_LUOT_NU": "21",
    }


def test_each_round_is_told_by_itself(story, meeting):
    returns(story, meeting, TWO)
    second = corrects(story, meeting, meeting, women=21)
    again = [{"ref": ETHNIC, "text": "Chưa khớp"}]
    said = returns(story, meeting, again, versionInstanceId=second, seenState="edited")
    assert said.status_code == 201, said.text
    assert last_review(story, LAN, meeting)["remarks"] == again
    corrects(story, meeting, second, women=21, ethnic=20, remark="Đếm lại")
    told = record(story, MAI, meeting).json()
    assert (told["rounds"], told["difference"]["since"]) == (2, second)
    changes = {one["ref"]: (one["before"], one["after"]) for one in told["difference"]["changes"]}
    assert set(changes) == {ETHNIC, REMARK}
    assert changes[REMARK][0] is None


def test_another_picture_under_the_same_name_is_a_change(story, meeting):
    returns(story, meeting, TWO)
    corrects(story, meeting, meeting, photo="a.jpg", content=records.photo((1, 2, 3)))
    changes = record(story, MAI, meeting).json()["difference"]["changes"]
    assert [one["ref"] for one in changes] == [PHOTO]


def test_the_same_picture_again_is_none(story, meeting):
    returns(story, meeting, TWO)
    corrects(story, meeting, meeting, photo="a.jpg", content=records.photo())
    assert record(story, MAI, meeting).json()["difference"]["changes"] == []


def test_what_stood_before_is_told_to_whoever_decides_and_each_look_is_noted(story, meeting):
    returns(story, meeting, TWO)
    corrects(story, meeting, meeting, women=21)
    for who in (TRAM, BINH):
        assert record(story, who, meeting).status_code == 404
    for who in (LAN, VIEWER):
        assert record(story, who, meeting).json()["difference"] is None
    for who in (MAI, HOA):
        assert record(story, who, meeting).json()["difference"]["changes"]
    with story.world.reading() as session:
        wanted = select(Audit.object_id).where(col(Audit.action) == "submission.read")
        assert session.exec(wanted).all() == [meeting] * 4


def test_what_stood_in_another_province_is_not_told_where_it_was_moved_to(story, meeting):
    """ADMIN moves Lan's record to Bình's province, where somebody else decides from now on."""
    returns(story, meeting, TWO)
    newer = new_id()
    xml = records.meeting(story.unit(BINH), story.team, id=newer, replaces=meeting, women=21)
    assert records.send(story.client(ADMIN), xml).status_code == 201
    assert record(story, BINH, meeting).json()["difference"] is None
    assert record(story, ADMIN, meeting).json()["difference"]["changes"]
    for who in (MAI, HOA):
        assert record(story, who, meeting).status_code == 404


def test_nobody_changes_a_remark_not_even_by_sql(story, meeting):
    returns(story, meeting, TWO)
    for statement in ("UPDATE review_remark SET text = 'x'", "DELETE FROM review_remark"):
        with pytest.raises(DatabaseError), story.world.writing() as session:
            session.connection().execute(text(statement))
