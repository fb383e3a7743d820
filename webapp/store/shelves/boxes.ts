// From what the app knows to what lies on a shelf, and back: which part lies in clear, which in a
// box. Its rule: no crypto while a transaction waits. Sealed before it begins, opened after it ends.

import type { Box, Cipher } from '../cipher'
import type {
  DraftRecord,
  OutboxRecord,
  RecordHead,
  RecordStanding,
  ServerCopy,
  StoredPhoto,
} from '../records'
import { RECORD_SHAPE } from '../records'
import type { BodyRow, CopyRow, DraftRow, PhotoRow, RecordRow } from '../shelves'

export const BOX_LABELS = {
  draft: (id: string) => `drafts:${id}`,
  head: (id: string) => `records:${id}:head`,
  body: (id: string) => `records:${id}:body`,
  photo: (id: string, name: string) => `photos:${id}:${name}`,
  copy: (owner: number, what: string) => `copies:${owner}:${what}`,
}

type SealedBody = Pick<OutboxRecord, 'draft' | 'xml' | 'hashes' | 'envelope'>

/** All that changes after a record was finished; it lies in clear. */
export const standingOf = (record: RecordStanding): RecordStanding => ({
  id: record.id,
  shape: record.shape,
  owner: record.owner,
  rootId: record.rootId,
  deprecatedId: record.deprecatedId,
  standing: record.standing,
  attachments: record.attachments,
  // Version 1 sent a record with all its files at once.
  filesReceived:
    record.filesReceived ??
    (record.shape === 1 && record.standing === 'sent' ? record.attachments : []),
  ...(record.filesRefused && { filesRefused: record.filesRefused }),
  finalizedAt: record.finalizedAt,
  triedAt: record.triedAt,
  attempts: record.attempts,
  reason: record.reason,
  receipt: record.receipt,
  receivedAt: record.receivedAt,
  ...(record.offeredAgain !== undefined && { offeredAgain: record.offeredAgain }),
})

export async function sealDraftRow(cipher: Cipher, record: DraftRecord): Promise<DraftRow> {
  const { id, owner, touched, startedAt, savedAt, shape: _, ...said } = record
  const box = await cipher.seal(said, BOX_LABELS.draft(id))
  return { id, shape: RECORD_SHAPE, owner, touched, startedAt, savedAt, box }
}

export async function openDraftRow(cipher: Cipher, row: DraftRow): Promise<DraftRecord> {
  const { box, ...clear } = row
  return { ...clear, ...(await cipher.open<DraftRecord>(box, BOX_LABELS.draft(row.id))) }
}

export async function sealRecordRows(
  cipher: Cipher,
  record: OutboxRecord,
): Promise<{ row: RecordRow; body: BodyRow }> {
  const { id, owner } = record
  const { draft, xml, hashes, envelope, ...head } = record
  const body: SealedBody = { draft, xml, ...(hashes && { hashes }), ...(envelope && { envelope }) }
  const clear = standingOf(record)
  const said = Object.fromEntries(
    Object.entries(head).filter(([name]) => !Object.hasOwn(clear, name)),
  )
  return {
    row: { ...clear, shape: RECORD_SHAPE, head: await cipher.seal(said, BOX_LABELS.head(id)) },
    body: { id, owner, box: await cipher.seal(body, BOX_LABELS.body(id)) },
  }
}

export async function openRecordHead(cipher: Cipher, row: RecordRow): Promise<RecordHead> {
  const { head, ...clear } = row
  return { ...(await cipher.open<RecordHead>(head, BOX_LABELS.head(row.id))), ...clear }
}

export const openRecordBody = (cipher: Cipher, { id, box }: BodyRow) =>
  cipher.open<SealedBody>(box, BOX_LABELS.body(id))

/** Counted and in its place, but what it is about is not read. */
export const lockedRecordHead = (standing: RecordStanding): RecordHead => ({
  ...standing,
  formId: '',
  formVersion: '',
  formName: '',
  title: '',
  orgUnit: '',
  entities: [],
  subjects: [],
  day: '',
})

/** The head of a plain record. */
export const plainRecordHead = ({
  draft: _,
  xml: __,
  hashes: ___,
  ...head
}: OutboxRecord): RecordHead => head

export async function sealPhotoRow(
  cipher: Cipher,
  owner: number,
  photo: StoredPhoto,
): Promise<PhotoRow> {
  const { instanceId, name, width, height, blob } = photo
  const box = await cipher.sealBytes(blob, BOX_LABELS.photo(instanceId, name))
  return { instanceId, name, owner, width, height, type: blob.type, size: blob.size, box }
}

export async function openPhotoRow(cipher: Cipher, row: PhotoRow): Promise<StoredPhoto> {
  const { instanceId, name, owner, width, height, type, box } = row
  const bytes = await cipher.openBytes(box, BOX_LABELS.photo(instanceId, name))
  return { instanceId, name, owner, width, height, blob: new Blob([bytes], { type }) }
}

export async function sealCopyRow(cipher: Cipher, copy: ServerCopy): Promise<CopyRow> {
  const { owner, what, etag, at, body } = copy
  return { owner, what, etag, at, box: await cipher.seal(body, BOX_LABELS.copy(owner, what)) }
}

export async function openCopyRow(cipher: Cipher, { box, ...clear }: CopyRow): Promise<ServerCopy> {
  return { ...clear, body: await cipher.open(box, BOX_LABELS.copy(clear.owner, clear.what)) }
}

/** Boxed, or as version 1 kept it. */
export const isBoxed = <T extends object>(
  row: T,
): row is Extract<T, { box: Box } | { head: Box }> => 'box' in row || 'head' in row
