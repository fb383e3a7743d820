// What the phone's database looks like, and how each earlier shape becomes this one. Its rule: steps
// only add shelves. What lies on one is read in every shape it ever had, and never touched here.

import type { DBSchema, IDBPDatabase, StoreNames } from 'idb'
import type { Box } from './cipher'
import type { DraftRecord, OutboxRecord, RecordStanding, ServerCopy, StoredPhoto } from './records'

export const DATABASE_VERSION = 2

/** In clear what sending and counting need; what it is about only in the box. */
export interface DraftRow
  extends Pick<DraftRecord, 'id' | 'shape' | 'owner' | 'touched' | 'startedAt' | 'savedAt'> {
  box: Box
}
export interface RecordRow extends RecordStanding {
  /** What lists show. The answers and the XML lie apart, so that a list opens no bodies. */
  head: Box
}
export interface BodyRow {
  id: string
  owner: number
  box: Box
}
export interface PhotoRow extends Pick<StoredPhoto, 'instanceId' | 'name' | 'width' | 'height'> {
  owner: number
  type: string
  size: number
  box: Box
}
export interface CopyRow extends Pick<ServerCopy, 'owner' | 'what' | 'etag' | 'at'> {
  box: Box
}
/** How an account's data keys are locked: the vault's own business, except for whose it is. */
export interface VaultRow {
  owner: number
}

/** The plain shapes are those of version 1. */
export interface DatabaseSchema extends DBSchema {
  drafts: { key: string; value: DraftRow | DraftRecord; indexes: { owner: number } }
  records: {
    key: string
    value: RecordRow | OutboxRecord
    indexes: { owner: number; queue: [number, string, string] }
  }
  bodies: { key: string; value: BodyRow; indexes: { owner: number } }
  photos: { key: [string, string]; value: PhotoRow | StoredPhoto; indexes: { instanceId: string } }
  copies: { key: [number, string]; value: CopyRow | ServerCopy }
  settings: { key: string; value: unknown }
  vaults: { key: number; value: VaultRow }
  mark: { key: string; value: unknown }
}

export type ObjectStoreName = StoreNames<DatabaseSchema>

export function upgradeDatabase(db: IDBPDatabase<DatabaseSchema>, from: number): void {
  if (from < 1) createFirstStores(db)
  if (from < 2) addVaultStores(db)
}

function createFirstStores(db: IDBPDatabase<DatabaseSchema>): void {
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

/** Locked: boxes under keys that lie in a vault, bodies apart, and the phone's own marks. */
function addVaultStores(db: IDBPDatabase<DatabaseSchema>): void {
  db.createObjectStore('bodies', { keyPath: 'id' }).createIndex('owner', 'owner')
  db.createObjectStore('vaults', { keyPath: 'owner' })
  db.createObjectStore('mark')
}
