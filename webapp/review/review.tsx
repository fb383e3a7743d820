// The queue of what waits for a decision, and one record of it: on a phone one after the other, at a
// desk side by side.

import { useEffect, useRef } from 'preact/hooks'
import { NetworkChip } from '../components/chip'
import { isWideScreen } from '../components/desk'
import { OwingCard } from '../components/owing-card'
import { ScreenFrame } from '../components/page'
import { currentRoute, type Route } from '../router'
import { useShortcutKeys } from './keys'
import { type ReviewQueue, useReviewQueue } from './queue'
import { DecisionNotice } from './review-decided'
import { KeyLegend, letterKeysOn } from './review-keys'
import { focusInQueue, ReviewQueueList, stepInQueue } from './review-queue'
import { SubmissionReview } from './review-record'
import '../styles/review.css'
import { t } from './words'

interface DeskQueueProps {
  form: string
  id: string
  queue: ReviewQueue
}

export function ReviewScreen() {
  const { form, id } = currentRoute.value as Extract<Route, { at: 'review' }>
  const queue = useReviewQueue()
  const shown = { form, id, queue }
  if (isWideScreen.value) return <DeskQueue {...shown} />
  if (id) return <SubmissionReview key={id} {...shown} />
  return (
    <ScreenFrame title={t('review.title', { n: queue.total })} chip={<NetworkChip />} bar>
      <DecisionNotice />
      <OwingCard />
      <ReviewQueueList queue={queue} current="" />
    </ScreenFrame>
  )
}

function DeskQueue({ form, id, queue }: DeskQueueProps) {
  const before = useRef(id)
  useEffect(() => {
    if (id) document.getElementById(`waits-${id}`)?.scrollIntoView({ block: 'nearest' })
    else if (before.current) focusInQueue(before.current)
    before.current = id
  }, [id])
  useShortcutKeys(letterKeysOn.value, {
    next: () => stepInQueue(1),
    previous: () => stepInQueue(-1),
    search: () => document.getElementById('queue-search')?.focus(),
  })
  return (
    <ScreenFrame
      title={t('review.title', { n: queue.total })}
      chip={<NetworkChip />}
      bar
      wide
      panes
    >
      <div class="panes">
        <div class="panes__side stack">
          <OwingCard />
          <ReviewQueueList queue={queue} current={id} />
        </div>
        <div class="panes__main">
          <DecisionNotice />
          {id && <SubmissionReview key={id} form={form} id={id} queue={queue} />}
          {!id && queue.items.length > 0 && <p class="empty">{t('review.pick')}</p>}
          <KeyLegend />
        </div>
      </div>
    </ScreenFrame>
  )
}
