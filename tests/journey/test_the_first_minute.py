"""What stands between an invitation and the first record that the commune has, on 360 pixels.

Counted, so that it does not grow unseen: what she taps, what she types, what she has to read.
"""

from dataclasses import dataclass, field

import httpx2
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journey import acts
from tests.journey.filed import Filed
from tests.journey.forms import PHOTO_QUESTION
from tests.journey.words import like, word

TEAM = "Tổ truyền thông Tà Lú 1"
PASSWORD = "suối chảy qua bản"


@pytest.fixture
def code(server):
    """The administrator has made Nga's account; this is on the slip that she was given."""
    Filed(server.url).team(TEAM, "approved")
    admin = httpx2.Client(base_url=server.url)
    said = {"email": "admin", "password": acts.PASSWORD}
    token = admin.post("/v1/sessions", json=said).json()["token"]
    admin.headers["Authorization"] = f"Bearer {token}"
    (lan,) = [
        one
        for one in admin.post("/v1/users/searches", json={"q": "totruong"}).json()["items"]
        if one["email"] == "totruong"
    ]
    place = {"orgUnitId": lan["assignments"][0]["orgUnit"]["id"], "role": "reporter"}
    her = admin.post("/v1/users", json={"email": "nga", "displayName": "Nga", **place}).json()
    return admin.post(f"/v1/users/{her['id']}/invitations").json()["code"]


@dataclass
class Newcomer:
    """Nga with the phone in her hand: everything that she does is counted."""

    page: Page
    screens: list[tuple[str, int]] = field(default_factory=list)
    taps: int = 0
    typed: int = 0

    def sees(self, name: str) -> None:
        """One more screen, and how many words stand on it in sight."""
        shown = self.page.evaluate(
            """() => [...document.querySelectorAll('main, header, [class=actions]')]
                .map((part) => part.innerText).join(' ')"""
        )
        self.screens.append((name, len(shown.split())))

    def tap(self, what: Locator) -> None:
        """One tap."""
        what.tap()
        self.taps += 1

    def say(self, where: Locator, text: object) -> None:
        """One field filled in: the tap into it counts too."""
        where.fill(str(text))
        self.taps += 1
        self.typed += len(str(text))

    def next(self, name: str) -> None:
        """On to the next question."""
        before = self.page.get_by_text(like("fill.where")).inner_text()
        self.tap(acts.button(self.page, "act.next"))
        expect(self.page.get_by_text(before, exact=True)).to_have_count(0)
        self.sees(name)

    def choose(self, ref: str, label: str) -> None:
        """One choice."""
        question = self.page.locator(f'[data-ref="{ref}"]')
        self.tap(question.locator("label").filter(has_text=label).first)


def test_from_the_invitation_to_the_first_sent_record(phone, server, code, looks):
    nga = Newcomer(phone("nga", server.url).open("/loi-moi"))
    page = nga.page
    expect(page.get_by_role("heading", name=word("invitation.title"))).to_be_visible()
    nga.sees("mã mời")
    nga.say(page.get_by_label(word("invitation.code"), exact=True), code)
    nga.say(page.get_by_label(word("invitation.password"), exact=True), PASSWORD)
    nga.tap(acts.button(page, "invitation.do"))
    begin = acts.button(page, "form.sinh_hoat_to")
    expect(begin).to_be_visible()
    nga.sees("việc của tôi")
    looks.at(page, "09-first-home")

    nga.tap(begin)
    expect(page.get_by_text(like("fill.where"))).to_be_visible()
    nga.sees("tổ nào, ngày nào")
    looks.at(page, "09-first-question")
    # The only team and today are chosen already.
    nga.next("ở đâu")
    nga.choose("/data/place", "Nhà sinh hoạt")
    nga.next("nói chuyện gì")
    nga.choose("/data/topics", "Tảo hôn")
    nga.next("bằng cách nào")
    nga.choose("/data/channels", "Họp thôn")
    nga.next("tiếng gì")
    nga.choose("/data/languages", "Raglai")
    nga.next("bao nhiêu người")
    for part, said in (("women", 12), ("men", 5), ("ethnic", 16)):
        nga.say(
            page.locator(f'[data-ref="/data/participants/{part}"]').get_by_role("textbox"), said
        )
    nga.next("ảnh")
    expect(page.locator(f'[data-ref="{PHOTO_QUESTION}"]')).to_be_visible()
    nga.next("ghi thêm")
    nga.next("xem lại")
    nga.tap(acts.button(page, "fill.finish"))
    expect(page.get_by_text(word("mine.received"))).to_be_visible()
    nga.sees("xã đã nhận")
    looks.at(page, "09-first-sent")

    words = sum(count for _, count in nga.screens)
    print(f"\n{len(nga.screens)} screens, {nga.taps} taps, {nga.typed} letters, {words} words")
    for name, count in nga.screens:
        print(f"{count:5d}  {name}")
    assert len(nga.screens) <= 12
    assert nga.taps <= 20
    assert words <= 700
