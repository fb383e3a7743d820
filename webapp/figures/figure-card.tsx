// A figure with its target: number, share, a bar with a mark for today, what waits. Or the reason
// why there is no number, in words, never a 0 in its place.

import '../styles/figures.css'
import type { Figure } from '../api/wire'
import { Chip } from '../components/chip'
import { printedNumber, printedPercent } from '../words/printed'
import { figureName } from './figure-name'
import { TargetButton } from './figure-target'
import { Meter } from './meter'
import { planWording, targetWord, unitOfMeasure } from './target-words'
import { t, wordForCode } from './words'

/** Percentage points behind the calendar before a figure is called slow. */
const TOLERATED_LAG = 5

interface FigureCardProps {
  figure: Figure
  elapsed: string | null
  href: string
}

export const FigureCard = ({ figure, elapsed, href }: FigureCardProps) => (
  <div class="figure">
    <p class="figure__head">
      <a class="figure__name" href={href}>
        {figureName(figure)}
      </a>
      <PaceChip figure={figure} elapsed={elapsed} />
    </p>
    <FigureBody figure={figure} elapsed={elapsed} />
  </div>
)

interface FigureBodyProps {
  figure: Figure
  elapsed: string | null
}

export function FigureBody({ figure, elapsed }: FigureBodyProps) {
  const { value, waiting, target } = figure
  return (
    <>
      {value === null ? (
        <FigureAbsence figure={figure} />
      ) : (
        <FigureNumber figure={figure} value={value} elapsed={elapsed} />
      )}
      {target && planWording(target) && <q class="figure__more">{planWording(target)}</q>}
      {waiting > 0 && <p class="figure__more">{t('figures.waits', { n: waiting })}</p>}
    </>
  )
}

/** No number, and why; said once where the plan says the same. What was assigned may have one. */
function FigureAbsence({ figure }: { figure: Figure }) {
  const { reason, target } = figure
  const why = wordForCode('absence', reason ?? 'unknown')
  if (target && target.value === null && target.reason === reason)
    return (
      <p class="figure__row figure__reason">
        <TargetButton figure={figure} target={target} say={why} />
      </p>
    )
  return (
    <p class="figure__row">
      <span class="figure__reason">{why}</span>
      <AssignedTarget figure={figure} />
    </p>
  )
}

const AssignedTarget = ({ figure }: { figure: Figure }) =>
  figure.target && (
    <TargetButton
      figure={figure}
      target={figure.target}
      say={t('figures.targetIs', { why: targetWord(figure.target, unitOfMeasure(figure)) })}
    />
  )

function FigureNumber({ figure, value, elapsed }: FigureBodyProps & { value: string }) {
  const { share, target, indicator } = figure
  const aim = target?.value
  return (
    <>
      <p class="figure__row">
        <span class="figure__value">{printedNumber(value, indicator.decimals)}</span>{' '}
        {target && aim ? (
          <TargetButton
            figure={figure}
            target={target}
            say={t('figures.target', { target: printedNumber(aim), unit: unitOfMeasure(figure) })}
          />
        ) : (
          <span class="figure__target">{unitOfMeasure(figure)}</span>
        )}
        {share !== null && <span class="figure__share">{printedPercent(share)}</span>}
      </p>
      {share !== null && <ShareMeter share={share} elapsed={elapsed} />}
      {target && !aim && <AssignedTarget figure={figure} />}
    </>
  )
}

const ShareMeter = ({ share, elapsed }: { share: string; elapsed: string | null }) => (
  <>
    <Meter
      share={Number(share)}
      mark={elapsed === null ? undefined : Number(elapsed)}
      tone={Number(share) >= 100 ? 'green' : 'indigo'}
    />
    {elapsed !== null && (
      <span class="unseen">{t('figures.expected', { share: printedPercent(elapsed) })}</span>
    )}
  </>
)

export type PaceWord = 'paused' | 'reached' | 'slow' | ''

export function figurePace({ share, value, reason }: Figure, elapsed: string | null): PaceWord {
  if (value === null) return reason === 'suspended' ? 'paused' : ''
  if (share === null) return ''
  if (Number(share) >= 100) return 'reached'
  return elapsed === null || Number(share) >= Number(elapsed) - TOLERATED_LAG ? '' : 'slow'
}

const PACE_CHIPS = {
  paused: ['stone', 'pause'],
  reached: ['green', 'check'],
  slow: ['amber', 'wait'],
} as const

export function PaceChip({ figure, elapsed }: FigureBodyProps) {
  const pace = figurePace(figure, elapsed)
  if (!pace) return null
  const [tone, icon] = PACE_CHIPS[pace]
  return (
    <Chip tone={tone} icon={icon}>
      {t(`figures.${pace}`)}
    </Chip>
  )
}
