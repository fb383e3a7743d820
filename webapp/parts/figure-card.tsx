// A figure with its target: number, share, a bar with a mark for today, what waits. Or the reason
// why there is no number, in words, never a 0 in its place.

import '../styles/figures.css'
import type { Figure } from '../wire'
import { coded, language, t } from '../words/office'
import { number, percent } from '../words/printed'
import { Chip } from './chip'
import { Meter } from './meter'

/** Percentage points behind the calendar before a figure is called slow. */
const TOLERATED = 5

export const nameOf = ({ indicator }: Figure) =>
  language.value === 'en' && indicator.nameEn ? indicator.nameEn : indicator.name

interface CardProps {
  figure: Figure
  elapsed: string | null
  onOpen(): void
}

export const FigureCard = ({ figure, elapsed, onOpen }: CardProps) => (
  <button type="button" class="figure" onClick={onOpen}>
    <span class="figure__head">
      <strong class="figure__name">{nameOf(figure)}</strong>
      <Pace figure={figure} elapsed={elapsed} />
    </span>
    <FigureBody figure={figure} elapsed={elapsed} />
  </button>
)

export function FigureBody({ figure, elapsed }: { figure: Figure; elapsed: string | null }) {
  const { value, reason, target, share, waiting, indicator } = figure
  const waits = waiting > 0 && (
    <span class="figure__more">{t('figures.waits', { n: waiting })}</span>
  )
  if (value === null) {
    return (
      <>
        <span class="figure__reason">{coded('absence', reason ?? 'unknown')}</span>
        {waits}
      </>
    )
  }
  const aim = target?.value
  return (
    <>
      <span class="figure__row">
        <span class="figure__value">{number(value, indicator.decimals)}</span>
        <span class="figure__target">
          {aim
            ? t('figures.target', {
                target: number(aim),
                unit: indicator.unit,
              })
            : indicator.unit}
        </span>
        {share !== null && <span class="figure__share">{percent(share)}</span>}
      </span>
      {share !== null && (
        <>
          <Meter
            share={Number(share)}
            mark={elapsed === null ? undefined : Number(elapsed)}
            tone={Number(share) >= 100 ? 'green' : 'indigo'}
          />
          {elapsed !== null && (
            <span class="unseen">{t('figures.expected', { share: percent(elapsed) })}</span>
          )}
        </>
      )}
      {target?.reason && (
        <span class="figure__more">
          {t('figures.targetIs', { why: coded('absence', target.reason) })}
        </span>
      )}
      {waits}
    </>
  )
}

export function Pace({ figure, elapsed }: { figure: Figure; elapsed: string | null }) {
  const { share, value, reason } = figure
  if (value === null && reason === 'suspended')
    return (
      <Chip tone="stone" icon="pause">
        {t('figures.paused')}
      </Chip>
    )
  if (share === null) return null
  if (Number(share) >= 100)
    return (
      <Chip tone="green" icon="check">
        {t('figures.reached')}
      </Chip>
    )
  if (elapsed === null || Number(share) >= Number(elapsed) - TOLERATED) return null
  return (
    <Chip tone="amber" icon="wait">
      {t('figures.slow')}
    </Chip>
  )
}
