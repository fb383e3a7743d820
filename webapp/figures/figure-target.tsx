// What a plan assigns: its number, or the reason why there is none, in words. One tap leads from it to
// the line of the plan.

import { useState } from 'preact/hooks'
import type { Figure, FigureTarget } from '../api/wire'
import { Icon } from '../components/icon'
import { SourceSheet } from './source-sheet'
import { targetWord, unitOfMeasure } from './target-words'
import { t } from './words'

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
