// A phone as earlier apps left it in Chromium, frozen (tests/compatibility/record.py): Lan's notebook,
// locked with a PIN after its first draft. Never changed; a later shape gets a file of its own.

import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

export const OWNER = 1
export const PIN = '285417'
/** The apps that left it in this shape. */
export const LEFT_BY = ['0.2.0', '0.3.0']

interface Index {
  name: string
  keyPath: string | string[]
  unique: boolean
  multiEntry: boolean
}

interface Left {
  version: number
  /** The phone's clock when it was left. */
  at: number
  shelves: {
    name: string
    keyPath: string | string[] | null
    indexes: Index[]
    rows: { key: IDBValidKey; value: unknown }[]
  }[]
}

const fileOf = (app: string) => new URL(`./left-by-${app}.json.gz`, import.meta.url)
const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))

/** As it lay there: bytes were written as text. */
function revived(_: string, value: unknown): unknown {
  const { $buffer, $bytes } = (value ?? {}) as { $buffer?: string; $bytes?: string }
  if ($buffer !== undefined) return bytes($buffer).buffer
  return $bytes === undefined ? value : bytes($bytes)
}

const left = (app: string): Left =>
  JSON.parse(gunzipSync(readFileSync(fileOf(app))).toString(), revived)

/** The phone that has what this app left, closed. */
export async function phoneOfVersion2(name: string, app: string): Promise<Left> {
  const all = left(app)
  const opening = indexedDB.open(name, all.version)
  opening.onupgradeneeded = () => {
    for (const { name: shelf, keyPath, indexes } of all.shelves) {
      const made = opening.result.createObjectStore(shelf, { keyPath })
      for (const { name: index, keyPath: path, ...how } of indexes)
        made.createIndex(index, path, how)
    }
  }
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
  const tx = db.transaction(
    all.shelves.map((shelf) => shelf.name),
    'readwrite',
  )
  for (const { name: shelf, keyPath, rows } of all.shelves)
    for (const { key, value } of rows)
      tx.objectStore(shelf).put(value, ...(keyPath === null ? [key] : []))
  await new Promise<void>((resolve, reject) => {
    tx.oncomplete = () => resolve()
    tx.onabort = () => reject(tx.error)
  })
  db.close()
  return all
}
