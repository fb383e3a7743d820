// A figure with its target: number, share, a bar with a mark for today, what waits. Or the reason
// why there is no number, in words, never a 0 in its place.

import '../styles/figures.css'
import type { Figure } from '../api/wire'
import { Chip } from '../components/chip'
import { coded, t } from '../words/office'
import { number, percent } from '../words/printed'
import { nameOf } from './figure-name'
import { planSays, TargetButton, targetWord, unitOf } from './figure-target'
import { Meter } from './meter'

/** Percentage points behind the calendar before a figure is called slow. */
const TOLERATED = 5

interface CardProps {
  figure: Figure
  elapsed: string | null
  href: string
}

export const FigureCard = ({ figure, elapsed, href }: CardProps) => (
  <div class="figure">
    <p class="figure__head">
      <a class="figure__name" href={href}>
        {nameOf(figure)}
      </a>
      <Pace figure={figure} elapsed={elapsed} />
    </p>
    <FigureBody figure={figure} elapsed={elapsed} />
  </div>
)

interface BodyProps {
  figure: Figure
  elapsed: string | null
}

export function FigureBody({ figure, elapsed }: BodyProps) {
  const { value, waiting, target } = figure
  return (
    <>
      {value === null ? (
        <Absent figure={figure} />
      ) : (
        <Reached figure={figure} value={value} elapsed={elapsed} />
      )}
      {target && planSays(target) && <q class="figure__more">{planSays(target)}</q>}
      {waiting > 0 && <p class="figure__more">{t('figures.waits', { n: waiting })}</p>}
    </>
  )
}

/** No number, and why; said once where the plan says the same. What was assigned may have one. */
function Absent({ figure }: { figure: Figure }) {
  const { reason, target } = figure
  const why = coded('absence', reason ?? 'unknown')
  if (target && target.value === null && target.reason === reason)
    return (
      <p class="figure__row figure__reason">
        <TargetButton figure={figure} target={target} say={why} />
      </p>
    )
  return (
    <p class="figure__row">
      <span class="figure__reason">{why}</span>
      <Assigned figure={figure} />
    </p>
  )
}

const Assigned = ({ figure }: { figure: Figure }) =>
  figure.target && (
    <TargetButton
      figure={figure}
      target={figure.target}
      say={t('figures.targetIs', { why: targetWord(figure.target, unitOf(figure)) })}
    />
  )

function Reached({ figure, value, elapsed }: BodyProps & { value: string }) {
  const { share, target, indicator } = figure
  const aim = target?.value
  return (
    <>
      <p class="figure__row">
        <span class="figure__value">{number(value, indicator.decimals)}</span>{' '}
        {target && aim ? (
          <TargetButton
            figure={figure}
            target={target}
            say={t('figures.target', { target: number(aim), unit: unitOf(figure) })}
          />
        ) : (
          <span class="figure__target">{unitOf(figure)}</span>
        )}
        {share !== null && <span class="figure__share">{percent(share)}</span>}
      </p>
      {share !== null && <Share share={share} elapsed={elapsed} />}
      {target && !aim && <Assigned figure={figure} />}
    </>
  )
}

const Share = ({ share, elapsed }: { share: string; elapsed: string | null }) => (
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
)

export type PaceWord = 'paused' | 'reached' | 'slow' | ''

export function paceOf({ share, value, reason }: Figure, elapsed: string | null): PaceWord {
  if (value === null) return reason === 'suspended' ? 'paused' : ''
  if (share === null) return ''
  if (Number(share) >= 100) return 'reached'
  return elapsed === null || Number(share) >= Number(elapsed) - TOLERATED ? '' : 'slow'
}

const LOOKS = {
  paused: ['stone', 'pause'],
  reached: ['green', 'check'],
  slow: ['amber', 'wait'],
} as const

export function Pace({ figure, elapsed }: BodyProps) {
  const pace = paceOf(figure, elapsed)
  if (!pace) return null
  const [tone, icon] = LOOKS[pace]
  return (
    <Chip tone={tone} icon={icon}>
      {t(`figures.${pace}`)}
    </Chip>
  )
}
