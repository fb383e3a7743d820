// The only file that says indexedDB. Its one rule: what it calls kept is on the disk, because it
// answers after the transaction completed; and when it cannot keep something, it throws a StoreFault.

import {
  type DBSchema,
  type IDBPDatabase,
  type IDBPTransaction,
  openDB,
  type StoreNames,
} from 'idb'
import type { Copy, DraftRecord, OutRecord, Photo } from './records'

export const DATABASE_VERSION = 1

interface Shelves extends DBSchema {
  drafts: { key: string; value: DraftRecord; indexes: { owner: number } }
  records: {
    key: string
    value: OutRecord
    indexes: { owner: number; queue: [number, string, string] }
  }
  photos: { key: [string, string]; value: Photo; indexes: { instanceId: string } }
  copies: { key: [number, string]; value: Copy }
  settings: { key: string; value: unknown }
}

type Shelf = StoreNames<Shelves>
type Work<T, Mode extends IDBTransactionMode> = (
  tx: IDBPTransaction<Shelves, Shelf[], Mode>,
) => Promise<T>

/** full: no room left · outdated: another tab holds a newer or older app · lost: anything else */
export type FaultKind = 'full' | 'outdated' | 'lost'

export class StoreFault extends Error {
  constructor(
    readonly kind: FaultKind,
    readonly cause: unknown,
  ) {
    super(`storeFault.${kind}`)
  }
}

const LOST_CONNECTION = ['InvalidStateError', 'UnknownError']

const nameOf = (error: unknown) => (error instanceof Error ? error.name : '')

function fault(error: unknown): StoreFault {
  if (error instanceof StoreFault) return error
  if (nameOf(error) === 'QuotaExceededError') return new StoreFault('full', error)
  return new StoreFault(nameOf(error) === 'VersionError' ? 'outdated' : 'lost', error)
}

/** Half of a piece of work is never kept. */
function abort(tx: { abort(): void }): void {
  try {
    tx.abort()
  } catch (error) {
    if (!LOST_CONNECTION.includes(nameOf(error))) throw error
  }
}

/** Additive steps only: unsent records are never transformed. */
function upgrade(db: IDBPDatabase<Shelves>, from: number): void {
  if (from < 1) {
    db.createObjectStore('drafts', { keyPath: 'id' }).createIndex('owner', 'owner')
    const records = db.createObjectStore('records', { keyPath: 'id' })
    records.createIndex('owner', 'owner')
    records.createIndex('queue', ['owner', 'standing', 'finalizedAt'])
    db.createObjectStore('photos', { keyPath: ['instanceId', 'name'] }).createIndex(
      'instanceId',
      'instanceId',
    )
    db.createObjectStore('copies', { keyPath: ['owner', 'what'] })
    db.createObjectStore('settings')
  }
}

export type Store = ReturnType<typeof openStore>

interface Setting {
  name?: string
  /** Another tab brings a newer database: this one lets go at once. */
  outdated?(): void
  /** Something was kept: whatever was wrong before is over. */
  kept?(): void
}

