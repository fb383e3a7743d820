"""Two thousand finished records with photos on one slow phone: how soon the list stands, and what
it costs in memory. `CPU` is how many times slower the phone is than this machine.
"""

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import CDPSession, Page

from tests import people
from tests.browser import Phone, browsers
from tests.faults import storage
from tests.journey import acts, forms
from tests.journey.forms import Meeting
from tests.server import Server

CPU = 6
RECORDS = 2_000
# Milliseconds from the tap to the list; megabytes more than with two records.
GATE, FLAT = 1_000, 5
# Copies of the one record that waits, all with its own picture: what lists read is of full size.
FILL = f"""async (count) => {{{storage.DOORS}
  const [record] = (await all('records')).filter((each) => each.standing === 'finalized')
  const body = await got(database.transaction('bodies').objectStore('bodies').get(record.id))
  const head = await open(record.head, `records:${{record.id}}:head`)
  const answered = await open(body.box, `records:${{record.id}}:body`)
  const photos = (await all('photos')).filter((each) => each.instanceId === record.id)
  const pictures = await Promise.all(photos.map(async (photo) => [
    photo, await openBytes(photo.box, `photos:${{record.id}}:${{photo.name}}`),
  ]))
  const {{ key }} = record.head
  const begun = Date.parse(record.finalizedAt)
  for (let nth = 0; nth < count; nth++) {{
    const id = `uuid:${{crypto.randomUUID()}}`
    const xml = answered.xml.replaceAll(record.id, id)
    const files = []
    for (const [photo, bytes] of pictures)
      files.push({{
        ...photo, instanceId: id, box: await seal(key, bytes, `photos:${{id}}:${{photo.name}}`),
      }})
    const row = {{
      ...record, id, rootId: id, head: await seal(key, head, `records:${{id}}:head`),
      finalizedAt: new Date(begun - nth * 3600e3).toISOString(),
    }}
    const box = await seal(key, {{ ...answered, xml }}, `records:${{id}}:body`)
    const writing = database.transaction(['records', 'bodies', 'photos'], 'readwrite')
    for (const file of files) writing.objectStore('photos').put(file)
    writing.objectStore('records').put(row)
    writing.objectStore('bodies').put({{ id, owner: record.owner, box }})
    await new Promise((done, failed) => {{ writing.oncomplete = done; writing.onerror = failed }})
  }}
  database.close()
}}"""
# From the first byte of the page, or from the tap, to a painted card.
SHOWN = """() => new Promise((done) => {
  const look = () => document.querySelector('main .card')
    ? requestAnimationFrame(() => setTimeout(() => done(performance.now())))
    : setTimeout(look, 5)
  look()
})"""
TAP = """async () => {
  const begun = performance.now()
  document.querySelector('nav a[href="/da-ghi"]').click()
  return await (SHOWN)() - begun
}""".replace("SHOWN", SHOWN)


@dataclass(frozen=True, slots=True)
class Seen:
    """Milliseconds and megabytes."""

    records: int
    opened: float
    tapped: float
    heap: float

    def line(self) -> str:
        """One row of the table."""
        return f"{self.records:>7,} {self.opened:>22,.0f} {self.tapped:>22,.0f} {self.heap:>12.1f}"


def look(page: Page, records: int, cpu: int = CPU) -> Seen:
    """The app opened anew at the list, then the list tapped from "my work"; without network."""
    line = page.context.new_cdp_session(page)
    line.send("Emulation.setCPUThrottlingRate", {"rate": cpu})
    page.reload()
    opened = page.evaluate(SHOWN)
    page.wait_for_timeout(3_000)
    acts.tab(page, "bar.home")
    page.wait_for_timeout(1_000)
    tapped = page.evaluate(TAP)
    line.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    page.wait_for_timeout(1_000)
    return Seen(records, opened, tapped, heap(line))


def heap(line: CDPSession) -> float:
    """What the page holds after it was tidied up."""
    line.send("HeapProfiler.collectGarbage")
    used: float = line.send("Runtime.getHeapUsage")["usedSize"]
    return used / 1e6


def measure(phone: Phone, folder: Path, records: int = RECORDS) -> list[Seen]:
    """One record first, then as many as asked."""
    acts.sign_in(phone.open(), people.LAN.login, people.PASSWORD)
    forms.fill_team(phone.page, forms.Team()).finish()
    acts.ready(phone.page, "sinh_hoat_to")
    phone.lose_signal()
    picture = acts.photo(folder / "camera.jpg")
    forms.fill_meeting(phone.page, Meeting(photo=picture)).finish()
    acts.tab(phone.page, "bar.outbox")
    few = look(phone.page, 2)
    phone.page.evaluate(FILL, records - 2)
    return [few, look(phone.page, records)]


def report() -> None:
    """Print it, on a world of its own."""
    from tests.bench.__main__ import prepare

    with tempfile.TemporaryDirectory(prefix="so-thon-outbox-") as name:
        folder = Path(name)
        url = f"sqlite:///{folder}/b.sqlite3"
        prepare(url, folder)
        with Server(url, folder) as server, browsers() as playwright:
            phone = Phone(playwright, folder / "phone", server.url)
            begun = time.monotonic()
            print(f"\n## The outbox of a slow phone: {CPU}× CPU, a photo with each record")
            print("records   app opened there, ms   list tapped, ms        heap, MB")
            few, many = measure(phone, folder)
            for seen in (few, many):
                print(seen.line(), flush=True)
            phone.close()
            print(f"({time.monotonic() - begun:.0f} s to make and measure)")
    if many.tapped > GATE or many.heap - few.heap > FLAT:
        raise SystemExit(f"over the gate: {GATE} ms to the list, {FLAT} MB more than with two")


if __name__ == "__main__":
    report()
