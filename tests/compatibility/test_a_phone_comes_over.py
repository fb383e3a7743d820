"""A phone of the release before, with what it has not sent, when the server is replaced under it:
the app, the database and the forms of then, and afterwards today's, at one address.
"""

import re
from dataclasses import dataclass, replace

import pytest
from PIL import Image
from playwright.sync_api import expect
from sqlmodel import col, select

from api import clock
from api.loading import folder as loading
from api.models.submission import SubmissionVersion
from api.storage.db import Database
from api.storage.migrating import migrate
from tests.compatibility import built_app
from tests.faults import conftest as faults
from tests.faults import ledger, storage
from tests.faults.conftest import Lan, rows
from tests.faults.ledger import Kept
from tests.faults.test_a_new_version_comes import LOOK
from tests.faults.test_the_phone_dies import reached_the_remark
from tests.faults.test_what_is_no_receipt import SUBMISSION
from tests.forking import ROOT
from tests.journey import acts, forms
from tests.journey.forms import Meeting, Paper
from tests.journey.words import word
from tests.migrations import frozen, story
from tests.server import Server

data_dir, stored = faults.data_dir, faults.stored
# The release before, and what its server left.
BEFORE, STATE = "0.3.0", "0008"
REMARK, HALF, WHOLE = "/data/remark", "Bà con hỏi nhiều", "Bà con hỏi nhiều về trường học"
SCRIPT = re.compile(r'<script type="module" crossorigin src="([^"]+)">')
# What lies clear beside the boxes, which nobody opens from outside once the notebook is locked.
STANDINGS = """async () => {
  const got = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result)
    request.onerror = () => failed(request.error)
  })
  const database = await got(indexedDB.open('so-thon'))
  const records = await got(database.transaction('records').objectStore('records').getAll())
  database.close()
  return records.map(({ id, standing }) => [id, standing])
}"""


@dataclass
class Change:
    """The server of then, and today's, which takes its place."""

    url: str
    then: Server
    today: Server

    def come(self) -> None:
        """It is stopped; today's forms are loaded, today's app is served at the same address."""
        self.then.kill()
        database = Database(self.url)
        for form in (story.TEAM, story.MEETING):
            for said in loading.publish_file(database, ROOT / "forms" / f"{form}.md", clock.now()):
                assert said.endswith(": published"), said
        database.close()
        self.today.start()


@pytest.fixture
def world_url(tmp_path, data_dir):
    """The database that the release before left, with its files, brought to today's shape."""
    state = frozen.load(STATE)
    url = frozen.into_sqlite(state, tmp_path / "so-thon.sqlite3")
    frozen.lay_blobs(state, data_dir / "blobs")
    migrate(url)
    return url


@pytest.fixture
def app_of_then(tmp_path):
    """Its folder."""
    return built_app.unpack_app(BEFORE, tmp_path / "app")


@pytest.fixture
def change(world_url, data_dir, app_of_then):
    """The server serves the app of then, until the change comes."""
    with Server(world_url, data_dir, SOTHON_WEBAPP_DIR=str(app_of_then)) as then:
        today = Server(world_url, data_dir, port=then.port)
        yield Change(world_url, then, today)
        today.kill()


@pytest.fixture
def lan(phone, change, app_of_then, tmp_path):
    """Lan with the app of then, signed in, without signal from here on."""
    picture = tmp_path / "camera.jpg"
    Image.new("RGB", (24, 16), "#7a8f5a").save(picture, "JPEG")
    her = Lan(phone("lan", change.then.url), picture)
    her.sign_in()
    assert runs(her.page) == starts(app_of_then)
    her.phone.lose_signal()
    return her


def runs(page):
    """The script of the app that is open: it is named by what is in it."""
    return page.evaluate("() => [...document.scripts].map(({ src }) => new URL(src).pathname)")


def starts(app):
    """The script that this build begins with."""
    return SCRIPT.findall((app / "index.html").read_text())


@dataclass
class Written:
    """What she wrote before the change: her records by id with what they are, and a draft."""

    records: dict[str, Kept]
    draft: str


def writes_with_the_app_of_then(her):
    """Two meetings, the first with a photo, and one that is half written."""
    page = her.page
    for women, picture in ((21, her.picture), (22, None)):
        forms.fill_meeting(page, Meeting(photo=picture, women=women)).finish()
    reached_the_remark(page).say(REMARK, HALF).saved()
    acts.go_back(page)
    acts.tab(page, "bar.home")
    (draft,) = storage.written_on(page)
    records = {one.id: one for one in her.has()}
    assert sorted(len(one.files) for one in records.values()) == [0, 1]
    return Written(records, draft)