export function openStore({ name = 'so-thon', outdated, kept }: Setting = {}) {
  let connection: Promise<IDBPDatabase<Shelves>> | null = null

  function connect(): Promise<IDBPDatabase<Shelves>> {
    connection ??= openDB<Shelves>(name, DATABASE_VERSION, {
      upgrade,
      blocking: (_from, _to, event) => {
        ;(event.target as IDBDatabase).close()
        connection = null
        outdated?.()
      },
      terminated: () => {
        connection = null
      },
    })
    return connection
  }

  async function once<T, Mode extends IDBTransactionMode>(
    mode: Mode,
    shelves: Shelf[],
    work: Work<T, Mode>,
  ) {
    const db = await connect()
    const tx = db.transaction(shelves, mode, { durability: 'strict' })
    // The work may fail first; the transaction's own failure is then the same news twice.
    tx.done.catch(() => undefined)
    try {
      const value = await work(tx)
      await tx.done
      return value
    } catch (error) {
      const cause = tx.error ?? error
      abort(tx)
      throw cause
    }
  }

  /** Safari kills connections of hidden tabs: open once more, and only then say that it failed. */
  async function run<T, Mode extends IDBTransactionMode>(
    mode: Mode,
    shelves: Shelf[],
    work: Work<T, Mode>,
  ) {
    try {
      return await once(mode, shelves, work)
    } catch (error) {
      connection = null
      if (!LOST_CONNECTION.includes(nameOf(error))) throw fault(error)
    }
    try {
      return await once(mode, shelves, work)
    } catch (error) {
      connection = null
      throw fault(error)
    }
  }

  const read = <T>(shelf: Shelf, work: Work<T, 'readonly'>) => run('readonly', [shelf], work)
  const write = (shelves: Shelf[], work: Work<unknown, 'readwrite'>) =>
    run('readwrite', shelves, work).then(() => kept?.())

  return {
    draft: (id: string) => read('drafts', (tx) => tx.objectStore('drafts').get(id)),
    drafts: (owner: number) =>
      read('drafts', (tx) => tx.objectStore('drafts').index('owner').getAll(owner)),
    keepDraft: (draft: DraftRecord) =>
      write(['drafts'], (tx) => tx.objectStore('drafts').put(draft)),
    /** The draft and its photos go together. */
    dropDraft: (id: string) =>
      write(['drafts', 'photos'], async (tx) => {
        await tx.objectStore('drafts').delete(id)
        await dropPhotos(tx, id)
      }),
    /** A draft becomes a record in one transaction: it is never both, never neither. */
    finish: (record: OutRecord) =>
      write(['drafts', 'records', 'photos'], async (tx) => {
        await tx.objectStore('records').put(record)
        await tx.objectStore('drafts').delete(record.id)
        await dropPhotos(tx, record.id, record.attachments)
      }),
    /** Back to writing. Only for a record that was never tried to be sent. */
    reopen: (draft: DraftRecord) =>
      write(['drafts', 'records'], async (tx) => {
        const record = await tx.objectStore('records').get(draft.id)
        if (record?.triedAt) return
        await tx.objectStore('drafts').put(draft)
        await tx.objectStore('records').delete(draft.id)
      }),
    record: (id: string) => read('records', (tx) => tx.objectStore('records').get(id)),
    records: (owner: number) =>
      read('records', (tx) => tx.objectStore('records').index('owner').getAll(owner)),
    /** Ids of what is finished and not sent, oldest first: a long outbox is not read through. */
    waiting: (owner: number) =>
      read('records', (tx) =>
        tx
          .objectStore('records')
          .index('queue')
          .getAllKeys(IDBKeyRange.bound([owner, 'finalized', ''], [owner, 'finalized', '\uffff'])),
      ),
    /**
     * Marked before the first byte leaves: from here on the record is what it is. Nothing when it
     * was taken back to writing meanwhile.
     */
    markTried: (id: string, at: string) =>
      run('readwrite', ['records'], async (tx) => {
        const record = await tx.objectStore('records').get(id)
        if (record?.standing !== 'finalized') return undefined
        const triedAt = record.triedAt || at
        const tried: OutRecord = { ...record, triedAt, attempts: record.attempts + 1 }
        await tx.objectStore('records').put(tried)
        return tried
      }),
    keepRecord: (record: OutRecord) =>
      write(['records'], (tx) => tx.objectStore('records').put(record)),
    photo: (id: string, photo: string) =>
      read('photos', (tx) => tx.objectStore('photos').get([id, photo])),
    keepPhoto: (photo: Photo) => write(['photos'], (tx) => tx.objectStore('photos').put(photo)),
    copy: (owner: number, what: string) =>
      read('copies', (tx) => tx.objectStore('copies').get([owner, what])),
    keepCopy: (copy: Copy) => write(['copies'], (tx) => tx.objectStore('copies').put(copy)),
    /** What the server said to this person leaves the phone; her unsent work stays. */
    forgetCopies: (owner: number) =>
      write(['copies'], (tx) =>
        tx.objectStore('copies').delete(IDBKeyRange.bound([owner, ''], [owner, '\uffff'])),
      ),
    setting: (key: string) => read('settings', (tx) => tx.objectStore('settings').get(key)),
    keepSetting: (key: string, value: unknown) =>
      write(['settings'], (tx) => tx.objectStore('settings').put(value, key)),
    close: async () => {
      ;(await connection)?.close()
      connection = null
    },
  }
}

type Writing = IDBPTransaction<Shelves, Shelf[], 'readwrite'>

async function dropPhotos(tx: Writing, id: string, keep: string[] = []): Promise<void> {
  const keys = await tx.objectStore('photos').index('instanceId').getAllKeys(id)
  for (const key of keys) if (!keep.includes(key[1])) await tx.objectStore('photos').delete(key)
}
