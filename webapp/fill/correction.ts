// A record that was sent back with remarks at its questions: what stays as it stood, and what is open.
// Its one rule: which questions are open follows from what is said now; nothing is remembered. Pure.

import type { Remark } from '../api/wire'
import type { Filling, FormStep, Question } from '../engine'
import { ownEntry } from '../entries'
import type { Correction } from '../store/records'
import { askedQuestions } from './spoken'

export const startCorrection = (remarks: Remark[]): Correction | null =>
  remarks.length ? { remarks, stood: null, all: false } : null

export const answersByRef = (filling: Filling): Record<string, string> =>
  Object.fromEntries(askedQuestions(filling).map(({ question: { ref, value } }) => [ref, value]))

export const remarkAt = (correction: Correction | null | undefined, ref: string): string =>
  correction?.remarks.find((remark) => remark.ref === ref)?.text ?? ''

type AnsweredQuestion = Pick<Question, 'ref' | 'value'>
type CorrectableQuestion = AnsweredQuestion & Pick<Question, 'problem' | 'kind' | 'readOnly'>

/**
 * Open is what she was asked to look at, what is not right, what was not asked before, and what she
 * has changed already.
 */
export function isOpenForCorrection(
  correction: Correction | null | undefined,
  question: CorrectableQuestion,
): boolean {
  if (!correction || correction.all || !correction.stood) return true
  const { ref, value, problem, kind, readOnly } = question
  if (remarkAt(correction, ref)) return true
  // What nobody can answer is open only where something is said at it.
  if (kind === 'note' || readOnly) return false
  return problem !== null || ownEntry(correction.stood, ref) !== value
}

/** Pointed at, and said as it was said before. */
export const isLeftUnchanged = (
  correction: Correction | null | undefined,
  { ref, value }: AnsweredQuestion,
) => remarkAt(correction, ref) !== '' && ownEntry(correction?.stood, ref) === value

/** The screens that she goes through, by their place among all: those with something open. */
export function stepsToCorrect(
  filling: Filling,
  correction: Correction | null | undefined,
): number[] {
  const asks = ({ questions, kind }: FormStep) =>
    kind === 'repeat'
      ? isWholeFormOpen(correction)
      : questions.some((ref) => isOpenForCorrection(correction, filling.question(ref)))
  const steps = filling.steps()
  return steps.flatMap((step, nth) => (isWholeFormOpen(correction) || asks(step) ? [nth] : []))
}

/** Nothing is kept as it stood: rows too may be added. */
export const isWholeFormOpen = (correction: Correction | null | undefined): boolean =>
  !correction || correction.all || !correction.stood
