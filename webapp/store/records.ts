// What this phone keeps of a phiếu: while it is written (draft), and once it is finished (record).
// Shapes only. `id` is the instance id made here; nothing else is ever a key.

import type { Remark } from '../api/wire'
import type { Draft, EntityWrite } from '../engine'

/** The shape of a stored draft or record: 1 lies plain, 2 in boxes. Older ones are read for ever. */
export const RECORD_SHAPE = 2

/** What was said at its questions when it was sent back; kept with the draft. */
export interface Correction {
  remarks: Remark[]
  /** What was asked in the version that was sent back, and answered; null until it was opened. */
  stood: Record<string, string> | null
  /** She wants to change other answers too. */
  all: boolean
}

interface StoredInstance {
  id: string
  shape: number
  owner: number
  formId: string
  formVersion: string
  formName: string
  title: string
  /** The version that this one replaces, '' for a first version; and the first version of all. */
  deprecatedId: string
  rootId: string
  /** It was sent back with remarks at its questions. Older ones know of none. */
  correction?: Correction | null
}

export interface DraftRecord extends StoredInstance {
  draft: Draft
  /** The step that was open, so that she goes on where she stopped. */
  step: number
  /** False until something was answered: such drafts are swept away. */
  touched: boolean
  startedAt: string
  savedAt: string
}

/** finalized: waits here · sent: receipt held · setAside: the server cannot take it as it is */
export type RecordState = 'finalized' | 'sent' | 'setAside'

export interface SendRefusal {
  status: number
  code: string
}

/** Where a record stands: all of it that changes, and all of it that lies in clear. */
export interface RecordStanding
  extends Pick<StoredInstance, 'id' | 'shape' | 'owner' | 'deprecatedId' | 'rootId'> {
  standing: RecordState
  /** Names of its files: times, in which nobody is named. */
  attachments: string[]
  /** Those of which a receipt came. Their pictures may leave the phone, and no others. */
  filesReceived?: string[]
  /** Those that the server cannot take as they are; they stay here. */
  filesRefused?: Record<string, SendRefusal>
  finalizedAt: string
  /** Set before the first try to send; from then on the bytes never change. */
  triedAt: string
  attempts: number
  reason: SendRefusal | null
  receipt: string
  receivedAt: string
  /** When it went back to the queue, because the server that had acknowledged it knew it no more. */
  offeredAgain?: string
}

/** What lists show of a record. */
export interface RecordHead extends StoredInstance, RecordStanding {
  orgUnit: string
  entities: EntityWrite[]
  /** Which standing things it is about (ids of rows of lists), and for which day. */
  subjects: string[]
  day: string
  /** Of a form that not even this phone may read again: what it says lies in an envelope. */
  sealed?: boolean
}

/** The whole record: what was answered, and the bytes that travel. */
export interface OutboxRecord extends RecordHead {
  draft: Draft
  xml: string
  /** SHA-256 of each of its files as it was when she finished. Older ones know of none. */
  hashes?: Record<string, string>
  /** Where it is sealed, the envelope as base64url; `draft` and `xml` are empty then. */
  envelope?: string
}

export interface StoredPhoto {
  instanceId: string
  name: string
  blob: Blob
  width: number
  height: number
  /** Whose it is, where no draft or record tells yet. */
  owner?: number
}

/** Something that the server said, kept for reading without network. */
export interface ServerCopy {
  owner: number
  what: string
  etag: string
  at: string
  body: unknown
}
