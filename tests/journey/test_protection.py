"""Whether the browser has promised to keep what is not sent: asked for, said to her, told to the
office; and the other way out of the phone, its share sheet.
"""

from base64 import b64decode

import httpx2
import pytest
from playwright.sync_api import expect
from sqlmodel import select

from api.models.phone import Phone
from tests.faults import storage
from tests.journey import acts, forms
from tests.journey.forms import Meeting, Team
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


# The share sheet of a phone, as far as a page sees of it; she may close it again.
SHEET = """() => {
  navigator.canShare = ({ files }) => files.length > 0
  navigator.share = async ({ files }) => {
    if (!window.chosen) throw new DOMException('She closed it.', 'AbortError')
    window.shared = files
  }
}"""
# Each photo that waits becomes one of three megabytes: the same picture, with long remarks in it.
LARGER = f"""async () => {{{storage.DOORS}
  const remark = new Uint8Array(60_004)
  remark.set([0xff, 0xfe, 0xea, 0x62])
  for (const row of await all('photos')) {{
    const about = `photos:${{row.instanceId}}:${{row.name}}`
    const picture = new Uint8Array(await openBytes(row.box, about))
    const parts = [picture.slice(0, 2), ...Array(50).fill(remark), picture.slice(2)]
    const bytes = await new Blob(parts).arrayBuffer()
    const box = await seal(row.box.key, bytes, about)
    const writing = database.transaction('photos', 'readwrite')
    writing.objectStore('photos').put({{ ...row, box, size: bytes.byteLength }})
    await new Promise((done) => {{ writing.oncomplete = done }})
  }}
  database.close()
}}"""
SHARED = """async nth => {
  const reader = new FileReader()
  const read = new Promise((done) => { reader.onload = () => done(reader.result) })
  reader.readAsDataURL(window.shared[nth])
  return (await read).split(',')[1]
}"""


def brought(url, content):
    """What the office says to such a file."""
    with httpx2.Client(base_url=url, timeout=60) as mai:
        who = {"email": "xa", "password": acts.PASSWORD}
        mai.headers["Authorization"] = (
            f"Bearer {mai.post('/v1/sessions', json=who).json()['token']}"
        )
        mai.cookies.clear()
        return mai.post("/v1/outboxes", content=content).json()["counts"]


@pytest.mark.long
def test_what_waits_goes_out_by_the_share_sheet_in_as_many_files_as_it_takes(
    phone, server, filed, tmp_path
):
    filed.team(Team().name, "approved")
    lan = phone("lan", server.url)
    page = lan.open()
    acts.sign_in(page, "totruong")
    acts.ready(page, "sinh_hoat_to")
    lan.lose_signal()
    picture = acts.photo(tmp_path / "camera.jpg")
    forms.fill_meeting(page, Meeting(photo=picture)).finish()
    storage.grow(page, 7)
    page.evaluate(LARGER)
    page.evaluate(SHEET)
    acts.tab(page, "bar.outbox")
    acts.tap(page, "export.do")

    # She looks at the sheet and thinks better of it: that is no fault, and the files are there yet.
    acts.tap(page, "export.share")
    expect(page.locator(".banners")).to_be_empty()
    for nth in (1, 2):
        expect(page.get_by_role("link", name=word("export.saveNth", n=nth))).to_be_visible()

    page.evaluate("() => { window.chosen = true }")
    acts.tap(page, "export.share")
    assert page.evaluate("() => window.shared.map((file) => file.size > 5e6)") == [True, True]
    files = [b64decode(page.evaluate(SHARED, nth)) for nth in (0, 1)]
    said = [brought(server.url, file) for file in files]
    assert [each["refused"] for each in said] == [0, 0]
    assert sum(each["taken"] for each in said) == 16
