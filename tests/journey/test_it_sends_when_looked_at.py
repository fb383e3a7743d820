"""A phone that was put away with something unsent sends it when she looks at it: no tap, no timer,
and no word of the browser that there is network again.
"""

from playwright.sync_api import expect
from sqlmodel import func, select

from api.models.submission import Submission
from tests.journey import acts, forms
from tests.journey.forms import Team
from tests.journey.test_the_notebook_closes import IN, LOOKED_AT, SOON
from tests.journey.words import like, word

EVERYTHING = "**/*"


def rows(stored):
    """How many records of hers the server has."""
    with stored.reading() as session:
        mine = select(func.count()).select_from(Submission)
        return session.exec(mine.where(Submission.instance_name == Team().name)).one()


def test_looking_at_it_is_enough(phone, server, stored):
    lan = phone("lan", server.url)
    # Before the app is there: each of its timers is one of this clock's.
    lan.open("/health").clock.install()
    page = lan.open()
    acts.sign_in(page, "totruong")
    acts.ready(page)
    # Nobody answers, and the browser goes on saying that there is network.
    lan.context.route(EVERYTHING, lambda route, _: route.abort())
    forms.fill_team(page, Team()).finish()
    acts.tab(page, "bar.outbox")
    waits = page.get_by_role("button", name=like("outbox.sendNow"))
    expect(waits).to_be_visible()
    expect(page.get_by_text(word("network.none"))).to_be_visible()
    # From here on no timer of the page comes due.
    page.clock.pause_at(page.evaluate(IN, SOON))
    # What came due by that has been tried, in vain.
    page.wait_for_timeout(500)
    lan.context.unroute(EVERYTHING)

    page.evaluate(LOOKED_AT, "hidden")
    page.wait_for_timeout(500)
    assert rows(stored) == 0
    page.evaluate(LOOKED_AT, "visible")
    expect(page.get_by_text(word("outbox.allSent"))).to_be_visible()
    assert rows(stored) == 1