def comes_by_the_banner(her, change):
    """Nothing of hers gets through before the newer app asks, and is taken."""
    page = her.page
    her.phone.context.route(SUBMISSION, lambda route: route.abort())
    change.come()
    her.phone.find_signal()
    assert page.evaluate(LOOK)
    acts.tab(page, "bar.outbox")
    expect(page.get_by_text(word("update.ready"))).to_be_visible()
    with page.expect_event("load"):
        acts.tap(page, "update.take")
    assert runs(page) == starts(ROOT / "dist")
    her.phone.context.unroute(SUBMISSION)


def finishes_the_draft(her):
    """It opens where she left it, and goes on."""
    page = her.page
    paper = reached_the_remark(page)
    expect(paper.question(REMARK).get_by_role("textbox")).to_have_value(HALF)
    paper.say(REMARK, WHOLE).saved()
    paper.next().finish()


@pytest.fixture
def balanced(world_url, data_dir, stored):
    """All that she wrote is stored once, byte for byte, and the phone had a receipt for each."""
    remembered: ledger.Memory = {}
    with stored.reading() as session:
        ledger.remember(session, remembered)
    before = rows(stored)

    def close(her, wrote, more=0):
        told = dict(her.page.evaluate(STANDINGS))
        assert all(told[one] == "sent" for one in (*wrote.records, wrote.draft))
        kept = [replace(one, acknowledged=True, received=None) for one in wrote.records.values()]
        assert rows(stored) == before + len(kept) + 1 + more
        ids = wrote.draft, *wrote.records
        ledger.balance(world_url, data_dir, kept, *ids, ask=None, remembered=remembered)
        with stored.reading() as session:
            row = SubmissionVersion
            found = session.exec(select(row).where(col(row.instance_id) == wrote.draft)).one()
            assert WHOLE in found.xml.decode()

    return close


def test_a_locked_notebook_comes_over_with_all_that_waits(lan, change, balanced):
    wrote = writes_with_the_app_of_then(lan)
    acts.lock(lan.page)
    comes_by_the_banner(lan, change)
    posts = []
    lan.page.on("request", lambda asked: posts.append(asked) if is_a_record(asked) else None)
    acts.unlock(lan.page)
    finishes_the_draft(lan)
    acts.tab(lan.page, "bar.outbox")
    lan.sends_all()
    assert len(posts) == len(wrote.records) + 1
    balanced(lan, wrote)


def is_a_record(asked):
    """Whether a record is being sent."""
    return asked.method == "POST" and asked.url.endswith("/submission")


def comes_at_the_next_opening(her, change):
    """It was fetched; then the old one is closed, and opened without network."""
    her.phone.context.route(SUBMISSION, lambda route: route.abort())
    change.come()
    her.phone.find_signal()
    assert her.page.evaluate(LOOK)
    her.phone.lose_signal()
    her.phone.close()
    assert runs(her.phone.open()) == starts(ROOT / "dist")


@pytest.mark.long
def test_an_open_notebook_comes_over_and_is_used_without_network(lan, change, balanced):
    wrote = writes_with_the_app_of_then(lan)
    comes_at_the_next_opening(lan, change)
    assert {one.id: replace(one, attempts=0) for one in lan.has()} == wrote.records
    finishes_the_draft(lan)
    # Another one, on the form of then: the phone has no other, and speaks of it in general words.
    acts.tab(lan.page, "bar.write")
    acts.tap(lan.page, "form.other", form="Sinh hoạt tổ")
    forms.after_the_day(Paper(lan.page), Meeting(photo=lan.picture, women=24)).finish()
    acts.tab(lan.page, "bar.outbox")
    lan.phone.find_signal()
    lan.sends_all()
    balanced(lan, wrote, more=1)


@pytest.mark.long
def test_who_does_not_take_the_newer_app_sends_and_writes_on(
    lan, change, balanced, stored, app_of_then
):
    page, wrote = lan.page, writes_with_the_app_of_then(lan)
    change.come()
    with page.expect_response(re.compile(r"/forms/sinh_hoat_to/versions/.*/definition")) as todays:
        lan.phone.find_signal()
        acts.tab(page, "bar.outbox")
        lan.sends_all()
    finishes_the_draft(lan)
    page.reload()
    assert runs(page) == starts(app_of_then)
    acts.tab(page, "bar.home")
    forms.fill_meeting(page, Meeting(photo=lan.picture, women=24)).finish()
    acts.tab(page, "bar.outbox")
    lan.sends_all()
    (newest,) = {one.id for one in lan.has()} - {*wrote.records, wrote.draft}
    with stored.reading() as session:
        row = SubmissionVersion
        found = session.exec(select(row).where(col(row.instance_id) == newest)).one()
        assert found.xml.decode().count(f'version="{todays.value.url.split("/")[-2]}"') == 1
    balanced(lan, wrote, more=1)
