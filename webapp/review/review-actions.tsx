// The decision: approve, return, refuse, or leave it for later. Where something does not fit,
// approving asks once more, in its own place, so that the finger need not move.

import { desk } from '../components/desk'
import { Icon } from '../components/icon'
import { t } from '../words/office'
import type { Deciding } from './deciding'
import { letters } from './review-keys'

interface ActionsProps {
  deciding: Deciding
  /** On to what waits next; none where this is the last. */
  onNext?: (() => void) | undefined
}

export function Actions({ deciding, onNext }: ActionsProps) {
  const { standing, sure, detail } = deciding
  if (standing === 'loading') return null
  if (standing === 'offline') return <p class="actions__say">{t('review.offline')}</p>
  if (standing === 'own') return <Others say={t('review.own')} onNext={onNext} />
  if (standing === 'closed') return <Closed deciding={deciding} onNext={onNext} />
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
      {desk.value && <Refuse deciding={deciding} />}
      {standing === 'waits' && <Return deciding={deciding} />}
      <Approve deciding={deciding} />
    </>
  )
}

/** A key beside its word, where there are keys. */
const Key = ({ children }: { children: string }) =>
  desk.value && letters.value ? (
    <span class="key" aria-hidden="true">
      {children}
    </span>
  ) : null

const Approve = ({ deciding: { approve, sure, ready } }: { deciding: Deciding }) => (
  <button
    type="button"
    class="button button--green"
    aria-disabled={!ready}
    aria-keyshortcuts="a"
    onClick={approve}
  >
    <Icon name="check" />
    {t(sure ? 'review.approveAll' : 'review.approve')}
    <Key>a</Key>
  </button>
)

const Return = ({ deciding: { ask, ready, remarking } }: { deciding: Deciding }) => (
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
    <Key>r</Key>
  </button>
)

export const Refuse = ({ deciding: { ask, ready } }: { deciding: Deciding }) => (
  <button
    type="button"
    class="button button--quiet"
    aria-disabled={!ready}
    aria-keyshortcuts="x"
    onClick={() => ask('rejected')}
  >
    <Icon name="stop" />
    {t(desk.value ? 'keys.reject' : 'review.reject')}
    <Key>x</Key>
  </button>
)

export const Next = ({ onNext, main }: { onNext: () => void; main?: boolean }) => (
  <button
    type="button"
    class={`button ${main ? 'button--main' : 'button--quiet'}`}
    aria-keyshortcuts="n"
    onClick={onNext}
  >
    <Icon name="next" />
    {t(main ? 'review.next' : 'review.skip')}
    <Key>n</Key>
  </button>
)

const Closed = ({ deciding, onNext }: ActionsProps) => (
  <>
    <Return deciding={deciding} />
    {onNext && <Next onNext={onNext} main />}
  </>
)

const Others = ({ say, onNext }: { say: string; onNext?: (() => void) | undefined }) => (
  <>
    <p class="actions__say">{say}</p>
    {onNext && <Next onNext={onNext} main />}
  </>
)
