// What was assigned for one indicator: found by unit and period, changed only with its source. The
// reading before stays, no longer in force.

import { useState } from 'preact/hooks'
import { Chip } from '../components/chip'
import { Icon } from '../components/icon'
import { useDoors } from '../ports'
import { coded } from '../words'
import { number, period as periodWord } from '../words/printed'
import { usePaged } from './asked'
import { More, Search, Total } from './list'
import { useReturning } from './returning'
import { say } from './room'
import { Standing } from './standing'
import { Reading } from './target-form'
import { isPeriod } from './typed'
import { UnitField, useSettled } from './unit-field'
import type { Indicator, Target } from './wire'
import { a } from './words/administration'
import type { UnitChoice } from './wrong'

export function Targets({ indicator }: { indicator: Indicator }) {
  const { person } = useDoors()
  const root = person.assignments.find(({ role }) => role === 'admin')?.orgUnit.id ?? ''
  const [unit, setUnit] = useState<UnitChoice | null>(null)
  const [period, setPeriod] = useState('')
  const [all, setAll] = useState(false)
  const [assigning, setAssigning] = useState(false)
  const opener = useReturning(assigning)
  const settled = useSettled(period).trim()
  const query = {
    indicator: indicator.code,
    orgUnit: unit?.id ?? root,
    period: isPeriod(settled) ? settled : undefined,
    inForce: all ? undefined : 'true',
  }
  const asked = usePaged<Target>(JSON.stringify(query), (line, after) =>
    line.get('/v1/administration/targets', { ...query, after }),
  )
  const close = () => setAssigning(false)
  const saved = () => {
    close()
    say(a('target.saved'))
    asked.again()
  }
  const replaced = () => {
    say(a('target.replaced'))
    asked.again()
  }
  return (
    <section class="stack">
      <h2 class="section">{a('target.title')}</h2>
      {assigning ? (
        <div class="box">
          <Reading indicator={indicator} before={null} done={saved} close={close} />
        </div>
      ) : (
        <button ref={opener} type="button" class="button" onClick={() => setAssigning(true)}>
          <Icon name="plus" />
          {a('target.new')}
        </button>
      )}
      <UnitField id="targets-unit" label={a('target.within')} chosen={unit} onChoose={setUnit} />
      <div class="sieve">
        <Search label={a('target.period')} typed={period} onType={setPeriod} />
        <label class="tick">
          <input type="checkbox" checked={all} onChange={() => setAll(!all)} />
          <span>{a('target.all')}</span>
        </label>
      </div>
      <Standing asked={asked} />
      <Total asked={asked} />
      {asked.items.map((target) => (
        <Row key={keyOf(target)} indicator={indicator} target={target} replaced={replaced} />
      ))}
      {asked.body && !asked.items.length && <p class="empty">{a('target.none')}</p>}
      <More asked={asked} />
    </section>
  )
}

const keyOf = (target: Target) =>
  [target.orgUnit.id, target.period, target.sourceDocument, target.sourceLine].join('/')

/** The number, the plan's own words, or the reason why there is neither. */
export const saidOf = (target: Pick<Target, 'value' | 'reason' | 'words'>) =>
  [
    target.value !== null && number(target.value),
    target.words && `“${target.words}”`,
    target.reason && coded('absence', target.reason),
  ]
    .filter(Boolean)
    .join(' · ')

interface RowProps {
  indicator: Indicator
  target: Target
  replaced(): void
}

function Row({ indicator, target, replaced }: RowProps) {
  const [changing, setChanging] = useState(false)
  const opener = useReturning(changing)
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
        <strong>{saidOf(target)}</strong>
      </div>
      <span>{[orgUnit.lineage, periodWord(period)].filter(Boolean).join(' · ')}</span>
      <span class="soft">{[sourceDocument, sourceLine].filter(Boolean).join(', ')}</span>
      {note && <span class="soft">{note}</span>}
      {(target.demonstration || !target.inForce) && (
        <span class="card__states">
          {!target.inForce && (
            <Chip tone="stone" icon="pause">
              {a('target.over')}
            </Chip>
          )}
          {target.demonstration && (
            <Chip tone="stone" icon="warn">
              {a('target.demonstration')}
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
          {a('target.change')}
        </button>
      )}
      {changing && <Reading indicator={indicator} before={target} done={done} close={close} />}
    </div>
  )
}
