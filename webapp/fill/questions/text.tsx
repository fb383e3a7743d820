// A line or several lines of text.

import { type Asked, described } from './asked'

export function TextQuestion(asked: Asked) {
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
    ...described(asked),
  }
  if (question.appearance.includes('multiline')) return <textarea rows={4} {...common} />
  const address = question.appearance.includes('url')
  return <input type="text" inputMode={address ? 'url' : 'text'} autocomplete="off" {...common} />
}
