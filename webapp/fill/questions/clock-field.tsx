// The phone's own picker of times, alone or with a day.

import { fieldAttributes, type QuestionProps } from './asked'
import { withVietnamOffset } from './typed'

interface ClockFieldProps extends QuestionProps {
  type: 'time' | 'datetime-local'
  /** The answer as the picker wants it. */
  shown: string
}

export const ClockField = ({ type, shown, ...asked }: ClockFieldProps) => (
  <input
    class="input"
    id={`${asked.id}-input`}
    type={type}
    value={shown}
    readOnly={asked.question.readOnly}
    onInput={(event) => asked.say(withVietnamOffset(event.currentTarget.value))}
    onBlur={asked.leave}
    {...fieldAttributes(asked)}
  />
)
