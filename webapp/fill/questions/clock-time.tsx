// A time of day, or a day and a time: the phone's own picker, written with Viet Nam's offset.

import { type Asked, described } from './asked'

const OFFSET = '+07:00'
const bare = (value: string) => value.slice(0, value.includes('T') ? 16 : 5)

export function TimeQuestion(asked: Asked) {
  const { question, say, leave } = asked
  const type = question.kind === 'time' ? 'time' : 'datetime-local'
  return (
    <input
      class="input"
      id={`${asked.id}-input`}
      type={type}
      value={bare(question.value)}
      readOnly={question.readOnly}
      onInput={({ currentTarget: { value } }) => say(value && `${value}:00.000${OFFSET}`)}
      onBlur={leave}
      {...described(asked)}
    />
  )
}
