// A day and a time of day: the phone's own picker, written with Viet Nam's offset.

import { readMoment } from '../../engine/answer'
import { dateText } from '../../words/text'
import { ClockField } from './clock-field'
import type { QuestionType } from './question-type'
import { withVietnamOffset } from './typed'

export const dateTimeQuestion: QuestionType = {
  Field: (asked) => (
    <ClockField {...asked} type="datetime-local" shown={asked.question.value.slice(0, 16)} />
  ),
  parse: withVietnamOffset,
  inWords: ({ value }) => {
    const moment = readMoment(value)
    return moment ? `${moment.hour}, ${dateText(moment.day)}` : value
  },
}
