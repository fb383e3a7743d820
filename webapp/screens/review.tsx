// The queue of what waits for a decision, and one record of it. On a desk both stand side by side.

import { useDoors } from '../doors'
import { NetworkChip } from '../parts/chip'
import { Page } from '../parts/page'
import { Queue } from '../parts/review-queue'
import { Reviewing } from '../parts/review-record'
import { type Place, place } from '../router'
import { t } from '../words/office'

export function Review() {
  const { ledger } = useDoors()
  const { form, id } = place.value as Extract<Place, { at: 'review' }>
  const queue = ledger.awaiting.value.items
  const total = ledger.awaiting.value.total ?? queue.length
  if (id) return <Reviewing key={id} form={form} id={id} queue={queue} total={total} />
  return (
    <Page title={t('review.title', { n: total })} chip={<NetworkChip />} bar wide>
      <div class="split">
        <div class="split__side">
          <Queue items={queue} current="" />
        </div>
        {queue.length > 0 && <p class="split__main empty">{t('review.pick')}</p>}
      </div>
    </Page>
  )
}
