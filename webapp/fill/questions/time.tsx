// A time of day: the phone's own picker, written with Viet Nam's offset.

import { readHour } from '../../engine/answer'
import { ClockField } from './clock-field'
import type { QuestionType } from './question-type'
import { withVietnamOffset } from './typed'

export const timeQuestion: QuestionType = {
  Field: (asked) => <ClockField {...asked} type="time" shown={asked.question.value.slice(0, 5)} />,
  parse: withVietnamOffset,
  inWords: ({ value }) => readHour(value) || value,
}
