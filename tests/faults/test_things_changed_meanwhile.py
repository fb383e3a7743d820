"""Lan writes where there is no signal. Meanwhile her village is merged, her role ends and the form
has a newer version: her record goes all the same, late, to whoever is answerable there today.
"""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect
from sqlmodel import col, select

from api import clock
from api.domain.org_unit import Extent
from api.loading.folder import publish_file
from api.models.org_unit import OrgUnitSuccession, OrgUnitVersion
from api.models.user import Assignment, User
from api.queries import org_unit_changing, org_units
from tests import people, records
from tests.faults import storage
from tests.faults.conftest import TEAM, rows
from tests.forking import ROOT
from tests.journey import acts
from tests.journey.words import word
from tests.people import LAN, MAI, PASSWORD

TODAY = clock.today()
NEWER = "2999010101"


@pytest.fixture
def kind():
    """The same over HTTP, one change after the other, runs on both databases in tests/api."""
    return "sqlite"


def merge_her_village(session, village):
    """Into another one of the commune."""
    commune = people.unit_of(session, MAI)
    into = next(
        one.id
        for one in org_units.child_units(session, commune, TODAY)
        if one.level == "village" and one.id != village
    )
    standing = session.exec(
        select(OrgUnitVersion).where(
            OrgUnitVersion.org_unit_id == village, col(OrgUnitVersion.valid_to).is_(None)
        )
    ).one()
    org_unit_changing.close_unit_on_day(session, standing, TODAY, "", "NQ 3/2026")
    step = {"from_id": village, "to_id": into, "on_date": TODAY, "source": "NQ 3/2026"}
    session.add(OrgUnitSuccession(**step, extent=Extent.WHOLE))


def end_her_role(session):
    """From today on."""
    lan = session.exec(select(User).where(User.login == LAN.login)).one()
    held = session.exec(select(Assignment).where(Assignment.user_id == lan.id)).one()
    held.valid_to = TODAY
    session.add(held)


def publish_newer(stored, folder):
    """The form that she wrote on, once more."""
    newer = folder / "sinh_hoat_to.md"
    text = (ROOT / "forms/sinh_hoat_to.md").read_text()
    newer.write_text(text.replace(records.VERSION, NEWER))
    assert list(publish_file(stored, newer, datetime.now(UTC) - timedelta(minutes=1)))


@pytest.mark.long
def test_her_record_goes_late_and_is_found_by_who_is_answerable(
    lan, phone, server, stored, village, tmp_path, balance
):
    her = lan()
    (waiting,) = her.has()
    before = rows(stored)
    publish_newer(stored, tmp_path)
    with stored.writing() as session:
        merge_her_village(session, village)
        end_her_role(session)

    her.phone.find_signal()
    her.sends_all()
    assert rows(stored) == before + 1
    (kept,) = her.has()
    assert kept.acknowledged
    # What the phone fetched since has nothing of hers any more; what she wrote is still here.
    her.page.reload()
    expect(acts.cards(her.page, f"{TEAM} · ")).to_contain_text(word("state.received"))
    assert storage.look(her.page)["records"]

    mai = phone("mai", server.url).open()
    acts.sign_in(mai, MAI.login, PASSWORD)
    acts.tab(mai, "bar.review")
    card = acts.cards(mai, f"{TEAM} · ")
    expect(card).to_contain_text(word("review.late"))
    card.tap()
    expect(acts.button(mai, "review.approve")).to_be_visible()
    title = mai.get_by_role("heading", level=1).inner_text()
    acts.approve(mai, title)
    balance([kept], waiting.id)
