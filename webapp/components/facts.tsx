// How fresh what one sees is, why there is nothing, and what to do then; and the shape of what is
// still on its way, so that nothing jumps when it comes.

import { currentMilliseconds } from '../clock'
import type { ServedCopy } from './served'
import '../styles/facts.css'
import { printedInstant } from '../words/printed'
import { Icon } from './icon'
import { t, wordForCode } from './words'

const MINUTE = 60_000

/** "3 giờ": how long ago that was. */
function ageText(iso: string, now = currentMilliseconds()): string {
  const minutes = Math.max(1, Math.floor((now - Date.parse(iso)) / MINUTE))
  if (minutes < 60) return t('served.minutes', { n: minutes })
  const hours = Math.floor(minutes / 60)
  return hours < 48
    ? t('served.hours', { n: hours })
    : t('review.days', { n: Math.floor(hours / 24) })
}

export function FreshnessNotice<T>({ served }: { served: ServedCopy<T> }) {
  const { body, state, keptAt, code, again } = served
  if (state === 'refused')
    return (
      <div class="problem problem--retry" role="alert">
        <p>{wordForCode('error', code)}</p>
        <ServedRetryButton again={again} />
      </div>
    )
  if (state !== 'offline') return null
  return (
    <div class="fact fact--retry">
      <Icon name="nosignal" />
      <p>
        {body && keptAt
          ? t('served.kept', { at: printedInstant(keptAt), age: ageText(keptAt) })
          : t('served.never')}
      </p>
      <ServedRetryButton again={again} />
    </div>
  )
}

const ServedRetryButton = ({ again }: { again(): void }) => (
  <button type="button" class="button button--small" onClick={again}>
    {t('served.again')}
  </button>
)

interface SkeletonProps {
  /** What is coming, so that it takes the same room. */
  of: 'cards' | 'figures' | 'rows' | 'record'
  n?: number
}

export const Skeleton = ({ of, n = 3 }: SkeletonProps) => (
  <div class={`skeleton skeleton--${of}`}>
    <p class="unseen" role="status">
      {t('fill.opening')}
    </p>
    {Array.from({ length: n }, (_, nth) => (
      <span key={nth} class="skeleton__piece" aria-hidden="true" />
    ))}
  </div>
)

/** Nothing is here yet, and nobody has said why. */
export const isFirstLoading = <T,>({ body, state }: ServedCopy<T>) =>
  body === null && state === 'loading'
