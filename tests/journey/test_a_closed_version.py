"""A version of the app is closed while she writes: what is open is finished and goes, nothing new
is begun. What becomes of records that wait: tests/faults/test_a_new_version_comes.py.
"""

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from api import clock
from api.models.submission import Submission
from api.queries import phones
from tests.browser import VERSION
from tests.journey import acts, forms
from tests.journey.forms import Team
from tests.journey.words import word

WHY = "Bản này ghi sai ngày."
NAME = "/data/team_name"


OTHER = "Tổ truyền thông Suối Trong"


@pytest.mark.long
def test_a_form_that_is_open_in_a_version_that_was_closed_is_finished(phone, server, stored):
    lan = phone("lan", server.url)
    lan.open("/health").clock.install()
    page = lan.open()
    acts.sign_in(page, "totruong")
    acts.ready(page)
    paper = forms.fill_team(page, Team())

    with stored.writing() as session:
        phones.add_closed_version(session, VERSION, WHY, clock.now())
    # In its next round her phone hears of it, and the form stays in her hands.
    with page.expect_response("**/v1/heartbeats"):
        page.clock.fast_forward("06:00")
    page.wait_for_timeout(300)
    page.get_by_role("button", name=Team().name).tap()
    paper.say(NAME, OTHER)
    acts.tap(page, "act.doneHere")
    expect(page.get_by_role("button", name=OTHER)).to_be_visible()
    expect(page.get_by_text(WHY)).to_have_count(0)
    paper.finish()
    # Outside of it that is said above everything.
    expect(page.get_by_text(WHY)).to_be_visible()
    acts.sent(page, "totruong")
    with stored.reading() as session:
        hers = select(Submission).where(Submission.instance_name == OTHER)
        assert session.exec(hers).one().review_state == "received"

    acts.tab(page, "bar.home")
    acts.tap(page, "form.to_truyen_thong")
    expect(page.get_by_role("heading", name=word("fill.notHere"))).to_be_visible()
    expect(page.locator("[data-ref]")).to_have_count(0)
