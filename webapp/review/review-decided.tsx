// What was decided last, said where one has come to since, with the way back to it: a slip is put
// right there, with a reason, as everything else is.

import { signal } from '@preact/signals'
import type { ReviewVerdict, SubmissionDetail } from '../api/wire'
import { Icon } from '../components/icon'
import { paths } from '../router'
import { t } from './words'

const lastDecision = signal({ at: '', words: '', back: '' })

/** `at`: the path of the screen that says so. */
export function announceDecision(
  at: string,
  detail: SubmissionDetail,
  state: ReviewVerdict['state'],
): void {
  const words = t(`review.did.${state}`, { title: detail.instanceName || detail.formName })
  lastDecision.value = { at, words, back: paths.review(detail.xmlFormId, detail.instanceId) }
}

export function DecisionNotice() {
  const { at, words, back } = lastDecision.value
  const shown = words !== '' && at === location.pathname
  return (
    <div class={shown ? 'fact fact--green' : 'unseen'}>
      {shown && <Icon name="check" />}
      <p role="status">{shown && words}</p>
      {shown && (
        <a class="fact__back" href={back}>
          {t('review.lookAgain')}
        </a>
      )}
    </div>
  )
}
