// The head of a form: leave it for later, whether it is saved, and how far one is.

import { Chip } from '../components/chip'
import { Icon } from '../components/icon'
import { usePorts } from '../ports'
import { reportFault } from '../state/fault'
import { vaults } from '../state/phone'
import { isWholeFormOpen } from './correction'
import { quickExit } from './quick-exit'
import { t } from './words'
import type { FormWriting } from './writing'

const SECONDS_A_SCREEN = 12

interface FillHeadProps {
  writing: FormWriting
  /** The screen, by its place among all; 'check' for the last look over everything. */
  nth: number | 'check'
  /** The screens that she goes through. */
  way: number[]
  onOut(): void
}

function remainingTimeText(nth: number, of: number): string {
  if (nth >= of) return t('fill.last')
  const minutes = Math.ceil(((of - nth) * SECONDS_A_SCREEN) / 60)
  return of - nth <= 2 ? t('fill.almost') : t('fill.minutes', { n: minutes })
}

export function FillHead({ writing, nth: step, way, onOut }: FillHeadProps) {
  const of = way.length
  // One that she does not go through counts as the next that she does.
  const nth = step === 'check' ? of : way.filter((each) => each < step).length
  const where = isWholeFormOpen(writing.draft.correction) ? 'fill.where' : 'remark.where'
  return (
    <>
      <div class="head__row">
        <button type="button" class="head__back" onClick={onOut}>
          <Icon name="back" />
          {t('fill.later')}
        </button>
        <SavedChip writing={writing} />
      </div>
      {writing.protection && (
        <button
          type="button"
          class="button button--red button--small"
          onClick={() => void quickExit({ vaults }).catch(reportFault)}
        >
          {t('fill.quickExit')}
        </button>
      )}
      <h1 class="head__form">{writing.draft.formName}</h1>
      <div class="head__where">
        <span>{nth < of ? t(where, { nth: nth + 1, of }) : t('fill.check')}</span>
        <span>{remainingTimeText(nth, of)}</span>
      </div>
      <progress
        class="progress"
        max={of || 1}
        value={Math.min(nth + 1, of || 1)}
        aria-label={t('fill.progress')}
      />
    </>
  )
}

function SavedChip({ writing }: { writing: FormWriting }) {
  const { ledger } = usePorts()
  const saved = writing.saved.value
  if (saved === 'failed') {
    const again = () => void writing.flush().then(ledger.reloadWork).catch(reportFault)
    return (
      <button type="button" class="head__retry" onClick={again}>
        <Chip tone="red" icon="warn">
          {t('fill.notSaved')}
        </Chip>
      </button>
    )
  }
  if (!writing.draft.touched) return null
  return (
    <span role="status">
      <Chip tone={saved === 'saved' ? 'green' : 'stone'} icon={saved === 'saved' ? 'check' : 'pen'}>
        {t(saved === 'saved' ? 'fill.saved' : 'fill.saving')}
      </Chip>
    </span>
  )
}
