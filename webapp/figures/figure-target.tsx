// What a plan assigns: its number, or the reason why there is none, in words. One tap leads from it to
// the line of the plan.

import { useState } from 'preact/hooks'
import type { Figure, Target } from '../api/wire'
import { Icon } from '../components/icon'
import { coded, language, t } from '../words/office'
import { number } from '../words/printed'
import { SourceSheet } from './source-sheet'

export const unitOf = ({ indicator }: Figure) =>
  language.value === 'en' && indicator.unitEn ? indicator.unitEn : indicator.unit

/** "77 tổ", "Không giao", "Tạm dừng theo kế hoạch". */
export const targetWord = (target: Target, unit: string) =>
  target.value === null
    ? coded('absence', target.reason ?? 'unknown')
    : t('figures.aim', { target: number(target.value), unit })

/** Words of the plan that say more than its number or its dash. */
export const planSays = ({ words }: Target) => (/\p{L}/u.test(words) ? words : '')

interface TargetProps {
  figure: Figure
  target: Target
  /** How it is said here; by itself, it is what was assigned. */
  say?: string
}

export function TargetButton({ figure, target, say }: TargetProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" class="target" onClick={() => setOpen(true)}>
        <span class="target__word">{say ?? targetWord(target, unitOf(figure))}</span>
        <span class="unseen">{t('source.open')}</span>
        {target.note && !target.demonstration && <Icon name="warn" />}
      </button>
      {open && <SourceSheet figure={figure} target={target} onClose={() => setOpen(false)} />}
    </>
  )
}
