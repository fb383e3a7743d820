// What was said at single questions of a record when it was sent back, found by the question. Pure.

import type { Remark, SubmissionDetail } from '../api/wire'

export const textOfRemark = (remarks: Remark[], ref: string): string =>
  remarks.find((remark) => remark.ref === ref)?.text ?? ''

/** What was said when it was sent back. */
export const lastReturnRemarks = ({ reviews }: SubmissionDetail): Remark[] =>
  reviews.filter((review) => review.state === 'hasIssues').at(-1)?.remarks ?? []

/** Every question of a record by its ref, answered or not. */
export function questionByRef(
  detail: SubmissionDetail,
  ref: string,
): { label: string; text: string } {
  const here = detail.answers.find((answer) => answer.ref === ref)
  const blank = detail.unanswered?.find((question) => question.ref === ref)
  const gone = detail.difference?.changes.find((change) => change.ref === ref)
  return { label: (here ?? blank ?? gone)?.label ?? '', text: here?.text ?? '' }
}
