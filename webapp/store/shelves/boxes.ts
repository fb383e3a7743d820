// From what the app knows to what lies on a shelf, and back: which part lies in clear, which in a
// box. Its rule: no crypto while a transaction waits. Sealed before it begins, opened after it ends.

import type { Box, Cipher } from '../cipher'
import type { Copy, DraftRecord, OutRecord, Photo, RecordHead, RecordStanding } from '../records'
import { SHAPE } from '../records'
import type { BodyRow, CopyRow, DraftRow, PhotoRow, RecordRow } from '../shelves'

export const ABOUT = {
  draft: (id: string) => `drafts:${id}`,
  head: (id: string) => `records:${id}:head`,
  body: (id: string) => `records:${id}:body`,
  photo: (id: string, name: string) => `photos:${id}:${name}`,
  copy: (owner: number, what: string) => `copies:${owner}:${what}`,
}

type Body = Pick<OutRecord, 'draft' | 'xml' | 'hashes' | 'envelope'>

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

export async function draftRow(cipher: Cipher, record: DraftRecord): Promise<DraftRow> {
  const { id, owner, touched, startedAt, savedAt, shape: _, ...said } = record
  const box = await cipher.seal(said, ABOUT.draft(id))
  return { id, shape: SHAPE, owner, touched, startedAt, savedAt, box }
}

export async function draftOf(cipher: Cipher, row: DraftRow): Promise<DraftRecord> {
  const { box, ...clear } = row
  return { ...clear, ...(await cipher.open<DraftRecord>(box, ABOUT.draft(row.id))) }
}

export async function recordRows(
  cipher: Cipher,
  record: OutRecord,
): Promise<{ row: RecordRow; body: BodyRow }> {
  const { id, owner } = record
  const { draft, xml, hashes, envelope, ...head } = record
  const body: Body = { draft, xml, ...(hashes && { hashes }), ...(envelope && { envelope }) }
  const clear = standingOf(record)
  const said = Object.fromEntries(Object.entries(head).filter(([name]) => !(name in clear)))
  return {
    row: { ...clear, shape: SHAPE, head: await cipher.seal(said, ABOUT.head(id)) },
    body: { id, owner, box: await cipher.seal(body, ABOUT.body(id)) },
  }
}

export async function headOf(cipher: Cipher, row: RecordRow): Promise<RecordHead> {
  const { head, ...clear } = row
  return { ...(await cipher.open<RecordHead>(head, ABOUT.head(row.id))), ...clear }
}

export const bodyOf = (cipher: Cipher, { id, box }: BodyRow) =>
  cipher.open<Body>(box, ABOUT.body(id))

/** Counted and in its place, but what it is about is not read. */
export const shutHead = (standing: RecordStanding): RecordHead => ({
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
export const plainHead = ({ draft: _, xml: __, hashes: ___, ...head }: OutRecord): RecordHead =>
  head

export async function photoRow(cipher: Cipher, owner: number, photo: Photo): Promise<PhotoRow> {
  const { instanceId, name, width, height, blob } = photo
  const box = await cipher.sealBytes(blob, ABOUT.photo(instanceId, name))
  return { instanceId, name, owner, width, height, type: blob.type, size: blob.size, box }
}

export async function photoOf(cipher: Cipher, row: PhotoRow): Promise<Photo> {
  const { instanceId, name, owner, width, height, type, box } = row
  const bytes = await cipher.openBytes(box, ABOUT.photo(instanceId, name))
  return { instanceId, name, owner, width, height, blob: new Blob([bytes], { type }) }
}

export async function copyRow(cipher: Cipher, copy: Copy): Promise<CopyRow> {
  const { owner, what, etag, at, body } = copy
  return { owner, what, etag, at, box: await cipher.seal(body, ABOUT.copy(owner, what)) }
}

export async function copyOf(cipher: Cipher, { box, ...clear }: CopyRow): Promise<Copy> {
  return { ...clear, body: await cipher.open(box, ABOUT.copy(clear.owner, clear.what)) }
}

/** Boxed, or as version 1 kept it. */
export const isBoxed = <T extends object>(
  row: T,
): row is Extract<T, { box: Box } | { head: Box }> => 'box' in row || 'head' in row
