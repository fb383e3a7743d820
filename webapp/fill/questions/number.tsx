// A plain number field: digits as people type them, with dots for thousands and a comma.

import { useState } from 'preact/hooks'
import { printedNumber } from '../../words/printed'
import { readTypedDecimal, readTypedInteger } from '../../words/typed-number'
import { fieldAttributes, type QuestionProps } from './asked'

export function NumberQuestion(asked: QuestionProps) {
  const { question, say, leave } = asked
  const whole = question.kind === 'integer'
  const read = whole ? readTypedInteger : readTypedDecimal
  const [typed, setTyped] = useState(printedNumber(question.value))
  // An answer that changed elsewhere (a calculation) wins over what was typed before.
  const shown = read(typed) === question.value ? typed : printedNumber(question.value)
  return (
    <input
      class="input input--number"
      id={`${asked.id}-input`}
      type="text"
      inputMode={whole ? 'numeric' : 'decimal'}
      autocomplete="off"
      value={shown}
      readOnly={question.readOnly}
      onInput={(event) => {
        setTyped(event.currentTarget.value)
        say(read(event.currentTarget.value))
      }}
      onBlur={leave}
      {...fieldAttributes(asked)}
    />
  )
}
