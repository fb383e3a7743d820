// What the server says, in its own words (docs/api.md). Shapes only.

export type Role = 'reporter' | 'supervisor' | 'viewer' | 'admin'
export type Level = 'nation' | 'province' | 'district' | 'commune' | 'village' | 'facility'

export interface Person {
  id: number
  email: string
  displayName: string
  assignments: {
    role: Role
    orgUnit: { id: string; name: string; level: Level; code: string | null }
  }[]
  demonstration: boolean
}

export interface Form {
  xmlFormId: string
  name: string
  version: string
  hash: string
  state: string
}

export interface OrgUnit {
  id: string
  code: string | null
  name: string
  level: Level
  parentId: string | null
  lineage: string
  within?: boolean
}

export interface Page<T> {
  items: T[]
  next: string | null
  total?: number
}

export type ReviewState = 'received' | 'hasIssues' | 'edited' | 'approved' | 'rejected'

export interface Review {
  state: ReviewState
  comment: string
  at: string
  reviewer: string
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

export interface Answer {
  ref: string
  label: string
  value: string
  text: string
  /** The author's words by language; none where the author wrote none. */
  problem: { code: string; message: Record<string, string> } | null
  attachment: string | null
}

export interface Effect {
  indicator: string
  name: string
  orgUnit: { id: string; name: string }
  before: string | null
  after: string | null
}

export interface Detail extends Omit<Submission, 'problems'> {
  /** Each by itself; a list of records says how many. */
  problems: { ref: string; code: string }[]
  answers: Answer[]
  reviews: Review[]
  effect: Effect[]
}

export interface Verdict {
  state: 'approved' | 'hasIssues' | 'rejected'
  comment: string
  versionInstanceId: string
  /** the state in which the reviewer saw it: somebody may have been faster */
  seenState: ReviewState
}

export interface Receipt {
  instanceId: string
  receipt: string
  sha256: string
  receivedAt: string
  attachments: { name: string; sha256: string; size: number }[]
}

export type Absence = 'notAssigned' | 'notBegun' | 'notAssessed' | 'suspended'

export interface Target {
  value: string | null
  reason: Absence | null
  source: string
  demonstration: boolean
}

export interface Figure {
  indicator: {
    code: string
    name: string
    nameEn: string
    unit: string
    kind: string
    decimals: number
  }
  value: string | null
  reason: Absence | null
  target: Target | null
  share: string | null
  waiting: number
}

export interface Figures {
  orgUnit: { id: string; name: string; level: Level }
  period: string
  items: Figure[]
  elapsedShare: string | null
}

export interface ByChild {
  items: {
    orgUnit: { id: string; name: string; level: Level }
    value: string | null
    target: Target | null
    share: string | null
    waiting: number
  }[]
}

export interface DataValue {
  instanceId: string
  xmlFormId: string
  versionInstanceId: string
  instanceName: string
  value: string
  date: string
  orgUnit: { id: string; name: string }
  subject: { id: string; label: string } | null
  approvedAt: string
}
