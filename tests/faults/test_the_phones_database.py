"""The phone's database: an upgrade killed half way, an old tab beside a new, a lost connection."""

import pytest
from playwright.sync_api import expect

from tests import records
from tests.faults import storage
from tests.faults.conftest import rows
from tests.faults.test_the_phone_dies import finish_and_send, reached_the_remark
from tests.journey import acts
from tests.journey.words import word
from tests.people import LAN, PASSWORD, new_id

REMARK = "/data/remark"
MANY = 10_000
OPENED = """
  const got = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result)
    request.onerror = () => failed(request.error)
  })
"""
# As version 1 of the app made it; the shape is frozen, as in tests/webapp/store/shape-1.ts.
VERSION_1 = f"""async ([owner, many, waits]) => {{{OPENED}
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
  const keep = (id, said) => writing.objectStore('records').put({{
    id, shape: 1, owner, rootId: id, deprecatedId: '', formId: 'sinh_hoat_to', formVersion: '1',
    formName: 'Sinh hoạt tổ', draft: {{ answers: {{}}, rows: {{}} }}, triedAt: '', attempts: 1,
    attachments: [], orgUnit: '', entities: [], subjects: [], day: '2026-01-01', receipt: '',
    receivedAt: '', finalizedAt: new Date(0).toISOString(), ...said,
  }})
  for (let nth = 0; nth < many; nth++)
    keep(`uuid:${{nth}}`, {{
      title: `Buổi ${{nth}}`, finalizedAt: new Date(nth * 60000).toISOString(),
      standing: 'setAside', reason: {{ status: 409, code: '409.1' }},
      xml: `<data id="sinh_hoat_to">${{'x'.repeat(2000)}}</data>`,
    }})
  keep(waits.id, {{
    title: 'Buổi còn chờ', standing: 'finalized', reason: null, xml: waits.xml.padEnd(2001),
  }})
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
def test_an_upgrade_that_is_killed_half_way_loses_nothing(
    phone, server, ask, village, team, stored, balance, shelf
):
    owner, waits = ask(LAN).get("/v1/users/current").json()["id"], new_id()
    before, said_saved = rows(stored), [waits, *(f"uuid:{nth}" for nth in range(MANY))]
    xml = records.meeting(village, team, id=waits).decode()
    lans = phone("lan", server.url)
    lans.open("/health").evaluate(VERSION_1, [owner, MANY, {"id": waits, "xml": xml}])
    lans.context.add_init_script(STANDS_STILL.replace("NTH", str(shelf)))
    with lans.context.expect_console_message(lambda said: "in the middle" in said.text):
        lans.page.goto(server.url, wait_until="commit")
    lans.kill()

    untouched = lans.open("/health").evaluate(LIES)
    assert untouched["version"] == 1
    assert untouched["shelves"] == ["copies", "drafts", "photos", "records", "settings"]
    assert (untouched["records"], untouched["whole"]) == (MANY + 1, True)

    acts.sign_in(lans.open(), LAN.login, PASSWORD)
    acts.tab(lans.page, "bar.outbox")
    expect(acts.cards(lans.page, f"Buổi {MANY - 1}")).to_be_visible()
    after = lans.page.evaluate(LIES)
    assert (after["records"], after["whole"]) == (MANY + 1, True)
    assert after["version"] == 2

    # What still waited goes; what was set aside stays where it is.
    expect(lans.page.get_by_text(word("outbox.allSent"))).to_be_visible()
    assert rows(stored) == before + 1
    kept = storage.kept_on(lans.page)
    assert [one.id for one in kept if one.acknowledged] == [waits]
    balance(kept, *said_saved)


@pytest.mark.long
def test_an_old_tab_lets_go_and_says_so(lan, stored, balance):
    """The newer app is not there to send what it finds: all of it stays on the phone, and whole."""
    her = lan()
    before, waits = rows(stored), her.has()
    paper = reached_the_remark(her.page).say(REMARK, "Trước khi có bản mới").saved()
    written = storage.written_on(her.page)
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
    assert her.has() == waits
    assert storage.written_on(newer) == written
    assert rows(stored) == before
    balance(her.has(), *(one.id for one in waits))


@pytest.mark.parametrize("name", ["InvalidStateError", "UnknownError"])
@pytest.mark.long
def test_a_lost_connection_is_opened_again_or_said_in_red(lan, name, stored, balance):
    her = lan()
    before, said_saved = rows(stored), {one.id for one in her.has()}
    paper = reached_the_remark(her.page)
    her.page.evaluate(BREAKS, [name, 1])
    paper.say(REMARK, "Mất nối một lần").saved()
    assert remark_of(her) == "Mất nối một lần"
    said_saved |= storage.written_on(her.page)

    her.page.evaluate(BREAKS, [name, 1_000])
    paper.say(REMARK, "Mất nối mãi")
    said = her.page.get_by_role("alert").filter(has_text=word("storeFault.lost"))
    expect(said).to_be_visible()
    expect(her.page.get_by_text(word("fill.notSaved"), exact=True)).to_be_visible()
    her.page.evaluate("window.heal()")
    paper.saved()
    expect(said).to_have_count(0)
    assert remark_of(her) == "Mất nối mãi"

    finish_and_send(her, paper)
    assert rows(stored) == before + 2
    balance(her.has(), *said_saved)


def remark_of(her):
    """As it lies on the disk."""
    (draft,) = storage.look(her.page)["drafts"]
    return draft["draft"]["answers"][REMARK]
