// A plain number field: digits as people type them, with dots for thousands and a comma.

import { useState } from 'preact/hooks'
import { printedNumber } from '../../words/printed'
import { fieldAttributes, type QuestionProps } from './asked'

interface NumberFieldProps extends QuestionProps {
  read(typed: string): string
  inputMode: 'numeric' | 'decimal'
}

export function NumberField({ read, inputMode, ...asked }: NumberFieldProps) {
  const { question, say, leave } = asked
  const [typed, setTyped] = useState(printedNumber(question.value))
  // An answer that changed elsewhere (a calculation) wins over what was typed before.
  const shown = read(typed) === question.value ? typed : printedNumber(question.value)
  return (
    <input
      class="input input--number"
      id={`${asked.id}-input`}
      type="text"
      inputMode={inputMode}
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
