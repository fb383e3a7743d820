// A line or several lines of text.

import { fieldAttributes, type QuestionProps } from './asked'

export function TextQuestion(asked: QuestionProps) {
  const { question, say, leave } = asked
  const common = {
    class: 'input',
    id: `${asked.id}-input`,
    value: question.value,
    readOnly: question.readOnly,
    onInput: (event: Event) => say((event.target as HTMLInputElement).value),
    onBlur: () => {
      say(question.value.normalize('NFC'))
      leave()
    },
    ...fieldAttributes(asked),
  }
  if (question.appearance.includes('multiline')) return <textarea rows={4} {...common} />
  const address = question.appearance.includes('url')
  return <input type="text" inputMode={address ? 'url' : 'text'} autocomplete="off" {...common} />
}
