// Several choices of several.

import type { QuestionType } from './question-type'
import { SelectField } from './select'
import { selectedValues } from './typed'

export const selectMultipleQuestion: QuestionType = {
  Field: (asked) => <SelectField {...asked} several />,
  // In the order of the choices, so that the same ticks give the same answer.
  parse: (ticked, { choices }) => {
    const values = selectedValues(ticked)
    const offered = choices.map((choice) => choice.value)
    return offered.filter((each) => values.includes(each)).join(' ')
  },
  inWords: ({ chosen }) => chosen.join('; '),
}
