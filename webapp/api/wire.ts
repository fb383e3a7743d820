// What the server says, in its own words (docs/api.md). Shapes only.

import type { Shapes } from './shapes'

export type {
  Answer,
  AnswerChange,
  Difference,
  IndicatorEffect,
  Remark,
  Review,
  ReviewState,
  ReviewVerdict,
  Submission,
  SubmissionDetail,
} from './record-wire'

export type Role = Shapes['Role']
export type Level = Shapes['Level']

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

export type PublishedForm = Shapes['PublishedForm']

export interface OrgUnit {
  id: string
  code: string | null
  name: string
  level: Level
  parentId: string | null
  lineage: string
  within?: boolean
}

export interface ResultPage<T> {
  items: T[]
  next: string | null
  total?: number
}

/** A unit's work that one leader offers to the next. */
export interface Handover {
  id: number
  orgUnit: { id: string; name: string }
  giver: { id: number; displayName: string }
  taker: { id: number; displayName: string }
  begunBy: { id: number; displayName: string }
  begunAt: string
  expiresAt: string
  state: 'offered' | 'taken' | 'withdrawn' | 'expired'
  closedAt: string | null
  drafts: number
  /** They lie at the server, sealed, for the taker's phone. */
  draftsWaiting: boolean
  draftsKeptAt: string | null
  /** What the asker is in it. */
  as: 'giver' | 'taker' | 'supervisor'
}

/** As little as a phone needs to let go of its copy: an older server signs nothing. */
export type Receipt = Omit<
  Partial<Shapes['SignedReceipt']> & Pick<Shapes['SignedReceipt'], CustodyField>,
  'attachments' | 'problems'
> & { attachments: Omit<Shapes['ReceiptFile'], 'exists'>[] }
type CustodyField = 'instanceId' | 'receipt' | 'sha256' | 'receivedAt'

/** A file of a record on its way: what it will be, as bytes that travel. */
export interface TravellingFile {
  id: string
  name: string
  sha256: string
  size: number
}

/** How much of a file has come. */
export type UploadState = Shapes['UploadState']

/** A public key of the server: its id, and its point as base64url of 65 bytes. */
export type ServerKey = Shapes['ServerKey']

export type ServerKeys = Shapes['ServerKeyList']

export type Absence = Shapes['Absence']

/** Where something stands: to read, and as document and line. */
export interface SourceCitation {
  source: string
  sourceDocument: string
  sourceLine: string
}

export interface FigureTarget extends SourceCitation {
  value: string | null
  /** Why there is no number. */
  reason: Absence | null
  /** What the plan says of it, with a number or without. */
  stated: Absence | null
  /** The plan's own words, where they are no number. */
  words: string
  documentId: string | null
  line: number | null
  note: string
  inForce: boolean
  /** Read from the plan, and not confirmed by whoever made it. */
  unconfirmed: boolean
  demonstration: boolean
}

export interface IndicatorSummary extends SourceCitation {
  code: string
  name: string
  nameEn: string
  unit: string
  unitEn: string
  /** What it is about; '' is nothing that has a name. Copies from before it was said have none. */
  activity?: string
  kind: string
  decimals: number
  numerator: string | null
  denominator: string | null
  note: string
}

/** What a plan says was reached before these records; never part of the figure. */
export interface ReportedResult {
  numerator: string | null
  denominator: string | null
  /** Divided anew, and as the plan prints it: they may differ. */
  share: string | null
  printed: string
  reason: Absence | null
  words: string
  documentId: string
  line: number
  note: string
}

/** One cell: exactly one of value and reason is there. */
export interface Figure {
  indicator: IndicatorSummary
  value: string | null
  reason: Absence | null
  target: FigureTarget | null
  /** What the plan also says of the same cell; never added up. */
  otherReadings?: FigureTarget[]
  reported?: ReportedResult | null
  share: string | null
  waiting: number
  numerator: string | null
  denominator: string | null
}

export interface PlacedUnit {
  id: string
  name: string
  level: Level
  code?: string | null
}

export interface Figures {
  orgUnit: PlacedUnit
  period: string
  /** The units are those of this day. */
  day: string
  items: Figure[]
  elapsedShare: string | null
  /** Units that were here and are no more. */
  formerUnits?: (PlacedUnit & { lastDay: string; targets: number })[]
  /** Periods for which this unit, or what it was made of, has a plan. */
  plannedPeriods?: string[]
}

export interface ChildFigure extends Figure {
  orgUnit: PlacedUnit
  /** Recorded at the unit itself, and at none below it. */
  itself?: boolean
  /** It is no more: the last day on which it was there. */
  lastDay?: string
  /** It was not there yet on the day that was asked for. */
  firstDay?: string
}

export interface FiguresByChild {
  items: ChildFigure[]
}

/** A plan, with what is quoted of it. */
export type Plan = Shapes['Plan']

export type Passage = Shapes['Passage']

/** The records behind a figure; of what is divided, its parts one after the other. */
export interface DataValues extends ResultPage<DataValue> {
  parts?: IndicatorSummary[]
}

export interface DataValue {
  /** Which figure it adds to: of what is divided, one of its parts. */
  indicator?: string
  /** None of these where she may not see the record. */
  instanceId: string | null
  xmlFormId: string
  versionInstanceId: string | null
  instanceName: string | null
  value: string
  date: string
  orgUnit: { id: string; name: string }
  subject: { id: string; label: string } | null
  approvedAt: string
}

export type OfferedWork = 'teamLeader' | 'healthStation' | 'commune' | 'province' | 'administrator'

/** What a server in demonstration mode lets everybody try. */
export interface DemonstrationOffer {
  password: string
  accounts: { login: string; work: OfferedWork }[]
}

export interface Health {
  status: 'ok'
  demonstration?: DemonstrationOffer
}
