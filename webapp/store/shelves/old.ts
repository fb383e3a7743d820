// What an earlier app left plain is put into boxes, piece by piece, while the app is in use. Its rule:
// a piece is replaced only after its box was opened and compared, and only if nobody changed it
// meanwhile; each in one transaction, so that the phone may die at any moment.

import type { Cipher } from '../cipher'
import type { Connection } from '../connection'
import type { Keyring } from '../keyring'
import type { DraftRecord, OutboxRecord, ServerCopy, StoredPhoto } from '../records'
import {
  isBoxed,
  openCopyRow,
  openDraftRow,
  openPhotoRow,
  openRecordBody,
  openRecordHead,
  sealCopyRow,
  sealDraftRow,
  sealPhotoRow,
  sealRecordRows,
  standingOf,
} from './boxes'

type BoxingPorts = Pick<Connection, 'read' | 'write'>

/** The same in every part, in whatever order its parts lie. */
const withSortedKeys = (said: unknown): unknown => {
  if (Array.isArray(said)) return said.map(withSortedKeys)
  if (!said || typeof said !== 'object') return said
  const parts = Object.entries(said).filter(
    ([name, part]) => name !== 'shape' && part !== undefined,
  )
  return Object.fromEntries(
    parts.sort(([a], [b]) => (a < b ? -1 : 1)).map(([n, p]) => [n, withSortedKeys(p)]),
  )
}
const isSameContent = (one: unknown, other: unknown) =>
  JSON.stringify(withSortedKeys(one)) === JSON.stringify(withSortedKeys(other))

const haveSameBytes = (one: ArrayBuffer, other: ArrayBuffer) => {
  const [a, b] = [new Uint8Array(one), new Uint8Array(other)]
  return a.length === b.length && a.every((byte, nth) => byte === b[nth])
}

const allBoxedMark = (owner: number) => `allBoxed:${owner}`

/** How many pieces lie in boxes now that lay plain before. Safe at any time, in two tabs, twice. */
export function oldRowBoxingOn(ports: BoxingPorts, keys: Keyring) {
  const { read, write } = ports

  const plainOnes = (owner: number) =>
    read(['drafts', 'records', 'copies'], async (tx) => ({
      drafts: (await tx.objectStore('drafts').index('owner').getAll(owner)).filter(isPlainRow),
      records: (await tx.objectStore('records').index('owner').getAll(owner)).filter(isPlainRow),
      copies: (await tx.objectStore('copies').getAll(ownerRange(owner))).filter(isPlainRow),
      ids: [
        ...(await tx.objectStore('drafts').index('owner').getAllKeys(owner)),
        ...(await tx.objectStore('records').index('owner').getAllKeys(owner)),
      ],
    }))

  return {
    boxOld: async (owner: number): Promise<number> => {
      if (await read(['mark'], (tx) => tx.objectStore('mark').get(allBoxedMark(owner)))) return 0
      const cipher = await keys.of(owner)
      const { drafts, records, copies, ids } = await plainOnes(owner)
      const results: boolean[] = []
      for (const each of copies) results.push(await boxCopy(ports, cipher, each))
      for (const each of drafts) results.push(await boxDraft(ports, cipher, each))
      for (const each of records) results.push(await boxRecord(ports, cipher, each))
      for (const id of ids) results.push(...(await boxPhotos(ports, cipher, owner, id)))
      // No app writes plainly any more: what is through once need not be looked for again.
      if (results.every((boxed) => boxed))
        await write(['mark'], (tx) => tx.objectStore('mark').put(true, allBoxedMark(owner)))
      return results.filter((boxed) => boxed).length
    },
  }
}

const isPlainRow = <T extends object>(
  row: T,
): row is Exclude<T, { box: unknown } | { head: unknown }> => !isBoxed(row)

const ownerRange = (owner: number) => IDBKeyRange.bound([owner, ''], [owner, '\uffff'])

async function boxDraft(
  { write }: BoxingPorts,
  cipher: Cipher,
  draft: DraftRecord,
): Promise<boolean> {
  const row = await sealDraftRow(cipher, draft)
  if (!isSameContent(await openDraftRow(cipher, row), draft)) return false
  return write(['drafts'], async (tx) => {
    const still = isSameContent(await tx.objectStore('drafts').get(draft.id), draft)
    if (still) await tx.objectStore('drafts').put(row)
    return still
  })
}

async function boxRecord(
  { write }: BoxingPorts,
  cipher: Cipher,
  record: OutboxRecord,
): Promise<boolean> {
  const { row, body } = await sealRecordRows(cipher, record)
  const opened = { ...(await openRecordHead(cipher, row)), ...(await openRecordBody(cipher, body)) }
  if (!isSameContent(opened, { ...record, ...standingOf(record) })) return false
  return write(['records', 'bodies'], async (tx) => {
    const still = isSameContent(await tx.objectStore('records').get(record.id), record)
    if (!still) return false
    await tx.objectStore('records').put(row)
    await tx.objectStore('bodies').put(body)
    return true
  })
}

async function boxCopy({ write }: BoxingPorts, cipher: Cipher, copy: ServerCopy): Promise<boolean> {
  const row = await sealCopyRow(cipher, copy)
  if (!isSameContent(await openCopyRow(cipher, row), copy)) return false
  return write(['copies'], async (tx) => {
    const still = isSameContent(await tx.objectStore('copies').get([copy.owner, copy.what]), copy)
    if (still) await tx.objectStore('copies').put(row)
    return still
  })
}

/** A blob cannot be read inside a transaction; its pictures are never changed, only replaced whole. */
async function boxPhotos(ports: BoxingPorts, cipher: Cipher, owner: number, of: string) {
  const names = await ports.read(['photos'], (tx) =>
    tx.objectStore('photos').index('instanceId').getAllKeys(of),
  )
  const results: boolean[] = []
  for (const name of names) {
    const photo = await ports.read(['photos'], (tx) => tx.objectStore('photos').get(name))
    if (photo && isPlainRow(photo)) results.push(await boxPhoto(ports, cipher, owner, photo))
  }
  return results
}

async function boxPhoto({ write }: BoxingPorts, cipher: Cipher, owner: number, photo: StoredPhoto) {
  const row = await sealPhotoRow(cipher, owner, photo)
  const opened = await openPhotoRow(cipher, row)
  if (!haveSameBytes(await opened.blob.arrayBuffer(), await photo.blob.arrayBuffer())) return false
  return write(['photos'], async (tx) => {
    const now = await tx.objectStore('photos').get([photo.instanceId, photo.name])
    const still = now && isPlainRow(now) && now.blob.size === photo.blob.size
    if (still) await tx.objectStore('photos').put(row)
    return Boolean(still)
  })
}
