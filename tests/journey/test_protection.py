"""Whether the browser has promised to keep what is not sent: asked for, said to her, told to the
office; and the other way out of the phone, its share sheet.
"""

import httpx
import pytest
from playwright.sync_api import expect
from sqlmodel import select

from api.models.phone import Phone
from tests.faults import storage
from tests.journey import acts, forms
from tests.journey.forms import Team
from tests.journey.words import like, word

# What a browser answers that makes up its mind as the test says; a headless one always refuses.
PROMISE = """() => {
  if (!globalThis.StorageManager) return
  const mind = JSON.parse(localStorage.mind ?? '{"asked": 0, "willing": false, "kept": false}')
  const keep = () => { localStorage.mind = JSON.stringify(mind) }
  window.mind = mind
  StorageManager.prototype.persisted = async () => mind.kept
  StorageManager.prototype.persist = async () => {
    mind.asked++
    mind.kept ||= mind.willing
    keep()
    return mind.kept
  }
}"""


def told(stored, page, **said):
    """Wait until the office has heard this of her phone."""
    for _ in range(200):
        with stored.reading() as session:
            heard = session.exec(select(Phone)).one()
        if all(getattr(heard, key) == value for key, value in said.items()):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"the office heard {heard}")


@pytest.fixture
def lan(phone, server):
    """Her phone, whose browser can be told what to answer; signed in, nothing written yet."""
    hers = phone("lan", server.url)
    hers.open("/health")
    hers.context.add_init_script(f"({PROMISE})()")
    acts.sign_in(hers.open(), "totruong")
    acts.ready(hers.page)
    return hers


def asked(page):
    """How often the browser was asked for its promise."""
    return page.evaluate("() => window.mind.asked")


def test_the_promise_is_asked_for_after_the_first_record_and_what_came_of_it_is_said(
    lan, stored, looks
):
    page = lan.page
    warning = page.get_by_role("main").get_by_role("link", name=word("account.unguarded"))
    assert asked(page) == 0
    expect(warning).to_have_count(0)

    lan.lose_signal()
    forms.fill_team(page, Team()).finish()
    assert asked(page) == 1
    looks.at(page, "sp0-home-unguarded", keep=False)
    warning.tap()
    for line in ("unguarded", "unguardedWhy"):
        expect(page.get_by_text(word(f"account.{line}"), exact=True)).to_be_visible()
    for line in ("account.owes", "account.contact", "account.room"):
        expect(page.get_by_text(like(line))).to_be_visible()
    looks.at(page, "sp1-account-unguarded", keep=False)

    lan.find_signal()
    acts.sent(page, "totruong")
    told(stored, page, owed=0, persisted=False)
    # Nothing is here any more that could be lost.
    acts.tab(page, "bar.home")
    expect(warning).to_have_count(0)

    page.get_by_role("main").get_by_role("link").last.tap()
    page.evaluate("() => { window.mind.willing = true }")
    acts.tap(page, "account.guard")
    expect(page.get_by_text(word("account.guarded"), exact=True)).to_be_visible()
    expect(page.get_by_text(word("account.unguardedWhy"))).to_have_count(0)
    page.reload()
    told(stored, page, persisted=True)
    expect(page.get_by_text(word("account.guarded"), exact=True)).to_be_visible()
    assert asked(page) == 2
