// A time of day, or a day and a time: the phone's own picker, written with Viet Nam's offset.

import { fieldAttributes, type QuestionProps } from './asked'

const OFFSET_SUFFIX = '+07:00'
const withoutOffset = (value: string) => value.slice(0, value.includes('T') ? 16 : 5)

export function TimeQuestion(asked: QuestionProps) {
  const { question, say, leave } = asked
  const type = question.kind === 'time' ? 'time' : 'datetime-local'
  return (
    <input
      class="input"
      id={`${asked.id}-input`}
      type={type}
      value={withoutOffset(question.value)}
      readOnly={question.readOnly}
      onInput={({ currentTarget: { value } }) => say(value && `${value}:00.000${OFFSET_SUFFIX}`)}
      onBlur={leave}
      {...fieldAttributes(asked)}
    />
  )
}
