// A number with a comma.

import { readTypedDecimal } from '../../words/typed-number'
import { NumberField } from './number'
import type { QuestionType } from './question-type'
import { writtenNumber } from './typed'

export const decimalQuestion: QuestionType = {
  Field: (asked) => <NumberField {...asked} read={readTypedDecimal} inputMode="decimal" />,
  parse: readTypedDecimal,
  inWords: ({ value }) => writtenNumber(value),
}
