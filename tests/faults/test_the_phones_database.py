"""The phone's database: an upgrade killed half way, an old tab beside a new, a lost connection."""

import pytest
from playwright.sync_api import expect

from tests.faults import storage
from tests.faults.test_the_phone_dies import reached_the_remark
from tests.journey import acts
from tests.journey.words import word
from tests.people import LAN, PASSWORD

REMARK = "/data/remark"
MANY = 10_000
OPENED = """
  const got = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result)
    request.onerror = () => failed(request.error)
  })
"""
# As version 1 of the app made it; the shape is frozen, like the one in tests/webapp/shape-1.ts.
VERSION_1 = f"""async ([owner, many]) => {{{OPENED}
  const opening = indexedDB.open('so-thon', 1)
  opening.onupgradeneeded = () => {{
    const db = opening.result
    db.createObjectStore('drafts', {{ keyPath: 'id' }}).createIndex('owner', 'owner')
    const records = db.createObjectStore('records', {{ keyPath: 'id' }})
    records.createIndex('owner', 'owner')
    records.createIndex('queue', ['owner', 'standing', 'finalizedAt'])
    const photos = db.createObjectStore('photos', {{ keyPath: ['instanceId', 'name'] }})
    photos.createIndex('instanceId', 'instanceId')
    db.createObjectStore('copies', {{ keyPath: ['owner', 'what'] }})
    db.createObjectStore('settings')
  }}
  const db = await got(opening)
  const writing = db.transaction('records', 'readwrite')
  for (let nth = 0; nth < many; nth++) {{
    const id = `uuid:${{nth}}`
    writing.objectStore('records').put({{
      id, shape: 1, owner, rootId: id, deprecatedId: '', formId: 'sinh_hoat_to', formVersion: '1',
      formName: 'Sinh hoạt tổ', title: `Buổi ${{nth}}`, draft: {{ answers: {{}}, rows: {{}} }},
      standing: 'setAside', reason: {{ status: 409, code: '409.1' }}, triedAt: '', attempts: 1,
      xml: `<data id="sinh_hoat_to">${{'x'.repeat(2000)}}</data>`, attachments: [], orgUnit: '',
      entities: [], subjects: [], day: '2026-01-01', receipt: '', receivedAt: '',
      finalizedAt: new Date(nth * 60000).toISOString(),
    }})
  }}
  await new Promise((done) => {{ writing.oncomplete = done }})
  db.close()
}}"""
LIES = f"""async () => {{{OPENED}
  const db = await got(indexedDB.open('so-thon'))
  const records = await got(db.transaction('records').objectStore('records').getAll())
  const {{ version }} = db
  const shelves = [...db.objectStoreNames]
  db.close()
  return {{
    version, shelves, records: records.length,
    whole: records.every((each) => each.head || (each.xml.length > 2000 && each.title)),
  }}
}}"""
# The nth new shelf is made, and then time stands still in the middle of the upgrade.
STANDS_STILL = """
  const make = IDBDatabase.prototype.createObjectStore
  let nth = 0
  IDBDatabase.prototype.createObjectStore = function (...all) {
    const made = make.apply(this, all)
    if (++nth === NTH) {
      console.log('in the middle of the upgrade')
      for (;;) ;
    }
    return made
  }
"""
# Every transaction from now on fails, `times` of them.
BREAKS = """([name, times]) => {
  const transaction = IDBDatabase.prototype.transaction
  let left = times
  IDBDatabase.prototype.transaction = function (...all) {
    if (left-- > 0) throw new DOMException('Connection to Indexed Database server lost', name)
    return transaction.apply(this, all)
  }
  window.heal = () => { left = 0 }
}"""
NEWER = f"""async () => {{{OPENED}
  const db = await got(indexedDB.open('so-thon', 99))
  db.close()
}}"""


@pytest.fixture
def kind():
    """The phone alone is looked at."""
    return "sqlite"


@pytest.mark.long
@pytest.mark.parametrize("shelf", [1, 3])
def test_an_upgrade_that_is_killed_half_way_loses_nothing(phone, server, ask, shelf):
    owner = ask(LAN).get("/v1/users/current").json()["id"]
    lans = phone("lan", server.url)
    lans.open("/health").evaluate(VERSION_1, [owner, MANY])
    lans.context.add_init_script(STANDS_STILL.replace("NTH", str(shelf)))
    with lans.context.expect_console_message(lambda said: "in the middle" in said.text):
        lans.page.goto(server.url, wait_until="commit")
    lans.kill()

    untouched = lans.open("/health").evaluate(LIES)
    assert untouched["version"] == 1
    assert untouched["shelves"] == ["copies", "drafts", "photos", "records", "settings"]
    assert (untouched["records"], untouched["whole"]) == (MANY, True)

    acts.sign_in(lans.open(), LAN.login, PASSWORD)
    acts.tab(lans.page, "bar.outbox")
    expect(acts.cards(lans.page, f"Buổi {MANY - 1}")).to_be_visible()
    after = lans.page.evaluate(LIES)
    assert (after["records"], after["whole"]) == (MANY, True)
    assert after["version"] == 2


@pytest.mark.long
def test_an_old_tab_lets_go_and_says_so(lan):
    her = lan()
    paper = reached_the_remark(her.page).say(REMARK, "Trước khi có bản mới").saved()
    old = her.page
    newer = her.phone.context.new_page()
    newer.goto(her.phone.url)
    newer.evaluate(NEWER)
    paper.say(REMARK, "Sau khi có bản mới")
    said = old.get_by_role("alert").filter(has_text=word("storeFault.outdated"))
    expect(said).to_be_visible()
    expect(old.get_by_text(word("fill.notSaved"), exact=True)).to_be_visible()
    expect(old.get_by_text(word("fill.saved"), exact=True)).to_have_count(0)
    (draft,) = storage.look(newer)["drafts"]
    assert draft["draft"]["answers"][REMARK] == "Trước khi có bản mới"
    assert len(her.has()) == 1


@pytest.mark.parametrize("name", ["InvalidStateError", "UnknownError"])
@pytest.mark.long
def test_a_lost_connection_is_opened_again_or_said_in_red(lan, name):
    her = lan()
    paper = reached_the_remark(her.page)
    her.page.evaluate(BREAKS, [name, 1])
    paper.say(REMARK, "Mất nối một lần").saved()
    assert remark_of(her) == "Mất nối một lần"

    her.page.evaluate(BREAKS, [name, 1_000])
    paper.say(REMARK, "Mất nối mãi")
    said = her.page.get_by_role("alert").filter(has_text=word("storeFault.lost"))
    expect(said).to_be_visible()
    expect(her.page.get_by_text(word("fill.notSaved"), exact=True)).to_be_visible()
    her.page.evaluate("window.heal()")
    paper.saved()
    expect(said).to_have_count(0)
    assert remark_of(her) == "Mất nối mãi"


def remark_of(her):
    """As it lies on the disk."""
    (draft,) = storage.look(her.page)["drafts"]
    return draft["draft"]["answers"][REMARK]
