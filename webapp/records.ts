// What this phone keeps of a phiếu: while it is written (draft), and once it is finished (record).
// Shapes only. `id` is the instance id made here; nothing else is ever a key.

import type { Draft, EntityWrite } from './engine'

/** The shape of a stored draft or record. Older ones are read, never rewritten before they are sent. */
export const SHAPE = 1

interface Kept {
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
  draft: Draft
}

export interface DraftRecord extends Kept {
  /** The step that was open, so that she goes on where she stopped. */
  step: number
  /** False until something was answered: such drafts are swept away. */
  touched: boolean
  startedAt: string
  savedAt: string
}

/** finalized: waits here · sent: receipt held · setAside: the server cannot take it as it is */
export type Standing = 'finalized' | 'sent' | 'setAside'

export interface OutRecord extends Kept {
  standing: Standing
  xml: string
  attachments: string[]
  orgUnit: string
  entities: EntityWrite[]
  /** Which standing things it is about (ids of rows of lists), and for which day. */
  subjects: string[]
  day: string
  finalizedAt: string
  /** Set before the first try to send; from then on the bytes never change. */
  triedAt: string
  attempts: number
  reason: { status: number; code: string } | null
  receipt: string
  receivedAt: string
}

export interface Photo {
  instanceId: string
  name: string
  blob: Blob
  width: number
  height: number
}

/** Something that the server said, kept for reading without network. */
export interface Copy {
  owner: number
  what: string
  etag: string
  at: string
  body: unknown
}
