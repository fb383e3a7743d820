// The only file that says indexedDB: one wrapper around it. Its rule: it answers after the
// transaction completed; a lost connection is opened once more, and then it throws a StoreFault.

import { type IDBPDatabase, type IDBPTransaction, openDB } from 'idb'
import {
  DATABASE_VERSION,
  type DatabaseSchema,
  type ObjectStoreName,
  upgradeDatabase,
} from './shelves'

/**
 * full: no room left · outdated: another tab holds a newer or older app · locked: her vault is shut ·
 * lost: anything else
 */
export type StoreFaultKind = 'full' | 'outdated' | 'locked' | 'lost'

export class StoreFault extends Error {
  constructor(
    readonly kind: StoreFaultKind,
    readonly cause: unknown,
  ) {
    super(`storeFault.${kind}`)
  }
}

/** What needs no room goes on without it. */
export const unlessFull = <T>(work: Promise<T>, otherwise: () => T | Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    if (error instanceof StoreFault && error.kind === 'full') return otherwise()
    throw error
  })

export type StoreTransaction<Mode extends IDBTransactionMode> = IDBPTransaction<
  DatabaseSchema,
  ObjectStoreName[],
  Mode
>
export type WriteTransaction = StoreTransaction<'readwrite'>
type TransactionWork<T, Mode extends IDBTransactionMode> = (
  tx: StoreTransaction<Mode>,
) => Promise<T>

const LOST_CONNECTION_ERRORS = ['InvalidStateError', 'UnknownError']

const errorName = (error: unknown) => (error instanceof Error ? error.name : '')

function toStoreFault(error: unknown): StoreFault {
  if (error instanceof StoreFault) return error
  if (errorName(error) === 'QuotaExceededError') return new StoreFault('full', error)
  return new StoreFault(errorName(error) === 'VersionError' ? 'outdated' : 'lost', error)
}

/** Half of a piece of work is never kept. */
function abortTransaction(tx: { abort(): void }): void {
  try {
    tx.abort()
  } catch (error) {
    if (!LOST_CONNECTION_ERRORS.includes(errorName(error))) throw error
  }
}

async function inTransaction<T, Mode extends IDBTransactionMode>(
  db: IDBPDatabase<DatabaseSchema>,
  mode: Mode,
  shelves: ObjectStoreName[],
  work: TransactionWork<T, Mode>,
) {
  const tx = db.transaction(shelves, mode, { durability: 'strict' })
  // The work may fail first; the transaction's own failure is then the same news twice.
  tx.done.catch(() => undefined)
  try {
    const value = await work(tx)
    await tx.done
    return value
  } catch (error) {
    const cause = tx.error ?? error
    abortTransaction(tx)
    throw cause
  }
}

/** Safari kills connections of hidden tabs: open once more, and only then say that it failed. */
async function onceMore<T>(once: () => Promise<T>, forget: () => void): Promise<T> {
  try {
    return await once()
  } catch (error) {
    forget()
    if (!LOST_CONNECTION_ERRORS.includes(errorName(error))) throw toStoreFault(error)
  }
  try {
    return await once()
  } catch (error) {
    forget()
    throw toStoreFault(error)
  }
}

export type Connection = ReturnType<typeof connectionTo>

/**
 * `outdated`: another tab brings a newer database, and this one has let go. `cleared`: the browser's
 * data was cleared under this tab, and the vaults with it: what it sealed would open for nobody.
 */
export function connectionTo(name: string, outdated: () => void, cleared: () => void = () => {}) {
  let connection: Promise<IDBPDatabase<DatabaseSchema>> | null = null
  let had = false

  function connect(): Promise<IDBPDatabase<DatabaseSchema>> {
    connection ??= openDB<DatabaseSchema>(name, DATABASE_VERSION, {
      upgrade: (db, from, _to, tx) => {
        if (from || !had) return upgradeDatabase(db, from)
        // Nothing that was sealed before may lie in the new one: it fails once, and is tried again.
        had = false
        cleared()
        tx.done.catch(() => undefined)
        tx.abort()
      },
      blocking: (_from, _to, event) => {
        ;(event.target as IDBDatabase).close()
        connection = null
        outdated()
      },
      terminated: () => {
        connection = null
      },
    })
    return connection
  }

  async function connected(): Promise<IDBPDatabase<DatabaseSchema>> {
    const db = await connect()
    had = true
    return db
  }

  const forget = () => {
    connection = null
  }
  /** One transaction. `work` awaits nothing but the transaction itself, else it ends by itself. */
  const run = <T, Mode extends IDBTransactionMode>(
    mode: Mode,
    shelves: ObjectStoreName[],
    work: TransactionWork<T, Mode>,
  ) => onceMore(async () => inTransaction(await connected(), mode, shelves, work), forget)

  return {
    read: <T>(shelves: ObjectStoreName[], work: TransactionWork<T, 'readonly'>) =>
      run('readonly', shelves, work),
    write: <T>(shelves: ObjectStoreName[], work: TransactionWork<T, 'readwrite'>) =>
      run('readwrite', shelves, work),
    close: async () => {
      ;(await connection)?.close()
      connection = null
    },
  }
}
