// What was assigned for one indicator: found by unit and period, changed only with its source. The
// reading before stays, no longer in force.

import { useState } from 'preact/hooks'
import { Chip } from '../components/chip'
import { Icon } from '../components/icon'
import { usePorts } from '../ports'
import { printedPeriod as periodWord, printedNumber } from '../words/printed'
import { usePagedQuery } from './asked'
import { ListMoreButton, ListSearchField, ListTotal } from './list'
import { useFocusReturn } from './returning'
import { showSavedNotice } from './room'
import { QueryNotice } from './standing'
import { TargetForm } from './target-form'
import { isPeriodCode } from './typed'
import { UnitField, useDebouncedText } from './unit-field'
import type { Indicator, Target } from './wire'
import { t, type WordKey, wordForCode } from './words'
import type { UnitChoice } from './wrong'

export function IndicatorTargets({ indicator }: { indicator: Indicator }) {
  const { person } = usePorts()
  const root = person.assignments.find(({ role }) => role === 'admin')?.orgUnit.id ?? ''
  const [unit, setUnit] = useState<UnitChoice | null>(null)
  const [period, setPeriod] = useState('')
  const [all, setAll] = useState(false)
  const settled = useDebouncedText(period).trim()
  const query = {
    indicator: indicator.code,
    orgUnit: unit?.id ?? root,
    period: isPeriodCode(settled) ? settled : undefined,
    inForce: all ? undefined : 'true',
  }
  const asked = usePagedQuery<Target>(JSON.stringify(query), (line, after) =>
    line.get('/v1/administration/targets', { ...query, after }),
  )
  const changed = (word: WordKey) => {
    showSavedNotice(t(word))
    asked.again()
  }
  return (
    <section class="stack">
      <h2 class="section">{t('target.title')}</h2>
      <AssignTarget indicator={indicator} saved={() => changed('target.saved')} />
      <UnitField id="targets-unit" label={t('target.within')} chosen={unit} onChoose={setUnit} />
      <div class="sieve">
        <ListSearchField label={t('target.period')} typed={period} onType={setPeriod} />
        <label class="tick">
          <input type="checkbox" checked={all} onChange={() => setAll(!all)} />
          <span>{t('target.all')}</span>
        </label>
      </div>
      <QueryNotice asked={asked} />
      <ListTotal asked={asked} />
      {asked.items.map((target) => (
        <TargetRow
          key={targetRowKey(target)}
          indicator={indicator}
          target={target}
          replaced={() => changed('target.replaced')}
        />
      ))}
      {asked.body && !asked.items.length && <p class="empty">{t('target.none')}</p>}
      <ListMoreButton asked={asked} />
    </section>
  )
}

function AssignTarget({ indicator, saved }: { indicator: Indicator; saved(): void }) {
  const [assigning, setAssigning] = useState(false)
  const opener = useFocusReturn(assigning)
  const close = () => setAssigning(false)
  const done = () => {
    close()
    saved()
  }
  return assigning ? (
    <div class="box">
      <TargetForm indicator={indicator} before={null} done={done} close={close} />
    </div>
  ) : (
    <button ref={opener} type="button" class="button" onClick={() => setAssigning(true)}>
      <Icon name="plus" />
      {t('target.new')}
    </button>
  )
}

const targetRowKey = (target: Target) =>
  [target.orgUnit.id, target.period, target.sourceDocument, target.sourceLine].join('/')

/** The number, the plan's own words, or the reason why there is neither. */
export const targetReadingText = (target: Pick<Target, 'value' | 'reason' | 'words'>) =>
  [
    target.value !== null && printedNumber(target.value),
    target.words && `“${target.words}”`,
    target.reason && wordForCode('absence', target.reason),
  ]
    .filter(Boolean)
    .join(' · ')

interface TargetRowProps {
  indicator: Indicator
  target: Target
  replaced(): void
}

function TargetRow({ indicator, target, replaced }: TargetRowProps) {
  const [changing, setChanging] = useState(false)
  const opener = useFocusReturn(changing)
  const close = () => setChanging(false)
  const done = () => {
    close()
    replaced()
  }
  const { orgUnit, period, sourceDocument, sourceLine, note } = target
  return (
    <div class={`dated${target.inForce ? ' dated--now' : ''}`}>
      <div class="dated__row">
        <strong>{orgUnit.name}</strong>
        <strong>{targetReadingText(target)}</strong>
      </div>
      <span>{[orgUnit.lineage, periodWord(period)].filter(Boolean).join(' · ')}</span>
      <span class="soft">{[sourceDocument, sourceLine].filter(Boolean).join(', ')}</span>
      {note && <span class="soft">{note}</span>}
      {(target.demonstration || !target.inForce) && (
        <span class="card__states">
          {!target.inForce && (
            <Chip tone="stone" icon="pause">
              {t('target.over')}
            </Chip>
          )}
          {target.demonstration && (
            <Chip tone="stone" icon="warn">
              {t('target.demonstration')}
            </Chip>
          )}
        </span>
      )}
      {target.inForce && !changing && (
        <button
          ref={opener}
          type="button"
          class="button button--quiet"
          onClick={() => setChanging(true)}
        >
          {t('target.change')}
        </button>
      )}
      {changing && <TargetForm indicator={indicator} before={target} done={done} close={close} />}
    </div>
  )
}
