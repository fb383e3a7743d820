// What a question type is on the phone: the contract of every file of this folder that holds one.

import type { ComponentType } from 'preact'
import type { Question } from '../../engine'
import type { QuestionProps } from './asked'

export interface QuestionType {
  /** Shows the answer of one question and says a new one. */
  Field: ComponentType<QuestionProps>
  /** What was typed, ticked or taken, as the answer that the form engine wants. */
  parse(typed: string, question: Question): string
  /**
   * An answer that is not blank as its writer reads it; what is ill written stays as it is.
   * Twin: `in_words` of api/domain/question_types.py, held by tests/conformance/question_types.json.
   */
  inWords(question: Question): string
}
