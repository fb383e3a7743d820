// In which state each phiếu is, in the words that people see: one table for every screen. Pure.

import type { Remark, Submission } from '../api/wire'
import { ownEntry } from '../entries'
import type { DraftRecord, RecordHead, RecordStanding, SendRefusal } from '../store/records'
import { owedFileNames } from '../store/shelves/travelling'

export type ItemState =
  | 'writing'
  | 'onPhone'
  | 'sending'
  | 'setAside'
  | 'received'
  | 'approved'
  | 'returned'
  | 'rejected'

/** One phiếu as its writer sees it: here, at the commune, or both. */
export interface RecordItem {
  id: string
  state: ItemState
  title: string
  formName: string
  /** The day or the instant that places it in the list. */
  at: string
  receipt: string
  remark: string
  /** What it was sent back for, question by question. */
  remarks: Remark[]
  /** Photos that the commune still lacks, and those that it cannot take as they are. */
  photosOwed: number
  photosRefused: SendRefusal[]
  record: RecordHead | null
  submission: Submission | null
}

const STATE_BY_REVIEW: Record<string, ItemState> = {
  received: 'received',
  edited: 'received',
  hasIssues: 'returned',
  approved: 'approved',
  rejected: 'rejected',
}

export const stateFromReview = (state: string | null): ItemState =>
  ownEntry(STATE_BY_REVIEW, state ?? 'received') ?? 'received'

function itemStateOf(
  record: RecordHead,
  submission: Submission | null,
  sendingId: string,
): ItemState {
  if (record.standing === 'setAside') return 'setAside'
  if (record.standing === 'finalized') return record.id === sendingId ? 'sending' : 'onPhone'
  // Our copy of the commune's list may still speak of the version that this one replaced.
  const stale = !submission || submission.currentVersion.instanceId === record.deprecatedId
  return stale ? 'received' : stateFromReview(submission.reviewState)
}

/** Of a record that the commune has; what it does not have goes whole. */
export const countPhotosOwed = (record: RecordStanding) =>
  record.standing === 'sent' ? owedFileNames(record).length : 0

/** Of a record that the commune has: photos that lie only here, on their way or refused there. */
export const countPhotosHere = (record: RecordStanding) => {
  if (record.standing !== 'sent') return 0
  const refused = Object.values(record.filesRefused ?? {})
  return owedFileNames(record).length + refused.filter(({ status }) => status > 0).length
}

/** This phone still has something that nobody else has, and will send it by itself. */
export const isOwed = (record: RecordStanding) =>
  record.standing === 'finalized' || countPhotosOwed(record) > 0

const newerRecord = (a: RecordHead, b: RecordHead) => (a.finalizedAt > b.finalizedAt ? a : b)

/** Everything that she finished, newest first; each phiếu once, whatever its versions. */
export function recordItemsOf(
  records: RecordHead[],
  mine: Submission[],
  sendingId = '',
): RecordItem[] {
  const byRoot = new Map<string, RecordHead>()
  for (const record of records) {
    const other = byRoot.get(record.rootId)
    byRoot.set(record.rootId, other ? newerRecord(record, other) : record)
  }
  const submitted = new Map(mine.map((each) => [each.instanceId, each]))
  const here = [...byRoot.values()].map((record) =>
    recordItemOf(record, submitted.get(record.rootId) ?? null, sendingId),
  )
  const away = mine.filter((each) => !byRoot.has(each.instanceId)).map(submissionItem)
  return [...here, ...away].sort((a, b) => (a.at > b.at ? -1 : 1))
}

function recordItemOf(
  record: RecordHead,
  submission: Submission | null,
  sendingId: string,
): RecordItem {
  const state = itemStateOf(record, submission, sendingId)
  const judged = state === 'returned' || state === 'rejected' || state === 'approved'
  return {
    id: record.rootId,
    state,
    title: record.title,
    formName: record.formName,
    at: record.finalizedAt,
    receipt: record.receipt,
    remark: judged ? (submission?.lastReview?.comment ?? '') : '',
    remarks: state === 'returned' ? (submission?.lastReview?.remarks ?? []) : [],
    photosOwed: countPhotosOwed(record),
    photosRefused: Object.values(record.filesRefused ?? {}),
    record,
    submission,
  }
}

function submissionItem(submission: Submission): RecordItem {
  const state = stateFromReview(submission.reviewState)
  return {
    id: submission.instanceId,
    state,
    title: submission.instanceName,
    formName: submission.formName,
    at: submission.createdAt,
    receipt: '',
    remark: submission.lastReview?.comment ?? '',
    remarks: state === 'returned' ? (submission.lastReview?.remarks ?? []) : [],
    photosOwed: 0,
    photosRefused: [],
    record: null,
    submission,
  }
}

/** Drafts worth showing: something was answered. */
export const begunDrafts = (drafts: DraftRecord[]) =>
  drafts.filter((draft) => draft.touched).sort((a, b) => (a.savedAt > b.savedAt ? -1 : 1))

export const unsentItems = (items: RecordItem[]) =>
  items.filter((item) => item.state === 'onPhone' || item.state === 'sending')
