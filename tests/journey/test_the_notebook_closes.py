"""A notebook with a PIN closes when another tab closes it, and when it is left alone, also while
nobody looks; what was half typed is there when it is opened again.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.journey import acts, forms
from tests.journey.forms import Paper
from tests.journey.words import word

SAID, MORE, MOST = "Bà con hỏi", "Bà con hỏi nhiều", "Bà con hỏi nhiều về trường học"
NAME = "/data/team_name"
REST = "06:00"
IN = "ms => new Date(Date.now() + ms).toISOString()"
SOON, LATER = 1_000, 6 * 60_000

LOOKED_AT = """state => {
  Object.defineProperty(document, 'visibilityState', { get: () => state, configurable: true })
  document.dispatchEvent(new Event('visibilitychange'))
}"""


def asks(page: Page) -> None:
    """Her PIN, and nothing of her work is on the page."""
    expect(page.get_by_label(word("unlock.pin"), exact=True)).to_be_attached()
    expect(page.locator("[data-ref]")).to_have_count(0)


def name_is(page: Page, said: str) -> None:
    """What stands in the field of the team's name."""
    expect(Paper(page).question(NAME).get_by_role("textbox")).to_have_value(said)


@pytest.fixture
def writing(phone, server):
    """Her phone with a PIN, at the name of a new team."""
    lan = phone("lan", server.url)
    # Before the app is there: each of its timers is one of this clock's.
    lan.open("/health").clock.install()
    page = lan.open()
    acts.sign_in(page, "totruong")
    acts.ready(page)
    acts.lock(page)
    paper = forms.begin(page, "to_truyen_thong").next()
    paper.choose("/data/kind", "Thành lập mới").next()
    expect(paper.question(NAME)).to_be_visible()
    return lan


def types(page: Page, said: str) -> None:
    """Half a word more: her hands are still on it."""
    Paper(page).say(NAME, said)


def opens(page: Page, said: str) -> None:
    """Her PIN, and she goes on where she was."""
    acts.unlock(page)
    name_is(page, said)


def test_another_tab_closes_it_and_so_does_rest_and_what_is_half_typed_stays(writing):
    page = writing.page
    other = writing.open("/toi")
    acts.unlock(other)
    # No time passes in this browser: nothing is written down by a timer.
    page.clock.pause_at(page.evaluate(IN, SOON))
    types(page, SAID)
    acts.tap(other, "account.lockNow")
    expect(acts.button(other, "account.lockNow")).to_have_count(0)
    other.close()
    expect(page.locator("[data-ref]")).to_have_count(0)
    page.clock.resume()
    asks(page)
    opens(page, SAID)

    # Nobody looks, and the browser still gives it a turn now and then.
    types(page, MORE)
    page.evaluate(LOOKED_AT, "hidden")
    expect(page.locator("body")).to_have_css("visibility", "hidden")
    page.clock.fast_forward(REST)
    asks(page)
    page.evaluate(LOOKED_AT, "visible")
    opens(page, MORE)

    # Nobody looks, and the browser gives it none: it closes before anything is shown.
    types(page, MOST)
    page.clock.pause_at(page.evaluate(IN, SOON))
    page.evaluate(LOOKED_AT, "hidden")
    page.clock.set_system_time(page.evaluate(IN, LATER))
    expect(page.locator("[data-ref]")).to_have_count(1)
    page.evaluate(LOOKED_AT, "visible")
    expect(page.locator("[data-ref]")).to_have_count(0)
    page.clock.resume()
    asks(page)
    opens(page, MOST)
