// What waits for a decision, oldest first. At a desk one goes through it with the arrows.

import { useState } from 'preact/hooks'
import type { Submission } from '../api/wire'
import { dayInVietnam, daysAgo } from '../clock'
import { EmptyNotice } from '../components/card'
import { Chip } from '../components/chip'
import { isWideScreen } from '../components/desk'
import { FreshnessNotice, isFirstLoading, Skeleton } from '../components/facts'
import { searchRows } from '../components/rows'
import { SearchBox } from '../components/table-tools'
import { paths } from '../router'
import type { ReviewQueue } from './queue'
import { t } from './words'
import '../components/words'

const STALE_DAYS = 3
/** One thumb goes through them one by one; whoever has a keyboard looks for one. */
const QUEUE_SEARCHED_FROM = { phone: 20, desk: 8 }

export function AgeChip({ at }: { at: string }) {
  const days = daysAgo(dayInVietnam(at))
  return (
    <Chip tone={days >= STALE_DAYS ? 'amber' : 'stone'} icon="wait">
      {days > 0 ? t('review.days', { n: days }) : t('date.today')}
    </Chip>
  )
}

const queueSearchText = (item: Submission) =>
  `${item.instanceName} ${item.formName} ${item.orgUnit.name} ${item.submitter.displayName}`

export function ReviewQueueList({ queue, current }: { queue: ReviewQueue; current: string }) {
  const [typed, setTyped] = useState('')
  const { items, served } = queue
  const shown = searchRows(items, queueSearchText, typed)
  const anchor = shown.find((item) => item.instanceId === current) ?? shown[0]
  return (
    <div class="stack" data-queue>
      <FreshnessNotice served={served} />
      {!items.length && isFirstLoading(served) && <Skeleton of="cards" n={4} />}
      {!items.length && served.body && <EmptyNotice>{t('review.empty')}</EmptyNotice>}
      {items.length >= QUEUE_SEARCHED_FROM[isWideScreen.value ? 'desk' : 'phone'] && (
        <SearchBox id="queue-search" typed={typed} onType={setTyped} />
      )}
      <p class="unseen" role="status">
        {typed && t('table.found', { n: shown.length })}
      </p>
      {typed && !shown.length && <EmptyNotice>{t('choice.none')}</EmptyNotice>}
      {shown.map((item) => (
        <QueueCard
          key={item.instanceId}
          item={item}
          current={item.instanceId === current}
          anchor={item === anchor}
        />
      ))}
    </div>
  )
}

interface QueueCardProps {
  item: Submission
  current: boolean
  /** The one that Tab comes to at a desk; the arrows go on from there. */
  anchor: boolean
}

function QueueCard({ item, current, anchor }: QueueCardProps) {
  const { xmlFormId, instanceId, instanceName, formName, problems, late } = item
  return (
    <a
      class="card"
      href={paths.review(xmlFormId, instanceId)}
      id={`waits-${instanceId}`}
      aria-current={current ? 'true' : undefined}
      tabIndex={isWideScreen.value && !anchor ? -1 : undefined}
    >
      <span class="card__text">
        <strong class="card__title">{instanceName || formName}</strong>
        <span class="card__more">
          {formName} · {item.orgUnit.name}
          <span class="card__line">{item.submitter.displayName}</span>
          {(problems > 0 || late || item.reviewState === 'edited') && (
            <span class="card__states">
              {item.reviewState === 'edited' && (
                <Chip tone="indigo" icon="turn">
                  {t('review.edited')}
                </Chip>
              )}
              {problems > 0 && (
                <Chip tone="red" icon="warn">
                  {t('review.problems', { n: problems })}
                </Chip>
              )}
              {late && (
                <Chip tone="amber" icon="wait">
                  {t('review.late')}
                </Chip>
              )}
            </span>
          )}
        </span>
      </span>
      <span class="card__chip">
        <AgeChip at={item.createdAt} />
      </span>
    </a>
  )
}

const listQueueLinks = () => [...document.querySelectorAll<HTMLElement>('[data-queue] a')]

/** Focus goes up or down the queue from where it is, or from the record that is open. */
export function stepInQueue(by: 1 | -1): void {
  const all = listQueueLinks()
  const here = all.indexOf(document.activeElement as HTMLElement)
  const from = here >= 0 ? here : all.findIndex((link) => link.ariaCurrent === 'true')
  const to = from < 0 ? 0 : Math.min(all.length - 1, Math.max(0, from + by))
  all[to]?.focus()
}

export function focusInQueue(id: string): void {
  const all = listQueueLinks()
  const card = document.getElementById(`waits-${id}`) ?? all[0]
  card?.focus()
}
