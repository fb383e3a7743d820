// A whole number: typed, or counted with big steppers where several are asked together.

import { readTypedInteger } from '../../words/typed-number'
import type { QuestionProps } from './asked'
import { CountField, isCountQuestion } from './count'
import { NumberField } from './number'
import type { QuestionType } from './question-type'
import { writtenNumber } from './typed'

export const integerQuestion: QuestionType = {
  Field: IntegerField,
  parse: readTypedInteger,
  inWords: ({ value }) => writtenNumber(value),
}

function IntegerField(asked: QuestionProps) {
  return asked.together && isCountQuestion(asked.question) ? (
    <CountField {...asked} />
  ) : (
    <NumberField {...asked} read={readTypedInteger} inputMode="numeric" />
  )
}
