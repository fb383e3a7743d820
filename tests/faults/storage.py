"""Looks into a phone's storage from outside the app, and fills its outbox.

It opens boxes as whoever holds an unlocked phone could: by the lock that opens itself there.
"""

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
  const gcm = (iv, about) =>
    ({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(about) })
  const decrypted = (key, box, about) => crypto.subtle.decrypt(gcm(box.iv, about), key, box.data)
  const keyOf = (raw) =>
    crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
  const keys = new Map()
  for (const { owner, keys: wrapped, locks } of await all('vaults')) {
    const lock = locks.find((each) => each.kind === 'device')
    if (!lock) continue
    const vault = await keyOf(await decrypted(lock.key, lock, `vault:${owner}:device`))
    for (const each of wrapped)
      keys.set(each.id, await keyOf(await decrypted(vault, each, `vault:${owner}:data ${each.id}`)))
  }
  const openBytes = (box, about) => decrypted(keys.get(box.key), box, about)
  const open = async (box, about) =>
    JSON.parse(new TextDecoder().decode(await openBytes(box, about)))
  const seal = async (key, said, about) => {
    const text = said instanceof ArrayBuffer ? '' : new TextEncoder().encode(JSON.stringify(said))
    const bytes = text || said
    const iv = crypto.getRandomValues(new Uint8Array(12))
    return { key, iv, data: await crypto.subtle.encrypt(gcm(iv, about), keys.get(key), bytes) }
  }
"""
LOOK = f"""async () => {{{DOORS}
  const sha256 = async (bytes) => {{
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  }}
  const bodies = new Map((await all('bodies')).map((body) => [body.id, body.box]))
  const photos = await all('photos')
  const records = []
  for (const {{ id, standing, attempts, filesReceived: received }} of await all('records')) {{
    const body = bodies.get(id)
    const xml = body && (await open(body, `records:${{id}}:body`)).xml
    const files = {{}}
    for (const {{ name, box }} of photos.filter((each) => each.instanceId === id))
      files[name] = await sha256(await openBytes(box, `photos:${{id}}:${{name}}`))
    const hash = xml ? await sha256(new TextEncoder().encode(xml)) : ''
    records.push({{ id, files, attempts, standing, received, sha256: hash }})
  }}
  const drafts = []
  for (const {{ box, ...clear }} of await all('drafts'))
    if (clear.touched) drafts.push({{ ...clear, ...(await open(box, `drafts:${{clear.id}}`)) }})
  database.close()
  return {{ records, drafts }}
}}"""
# Copies of what the app itself wrote, each under an id of its own and with a photo of its own.
GROW = f"""async (count) => {{{DOORS}
  const fresh = {{ standing: 'finalized', triedAt: '', attempts: 0, receipt: '', receivedAt: '' }}
  const rows = (await all('records')).sort((a, b) => (a.standing < b.standing ? -1 : 1))
  const record = {{ ...rows[0], ...fresh, filesReceived: [], reason: null }}
  const body = await got(database.transaction('bodies').objectStore('bodies').get(record.id))
  const head = await open(record.head, `records:${{record.id}}:head`)
  const answered = await open(body.box, `records:${{record.id}}:body`)
  const picture = async (nth) => {{
    const canvas = new OffscreenCanvas(1200, 900)
    const pen = canvas.getContext('2d')
    for (let spot = 0; spot < 400; spot++) {{
      pen.fillStyle = `hsl(${{Math.random() * 360}} 50% ${{20 + (nth % 60)}}%)`
      pen.fillRect(Math.random() * 1200, Math.random() * 900, 90, 70)
    }}
    return canvas.convertToBlob({{ type: 'image/jpeg', quality: 0.8 }})
  }}
  const {{ key }} = record.head
  const size = {{ width: 1200, height: 900, type: 'image/jpeg', owner: record.owner }}
  for (let nth = 0; nth < count; nth++) {{
    const id = `uuid:${{crypto.randomUUID()}}`
    const bytes = await (await picture(nth)).arrayBuffer()
    const xml = answered.xml.replaceAll(record.id, id)
    const files = []
    for (const name of record.attachments) {{
      const box = await seal(key, bytes, `photos:${{id}}:${{name}}`)
      files.push({{ ...size, instanceId: id, name, box, size: bytes.byteLength }})
    }}
    const row = {{ ...record, id, rootId: id, head: await seal(key, head, `records:${{id}}:head`) }}
    const box = await seal(key, {{ ...answered, xml, hashes: {{}} }}, `records:${{id}}:body`)
    const writing = database.transaction(['records', 'bodies', 'photos'], 'readwrite')
    for (const file of files) writing.objectStore('photos').put(file)
    writing.objectStore('records').put(row)
    writing.objectStore('bodies').put({{ id, owner: record.owner, box }})
    await new Promise((done, failed) => {{ writing.oncomplete = done; writing.onerror = failed }})
  }}
  database.close()
}}"""


def look(page: Page) -> dict[str, list[dict[str, Any]]]:
    """Every record and every draft that this phone has, as it has them."""
    found: dict[str, list[dict[str, Any]]] = page.evaluate(LOOK)
    return found


def kept_on(page: Page) -> list[Kept]:
    """Its records, with what it was told about each; what it let go of, it cannot tell."""
    return [
        Kept(
            id=one["id"],
            sha256=one["sha256"],
            acknowledged=one["standing"] == "sent",
            files=one["files"],
            received=one["received"],
            attempts=one["attempts"],
        )
        for one in look(page)["records"]
    ]


def written_on(page: Page) -> set[str]:
    """The ids of what she is writing: a record keeps the id that its draft began with."""
    return {one["id"] for one in look(page)["drafts"]}


def grow(page: Page, count: int) -> None:
    """`count` more like the one record that waits, then the app looks at its storage again."""
    page.evaluate(GROW, count)
    page.reload()
