// Her drafts and her finished records. Its rule: a piece of work is one transaction, so that a phiếu
// is never both, never neither, whenever the phone dies.

import { unlessDamaged } from '../cipher'
import type { Connection, WriteTransaction } from '../connection'
import type { Keyring } from '../keyring'
import type { DraftRecord, OutboxRecord, RecordHead, RecordStanding, StoredPhoto } from '../records'
import type { DatabaseSchema, DraftRow } from '../shelves'
import {
  isBoxed,
  lockedRecordHead,
  openDraftRow,
  openRecordBody,
  openRecordHead,
  plainRecordHead,
  sealDraftRow,
  sealPhotoRow,
  sealRecordRows,
  standingOf,
} from './boxes'

type StoredRecordRow = DatabaseSchema['records']['value']

/** So many at once: a phone with two thousand records stays in motion. */
const HEADS_AT_ONCE = 100

type WorkConnection = Pick<Connection, 'read' | 'write'>

export const workStoreOn = (ports: WorkConnection, keys: Keyring) => {
  const records = recordReadingOn(ports, keys)
  return {
    ...draftStoreOn(ports, keys),
    ...records,
    ...finishingOn(ports, keys),
    ...recordMarksOn(ports, records.record),
  }
}

function draftStoreOn({ read, write }: WorkConnection, keys: Keyring) {
  const openDraft = async (row: DraftRow | DraftRecord) =>
    isBoxed(row) ? openDraftRow(await keys.of(row.owner), row) : row

  return {
    draft: async (id: string): Promise<DraftRecord | undefined> => {
      const row = await read(['drafts'], (tx) => tx.objectStore('drafts').get(id))
      return row && openDraft(row)
    },
    /** In clear, nothing is opened for it: of several who share a phone it may be another's. */
    draftStanding: async (
      id: string,
    ): Promise<Pick<DraftRecord, 'owner' | 'savedAt'> | undefined> =>
      read(['drafts'], (tx) => tx.objectStore('drafts').get(id)),
    drafts: async (owner: number): Promise<DraftRecord[]> => {
      const index = 'owner'
      const found = await read(['drafts'], (tx) =>
        tx.objectStore('drafts').index(index).getAll(owner),
      )
      const opened = found.map((row) => openDraft(row).catch(unlessDamaged(undefined)))
      return (await Promise.all(opened)).filter((draft) => draft !== undefined)
    },
    keepDraft: async (draft: DraftRecord): Promise<void> => {
      const row = await sealDraftRow(await keys.of(draft.owner), draft)
      await write(['drafts'], (tx) => tx.objectStore('drafts').put(row))
    },
    /** The draft and its photos go together. */
    dropDraft: (id: string) =>
      write(['drafts', 'photos'], async (tx) => {
        await tx.objectStore('drafts').delete(id)
        await dropPhotos(tx, id)
      }),
  }
}

function recordReadingOn({ read }: WorkConnection, keys: Keyring) {
  /** One that does not open stands in the list without its name, and hides no other. */
  const openHead = async (row: StoredRecordRow) =>
    isBoxed(row)
      ? openRecordHead(await keys.of(row.owner), row).catch(
          unlessDamaged(lockedRecordHead(standingOf(row))),
        )
      : plainRecordHead(row)

  /** The answers and the XML lie apart; they may be gone after everything was received. */
  async function whole(id: string): Promise<OutboxRecord | undefined> {
    const [row, body] = await read(['records', 'bodies'], (tx) =>
      Promise.all([tx.objectStore('records').get(id), tx.objectStore('bodies').get(id)]),
    )
    if (!row || !isBoxed(row)) return row
    if (!body) return undefined
    const cipher = await keys.of(row.owner)
    return { ...(await openRecordHead(cipher, row)), ...(await openRecordBody(cipher, body)) }
  }

  async function heads(rows: StoredRecordRow[]): Promise<RecordHead[]> {
    const found: RecordHead[] = []
    for (let at = 0; at < rows.length; at += HEADS_AT_ONCE)
      found.push(...(await Promise.all(rows.slice(at, at + HEADS_AT_ONCE).map(openHead))))
    return found
  }

  const rows = (owner: number) =>
    read(['records'], (tx) => tx.objectStore('records').index('owner').getAll(owner))

  return {
    record: whole,
    /** In clear: nothing is opened for it. */
    standing: async (id: string): Promise<RecordStanding | undefined> => {
      const row = await read(['records'], (tx) => tx.objectStore('records').get(id))
      return row && standingOf(row)
    },
    standings: async (owner: number): Promise<RecordStanding[]> =>
      (await rows(owner)).map(standingOf),
    /** Her records as they lie, for whoever opens them little by little. */
    rows,
    heads,
    /** What lists show; no body is opened. */
    records: async (owner: number): Promise<RecordHead[]> => heads(await rows(owner)),
    /** Ids of what is finished and not sent, oldest first: a long outbox is not read through. */
    waiting: (owner: number): Promise<string[]> =>
      read(['records'], (tx) =>
        tx
          .objectStore('records')
          .index('queue')
          .getAllKeys(IDBKeyRange.bound([owner, 'finalized', ''], [owner, 'finalized', '\uffff'])),
      ),
  }
}

