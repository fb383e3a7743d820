// Something that has to be read, and a tick that says so.

import { t } from '../words'
import { fieldAttributes, type QuestionProps } from './asked'
import type { QuestionType } from './question-type'

const ACKNOWLEDGED = 'OK'

export const acknowledgeQuestion: QuestionType = {
  Field: AcknowledgeField,
  parse: (ticked) => (ticked ? ACKNOWLEDGED : ''),
  inWords: ({ value }) => (value === ACKNOWLEDGED ? t('acknowledged') : value),
}

function AcknowledgeField(asked: QuestionProps) {
  const { question, say, leave } = asked
  return (
    <label class="option">
      <input
        type="checkbox"
        id={`${asked.id}-input`}
        checked={question.value === ACKNOWLEDGED}
        onChange={(event) => {
          say(event.currentTarget.checked ? ACKNOWLEDGED : '')
          leave()
        }}
        {...fieldAttributes(asked)}
      />
      <span class="option__text">{t('acknowledge')}</span>
    </label>
  )
}
