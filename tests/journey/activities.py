"""Filling the forms of addresses, clubs, dialogues and packages, question by question.

Each `fill_…` answers everything and gives the title that the finished record has.
"""

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page

from tests.journey.acts import today
from tests.journey.forms import Paper, begin, say_day
from tests.journey.words import word

ADDRESS, CLUB = "Địa chỉ tin cậy Suối Mới", "CLB Thủ lĩnh của sự thay đổi Suối Mới"


def _say_all(paper: Paper, group: str, **said: int) -> Paper:
    for part, number in said.items():
        paper.say(f"/data/{group}/{part}", number)
    return paper


def _decided(paper: Paper, number: str) -> Paper:
    paper.say("/data/decision/decision_number", number)
    say_day(paper, "/data/decision/decision_date", *f"{today():%d/%m/%Y}".split("/"))
    return paper


def fill_address(page: Page) -> str:
    """A new address in her village, with a board of five."""
    paper = begin(page, "dia_chi_tin_cay").next()
    paper.choose("/data/kind", "Thành lập mới").next()
    paper.say("/data/address_name", ADDRESS).next()
    _decided(paper, "46/QĐ-UBND").next()
    _say_all(paper, "board", women=4, men=1, ethnic=4).next()
    paper.choose("/data/services", "Tư vấn tâm lý", "Chuyển, kết nối dịch vụ").next().finish()
    return ADDRESS


def fill_address_month(page: Page) -> str:
    """This month at her only address: two events with 30 attendances."""
    paper = begin(page, "hoat_dong_dia_chi").next()
    _say_all(paper, "events", held=2, women=18, men=12, ethnic=25).next()
    _say_all(paper, "help", advice=3, referrals=1).next().finish()
    return f"{ADDRESS} · {today():%m/%Y}"


def fill_club(page: Page) -> str:
    """A new club at a primary school, with 25 members."""
    paper = begin(page, "cau_lac_bo").next()
    paper.choose("/data/kind", "Mới thành lập").next()
    paper.choose("/data/where/setting", "Ở trường học")
    paper.say("/data/where/school", "Trường Tiểu học Phước Đại")
    paper.choose("/data/where/school_level", "Tiểu học").next()
    paper.say("/data/club_name", CLUB).next()
    _decided(paper, "47/QĐ-UBND").next()
    _say_all(paper, "members", girls=15, boys=10, ethnic=22).next()
    paper.choose("/data/facilitator/facilitator_sex", "Nữ")
    paper.choose("/data/facilitator/facilitator_role", "Thầy cô giáo").next().finish()
    return CLUB


def fill_session(page: Page, photo: Path | None = None) -> str:
    """Today's session of her only club: 13 girls and 7 boys."""
    paper = begin(page, "sinh_hoat_cau_lac_bo").next()
    paper.choose("/data/topics", "Bình đẳng giới, định kiến giới").next()
    _say_all(paper, "participants", girls=13, boys=7, ethnic=19).next()
    paper.choose("/data/led_by", "Dẫn trình viên").next()
    if photo:
        paper.take_photo(photo)
    paper.next().next().finish()
    return f"{CLUB} · {today():%d/%m/%Y}"


def fill_dialogue(page: Page, place: str) -> str:
    """Today's dialogue: of 18 opinions 12 were answered, 4 were passed on."""
    paper = begin(page, "doi_thoai").next().next()
    paper.choose("/data/chair", "Lãnh đạo UBND xã").next()
    _say_all(paper, "participants", women=40, men=20, ethnic=48).next()
    _say_all(paper, "opinions", raised=18, answered=12, passed=4)
    say_day(paper, "/data/opinions/due", *f"{today():%d/%m/%Y}".split("/"))
    paper.next().choose("/data/broadcast", "Có").next().next().finish()
    return f"Đối thoại {place} · {today():%d/%m/%Y}"


def begin_package(page: Page, code: str) -> Paper:
    """Up to the conditions: the warning was read, the station is hers, a code and no name."""
    paper = begin(page, "goi_sinh_de")
    paper.choose("/data/private", word("acknowledge")).next()
    return paper.next().say("/data/code", code).next()


def fill_package(page: Page, code: str, *conditions: str, packages: Sequence[str] = ()) -> str:
    """A code, its five conditions in the order of the form, and the packages, if any."""
    paper = begin_package(page, code)
    mother = ("ethnic", "adult", "resident")
    for name, said in zip(mother, conditions, strict=False):
        paper.choose(f"/data/mother/{name}", said)
    paper.next()
    for name, said in zip(("policy", "facility"), conditions[3:], strict=True):
        paper.choose(f"/data/birth/{name}", said)
    paper.next()
    if packages:
        paper.choose("/data/support/packages", *packages)
    paper.next().finish()
    return f"{code.upper().replace('-', '')} · {today():%d/%m/%Y}"
