"""No room left on the phone: what she writes is kept while anything may go; then it says so."""

import pytest
from playwright.sync_api import expect

from tests.faults import storage
from tests.faults.test_the_phone_dies import paper_of, reached_the_remark
from tests.journey import acts
from tests.journey.looks import Looks
from tests.journey.words import like, word

REMARK = "/data/remark"
STILL_FITS = " ".join(["Hết chỗ."] * 90)
TOO_MUCH = " ".join(["Không còn chỗ nào."] * 90)
USED = "async () => (await navigator.storage.estimate()).usage"
RESERVED = f"""async () => {{{storage.DOORS}
  const count = await got(database.transaction('mark').objectStore('mark').count('reserve'))
  database.close()
  return count
}}"""


@pytest.fixture
def kind():
    """Nothing is sent here."""
    return "sqlite"


class Room:
    """What the browser gives this app. It asks anew when no page of ours is open for a while."""

    def __init__(self, her):
        self.her = her

    def leave(self, free):
        """So many bytes beside what is used."""
        page = self.her.page
        used = page.evaluate(USED)
        page.goto("about:blank")
        page.wait_for_timeout(4_000)
        self.her.phone.context.new_cdp_session(page).send(
            "Storage.overrideQuotaForOrigin",
            {"origin": self.her.phone.url, "quotaSize": max(used + free, 1)},
        )
        page.goto(self.her.phone.url)

    def give_back(self):
        """As if she had deleted her videos."""
        line = self.her.phone.context.new_cdp_session(self.her.page)
        line.send("Storage.overrideQuotaForOrigin", {"origin": self.her.phone.url})


def write_on(page):
    """The half written meeting, at its last question."""
    acts.tab(page, "bar.write")
    acts.cards(page, "Tổ truyền thông").tap()
    return paper_of(page)


def kept_remark(page):
    """As it lies on the disk."""
    (draft,) = storage.look(page)["drafts"]
    return draft["draft"]["answers"].get(REMARK)


@pytest.mark.long
def test_the_draft_in_hand_is_kept_and_then_nothing_is_claimed(lan):
    looks = Looks(word("act.name"))
    her = lan()
    waits = [one.id for one in her.has()]
    while not her.page.evaluate(RESERVED):
        her.page.wait_for_timeout(100)
    reached_the_remark(her.page).say(REMARK, "Còn chỗ").saved()
    room = Room(her)

    room.leave(0)
    write_on(her.page).say(REMARK, STILL_FITS).saved()
    assert kept_remark(her.page) == STILL_FITS
    assert not her.page.evaluate(RESERVED)
    expect(her.page.get_by_text(word("storeTight"))).to_be_visible()
    looks.at(her.page, "r7-form-tight")

    room.leave(0)
    write_on(her.page).say(REMARK, TOO_MUCH)
    expect(her.page.get_by_role("alert").filter(has_text=word("storeFault.full"))).to_be_visible()
    expect(her.page.get_by_text(word("fill.notSaved"), exact=True)).to_be_visible()
    expect(her.page.get_by_text(word("fill.saved"), exact=True)).to_have_count(0)
    assert kept_remark(her.page) == STILL_FITS
    looks.at(her.page, "r8-form-full")

    room.give_back()
    expect(her.page.get_by_text(word("fill.saved"), exact=True)).to_be_visible(timeout=90_000)
    assert kept_remark(her.page) == TOO_MUCH
    assert [one.id for one in her.has()] == waits
    looks.fine()


@pytest.mark.long
def test_a_locked_notebook_opens_where_there_is_no_room_at_all(lan):
    """What she has can be read; whoever guesses gains nothing by a phone that is full."""
    looks = Looks(word("act.name"))
    her = lan()
    page = her.page
    while not page.evaluate(RESERVED):
        page.wait_for_timeout(100)
    acts.tab(page, "bar.home")
    acts.lock(page)
    room = Room(her)
    room.leave(0)
    acts.unlock(page)
    assert not page.evaluate(RESERVED)

    room.leave(0)
    said = page.get_by_role("status").filter(has_text=like("unlock.crowdedSeconds"))
    page.get_by_label(word("unlock.pin"), exact=True).fill(acts.PIN)
    acts.tap(page, "unlock.do")
    expect(said).to_be_visible(timeout=60_000)
    looks.at(page, "mg-unlock-crowded")
    page.reload()
    page.get_by_label(word("unlock.pin"), exact=True).fill(acts.PIN)
    acts.tap(page, "unlock.do")
    expect(said).to_be_visible(timeout=60_000)
    expect(said).to_be_hidden(timeout=90_000)
    acts.unlock(page)
    acts.tab(page, "bar.outbox")
    acts.cards(page, "Tổ truyền thông Tà Lú 1 · ").tap()
    expect(page.get_by_text("12", exact=True).first).to_be_visible()
    looks.fine()
