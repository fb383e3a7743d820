// A line or several lines of text.

import { fieldAttributes, type QuestionProps } from './asked'
import type { QuestionType } from './question-type'

export const textQuestion: QuestionType = {
  Field: TextField,
  parse: (typed) => typed.normalize('NFC'),
  inWords: ({ value }) => value,
}

function TextField(asked: QuestionProps) {
  const { question, say, leave } = asked
  const common = {
    class: 'input',
    id: `${asked.id}-input`,
    value: question.value,
    readOnly: question.readOnly,
    onInput: (event: Event) => say((event.target as HTMLInputElement).value),
    onBlur: () => {
      say(textQuestion.parse(question.value, question))
      leave()
    },
    ...fieldAttributes(asked),
  }
  if (question.appearance.includes('multiline')) return <textarea rows={4} {...common} />
  const address = question.appearance.includes('url')
  return <input type="text" inputMode={address ? 'url' : 'text'} autocomplete="off" {...common} />
}
