"""A notebook that is locked: set, opened, changed, forgotten, shared, and left in a hurry."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journey import activities, acts
from tests.journey.words import like, word

PIN, OTHER = "285417", "730164"
LONG = 60_000


def field(page: Page, key: str):
    """A field for a secret."""
    return page.get_by_label(word(key), exact=True)


def set_pin(page: Page, pin: str = PIN, before: str = "") -> None:
    """On the screen of the lock: this PIN from now on."""
    if before:
        field(page, "lock.current").fill(before)
    field(page, "lock.newPin").fill(pin)
    field(page, "lock.again").fill(pin)
    acts.tap(page, "lock.change" if before else "lock.do")
    done = word("lock.changed" if before else "lock.done")
    expect(page.get_by_text(done)).to_be_visible(timeout=LONG)


def to_lock(page: Page) -> None:
    """From "my work" to the screen of the lock."""
    page.get_by_role("main").get_by_role("link").last.tap()
    page.get_by_role("link", name=word("account.lock")).tap()
    expect(page.get_by_role("heading", level=1, name=word("lock.title"))).to_be_visible()


def unlock(page: Page, pin: str = PIN) -> None:
    """Type it and open."""
    field(page, "unlock.pin").fill(pin)
    acts.tap(page, "unlock.do")


def sign_in_again(page: Page) -> None:
    """Where it asks for that first."""
    page.get_by_label(word("signIn.login")).fill("totruong")
    page.get_by_label(word("signIn.password"), exact=True).fill(acts.PASSWORD)
    acts.tap(page, "signIn.do")


def is_open(page: Page) -> None:
    """Her work is before her."""
    expect(page.get_by_role("banner")).to_be_visible(timeout=LONG)
    expect(field(page, "unlock.pin")).to_have_count(0)


@pytest.fixture
def tram(phone, server):
    """Her phone, whose notebook she has just locked; the screen of the lock is open."""
    hers = phone("tram", server.url, lasting=True)
    page = hers.open()
    acts.sign_in(page, "totruong")
    acts.ready(page)
    to_lock(page)
    set_pin(page)
    return hers


def test_a_lock_is_set_opened_and_changed(phone, server, looks):
    tram = phone("tram", server.url, lasting=True)
    page = tram.open()
    acts.sign_in(page, "totruong")
    acts.ready(page)
    to_lock(page)
    looks.at(page, "m0-lock")
    field(page, "lock.newPin").fill("123456")
    field(page, "lock.again").fill("123456")
    acts.tap(page, "lock.do")
    expect(page.get_by_text(word("lock.tooPlain"))).to_be_visible()
    looks.at(page, "m1-lock-wrong")
    page.get_by_label(word("lock.wordsKind")).check()
    expect(field(page, "lock.newWords")).to_be_visible()
    expect(page.get_by_text(word("lock.tooPlain"))).to_be_hidden()
    looks.at(page, "m1-lock-words", keep=False)
    page.get_by_label(word("lock.pin")).check()
    set_pin(page)
    looks.at(page, "m2-locked")

    tram.close()
    page = tram.open()
    expect(field(page, "unlock.pin")).to_be_focused()
    assert page.title() == "Sổ Thôn"
    looks.at(page, "m3-unlock", large=True)
    unlock(page, OTHER)
    expect(page.get_by_text(word("unlock.wrong"))).to_be_visible(timeout=LONG)
    looks.at(page, "m4-unlock-wrong")
    unlock(page)
    is_open(page)

    to_lock(page)
    set_pin(page, OTHER, before=PIN)
    acts.tap(page, "lock.now")
    unlock(page, PIN)
    expect(page.get_by_text(word("unlock.wrong"))).to_be_visible(timeout=LONG)
    unlock(page, OTHER)
    is_open(page)


@pytest.mark.long
def test_wrong_ones_wait_also_after_the_phone_was_closed_and_nothing_is_wiped(tram, looks):
    page = tram.page
    acts.tap(page, "lock.now")
    for _ in range(4):
        unlock(page, OTHER)
        expect(page.get_by_text(word("unlock.wrong"))).to_be_visible(timeout=LONG)
        expect(field(page, "unlock.pin")).to_have_value("")
    unlock(page, OTHER)
    waits = page.get_by_role("status").filter(has_text=like("unlock.waitSeconds"))
    expect(waits).to_be_visible(timeout=LONG)
    looks.at(page, "m5-unlock-wait")
    # A sign-in of this minute is not on the disk yet: without network nobody asks for it.
    tram.lose_signal()
    tram.kill()
    page = tram.open()
    expect(page.get_by_text(like("unlock.waitSeconds"))).to_be_visible()
    expect(acts.button(page, "unlock.do")).to_be_enabled(timeout=LONG)
    unlock(page)
    is_open(page)


@pytest.mark.long
def test_a_forgotten_pin_loses_nothing(tram, looks):
    page = tram.page
    acts.tap(page, "lock.now")
    acts.tap(page, "unlock.forgot")
    looks.at(page, "m6-forgot")
    field(page, "forgot.password").fill("nhầm mật khẩu")
    acts.tap(page, "forgot.do")
    expect(page.get_by_text(word("error.wrongPassword"))).to_be_visible()
    # Her session has come to an end as well: first that, then the PIN.
    tram.context.clear_cookies()
    field(page, "forgot.password").fill(acts.PASSWORD)
    acts.tap(page, "forgot.do")
    expect(page.get_by_text(word("forgot.signInFirst"))).to_be_visible()
    looks.at(page, "m6-forgot-sign-in-first", keep=False)
    sign_in_again(page)
    field(page, "forgot.password").fill(acts.PASSWORD)
    acts.tap(page, "forgot.do")
    field(page, "lock.newPin").fill(OTHER)
    field(page, "lock.again").fill(OTHER)
    looks.at(page, "m7-forgot-new")
    acts.tap(page, "lock.do")
    is_open(page)
    page.reload()
    unlock(page, OTHER)
    is_open(page)


@pytest.mark.long
def test_two_people_share_a_phone_and_see_each_other_by_name_only(tram, server, looks):
    page = tram.page
    page.goto(server.url + "/toi")
    unlock(page)
    is_open(page)
    acts.tap(page, "account.other")
    expect(page.get_by_text(word("signIn.who"))).to_be_visible()
    looks.at(page, "m8-who")
    acts.tap(page, "signIn.another")
    page.get_by_label(word("signIn.login")).fill("xa")
    page.get_by_label(word("signIn.password"), exact=True).fill(acts.PASSWORD)
    acts.tap(page, "signIn.do")
    is_open(page)
    # The officer's sign-in is over for the leader: her PIN opens, and nothing goes under his name.
    page.goto(server.url + "/toi")
    acts.tap(page, "account.other")
    names = page.get_by_role("main").get_by_role("button")
    names.nth(1).tap()
    unlock(page)
    is_open(page)
    expect(page.get_by_text(word("signIn.again"))).to_be_visible()
    looks.at(page, "m9-other-session")


@pytest.mark.long
def test_it_closes_by_itself_and_shows_nothing_while_hidden(tram):
    page = tram.page
    hide(page, "hidden")
    expect(page.locator("body")).to_have_css("visibility", "hidden")
    hide(page, "visible")
    expect(page.locator("body")).to_have_css("visibility", "visible")
    page.clock.install()
    page.clock.fast_forward("06:00")
    expect(field(page, "unlock.pin")).to_be_visible()


def hide(page: Page, state: str) -> None:
    """As when another app comes in front."""
    page.evaluate(
        """state => {
          Object.defineProperty(document, 'visibilityState', {get: () => state, configurable: true})
          document.dispatchEvent(new Event('visibilitychange'))
        }""",
        state,
    )


@pytest.mark.long
def test_signed_out_from_elsewhere_it_closes_at_the_next_contact(tram, server, stored, looks):
    from api.queries import people, users

    page = tram.page
    with stored.writing() as session:
        user = users.find_user_by_login(session, "totruong")
        assert user is not None
        assert user.id is not None
        people.end_all_sign_ins(session, user.id)
    page.goto(server.url + "/da-ghi")
    unlock(page)
    expect(page.get_by_text(word("unlock.signedOut"))).to_be_visible(timeout=LONG)
    expect(field(page, "unlock.pin")).to_have_count(0)
    looks.at(page, "mf-unlock-signed-out")
    sign_in_again(page)
    unlock(page)
    is_open(page)


@pytest.mark.long
def test_a_passkey_opens_it(phone, server):
    tram = phone("tram", re.sub(r"127\.0\.0\.1", "localhost", server.url))
    page = tram.open()
    line = tram.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    line.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "ctap2Version": "ctap2_1",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "hasPrf": True,
            }
        },
    )
    acts.sign_in(page, "totruong")
    acts.ready(page)
    to_lock(page)
    acts.tap(page, "lock.passkey")
    expect(page.get_by_text(word("lock.passkeyDone"))).to_be_visible(timeout=LONG)
    acts.tap(page, "lock.now")
    acts.tap(page, "unlock.passkey")
    is_open(page)


def test_a_form_about_a_person_asks_for_a_lock_first_and_can_be_left_quickly(phone, server, looks):
    tram = phone("tram", server.url)
    page = tram.open()
    acts.sign_in(page, "tramyte")
    acts.ready(page, "goi_sinh_de")
    acts.tap(page, "form.goi_sinh_de")
    expect(page.get_by_text(word("lock.needed"))).to_be_visible()
    looks.at(page, "ma-lock-needed")
    set_pin(page)
    page.goto(server.url)
    acts.unlock(page)
    paper = activities.begin_package(page, "PD-731")
    expect(paper.question("/data/mother/ethnic")).to_be_visible()
    looks.at(page, "mb-package-quick-exit")
    acts.tap(page, "fill.quickExit")
    expect(page).to_have_url(re.compile("rua-tay"))
    assert page.title() == "Rửa tay sạch"
    looks.at(page, "mc-quick-exit")
    page.go_back()
    expect(field(page, "unlock.pin")).to_be_visible()
    assert "/ghi/" not in page.url
    acts.unlock(page)
    acts.cards(page, "PD731").tap()
    expect(paper.question("/data/mother/ethnic")).to_be_visible()
