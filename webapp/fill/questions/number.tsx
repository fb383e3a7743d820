// A plain number field: digits as people type them, with dots for thousands and a comma.

import { useState } from 'preact/hooks'
import { number } from '../../words/printed'
import { type Asked, described } from './asked'
import { decimal, integer } from './typed'

export function NumberQuestion(asked: Asked) {
  const { question, say, leave } = asked
  const whole = question.kind === 'integer'
  const read = whole ? integer : decimal
  const [typed, setTyped] = useState(number(question.value))
  // An answer that changed elsewhere (a calculation) wins over what was typed before.
  const shown = read(typed) === question.value ? typed : number(question.value)
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
      {...described(asked)}
    />
  )
}
