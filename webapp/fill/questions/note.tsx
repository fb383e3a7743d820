// Something that is said, not asked. Among counts, "Total: 17 people" is set as a sum.

import { Prose } from '../../components/prose'
import type { QuestionProps } from './asked'
import type { QuestionType } from './question-type'

const SUM_PATTERN = /^(.{1,40}):\s*(\d[\d.]*)(.*)$/

export const noteQuestion: QuestionType = {
  Field: NoteField,
  parse: () => '',
  inWords: ({ value }) => value,
}

function NoteField({ question: { label: text }, id }: QuestionProps) {
  const sum = SUM_PATTERN.exec(text)
  if (!sum) {
    return (
      <p id={`${id}-label`} class="note">
        <Prose text={text} />
      </p>
    )
  }
  return (
    <p id={`${id}-label`} class="sum" aria-live="polite">
      <span>{sum[1]}</span> <strong>{sum[2]}</strong> <span class="sum__unit">{sum[3]}</span>
    </p>
  )
}
