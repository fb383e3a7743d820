"""A newer app while a form is open, while records travel, in two tabs, and when this one is closed:
it waits, it asks, it says so when it cannot, and what is on the phone stays (two builds, one server
after the other).
"""

import os
import shutil
import signal
import subprocess

import pytest
from playwright.sync_api import expect

from api import clock
from api.queries import phones
from tests.browser import VERSION
from tests.faults import storage
from tests.faults.conftest import rows
from tests.faults.test_the_phone_dies import reached_the_remark, sends_what_is_left
from tests.faults.test_what_is_no_receipt import SUBMISSION
from tests.forking import ROOT
from tests.journey import acts
from tests.journey.looks import Looks
from tests.journey.words import word
from tests.server import Server

NEWER = "9.9.9"
LOOK = """() => navigator.serviceWorker.ready.then(async (registration) => {
  await registration.update()
  const coming = registration.installing
  if (coming) await new Promise((done) => coming.addEventListener('statechange', done))
  return Boolean(registration.waiting)
})"""


@pytest.fixture
def kind():
    """The phone alone is looked at; what it sends in the end is balanced all the same."""
    return "sqlite"


@pytest.fixture(scope="session")
def newer_build(tmp_path_factory):
    """The same app under a later version: other names, other bytes."""
    folder = tmp_path_factory.mktemp("newer")
    npx = shutil.which("npx")
    assert npx
    built = [npx, "vite", "build", "--outDir", str(folder), "--emptyOutDir", "--logLevel", "warn"]
    environment = {**os.environ, "SOTHON_APP_VERSION": NEWER}
    subprocess.run(built, cwd=ROOT, env=environment, check=True, capture_output=True)
    return folder


@pytest.fixture
def bring_newer(server, world_url, data_dir, newer_build):
    """The server is stopped, and comes back at the same address with the newer app."""
    later = Server(world_url, data_dir, port=server.port, SOTHON_WEBAPP_DIR=str(newer_build))

    def bring():
        server.kill()
        return later.start()

    yield bring
    later.kill()


def ready_line(page):
    """The banner that asks."""
    return page.get_by_text(word("update.ready"))


def written_and_finished(her):
    """The ids of all that she was told is saved."""
    return {one.id for one in her.has()} | storage.written_on(her.page)


def version_of(page):
    """Which app this is, by the last line of the account."""
    page.get_by_role("link", name="Lan").tap()
    return page.get_by_text(word("account.version", version=NEWER))


@pytest.mark.long
def test_it_waits_for_the_form_and_for_what_travels_then_asks(lan, bring_newer, stored, balance):
    her = lan()
    page = her.page
    paper = reached_the_remark(page)
    paper.say("/data/remark", "Bà con hỏi nhiều").saved()
    before, said_saved = rows(stored), written_and_finished(her)
    her.phone.context.route(SUBMISSION, lambda route, _: route.abort())
    bring_newer()
    her.phone.find_signal()
    assert page.evaluate(LOOK)
    # In the middle of a form nothing is said, and nothing is taken away.
    expect(page.get_by_role("textbox")).to_have_value("Bà con hỏi nhiều")
    expect(ready_line(page)).to_be_hidden()
    acts.go_back(page)
    page.goto(her.phone.url + "/da-ghi")
    expect(ready_line(page)).to_be_visible()

    # While a record travels neither.
    held = []
    her.phone.context.route(SUBMISSION, lambda route, _: held.append(route))
    acts.nudge(page)
    expect(page.get_by_text(word("outbox.progress", nth=1, of=1))).to_be_visible()
    expect(ready_line(page)).to_be_hidden()
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    her.phone.context.unroute(SUBMISSION)
    expect(page.get_by_text(word("outbox.allSent"))).to_be_visible()
    assert rows(stored) == before + 1

    # Two tabs: the one where she says so is opened again, the other only asked.
    other = her.phone.open("/")
    other.evaluate("() => { window.untouched = true }")
    page.bring_to_front()
    with page.expect_event("load"):
        acts.tap(page, "update.take")
    acts.tab(page, "bar.home")
    expect(version_of(page)).to_be_visible()
    expect(ready_line(other)).to_be_visible()
    # Without network the other still opens what it had not opened before, in its own version;
    # not only by the luck of the browser's own cache.
    her.phone.context.new_cdp_session(other).send("Network.clearBrowserCache")
    her.phone.lose_signal()
    other.get_by_role("link", name="Lan").tap()
    expect(other.get_by_text(word("account.version", version=VERSION))).to_be_visible()
    her.phone.find_signal()
    assert other.evaluate("() => window.untouched")
    other.close()
    (draft,) = storage.look(page)["drafts"]
    assert draft["draft"]["answers"]["/data/remark"] == "Bà con hỏi nhiều"
    sends_what_is_left(her)
    assert rows(stored) == before + 2
    balance(her.has(), *said_saved)


