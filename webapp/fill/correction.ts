// A record that was sent back with remarks at its questions: what stays as it stood, and what is open.
// Its one rule: which questions are open follows from what is said now; nothing is remembered. Pure.

import type { Remark } from '../api/wire'
import type { Filling, Question, Step } from '../engine'
import { askedIn } from './spoken'

/** Kept with the draft. */
export interface Correction {
  remarks: Remark[]
  /** What was asked in the version that was sent back, and answered; null until it was opened. */
  stood: Record<string, string> | null
  /** She wants to change other answers too. */
  all: boolean
}

export const begun = (remarks: Remark[]): Correction | null =>
  remarks.length ? { remarks, stood: null, all: false } : null

export const stoodIn = (filling: Filling): Record<string, string> =>
  Object.fromEntries(askedIn(filling).map(({ question: { ref, value } }) => [ref, value]))

export const remarkAt = (correction: Correction | null | undefined, ref: string): string =>
  correction?.remarks.find((remark) => remark.ref === ref)?.text ?? ''

type Said = Pick<Question, 'ref' | 'value'>
type Asked = Said & Pick<Question, 'problem' | 'kind' | 'readOnly'>

/**
 * Open is what she was asked to look at, what is not right, what was not asked before, and what she
 * has changed already.
 */
export function isOpen(correction: Correction | null | undefined, question: Asked): boolean {
  if (!correction || correction.all || !correction.stood) return true
  const { ref, value, problem, kind, readOnly } = question
  if (remarkAt(correction, ref)) return true
  // What nobody can answer is open only where something is said at it.
  if (kind === 'note' || readOnly) return false
  return problem !== null || correction.stood[ref] !== value
}

/** Pointed at, and said as it was said before. */
export const untouched = (correction: Correction | null | undefined, { ref, value }: Said) =>
  remarkAt(correction, ref) !== '' && correction?.stood?.[ref] === value

/** The screens that she goes through, by their place among all: those with something open. */
export function wayThrough(filling: Filling, correction: Correction | null | undefined): number[] {
  const asks = ({ questions, kind }: Step) =>
    kind === 'repeat'
      ? isFree(correction)
      : questions.some((ref) => isOpen(correction, filling.question(ref)))
  const steps = filling.steps()
  return steps.flatMap((step, nth) => (isFree(correction) || asks(step) ? [nth] : []))
}

/** Nothing is kept as it stood: rows too may be added. */
export const isFree = (correction: Correction | null | undefined): boolean =>
  !correction || correction.all || !correction.stood
