// Records as lists and reviewers read them, and what is said about them (wire.ts). Shapes only.

import type { Shapes, WithoutSome } from './shapes'

export type ReviewState = Shapes['ReviewState']

export type Remark = Shapes['Remark']

/** Older copies have no remarks, and do not say which version was looked at. */
export type Review = WithoutSome<Shapes['ReviewAct'], 'remarks' | 'versionInstanceId'>

/** Older servers do not say what a record counts as: about whom, on which day. */
type SaidOf<Head extends Shapes['SubmissionLine'] | Shapes['SubmissionRecord']> = Omit<
  WithoutSome<Head, 'subject' | 'date'>,
  'lastReview' | 'reviewState'
> & {
  lastReview: Review | null
  /** null: Central's word for what nobody has looked at. */
  reviewState: ReviewState | null
}

export type Submission = SaidOf<Shapes['SubmissionLine']>

export type Answer = Shapes['AnswerLine']

export type AnswerChange = Shapes['ChangedAnswer']

export type Difference = Shapes['ReturnDifference']

export type IndicatorEffect = Shapes['IndicatorEffect']

/** Older copies are without what was left empty and what changed since a return. */
export type SubmissionDetail = Omit<
  WithoutSome<SaidOf<Shapes['SubmissionRecord']>, 'unanswered' | 'rounds' | 'difference'>,
  'reviews'
> & { reviews: Review[] }

/** The phone always says in which state it was seen: somebody may have been faster. */
export type ReviewVerdict = Omit<Shapes['Verdict'], 'seenState'> & { seenState: ReviewState }
