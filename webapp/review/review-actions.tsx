// The decision: approve, return, refuse, or leave it for later. Where something does not fit,
// approving asks once more, in its own place, so that the finger need not move.

import { isWideScreen } from '../components/desk'
import { Icon } from '../components/icon'
import type { ReviewDecision } from './deciding'
import { letterKeysOn } from './review-keys'
import { t } from './words'

interface ReviewActionsProps {
  deciding: ReviewDecision
  /** On to what waits next; none where this is the last. */
  onNext?: (() => void) | undefined
}

export function ReviewActions({ deciding, onNext }: ReviewActionsProps) {
  const { standing, sure, detail } = deciding
  if (standing === 'loading') return null
  if (standing === 'offline') return <p class="actions__say">{t('review.offline')}</p>
  if (standing === 'own') return <OwnSubmissionNotice say={t('review.own')} onNext={onNext} />
  if (standing === 'closed') return <ClosedReviewActions deciding={deciding} onNext={onNext} />
  return (
    <>
      {sure && (
        <p class="problem" role="alert">
          <Icon name="warn" />
          {detail?.problems.length
            ? t('review.sure', { n: detail.problems.length })
            : t('review.sureRemarks', { n: deciding.remarking.remarks.length })}
        </p>
      )}
      {standing === 'returned' && !sure && <p class="actions__say">{t('review.returned')}</p>}
      {isWideScreen.value && <RejectButton deciding={deciding} />}
      {standing === 'waits' && <ReturnButton deciding={deciding} />}
      <ApproveButton deciding={deciding} />
    </>
  )
}

/** A key beside its word, where there are keys. */
const KeyHint = ({ children }: { children: string }) =>
  isWideScreen.value && letterKeysOn.value ? (
    <span class="key" aria-hidden="true">
      {children}
    </span>
  ) : null

const ApproveButton = ({ deciding: { approve, sure, ready } }: { deciding: ReviewDecision }) => (
  <button
    type="button"
    class="button button--green"
    aria-disabled={!ready}
    aria-keyshortcuts="a"
    onClick={approve}
  >
    <Icon name="check" />
    {t(sure ? 'review.approveAll' : 'review.approve')}
    <KeyHint>a</KeyHint>
  </button>
)

const ReturnButton = ({ deciding: { ask, ready, remarking } }: { deciding: ReviewDecision }) => (
  <button
    type="button"
    class="button button--red"
    aria-disabled={!ready}
    aria-keyshortcuts="r"
    onClick={() => ask('hasIssues')}
  >
    <Icon name="turn" />
    {remarking.remarks.length
      ? t('review.returnWith', { n: remarking.remarks.length })
      : t('review.return')}
    <KeyHint>r</KeyHint>
  </button>
)

export const RejectButton = ({ deciding: { ask, ready } }: { deciding: ReviewDecision }) => (
  <button
    type="button"
    class="button button--quiet"
    aria-disabled={!ready}
    aria-keyshortcuts="x"
    onClick={() => ask('rejected')}
  >
    <Icon name="stop" />
    {t(isWideScreen.value ? 'keys.reject' : 'review.reject')}
    <KeyHint>x</KeyHint>
  </button>
)

export const NextButton = ({ onNext, main }: { onNext: () => void; main?: boolean }) => (
  <button
    type="button"
    class={`button ${main ? 'button--main' : 'button--quiet'}`}
    aria-keyshortcuts="n"
    onClick={onNext}
  >
    <Icon name="next" />
    {t(main ? 'review.next' : 'review.skip')}
    <KeyHint>n</KeyHint>
  </button>
)

const ClosedReviewActions = ({ deciding, onNext }: ReviewActionsProps) => (
  <>
    <ReturnButton deciding={deciding} />
    {onNext && <NextButton onNext={onNext} main />}
  </>
)

const OwnSubmissionNotice = ({
  say,
  onNext,
}: {
  say: string
  onNext?: (() => void) | undefined
}) => (
  <>
    <p class="actions__say">{say}</p>
    {onNext && <NextButton onNext={onNext} main />}
  </>
)
