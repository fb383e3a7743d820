"""The forms of addresses, clubs, dialogues and packages, screen by screen: usable by everybody."""

import pytest
from playwright.sync_api import expect

from tests import activity_records as records
from tests.journey import acts, forms
from tests.journey.filed import Filed
from tests.journey.forms import Paper
from tests.journey.looks import Looks
from tests.journey.words import like, word

ADDRESS, CLUB = "Địa chỉ tin cậy Tà Lú 1", "CLB Thủ lĩnh của sự thay đổi Tà Lú 1"

# The journeys of the activities walk over the same screens.
pytestmark = pytest.mark.long


@pytest.fixture
def lan(phone, server):
    """Lan's phone, in a village with a team, an address and a club."""
    filed = Filed(server.url)
    filed.team("Tổ truyền thông Tà Lú 1", "approved")
    filed.register("dia_chi_tin_cay", records.address, ADDRESS, "approved")
    filed.register("cau_lac_bo", records.club, CLUB)
    hers = phone("lan", server.url)
    acts.sign_in(hers.open(), "totruong")
    acts.ready(hers.page)
    return hers.page


def through(paper: Paper, looks: Looks, form: str, keep: tuple[str, ...] = ()) -> None:
    """Every screen of a form up to the last look, answered by its first choices and by ones."""
    page = paper.page
    while not acts.button(page, "fill.finish").is_visible():
        ref = page.locator("[data-ref]").first.get_attribute("data-ref") or ""
        step = ref.removeprefix("/data/").split("/")[0]
        nth = 0
        while nth < page.locator("[data-ref]").count():
            # An answer may ask for more on the same screen.
            answer(page.locator("[data-ref]").nth(nth))
            nth += 1
        looks.at(page, f"{form}-{step}", keep=step in keep)
        paper.next()
    looks.at(page, f"{form}-check", keep="check" in keep)
    acts.tap(page, "fill.later")


def answer(question) -> None:
    """By its first choice, or by a number; what is there already stays."""
    choices = "input[type=radio], input[type=checkbox]"
    if question.locator(choices).count():
        if not question.locator("input:checked").count():
            question.locator("label").filter(has=question.page.locator(choices)).first.tap()
        return
    boxes, name = question.get_by_role("textbox"), ref_of(question).rsplit("/", 1)[1]
    if boxes.count() == 3:
        today = f"{acts.today():%d/%m/%Y}".split("/")
        for box, part in zip(boxes.all(), today, strict=True):
            box.fill(part)
    elif boxes.count() and name != "remark" and not boxes.first.input_value():
        boxes.first.fill(SAID.get(name, "1"))


def ref_of(question) -> str:
    return question.get_attribute("data-ref") or ""


SAID = {
    "decision_number": "46/QĐ-UBND",
    "school": "Trường THCS Phước Đại",
    "girls": "15",
    "boys": "10",
    "raised": "18",
    "answered": "12",
    "passed": "4",
    "women": "18",
    "men": "12",
}


def test_three_kinds_of_things_their_choice_and_their_registers(lan, looks):
    month = acts.today().month
    for what, name in (("addresses", ADDRESS), ("clubs", CLUB)):
        due = word(f"things.{what}.due", month=month)
        expect(acts.cards(lan, name)).to_contain_text(due)
    expect(acts.cards(lan, CLUB)).to_contain_text(word("entity.pending"))
    looks.at(lan, "80-home-three-kinds")
    acts.tab(lan, "bar.write")
    expect(acts.button(lan, "form.doi_thoai")).to_be_visible()
    looks.at(lan, "81-choose-by-kind")
    through(forms.begin(lan, "dia_chi_tin_cay"), looks, "82-address", ("address_name", "services"))
    through(forms.begin(lan, "cau_lac_bo"), looks, "83-club", ("where", "members"))


def test_a_month_a_session_and_a_dialogue(lan, looks):
    through(forms.begin(lan, "hoat_dong_dia_chi"), looks, "84-month", ("which", "help"))
    through(forms.begin(lan, "sinh_hoat_cau_lac_bo"), looks, "85-session", ("topics", "photo"))
    through(forms.begin(lan, "doi_thoai"), looks, "86-dialogue", ("opinions", "check"))

    paper = forms.begin(lan, "doi_thoai").next().next()
    forms.answer_first(paper)
    for part in ("women", "men", "ethnic"):
        paper.say(f"/data/participants/{part}", 9)
    paper.next()
    for part, said in (("raised", 18), ("answered", 12), ("passed", 7)):
        paper.say(f"/data/opinions/{part}", said)
    acts.tap(lan, "act.next")
    wrong = paper.question("/data/opinions/passed")
    expect(wrong).to_contain_text("cộng lại không thể quá 18 ý kiến đã nêu")
    looks.at(lan, "87-dialogue-too-many")


def test_at_the_health_station(phone, server, looks):
    page = phone("tram", server.url).open()
    acts.sign_in(page, "tramyte")
    acts.ready(page, "goi_sinh_de")
    acts.lock(page)
    looks.at(page, "90-home-station")
    acts.tap(page, "form.goi_sinh_de")
    expect(page.get_by_text(like("fill.where"))).to_be_visible()
    acts.tap(page, "act.next")
    paper = Paper(page)
    expect(paper.question("/data/private")).to_contain_text("Chị đọc và chọn")
    looks.at(page, "91-package-warning")
    paper.choose("/data/private", word("acknowledge")).next()
    looks.at(page, "92-package-station", keep=False)
    paper.next().say("/data/code", "Lan")
    acts.tap(page, "act.next")
    expect(paper.question("/data/code")).to_contain_text("Mã có 1 đến 4 chữ cái")
    looks.at(page, "92-package-no-name")
    paper.say("/data/code", "PD-012").next()
    for name in ("ethnic", "adult", "resident"):
        paper.choose(f"/data/mother/{name}", "Đạt")
    looks.at(page, "93-package-mother")
    paper.next().choose("/data/birth/policy", "Chưa rõ").choose("/data/birth/facility", "Đạt")
    looks.at(page, "94-package-birth")
    paper.next()
    expect(page.get_by_role("main")).to_contain_text("Còn điều kiện chưa rõ")
    looks.at(page, "95-package-not-known")
    acts.tap(page, "act.back")
    paper.choose("/data/birth/policy", "Đạt").next()
    paper.choose("/data/support/packages", "Đi lại khi sinh ở cơ sở y tế")
    looks.at(page, "96-package-packages")
    paper.next()
    looks.at(page, "97-package-check")
