// Records as lists and reviewers read them, and what is said about them (wire.ts). Shapes only.

import type { Shapes } from './shapes'

export type ReviewState = Shapes['ReviewState']

/** What is said at one question, its row named: /data/visit[2]/note. */
export type Remark = Shapes['Remark']

export interface Review {
  state: ReviewState
  comment: string
  at: string
  reviewer: string
  /** At single questions; older copies have none. */
  remarks?: Remark[]
}

export interface Submission {
  instanceId: string
  xmlFormId: string
  formName: string
  instanceName: string
  reviewState: ReviewState | null
  createdAt: string
  updatedAt: string
  submitter: { id: number; displayName: string }
  orgUnit: { id: string; name: string }
  currentVersion: { instanceId: string; version: string }
  problems: number
  attachments: number
  late: boolean
  lastReview: Review | null
  /** What it counts as, where the server says so: about whom, on which day. */
  subject?: { id: string; label: string } | null
  date?: string | null
}

export type Answer = Shapes['AnswerLine']

type AnswerContent = Pick<Answer, 'value' | 'text' | 'attachment'>

/** null: not asked, or no answer. */
export interface AnswerChange {
  ref: string
  label: string
  before: AnswerContent | null
  after: AnswerContent | null
}

/** What changed since the version `since` was sent back. Rows: /data/visit[2]. */
export type Difference = Shapes['ReturnDifference']

export type IndicatorEffect = Shapes['IndicatorEffect']

export interface SubmissionDetail extends Omit<Submission, 'problems'> {
  /** Each by itself; a list of records says how many. */
  problems: { ref: string; code: string }[]
  answers: Answer[]
  /** Asked, not needed, not answered. */
  unanswered?: { ref: string; label: string }[]
  reviews: Review[]
  /** How often it was sent back. */
  rounds?: number
  /** For whoever decides, where it was sent back and came again. */
  difference?: Difference | null
  effect: IndicatorEffect[]
}

export interface ReviewVerdict {
  state: 'approved' | 'hasIssues' | 'rejected'
  comment: string
  remarks: Remark[]
  versionInstanceId: string
  /** the state in which the reviewer saw it: somebody may have been faster */
  seenState: ReviewState
}
