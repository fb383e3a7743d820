// What every question component is handed. A component shows one answer and says a new one.

import type { Question } from '../../engine'
import type { FormWriting } from '../writing'

export interface QuestionProps {
  question: Question
  writing: FormWriting
  /** Prefix for element ids: `${id}-label`, `${id}-hint`, `${id}-problem`. */
  id: string
  /** Several questions on this screen: counts get steppers. */
  together: boolean
  /** A problem is shown: the field says so. */
  invalid: boolean
  /** A remark of whoever sent it back stands at it. */
  remarked: boolean
  say(value: string): void
  /** The field is left: from now on its problem may be shown. */
  leave(): void
  /** Something half typed that no form engine can judge: '' when there is nothing of the kind. */
  unfinished(code: string): void
}

const labelAttributes = ({ id, question, invalid, remarked }: QuestionProps) => ({
  'aria-labelledby': `${id}-label`,
  'aria-describedby':
    [remarked && `${id}-remark`, question.hint && `${id}-hint`, invalid && `${id}-problem`]
      .filter(Boolean)
      .join(' ') || undefined,
})

/** For one field. */
export const fieldAttributes = (asked: QuestionProps) => ({
  ...labelAttributes(asked),
  'aria-invalid': asked.invalid || undefined,
  'aria-required': asked.question.required || undefined,
  // What is written about a person goes to no spelling service and into no keyboard's memory.
  ...(asked.writing.protection ? { spellcheck: false, autocomplete: 'off' as const } : {}),
})

/** For several fields that make one answer. */
export const groupAttributes = labelAttributes
