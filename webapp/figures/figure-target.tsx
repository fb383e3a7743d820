// What a plan assigns: its number, or the reason why there is none, in words. One tap leads from it to
// the line of the plan.

import { useState } from 'preact/hooks'
import type { Figure, FigureTarget } from '../api/wire'
import { Icon } from '../components/icon'
import { language, t, wordForCode } from '../words/office'
import { printedNumber } from '../words/printed'
import { SourceSheet } from './source-sheet'

export const unitOfMeasure = ({ indicator }: Figure) =>
  language.value === 'en' && indicator.unitEn ? indicator.unitEn : indicator.unit

/** "77 tổ", "Không giao", "Tạm dừng theo kế hoạch". */
export const targetWord = (target: FigureTarget, unit: string) =>
  target.value === null
    ? wordForCode('absence', target.reason ?? 'unknown')
    : t('figures.aim', { target: printedNumber(target.value), unit })

/** Words of the plan that say more than its number or its dash. */
export const planWording = ({ words }: FigureTarget) => (/\p{L}/u.test(words) ? words : '')

interface TargetButtonProps {
  figure: Figure
  target: FigureTarget
  /** How it is said here; by itself, it is what was assigned. */
  say?: string
}

export function TargetButton({ figure, target, say }: TargetButtonProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" class="target" onClick={() => setOpen(true)}>
        <span class="target__word">{say ?? targetWord(target, unitOfMeasure(figure))}</span>
        <span class="unseen">{t('source.open')}</span>
        {target.note && !target.demonstration && <Icon name="warn" />}
      </button>
      {open && <SourceSheet figure={figure} target={target} onClose={() => setOpen(false)} />}
    </>
  )
}
