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

export type Person = Shapes['CurrentUser']

export type PublishedForm = Shapes['PublishedForm']

export type OrgUnit = Omit<Shapes['OrgUnitLine'], 'within'> &
  Partial<Pick<Shapes['OrgUnitLine'], 'within'>>

export interface ResultPage<T> {
  items: T[]
  next: string | null
  total?: number
}

/** A unit's work that one leader offers to the next. */
export type Handover = Shapes['HandoverLine']

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

export type FigureTarget = Shapes['TargetReading']

export type IndicatorSummary = Omit<Shapes['IndicatorSummary'], 'activity'> &
  Partial<Pick<Shapes['IndicatorSummary'], 'activity'>>

/** What a plan says was reached before these records; never part of the figure. */
export type ReportedResult = Shapes['ReportedFigure']

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

export type PlacedUnit = Shapes['FigureUnit']

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
