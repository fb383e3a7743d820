"""Addresses, clubs, dialogues and packages: logged without signal, sent, approved, counted.

Each form is filled and approved in real browsers, and its indicators move by the right amount.
"""

import pytest
from playwright.sync_api import expect
from sqlmodel import col, select

from api.models.submission import Submission
from tests.journey import activities, acts
from tests.journey.words import word

# What one of each form adds, by the words on the card.
LANS = {
    "Địa chỉ tin cậy cộng đồng củng cố hoặc thành lập mới": 1,
    "Địa chỉ tin cậy cộng đồng có hoạt động trong kỳ": 1,
    "Lượt người dự hoạt động của địa chỉ tin cậy": 30,
    "Câu lạc bộ Thủ lĩnh của sự thay đổi thành lập mới trong kỳ": 1,
    "Thành viên các câu lạc bộ Thủ lĩnh của sự thay đổi đến cuối kỳ": 25,
    "Câu lạc bộ Thủ lĩnh của sự thay đổi duy trì sinh hoạt trong kỳ": 1,
    "Lượt trẻ em dự sinh hoạt câu lạc bộ": 20,
    "Cuộc đối thoại chính sách cấp xã và cụm thôn bản": 1,
    "Ý kiến nêu tại đối thoại chính sách": 18,
    "Ý kiến được trả lời tại chỗ": 12,
}
TRAMS = {
    "Phụ nữ đủ điều kiện hưởng ít nhất một trong 04 gói chính sách": 1,
    "Phụ nữ được xét điều kiện hưởng 04 gói chính sách": 2,
    "Lượt gói chính sách đã chi": 2,
}


def on_card(page, name):
    """Where the number stands on the card of an indicator."""
    return acts.figure(page, name).locator(".figure__value")


def numbers_of(page, names):
    """By name, what the indicators of the signed-in person's unit say now."""
    acts.tab(page, "bar.indicators")
    acts.unfold(page)
    expect(on_card(page, next(iter(names)))).to_be_visible()
    return {name: int(on_card(page, name).inner_text().replace(".", "")) for name in names}


def expect_raised(page, before, adds):
    """The phone first shows what it has kept, and then what the server says."""
    acts.tab(page, "bar.home")
    acts.tab(page, "bar.indicators")
    for name, number in before.items():
        printed = f"{number + adds[name]:,}".replace(",", ".")
        expect(on_card(page, name)).to_have_text(printed)


def states(stored, titles):
    """Each record's review state, by its title; those that have not come are not there."""
    with stored.reading() as session:
        wanted = select(Submission).where(col(Submission.instance_name).in_(titles))
        return {one.instance_name: one.review_state for one in session.exec(wanted).all()}


def mai_approves(page, titles):
    for title in titles:
        acts.open_in_queue(page, title)
        acts.approve(page, title)
        acts.go_back(page)


def looked_at(phone, server, login="tinh"):
    page = phone(login, server.url).open()
    acts.sign_in(page, login)
    return page


@pytest.mark.long
def test_addresses_clubs_and_a_dialogue_logged_without_signal_become_numbers(
    server, stored, phone, tmp_path
):
    lan = phone("lan", server.url, lasting=True)
    page = lan.open()
    acts.sign_in(page, "totruong")
    acts.ready(page)
    expect(acts.button(page, "form.goi_sinh_de")).to_have_count(0)

    lan.lose_signal()
    titles = [activities.fill_address(page)]
    expect(acts.cards(page, titles[0])).to_contain_text(word("entity.pending"))
    titles.append(activities.fill_address_month(page))
    titles.append(activities.fill_club(page))
    picture = acts.photo(tmp_path / "camera.jpg")
    titles.append(activities.fill_session(page, picture))
    titles.append(activities.fill_dialogue(page, "Tà Lú 1"))
    month = word("things.clubs.done", month=acts.today().month, n=1)
    expect(acts.cards(page, activities.CLUB)).to_contain_text(month)
    lan.close()

    page = lan.open("/da-ghi")
    for title in titles:
        expect(acts.cards(page, title).first).to_contain_text(word("state.onPhone"))
    assert states(stored, titles) == {}
    lan.find_signal()
    page.get_by_role("link", name=word("bar.home")).first.tap()
    acts.sent(page, "totruong")
    assert states(stored, titles) == dict.fromkeys(titles, "received")

    province = looked_at(phone, server)
    before = numbers_of(province, LANS)
    commune = looked_at(phone, server, "xa")
    mai_approves(commune, titles)
    expect_raised(province, before, LANS)


@pytest.mark.long
def test_a_code_recorded_without_signal_becomes_a_beneficiary_when_everything_is_met(
    server, stored, phone
):
    tram = phone("tram", server.url)
    page = tram.open()
    acts.sign_in(page, "tramyte")
    acts.ready(page, "goi_sinh_de")
    acts.lock(page)
    expect(acts.button(page, "form.to_truyen_thong")).to_have_count(0)

    tram.lose_signal()
    met = ("Đạt",) * 5
    packages = ("Đi lại khi sinh ở cơ sở y tế", "Tiền ăn của mẹ và người chăm sóc")
    titles = [activities.fill_package(page, "PD-701", *met, packages=packages)]
    not_known = ("Đạt", "Đạt", "Chưa rõ", "Đạt", "Đạt")
    titles.append(activities.fill_package(page, "pd-702", *not_known))
    tram.find_signal()
    acts.sent(page, "tramyte")
    assert states(stored, titles) == dict.fromkeys(titles, "received")

    province = looked_at(phone, server)
    before = numbers_of(province, TRAMS)
    mai_approves(looked_at(phone, server, "xa"), titles)
    expect_raised(province, before, TRAMS)
