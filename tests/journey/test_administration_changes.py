"""What changes at an administrator's desk: units, people, how a figure counts, what was assigned.

One desk and one server for all of it; each state is looked at there and as wide as a phone.
"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser import DESK, PHONE
from tests.journey import acts, office
from tests.journey.looks import Looks
from tests.journey.office import field, here, row, said, search_unit
from tests.journey.words import like, word

HAMLET, OTHER = "Suối Tre", "Ma Oai"
COMMUNE, NEXT_COMMUNE, FORMER = "Bác Ái Đông", "Bác Ái", "Phước Đại"
INDICATOR = re.compile("duy trì sinh hoạt trong kỳ")
PLAN = "KH 42/KH-UBND"
HERE = "() => document.activeElement.scrollIntoView({ block: 'center' })"


@pytest.fixture
def looks():
    """What is wrong with the screens, at the desk and as wide as a phone."""
    sizes = [Looks(word("act.name"), DESK), Looks(word("act.name"), PHONE)]

    def both(page: Page, name: str) -> None:
        for found in sizes:
            width, height = found.size
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate(HERE)
            found.at(page, f"{name}-phone" if found.size == PHONE else name)
        page.set_viewport_size({"width": DESK[0], "height": DESK[1]})

    yield both
    for found in sizes:
        found.fine()


@pytest.mark.long
def test_units_people_and_figures_are_changed_and_the_trail_tells(administrator, looks):
    page = administrator.page
    a_hamlet_is_added(page, looks)
    one_is_added_with_its_past(page, looks)
    it_is_moved(page)
    it_is_closed(page, looks)
    office.out(page)
    somebody_is_renamed_and_ends_her_role(page, looks)
    her_code_is_void(page)
    her_account_is_closed_and_opened(page, looks)
    office.out(page)
    a_threshold_is_changed(page, looks)
    a_target_is_replaced(page, looks)
    trail = [f"orgUnit.{act}" for act in ("create", "change", "close")]
    trail += ["user.update", "assignment.end", "invitation.create", "invitation.void"]
    trail += ["user.deactivate", "user.reactivate", "indicator.change", "target.set"]
    office.trail(page, *trail)


def days_ago(number: int) -> str:
    return f"{acts.today() - timedelta(days=number):%d/%m/%Y}"


def found(page: Page):
    """The row of the hamlet in the list of units."""
    page.get_by_role("banner").get_by_role("button", name=word("units.title")).tap()
    here(page, "units.title")
    field(page, "units.search").fill("suoi tre")
    return row(page, f"Thôn {HAMLET}")


def a_hamlet_is_added(page: Page, looks) -> None:
    office.into(page, "units")
    field(page, "units.search").fill("bac ai dong")
    page.get_by_role("link", name=f"Xã {COMMUNE}", exact=True).tap()
    acts.tap(page, "unit.close")
    field(page, "unit.sourceField").fill(PLAN)
    acts.tap(page, "unit.close")
    expect(page.get_by_role("alert").filter(has_text=word("error.unitHasChildren"))).to_be_visible()
    looks(page, "i0-unit-not-closed")
    acts.tap(page, "act.cancel")

    acts.tap(page, "unit.add")
    expect(field(page, "units.level")).to_be_focused()
    acts.tap(page, "unit.addDo")
    expect(field(page, "unit.name")).to_be_focused()
    looks(page, "i1-unit-add-wrong")
    field(page, "unit.name").fill("Tà Lú 1")
    field(page, "unit.from").fill(days_ago(20))
    field(page, "unit.sourceField").fill(PLAN)
    acts.tap(page, "unit.addDo")
    expect(page.get_by_text(word("error.nameTaken"))).to_be_visible()
    field(page, "unit.name").fill(HAMLET)
    acts.tap(page, "unit.addDo")
    expect(said(page, "unit.added")).to_be_visible()
    expect(page.get_by_role("heading", name=f"Thôn {HAMLET}", level=1)).to_be_visible()
    expect(found(page)).to_contain_text(COMMUNE)


def one_is_added_with_its_past(page: Page, looks) -> None:
    field(page, "units.search").fill("bac ai dong")
    page.get_by_role("link", name=f"Xã {COMMUNE}", exact=True).tap()
    acts.tap(page, "unit.add")
    field(page, "unit.name").fill("Suối Rua")
    field(page, "unit.from").fill("1/1/2022")
    field(page, "unit.sourceField").fill(PLAN)
    search_unit(page, "phuoc dai", FORMER)
    acts.button(page, "unit.other").focus()
    looks(page, "i1-unit-with-its-past")
    acts.tap(page, "unit.addDo")
    expect(said(page, "unit.added")).to_be_visible()
    stood = page.locator(".dated")
    expect(stood).to_have_count(2)
    expect(stood.last).to_contain_text(f"› {FORMER}")
    expect(found(page)).to_contain_text(COMMUNE)


def it_is_moved(page: Page) -> None:
    page.get_by_role("link", name=f"Thôn {HAMLET}").tap()
    acts.tap(page, "unit.move")
    acts.tap(page, "unit.move")
    expect(page.get_by_text(word("wrong.unit"))).to_be_visible()
    field(page, "unit.sourceField").fill(PLAN)
    search_unit(page, "bac ai", NEXT_COMMUNE)
    field(page, "unit.from").fill("1/1/1026")
    acts.tap(page, "unit.move")
    expect(page.get_by_text(word("error.dayTooFar"))).to_be_visible()
    field(page, "unit.from").fill(days_ago(10))
    acts.tap(page, "unit.move")
    expect(said(page, "unit.moved")).to_be_visible()
    stood = page.get_by_role("region", name=word("unit.onDay", day=days_ago(0)))
    expect(stood).not_to_contain_text(COMMUNE)
    look_on(page, days_ago(11))
    stood = page.get_by_role("region", name=word("unit.onDay", day=days_ago(11)))
    expect(stood).to_contain_text(COMMUNE)
    look_on(page, days_ago(0))
    in_its_row = found(page)
    expect(in_its_row).to_contain_text(NEXT_COMMUNE)
    expect(in_its_row).not_to_contain_text(COMMUNE)


def look_on(page: Page, day: str) -> None:
    field(page, "units.day").fill(day)
    acts.tap(page, "units.look")


def it_is_closed(page: Page, looks) -> None:
    page.get_by_role("link", name=f"Thôn {HAMLET}").tap()
    acts.tap(page, "unit.close")
    field(page, "unit.closedOn").fill(days_ago(10))
    field(page, "unit.sourceField").fill(PLAN)
    search_unit(page, "ma oai", OTHER)
    acts.tap(page, "unit.close")
    expect(page.get_by_text(word("error.changeTooEarly"))).to_be_visible()
    expect(field(page, "unit.closedOn")).to_be_focused()
    looks(page, "i2-unit-close-wrong")
    field(page, "unit.closedOn").fill(days_ago(0))
    acts.tap(page, "unit.close")
    expect(said(page, "unit.closed")).to_be_visible()
    expect(page.get_by_text(word("unit.notThere", day=days_ago(0)))).to_be_visible()
    expect(page.get_by_role("link", name=f"Thôn {OTHER}")).to_be_visible()
    stood = page.locator(".dated")
    expect(stood).to_have_count(2)
    expect(stood.first).to_contain_text(f"› {NEXT_COMMUNE}")
    expect(stood.last).to_contain_text(f"› {COMMUNE}")
    expect(page.get_by_role("link", name=word("units.inside"))).to_have_count(0)
    expect(acts.button(page, "unit.close")).to_have_count(0)
    looks(page, "i3-unit-closed")
    expect(found(page)).to_contain_text(word("units.until", day=days_ago(1)))


def in_state(page: Page, state: str) -> None:
    chooser = page.get_by_role("combobox", name=word("users.state"), exact=True)
    chooser.select_option(label=word(state))


def listed(page: Page, typed: str):
    """The rows of the list of accounts with these letters."""
    page.get_by_role("banner").get_by_role("button", name=word("users.title")).tap()
    here(page, "users.title")
    in_state(page, "users.activeOnly")
    field(page, "users.search").fill(typed)
    return row(page, "mai").filter(has_not_text="minh họa")


def somebody_is_renamed_and_ends_her_role(page: Page, looks) -> None:
    office.into(page, "users")
    page.get_by_role("link", name="Mai", exact=True).tap()
    acts.tap(page, "theirs.name")
    field(page, "user.displayName").fill(" ")
    acts.tap(page, "form.save")
    expect(page.get_by_text(word("wrong.required"))).to_be_visible()
    field(page, "user.displayName").fill("Pinăng Thị Mai")
    acts.tap(page, "form.save")
    expect(said(page, "theirs.named")).to_be_visible()
    expect(acts.button(page, "theirs.name")).to_be_focused()
    expect(page.get_by_role("heading", name="Pinăng Thị Mai")).to_be_visible()

    acts.tap(page, "places.end")
    field(page, "places.endOn").fill("31/2/2027")
    acts.tap(page, "places.end")
    expect(page.get_by_text(word("wrong.day").split(".")[0])).to_be_visible()
    field(page, "places.endOn").fill(days_ago(1))
    acts.tap(page, "places.end")
    expect(page.get_by_text(word("error.daysWrong"))).to_be_visible()
    looks(page, "i4-role-end-wrong")
    field(page, "places.endOn").fill(days_ago(0))
    acts.tap(page, "places.end")
    expect(said(page, "places.ended")).to_be_visible()
    expect(page.get_by_text(word("places.over"), exact=True)).to_be_visible()
    expect(page.get_by_text(word("days.to", day=days_ago(1)))).to_be_visible()
    hers = listed(page, "pinang thi mai")
    expect(hers).to_contain_text(word("users.nowhere"))
    hers.get_by_role("link").tap()


def her_code_is_void(page: Page) -> None:
    acts.tap(page, "invite.anew")
    code = page.locator(".code").inner_text()
    acts.tap(page, "invite.void")
    expect(page.get_by_text(word("invite.voidSure"))).to_be_visible()
    acts.tap(page, "act.cancel")
    expect(page.locator(".code")).to_have_text(code)
    acts.tap(page, "invite.void")
    acts.tap(page, "invite.void")
    expect(said(page, "invite.voided")).to_be_visible()
    expect(page.locator(".code")).to_have_count(0)
    expect(page.get_by_text(like("invite.open"))).to_have_count(0)
    used = page.request.post(
        f"{page.url.split('/quan-tri')[0]}/v1/invitations/accept",
        data={"code": code, "password": "con gà gáy sáng sớm"},
    )
    assert used.json()["code"] == "invitationOver"


def her_account_is_closed_and_opened(page: Page, looks) -> None:
    acts.tap(page, "invite.anew")
    expect(page.locator(".code")).to_be_visible()
    acts.tap(page, "theirs.close")
    looks(page, "i5-account-sure")
    acts.tap(page, "theirs.close")
    expect(said(page, "theirs.closed")).to_be_visible()
    expect(page.get_by_text(word("user.inactive"), exact=True)).to_be_visible()
    looks(page, "i6-account-closed")
    expect(listed(page, "mai")).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text=word("list.total", n=1))).to_be_visible()
    in_state(page, "users.inactiveOnly")
    hers = row(page, "Pinăng Thị Mai")
    expect(hers).to_contain_text(word("user.inactive"))
    hers.get_by_role("link").tap()
    acts.tap(page, "theirs.open")
    expect(said(page, "theirs.opened")).to_be_visible()
    # Her code went with the account, and does not come back with it.
    expect(acts.button(page, "invite.anew")).to_be_visible()
    expect(page.locator(".code")).to_have_count(0)
    expect(listed(page, "mai")).to_contain_text(word("user.comesIn"))


def a_threshold_is_changed(page: Page, looks) -> None:
    office.into(page, "catalogue")
    page.get_by_role("link", name=INDICATOR).first.tap()
    acts.tap(page, "catalogue.change")
    field(page, "catalogue.threshold").fill("0")
    acts.tap(page, "form.save")
    expect(page.get_by_text(word("wrong.count"))).to_be_visible()
    expect(page.locator(".dated").first).to_be_visible()
    looks(page, "i7-threshold-wrong")
    field(page, "catalogue.threshold").fill("3")
    field(page, "unit.sourceField").fill(PLAN)
    acts.tap(page, "form.save")
    expect(said(page, "catalogue.changed")).to_be_visible()
    how = page.locator("section").filter(has_text=word("catalogue.how"))
    expect(how.get_by_role("definition").filter(has_text=re.compile("^3$"))).to_be_visible()
    expect(acts.button(page, "catalogue.change")).to_be_focused()


def a_target_is_replaced(page: Page, looks) -> None:
    before = page.locator(".dated").filter(has_text=re.compile(f"^{COMMUNE}"))
    expect(before.locator("strong")).to_have_text([COMMUNE, "4"])
    before.get_by_role("button", name=word("target.change")).tap()
    field(page, "target.value").fill("năm")
    acts.tap(page, "target.save")
    expect(page.get_by_text(word("wrong.number"))).to_be_visible()
    looks(page, "i8-target-replace-wrong")
    field(page, "target.value").fill("5")
    field(page, "target.document").fill(PLAN)
    acts.tap(page, "target.save")
    expect(said(page, "target.replaced")).to_be_visible()
    expect(before.locator("strong")).to_have_text([COMMUNE, "5"])
    expect(before).to_contain_text(PLAN)
    page.get_by_label(word("target.all")).check()
    expect(before).to_have_count(2)
    replaced = before.filter(has_text=word("target.over"))
    expect(replaced.locator("strong")).to_have_text([COMMUNE, "4"])
    expect(replaced.get_by_role("button")).to_have_count(0)
    looks(page, "i9-target-replaced")
