// What waits for a decision, oldest first.

import { signal } from '@preact/signals'
import { dayOf, daysAgo } from '../clock'
import { paths } from '../router'
import type { Submission } from '../wire'
import { t } from '../words/office'
import { Card, Empty } from './card'
import { Chip } from './chip'
import { Icon } from './icon'

/** What was decided last, and the path of the screen that says so. */
export const lastDecision = signal({ path: '', words: '' })

const STALE_DAYS = 3

export function Age({ at }: { at: string }) {
  const days = daysAgo(dayOf(at))
  return (
    <Chip tone={days >= STALE_DAYS ? 'amber' : 'stone'} icon="wait">
      {days > 0 ? t('review.days', { n: days }) : t('date.today')}
    </Chip>
  )
}

export function Queue({ items, current }: { items: Submission[]; current: string }) {
  return (
    <div class="stack">
      <Decided />
      {!items.length && <Empty>{t('review.empty')}</Empty>}
      {items.map((item) => (
        <div key={item.instanceId} class={item.instanceId === current ? 'picked' : undefined}>
          <Card
            href={paths.review(item.xmlFormId, item.instanceId)}
            title={item.instanceName || item.formName}
            chip={<Age at={item.createdAt} />}
          >
            {item.formName} · {item.orgUnit.name}
            <span class="card__line">{item.submitter.displayName}</span>
            {(item.problems > 0 || item.late) && (
              <span class="card__states">
                {item.problems > 0 && (
                  <Chip tone="red" icon="warn">
                    {t('review.problems', { n: item.problems })}
                  </Chip>
                )}
                {item.late && (
                  <Chip tone="amber" icon="wait">
                    {t('review.late')}
                  </Chip>
                )}
              </span>
            )}
          </Card>
        </div>
      ))}
    </div>
  )
}

export function Decided() {
  const { path, words } = lastDecision.value
  const shown = words && path === location.pathname
  return (
    <p class={shown ? 'fact fact--green' : 'unseen'} role="status">
      {shown && <Icon name="check" />}
      {shown && words}
    </p>
  )
}
