"""An administrator at her desk: forms, targets, files of many lines; and the trail of it all."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import DESK
from tests.journey import acts, office
from tests.journey.looks import Looks
from tests.journey.office import field, row, said
from tests.journey.words import like, word

VERSION = re.compile(r"\| (20\d{8}) \|")
NEXT = "2099010101"
PEOPLE = """login,name,role,org_unit,village,valid_from
suoi.moi,Katơr Thị Mai,reporter,22801,{village},
truong.xa,Pinăng Văn Hùng,supervisor,{commune},,
"""


@pytest.fixture
def looks():
    """What is wrong with the screens at the desk."""
    found = Looks(word("act.name"), DESK)
    yield found
    found.fine()


@pytest.mark.long
def test_a_form_is_put_right_and_published(administrator, looks):
    page = administrator.page
    office.into(page, "forms")
    expect(row(page, "sinh_hoat_to").first).to_be_visible()
    looks.at(page, "c0-forms")
    good = VERSION.sub(f"| {NEXT} |", office.workbook("sinh_hoat_to"))
    wrong = good.replace("| integer | women |", "| numbr | women |").replace(
        "| TTCD_BUOI |", "| TTCD_BOUI |"
    )
    office.choose_file(page, "upload.file", "sinh_hoat_to.md", wrong)
    expect(page.get_by_text(like("upload.at")).first).to_be_visible()
    expect(page.get_by_role("button", name=like("upload.publish"))).to_have_count(0)
    looks.at(page, "c1-form-mistakes")

    office.choose_file(page, "upload.file", "sinh_hoat_to.md", good)
    expect(page.get_by_text(word("outcome.newVersion"))).to_be_visible()
    looks.at(page, "c2-form-tried", keep=False)
    acts.tap(page, "upload.publish", version=NEXT)
    expect(page.get_by_role("status").filter(has_text=NEXT).first).to_be_visible()
    expect(row(page, "sinh_hoat_to").filter(has_text=NEXT)).to_be_visible()
    page.get_by_role("row").filter(has_text=NEXT).get_by_role("link").tap()
    expect(page.get_by_text(word("forms.inUse"))).to_have_count(1)
    looks.at(page, "c3-form-versions")
    with page.expect_download() as coming:
        page.get_by_role("link", name=like("forms.download")).first.tap()
    assert coming.value.path().read_text() == good
    office.trail(page, "form.publish")


@pytest.mark.long
def test_a_target_is_replaced_with_its_source(administrator, looks):
    page = administrator.page
    office.into(page, "catalogue")
    page.get_by_role("searchbox").fill("duy tri sinh hoat")
    looks.at(page, "d0-indicators")
    page.get_by_role("link", name=re.compile("duy trì sinh hoạt trong kỳ")).first.tap()
    expect(page.get_by_text(like("list.total"))).to_be_visible()
    page.get_by_role("searchbox").first.fill("bac ai dong")
    page.get_by_role("button", name="Bác Ái Đông").first.tap()
    expect(page.get_by_text("Bác Ái Đông", exact=True).first).to_be_visible()
    acts.tap(page, "target.new")
    acts.tap(page, "target.save")
    expect(page.get_by_text(word("wrong.nothing"))).to_be_visible()
    looks.at(page, "d1-target-wrong")
    office.search_unit(page.locator("form"), "ta lu 1", "Tà Lú 1")
    page.locator("form").get_by_label(word("target.period")).fill(str(acts.today().year))
    field(page, "target.value").fill("1")
    field(page, "target.document").fill("KH 42/KH-UBND")
    acts.tap(page, "target.save")
    expect(said(page, "target.saved")).to_be_visible()
    expect(page.get_by_text("KH 42/KH-UBND")).to_be_visible()
    looks.at(page, "d2-targets")
    office.trail(page, "target.set")


@pytest.mark.long
def test_an_import_is_tried_corrected_and_applied_and_the_trail_tells(administrator, looks):
    page = administrator.page
    office.into(page, "import")
    looks.at(page, "e0-import")
    wrong = PEOPLE.format(village="Tà Lú 1", commune="99999")
    office.choose_file(page, "import.file", "tai-khoan.csv", wrong)
    expect(page.get_by_text(word("import.errors", n=1))).to_be_visible()
    expect(row(page, word("import.lineNumber", n=3))).to_contain_text("org_unit")
    expect(page.get_by_role("button", name=like("import.apply"))).to_have_count(0)
    looks.at(page, "e1-import-wrong")

    office.choose_file(page, "import.file", "tai-khoan.csv", wrong.replace("99999", "22801"))
    expect(page.get_by_text(word("import.ready", new=2, changed=0, same=0))).to_be_visible()
    looks.at(page, "e2-import-tried", keep=False)
    acts.tap(page, "import.apply", n=2)
    expect(page.get_by_text(word("import.applied", n=2, same=0))).to_be_visible()
    office.out(page)
    office.into(page, "users")
    field(page, "users.search").fill("pinang van hung")
    expect(row(page, "truong.xa")).to_contain_text("Bác Ái Đông")

    office.out(page)
    office.into(page, "audit")
    expect(row(page, word("act.import.apply")).first).to_be_visible()
    looks.at(page, "f0-audit")
    page.get_by_label(word("audit.about")).select_option("user.")
    expect(row(page, word("act.import.apply"))).to_have_count(0)
    expect(row(page, word("act.user.create")).first).to_be_visible()
    field(page, "audit.from").fill("1/1/2020")
    field(page, "audit.to").fill("2/1/2020")
    acts.tap(page, "units.look")
    expect(page.get_by_text(word("audit.none"))).to_be_visible()