const finishingOn = ({ write }: WorkConnection, keys: Keyring) => ({
  /** A draft becomes a record; `sealed` pictures take the place of those that it had. */
  finish: async (record: OutboxRecord, sealed: StoredPhoto[] = []): Promise<void> => {
    const cipher = await keys.of(record.owner)
    const { row, body } = await sealRecordRows(cipher, record)
    const pictures = await Promise.all(
      sealed.map((photo) => sealPhotoRow(cipher, record.owner, photo)),
    )
    await write(['drafts', 'records', 'bodies', 'photos'], async (tx) => {
      await tx.objectStore('records').put(row)
      await tx.objectStore('bodies').put(body)
      await tx.objectStore('drafts').delete(record.id)
      await dropPhotos(tx, record.id, record.attachments)
      for (const picture of pictures) await tx.objectStore('photos').put(picture)
    })
  },
  /** Back to writing. Only for a record that was never tried to be sent. */
  reopen: async (draft: DraftRecord): Promise<void> => {
    const row = await sealDraftRow(await keys.of(draft.owner), draft)
    await write(['drafts', 'records', 'bodies'], async (tx) => {
      const record = await tx.objectStore('records').get(draft.id)
      if (!record || record.triedAt) return
      await tx.objectStore('drafts').put(row)
      await tx.objectStore('records').delete(draft.id)
      await tx.objectStore('bodies').delete(draft.id)
    })
  },
})

function recordMarksOn(
  { write }: WorkConnection,
  whole: (id: string) => Promise<OutboxRecord | undefined>,
) {
  /** A box that does not open any more holds up nobody else's sending. */
  const setAside = (id: string, reason: RecordStanding['reason']) =>
    write(['records'], async (tx) => {
      const row = await tx.objectStore('records').get(id)
      if (row) await tx.objectStore('records').put({ ...row, standing: 'setAside', reason })
      return undefined
    })

  return {
    /**
     * Marked before the first byte leaves: from here on the record is what it is. Nothing when it
     * was taken back to writing meanwhile. What cannot be read now is not marked.
     */
    markTried: async (id: string, at: string): Promise<OutboxRecord | undefined> => {
      const record = await whole(id).catch(unlessDamaged('damaged' as const))
      if (record === 'damaged') return setAside(id, { status: 0, code: 'damagedHere' })
      if (!record) return undefined
      return write(['records'], async (tx) => {
        const row = await tx.objectStore('records').get(id)
        const same = row?.standing === 'finalized' && row.finalizedAt === record.finalizedAt
        if (!row || !same) return undefined
        const tried = { triedAt: row.triedAt || at, attempts: row.attempts + 1 }
        await tx.objectStore('records').put({ ...row, ...tried })
        return { ...record, ...tried }
      })
    },
    /** Where a record stands now; what it says never changes. */
    keepRecord: (record: RecordStanding): Promise<void> =>
      write(['records'], async (tx) => {
        const row = await tx.objectStore('records').get(record.id)
        if (!row) return
        const { shape: _, ...standing } = standingOf(record)
        await tx.objectStore('records').put({ ...row, ...standing })
      }),
  }
}

async function dropPhotos(tx: WriteTransaction, id: string, keep: string[] = []): Promise<void> {
  const keys = await tx.objectStore('photos').index('instanceId').getAllKeys(id)
  for (const key of keys) if (!keep.includes(key[1])) await tx.objectStore('photos').delete(key)
}
