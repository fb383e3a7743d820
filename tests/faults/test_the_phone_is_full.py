"""No room left on the phone: what she writes is kept while anything may go; then it says so."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.faults import storage
from tests.faults.conftest import rows
from tests.faults.test_the_phone_dies import finish_and_send, paper_of, reached_the_remark
from tests.journey import acts
from tests.journey.looks import Looks
from tests.journey.words import like, word
from tests.people import LAN, PASSWORD

REMARK = "/data/remark"
STILL_FITS = " ".join(["Hết chỗ."] * 90)
TOO_MUCH = " ".join(["Không còn chỗ nào."] * 90)
USED = "async () => (await navigator.storage.estimate()).usage"
RESERVED = f"""async () => {{{storage.DOORS}
  const count = await got(database.transaction('mark').objectStore('mark').count('reserve'))
  database.close()
  return count
}}"""

# What leaves the disk for something else, in its order.
GOES = """
  const drop = IDBObjectStore.prototype.delete
  window.gone = []
  IDBObjectStore.prototype.delete = function (key) {
    if (['photos', 'bodies', 'mark'].includes(this.name)) window.gone.push(`${this.name} ${key}`)
    return drop.call(this, key)
  }
"""


@pytest.fixture
def kind():
    """The phone alone is looked at; what it sends in the end is balanced all the same."""
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


def has_of(her, wanted):
    """Of one record: whether what it says is here, and which of its photos."""
    (one,) = [each for each in her.has() if each.id == wanted]
    return bool(one.sha256), list(one.files)


def kept_remark(page):
    """As it lies on the disk."""
    (draft,) = storage.look(page)["drafts"]
    return draft["draft"]["answers"].get(REMARK)


@pytest.mark.long
def test_the_draft_in_hand_is_kept_and_then_nothing_is_claimed(lan, stored, balance):
    looks = Looks(word("act.name"))
    her = lan()
    before, waits = rows(stored), her.has()
    while not her.page.evaluate(RESERVED):
        her.page.wait_for_timeout(100)
    paper = reached_the_remark(her.page).say(REMARK, "Còn chỗ").saved()
    said_saved = {one.id for one in waits} | storage.written_on(her.page)
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
    assert her.has() == waits
    looks.fine()

    # It was more than the form takes, not only more than the phone had.
    finish_and_send(her, paper.say(REMARK, STILL_FITS).saved())
    assert rows(stored) == before + 2
    balance(her.has(), *said_saved)


@pytest.mark.long
def test_what_the_server_has_goes_first_and_nothing_that_it_has_not(lan, stored, balance):
    her = lan()
    (received,) = [one.id for one in her.has()]
    her.phone.find_signal()
    her.sends_all()
    her.phone.lose_signal()
    waits, before = her.log_meeting(), rows(stored)
    while not her.page.evaluate(RESERVED):
        her.page.wait_for_timeout(100)
    paper = reached_the_remark(her.page).say(REMARK, "Còn chỗ").saved()
    here = her.has()
    said_saved = {one.id for one in here} | storage.written_on(her.page)
    says, photos = has_of(her, received)
    assert says
    assert photos

    room = Room(her)
    her.phone.context.add_init_script(GOES)
    room.leave(0)
    write_on(her.page).say(REMARK, STILL_FITS).saved()
    # The browser counts what was freed some moments later, so the rest may go for the same writing.
    gone = list(dict.fromkeys(her.page.evaluate("() => window.gone")))
    order = [f"photos {received},{photos[0]}", f"bodies {received}", "mark reserve"]
    assert gone
    assert gone == order[: len(gone)]
    assert kept_remark(her.page) == STILL_FITS
    assert has_of(her, received) == (len(gone) < 2, [])
    assert [one for one in her.has() if one.id == waits] == [one for one in here if one.id == waits]

    room.give_back()
    finish_and_send(her, paper)
    assert rows(stored) == before + 2
    balance([*here, *her.has()], *said_saved)


@pytest.mark.long
def test_a_locked_notebook_opens_where_there_is_no_room_at_all(lan, balance):
    """What she has can be read; whoever guesses gains nothing by a phone that is full."""
    looks = Looks(word("act.name"))
    her = lan()
    page, waits = her.page, her.has()
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

    room.give_back()
    acts.go_back(page)
    her.phone.find_signal()
    acts.sent(page, LAN.login, PASSWORD)
    # The box of what it says is locked for whoever looks from outside: the receipt names the bytes.
    balance([replace(one, acknowledged=True) for one in waits], *(one.id for one in waits))
