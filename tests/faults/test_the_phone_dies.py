"""kill -9 of the browser right after "Đã lưu", and while it sends; two tabs that send at once."""

import time

import pytest
from playwright.sync_api import expect

from tests.faults import storage
from tests.faults.conftest import rows
from tests.journey import acts, forms
from tests.journey.words import word
from tests.people import LAN, PASSWORD

POSTS = "/v1/projects/1/submission"


@pytest.fixture
def kind():
    """The phone alone is looked at; what it sends in the end is balanced all the same."""
    return "sqlite"


def test_what_was_called_saved_is_back_after_a_kill(lan, stored, balance):
    her = lan()
    before, said_saved = rows(stored), {one.id for one in her.has()}
    for remark in (
        "Bà con hỏi nhiều",
        "Bà con hỏi nhiều về trường học",
        "Lần sau nói tiếng Raglai",
    ):
        paper = reached_the_remark(her.page)
        paper.say("/data/remark", remark).saved()
        said_saved |= storage.written_on(her.page)
        her.phone.kill()
        her.phone.open()
        draft = storage.look(her.page)["drafts"][0]
        assert draft["draft"]["answers"]["/data/remark"] == remark
        acts.tab(her.page, "bar.write")
        acts.cards(her.page, "Tổ truyền thông").tap()
        expect(paper_of(her.page).question("/data/remark").get_by_role("textbox")).to_have_value(
            remark
        )
        acts.go_back(her.page)
    assert len(storage.look(her.page)["drafts"]) == 1
    assert len(said_saved) == 2
    sends_what_is_left(her)
    assert rows(stored) == before + 2
    balance(her.has(), *said_saved)


def sends_what_is_left(her):
    """The half written meeting is finished and sent with whatever else is still here."""
    acts.tab(her.page, "bar.write")
    acts.cards(her.page, "Tổ truyền thông").tap()
    finish_and_send(her, paper_of(her.page))


def finish_and_send(her, paper):
    """From the last question of a form to "all sent"; a phone that died may have to sign in."""
    paper.next().finish()
    her.phone.find_signal()
    acts.sent(her.page, LAN.login, PASSWORD)


def reached_the_remark(page):
    """A meeting up to its last question; the one that is half written, when there is one."""
    acts.tab(page, "bar.write")
    drafts = acts.cards(page, "Tổ truyền thông")
    if drafts.count():
        drafts.tap()
        return paper_of(page)
    acts.tap(page, "form.sinh_hoat_to")
    paper = paper_of(page)
    for _ in range(5):
        forms.answer_first(paper)
    for part in ("women", "men", "ethnic"):
        paper.say(f"/data/participants/{part}", 4)
    return paper.next().next()


def paper_of(page):
    """The form that is open."""
    expect(page.get_by_role("progressbar", name=word("fill.progress"))).to_be_visible()
    return forms.Paper(page)


def slowly(route, _):
    """A line on which twenty records take their time."""
    time.sleep(0.1)
    route.continue_()


@pytest.mark.long
def test_a_phone_that_dies_while_sending_sends_the_rest_once(lan, stored, balance):
    her = lan()
    storage.grow(her.page, 19)
    before, said_saved = rows(stored), [one.id for one in her.has()]
    her.phone.context.route("**/submission*", slowly)
    her.phone.find_signal()
    acts.nudge(her.page)
    while rows(stored) == before:
        her.page.wait_for_timeout(5)
    her.phone.kill()
    assert rows(stored) < before + 20
    her.phone.open("/da-ghi")
    acts.sent(her.page, LAN.login, PASSWORD)
    kept = her.has()
    assert len(kept) == 20
    assert rows(stored) == before + 20
    balance(kept, *said_saved)


def two_tabs(her, count):
    """The app open twice, with so many in the one outbox."""
    storage.grow(her.page, count - 1)
    first = her.page
    second = her.phone.open("/da-ghi")
    expect(acts.button(second, "outbox.sendNow", n=count)).to_be_visible()
    return first, second


def both_send(her, pages):
    """Each is tapped and looked at in the same moment, several times."""
    her.phone.find_signal()
    for page in pages:
        page.evaluate(
            """() => {
              for (let nth = 0; nth < 3; nth++) {
                document.querySelector('main button').click()
                document.dispatchEvent(new Event('visibilitychange'))
                window.dispatchEvent(new Event('online'))
              }
            }"""
        )
    her.sends_all()


@pytest.mark.long
def test_two_tabs_send_each_record_once(lan, stored, balance):
    her = lan()
    pages = two_tabs(her, 5)
    posts = []
    her.phone.context.on(
        "request", lambda asked: posts.append(asked) if asked.url.endswith(POSTS) else None
    )
    before, said_saved = rows(stored), [one.id for one in her.has()]
    both_send(her, pages)
    kept = her.has()
    assert [one.attempts for one in kept] == [1] * 5
    assert len(posts) == 5
    assert rows(stored) == before + 5
    balance(kept, *said_saved)


@pytest.mark.long
def test_where_tabs_cannot_take_turns_nothing_is_stored_twice(lan, stored, balance):
    """A browser without locks: both send, and the server tells both the same."""
    her = lan()
    her.phone.context.add_init_script("delete Navigator.prototype.locks")
    her.page.reload()
    pages = two_tabs(her, 5)
    assert pages[0].evaluate("() => navigator.locks === undefined")
    before, said_saved = rows(stored), [one.id for one in her.has()]
    both_send(her, pages)
    kept = her.has()
    assert [one.acknowledged for one in kept] == [True] * 5
    assert rows(stored) == before + 5
    balance(kept, *said_saved)
