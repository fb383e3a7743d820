// What a unit was called and where it stood, row by row; what became of it; how else it is written.

import { today } from '../clock'
import { Chip } from '../components/chip'
import { coded } from '../words'
import { day } from '../words/printed'
import { called, unitPath } from './units'
import { days } from './user-assignments'
import type { Step, UnitDetail, UnitVersion } from './wire'
import { a, aCoded } from './words/administration'

export const UnitHistory = ({ unit }: { unit: UnitDetail }) => (
  <div class="stack">
    <h2 class="section">{a('unit.history')}</h2>
    {unit.versions.toReversed().map((row) => (
      <Row key={row.validFrom} row={row} />
    ))}
    <Steps title={a('unit.became')} steps={unit.became} side="to" />
    <Steps title={a('unit.cameFrom')} steps={unit.cameFrom} side="from" />
    {unit.aliases.length > 0 && (
      <>
        <h2 class="section">{a('unit.aliases')}</h2>
        <ul class="plain">
          {unit.aliases.map(({ name, source }) => (
            <li key={name}>
              {name} {source && <span class="soft">({source})</span>}
            </li>
          ))}
        </ul>
      </>
    )}
  </div>
)

function stateOf({ validFrom, validTo }: UnitVersion): 'now' | 'coming' | 'over' {
  if (validFrom > today()) return 'coming'
  return validTo && validTo <= today() ? 'over' : 'now'
}

function Row({ row }: { row: UnitVersion }) {
  const state = stateOf(row)
  return (
    <div class={`dated dated--${state}`}>
      <div class="dated__row">
        <strong>{called(row)}</strong>
        {row.undecided && (
          <Chip tone="amber" icon="warn">
            {a('units.undecided')}
          </Chip>
        )}
      </div>
      <span>{[coded('level', row.level), row.code, row.lineage].filter(Boolean).join(' · ')}</span>
      <span class="soft">{days(row.validFrom, row.validTo)}</span>
      {row.source && <span class="soft">{a('unit.source', { source: row.source })}</span>}
      {row.note && <span class="soft">{row.note}</span>}
    </div>
  )
}

interface StepsProps {
  title: string
  steps: Step[]
  side: 'from' | 'to'
}

function Steps({ title, steps, side }: StepsProps) {
  if (!steps.length) return null
  return (
    <>
      <h2 class="section">{title}</h2>
      {steps.map((step) => (
        <a
          key={`${step.from.id}/${step.to.id}/${step.onDate}`}
          class="card"
          href={unitPath(step[side].id, today())}
        >
          <span class="card__text">
            <strong class="card__title">{called(step[side])}</strong>
            <span class="card__more">
              {day(step.onDate)} · {aCoded('extent', step.extent)}
            </span>
          </span>
        </a>
      ))}
    </>
  )
}
