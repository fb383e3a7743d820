// One choice of several.

import type { QuestionType } from './question-type'
import { SelectField } from './select'

export const selectOneQuestion: QuestionType = {
  Field: (asked) => <SelectField {...asked} several={false} />,
  parse: (picked) => picked,
  inWords: ({ chosen }) => chosen.join('; '),
}
