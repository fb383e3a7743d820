// What the server says, in its own words (docs/api.md). Shapes only.

import type { Shapes, WithoutSome } from './shapes'

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

export type OrgUnit = WithoutSome<Shapes['OrgUnitLine'], 'within'>

/** A page of any list; not every list is counted. */
export type ResultPage<T> = WithoutSome<Omit<Shapes['SubmissionPage'], 'items'>, 'total'> & {
  items: T[]
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

export type FigureTarget = Shapes['FigureTarget']

export type IndicatorSummary = WithoutSome<Shapes['IndicatorSummary'], 'activity'>

/** What a plan says was reached before these records; never part of the figure. */
export type ReportedResult = Shapes['ReportedFigure']

/** Older copies say nothing of a plan's other readings, and of what it says was reached. */
type CopiedCell<Cell extends Shapes['FigureLine']> = Omit<
  WithoutSome<Cell, 'otherReadings' | 'reported'>,
  'indicator'
> & { indicator: IndicatorSummary }

export type Figure = CopiedCell<Shapes['FigureLine']>

export type PlacedUnit = Shapes['FigureUnit']

/** Older copies are of the units of one day alone. */
export type Figures = WithoutSome<
  Omit<Shapes['Figures'], 'items'>,
  'formerUnits' | 'plannedPeriods'
> & { items: Figure[] }

export type ChildFigure = CopiedCell<Shapes['ChildFigure']>

export type FiguresByChild = { items: ChildFigure[] }

/** A plan, with what is quoted of it. */
export type Plan = Shapes['Plan']

export type Passage = Shapes['Passage']

/** The records behind a figure; older copies do not say of which indicator each is. */
export type DataValues = ResultPage<DataValue> & { parts?: IndicatorSummary[] }

export type DataValue = WithoutSome<Omit<Shapes['FigurePart'], 'records'>, 'indicator'>

export type DemonstrationOffer = Shapes['DemonstrationOffer']

export type OfferedWork = DemonstrationOffer['accounts'][number]['work']

export type Health = Shapes['Health']
