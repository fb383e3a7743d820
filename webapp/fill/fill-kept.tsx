// What stays as it stood in a record that was sent back with remarks: shown, not asked; and the way
// to change it all the same.

import { Icon } from '../components/icon'
import { Prose } from '../components/prose'
import type { Question } from '../engine'
import { isWholeFormOpen } from './correction'
import { answerInWords } from './questions'
import { t } from './words'
import type { FormWriting } from './writing'

export const KeptQuestion = ({ question }: { question: Question }) => (
  <div class="kept" data-kept={question.ref}>
    <span class="kept__label">
      <Prose text={question.label} />
    </span>
    <span class="kept__answer">
      <Prose text={answerInWords(question) || '–'} />
    </span>
  </div>
)

export function OpenAllButton({ writing }: { writing: FormWriting }) {
  if (isWholeFormOpen(writing.draft.correction)) return null
  return (
    <button type="button" class="button button--quiet" onClick={() => writing.openAll()}>
      <Icon name="pen" />
      {t('remark.openAll')}
    </button>
  )
}
