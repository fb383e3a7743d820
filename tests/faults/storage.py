"""Looks into a phone's storage from outside the app, and fills its outbox."""

from typing import Any

from playwright.sync_api import Page

from tests.faults.ledger import Kept

DOORS = """
  const got = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result)
    request.onerror = () => failed(request.error)
  })
  const database = await got(indexedDB.open('so-thon'))
  const all = (shelf) => got(database.transaction(shelf).objectStore(shelf).getAll())
"""
LOOK = f"""async () => {{{DOORS}
  const sha256 = async (bytes) => {{
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  }}
  const photos = await all('photos')
  const records = []
  for (const {{ id, xml, standing, attempts }} of await all('records')) {{
    const files = {{}}
    for (const photo of photos.filter((each) => each.instanceId === id))
      files[photo.name] = await sha256(await photo.blob.arrayBuffer())
    records.push({{
      id, files, attempts, standing, sha256: await sha256(new TextEncoder().encode(xml)),
    }})
  }}
  const drafts = (await all('drafts')).filter((draft) => draft.touched)
  database.close()
  return {{ records, drafts }}
}}"""
# Copies of what the app itself wrote, each under an id of its own and with a photo of its own.
GROW = f"""async (count) => {{{DOORS}
  const [record] = (await all('records')).filter((each) => each.standing === 'finalized')
  const picture = async (nth) => {{
    const canvas = new OffscreenCanvas(1200, 900)
    const pen = canvas.getContext('2d')
    for (let spot = 0; spot < 400; spot++) {{
      pen.fillStyle = `hsl(${{Math.random() * 360}} 50% ${{20 + (nth % 60)}}%)`
      pen.fillRect(Math.random() * 1200, Math.random() * 900, 90, 70)
    }}
    return canvas.convertToBlob({{ type: 'image/jpeg', quality: 0.8 }})
  }}
  for (let nth = 0; nth < count; nth++) {{
    const id = `uuid:${{crypto.randomUUID()}}`
    const blob = await picture(nth)
    const writing = database.transaction(['records', 'photos'], 'readwrite')
    for (const name of record.attachments)
      writing.objectStore('photos').put({{ instanceId: id, name, blob, width: 1200, height: 900 }})
    writing.objectStore('records').put({{
      ...record, id, rootId: id, xml: record.xml.replaceAll(record.id, id),
    }})
    await new Promise((done, failed) => {{ writing.oncomplete = done; writing.onerror = failed }})
  }}
  database.close()
}}"""


def look(page: Page) -> dict[str, list[dict[str, Any]]]:
    """Every record and every draft that this phone has, as it has them."""
    found: dict[str, list[dict[str, Any]]] = page.evaluate(LOOK)
    return found


def kept_on(page: Page) -> list[Kept]:
    """Its records, with what it was told about each."""
    return [
        Kept(
            id=one["id"],
            sha256=one["sha256"],
            acknowledged=one["standing"] == "sent",
            files=one["files"],
            attempts=one["attempts"],
        )
        for one in look(page)["records"]
    ]


def grow(page: Page, count: int) -> None:
    """`count` more like the one record that waits, then the app looks at its storage again."""
    page.evaluate(GROW, count)
    page.reload()
