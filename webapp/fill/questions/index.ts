// The registry of question types on the phone: every kind that the engine knows has its file here,
// or this one does not compile. How to add one: docs/architecture.md

import type { Question, QuestionKind } from '../../engine'
import { acknowledgeQuestion } from './acknowledge'
import { dateQuestion } from './date'
import { dateTimeQuestion } from './date-time'
import { decimalQuestion } from './decimal'
import { geopointQuestion } from './geopoint'
import { imageQuestion } from './image'
import { integerQuestion } from './integer'
import { noteQuestion } from './note'
import type { QuestionType } from './question-type'
import { rangeQuestion } from './range'
import { selectMultipleQuestion } from './select-multiple'
import { selectOneQuestion } from './select-one'
import { textQuestion } from './text'
import { timeQuestion } from './time'

export const QUESTION_TYPES: Record<QuestionKind, QuestionType> = {
  text: textQuestion,
  integer: integerQuestion,
  decimal: decimalQuestion,
  date: dateQuestion,
  time: timeQuestion,
  dateTime: dateTimeQuestion,
  geopoint: geopointQuestion,
  selectOne: selectOneQuestion,
  selectMultiple: selectMultipleQuestion,
  acknowledge: acknowledgeQuestion,
  image: imageQuestion,
  range: rangeQuestion,
  note: noteQuestion,
}

/** '' where nothing was answered. */
export const answerInWords = (question: Question): string =>
  question.value && QUESTION_TYPES[question.kind].inWords(question)
