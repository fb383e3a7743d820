"""A sealed record comes back to a phone that cannot read it: she is told, and led to a way out."""

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from api.models.submission import Submission, SubmissionVersion
from tests.faults.test_the_phone_is_searched import WAITING, locked, publish, write
from tests.journey import acts
from tests.journey.looks import Looks
from tests.journey.words import like, word
from tests.people import MAI, PASSWORD, TRAM

SAID = "Chị xem lại số này, thiếu một chữ số."


@pytest.fixture
def kind():
    """The phone is what is tried."""
    return "sqlite"


@pytest.mark.long
def test_she_reads_what_was_said_and_writes_a_new_one(phone, server, stored, tmp_path, ask):
    publish(stored, tmp_path, "sealed")
    page = locked(phone("tram", server.url))
    write(page, WAITING).next().next().finish()
    acts.sent(page, TRAM.login, PASSWORD)
    with stored.reading() as session:
        (version,) = session.exec(select(SubmissionVersion)).all()
    reviews = f"/v1/projects/1/forms/nguoi_duoc_giup/submissions/{version.instance_id}/reviews"
    verdict = {
        "state": "hasIssues",
        "versionInstanceId": version.instance_id,
        "comment": "Chị sửa giúp một chỗ.",
        "remarks": [{"ref": "/data/number", "text": SAID}],
    }
    assert ask(MAI).post(reviews, json=verdict).status_code == 201

    page.reload()
    acts.unlock(page)
    acts.tab(page, "bar.home")
    acts.cards(page, word("home.returned", form=word("mine.sealedName"))).tap()
    expect(page.get_by_text(SAID)).to_be_visible()
    expect(page.get_by_text("Số điện thoại")).to_be_visible()
    expect(page.get_by_text(word("sealed.returned"))).to_be_visible()
    expect(page.get_by_text(word("mine.sealed"))).to_be_visible()
    expect(acts.button(page, "mine.repair")).to_have_count(0)
    for secret in WAITING:
        expect(page.get_by_text(secret)).to_have_count(0)
    looks = Looks(word("act.name"))
    looks.at(page, "sealed-returned", keep=False)
    acts.tap(page, "sealed.anew")
    expect(page.get_by_text(like("fill.where"))).to_be_visible()
    looks.fine()
    with stored.reading() as session:
        assert session.exec(select(Submission)).one().review_state == "hasIssues"