# The old worker misses a file of its own, asks for it, and nobody answers: it does not let go.
HANGS = """async () => {
  const [old] = await caches.keys()
  await (await caches.open(old)).delete('/icons/icon.svg')
  window.untouched = true
  void fetch('/icons/icon.svg').catch(() => 0)
}"""


@pytest.mark.long
def test_when_the_old_worker_does_not_let_go_she_is_told_and_works_on(lan, bring_newer, balance):
    looks = Looks(word("act.name"))
    her = lan()
    page = her.page
    paper = reached_the_remark(page)
    paper.say("/data/remark", "Bà con hỏi nhiều").saved()
    said_saved = written_and_finished(her)
    acts.go_back(page)
    acts.tab(page, "bar.outbox")
    server = bring_newer()
    her.phone.find_signal()
    her.sends_all()
    assert page.evaluate(LOOK)
    expect(ready_line(page)).to_be_visible()
    looks.at(page, "r3-update-ready")
    os.kill(server.process.pid, signal.SIGSTOP)
    page.evaluate(HANGS)
    acts.tap(page, "update.take")
    expect(acts.button(page, "update.taking")).to_be_visible()
    expect(page.get_by_text(word("update.stuck"))).to_be_visible()
    assert page.evaluate("() => window.untouched")
    looks.at(page, "r4-update-stuck")
    # The old one works as before, forms too.
    acts.tab(page, "bar.home")
    acts.cards(page, "Tổ truyền thông").first.tap()
    expect(page.get_by_role("textbox")).to_have_value("Bà con hỏi nhiều")

    # Opened the next time it is the new one, without network.
    her.phone.lose_signal()
    her.phone.close()
    page = her.phone.open("/")
    expect(version_of(page)).to_be_visible()
    (draft,) = storage.look(page)["drafts"]
    assert draft["draft"]["answers"]["/data/remark"] == "Bà con hỏi nhiều"
    os.kill(server.process.pid, signal.SIGCONT)
    sends_what_is_left(her)
    balance(her.has(), *said_saved)
    looks.fine()


@pytest.mark.long
def test_a_closed_version_whose_newer_one_is_held_up_says_both(lan, bring_newer, stored, balance):
    looks = Looks(word("act.name"))
    her = lan()
    page = her.page
    said_saved = [one.id for one in her.has()]
    with stored.writing() as session:
        phones.add_closed_version(session, VERSION, "Bản này ghi sai ngày.", clock.now())
    server = bring_newer()
    her.phone.find_signal()
    her.sends_all()
    closed = page.get_by_text("Bản này ghi sai ngày.")
    expect(closed).to_be_visible()
    assert page.evaluate(LOOK)
    os.kill(server.process.pid, signal.SIGSTOP)
    page.evaluate(HANGS)
    acts.tap(page, "update.take")
    expect(closed.filter(has_text=word("update.stuck"))).to_be_visible()
    looks.at(page, "r5-closed-stuck")

    # Nothing holds it up any more: the second tap brings it.
    os.kill(server.process.pid, signal.SIGCONT)
    acts.tap(page, "update.take")
    expect(closed).to_be_hidden()
    acts.tab(page, "bar.home")
    expect(version_of(page)).to_be_visible()
    balance(her.has(), *said_saved)
    looks.fine()


@pytest.mark.long
def test_a_closed_version_writes_nothing_new_sends_what_it_has_and_asks_for_the_newer(
    lan, bring_newer, stored, balance
):
    her = lan()
    page = her.page
    said_saved = [one.id for one in her.has()]
    with stored.writing() as session:
        phones.add_closed_version(session, VERSION, "Bản này ghi sai ngày.", clock.now())
    her.phone.find_signal()
    her.sends_all()
    expect(page.get_by_text("Bản này ghi sai ngày.")).to_be_visible()
    acts.tab(page, "bar.write")
    acts.tap(page, "form.sinh_hoat_to")
    expect(page.get_by_role("heading", name=word("fill.notHere"))).to_be_visible()
    assert storage.look(page)["drafts"] == []

    bring_newer()
    acts.tap(page, "update.take")
    expect(page.get_by_text("Bản này ghi sai ngày.")).to_be_hidden()
    acts.go_back(page)
    expect(version_of(page)).to_be_visible()
    balance(her.has(), *said_saved)
