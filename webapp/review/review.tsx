// The queue of what waits for a decision, and one record of it: on a phone one after the other, at a
// desk side by side.

import { useEffect, useRef } from 'preact/hooks'
import { NetworkChip } from '../components/chip'
import { desk } from '../components/desk'
import { OwingCard } from '../components/owing-card'
import { Page } from '../components/page'
import { type Place, place } from '../router'
import { useKeys } from './keys'
import { type Queue, useQueue } from './queue'
import { Decided } from './review-decided'
import { Legend, letters } from './review-keys'
import { focusInQueue, QueueList, stepInQueue } from './review-queue'
import { Reviewing } from './review-record'
import '../styles/review.css'
import { t } from '../words/office'

interface Shown {
  form: string
  id: string
  queue: Queue
}

export function Review() {
  const { form, id } = place.value as Extract<Place, { at: 'review' }>
  const queue = useQueue()
  const shown = { form, id, queue }
  if (desk.value) return <AtDesk {...shown} />
  if (id) return <Reviewing key={id} {...shown} />
  return (
    <Page title={t('review.title', { n: queue.total })} chip={<NetworkChip />} bar>
      <Decided />
      <OwingCard />
      <QueueList queue={queue} current="" />
    </Page>
  )
}

function AtDesk({ form, id, queue }: Shown) {
  const before = useRef(id)
  useEffect(() => {
    if (id) document.getElementById(`waits-${id}`)?.scrollIntoView({ block: 'nearest' })
    else if (before.current) focusInQueue(before.current)
    before.current = id
  }, [id])
  useKeys(letters.value, {
    next: () => stepInQueue(1),
    previous: () => stepInQueue(-1),
    search: () => document.getElementById('queue-search')?.focus(),
  })
  return (
    <Page title={t('review.title', { n: queue.total })} chip={<NetworkChip />} bar wide panes>
      <div class="panes">
        <div class="panes__side stack">
          <OwingCard />
          <QueueList queue={queue} current={id} />
        </div>
        <div class="panes__main">
          <Decided />
          {id && <Reviewing key={id} form={form} id={id} queue={queue} />}
          {!id && queue.items.length > 0 && <p class="empty">{t('review.pick')}</p>}
          <Legend />
        </div>
      </div>
    </Page>
  )
}
