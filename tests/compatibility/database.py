"""What one version of the app leaves in a phone's database, as it lies there, for later versions to
open (tests/webapp/store/shape-2.ts). Large copies of what the server said are left out: they
come again.
"""

import gzip
import json
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).parent.parent / "webapp" / "store"
DUMP = """async (most) => {
  const got = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result)
    request.onerror = () => failed(request.error)
  })
  const base64 = (bytes) => {
    let said = ''
    for (const byte of bytes) said += String.fromCharCode(byte)
    return btoa(said)
  }
  const plain = (value) => {
    if (value instanceof ArrayBuffer) return { $buffer: base64(new Uint8Array(value)) }
    if (value instanceof Uint8Array) return { $bytes: base64(value) }
    if (value instanceof Blob || value instanceof CryptoKey || value instanceof Date)
      throw new Error(`${value} lies there`)
    if (Array.isArray(value)) return value.map(plain)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]))
  }
  const database = await got(indexedDB.open('so-thon'))
  const shelves = []
  for (const name of database.objectStoreNames) {
    const shelf = database.transaction(name).objectStore(name)
    const [keys, values] = await Promise.all([got(shelf.getAllKeys()), got(shelf.getAll())])
    const rows = keys.map((key, at) => ({ key, value: plain(values[at]) }))
    const small = ({ value }) => name === 'photos' || JSON.stringify(value ?? null).length < most
    const indexes = [...shelf.indexNames].map((one) => {
      const { keyPath, unique, multiEntry } = shelf.index(one)
      return { name: one, keyPath, unique, multiEntry }
    })
    shelves.push({ name, keyPath: shelf.keyPath, indexes, rows: rows.filter(small) })
  }
  const { version } = database
  database.close()
  return { version, at: Date.now(), shelves }
}"""


def keep(page: Page, version: str) -> None:
    """Write it down. What is kept is never made anew."""
    left = json.dumps(page.evaluate(DUMP, 8_000), ensure_ascii=False, indent=0)
    with (FOLDER / f"left-by-{version}.json.gz").open("xb") as place:
        place.write(gzip.compress(left.encode(), mtime=0))
