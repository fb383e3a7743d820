// What a unit was called and where it stood, row by row; what became of it; how else it is written.

import { today } from '../clock'
import { Chip } from '../components/chip'
import { printedDay } from '../words/printed'
import { unitFullName, unitPath } from './units'
import { validityText } from './user-assignments'
import type { SuccessionStep, UnitDetail, UnitVersion } from './wire'
import { t, wordForCode } from './words'

export const UnitHistory = ({ unit }: { unit: UnitDetail }) => (
  <div class="stack">
    <h2 class="section">{t('unit.history')}</h2>
    {unit.versions.toReversed().map((row) => (
      <UnitVersionRow key={row.validFrom} row={row} />
    ))}
    <SuccessionList title={t('unit.became')} steps={unit.became} side="to" />
    <SuccessionList title={t('unit.cameFrom')} steps={unit.cameFrom} side="from" />
    {unit.aliases.length > 0 && (
      <>
        <h2 class="section">{t('unit.aliases')}</h2>
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

function unitVersionState({ validFrom, validTo }: UnitVersion): 'now' | 'coming' | 'over' {
  if (validFrom > today()) return 'coming'
  return validTo && validTo <= today() ? 'over' : 'now'
}

function UnitVersionRow({ row }: { row: UnitVersion }) {
  const state = unitVersionState(row)
  return (
    <div class={`dated dated--${state}`}>
      <div class="dated__row">
        <strong>{unitFullName(row)}</strong>
        {row.undecided && (
          <Chip tone="amber" icon="warn">
            {t('units.undecided')}
          </Chip>
        )}
      </div>
      <span>
        {[wordForCode('level', row.level), row.code, row.lineage].filter(Boolean).join(' · ')}
      </span>
      <span class="soft">{validityText(row.validFrom, row.validTo)}</span>
      {row.source && <span class="soft">{t('unit.source', { source: row.source })}</span>}
      {row.note && <span class="soft">{row.note}</span>}
    </div>
  )
}

interface SuccessionListProps {
  title: string
  steps: SuccessionStep[]
  side: 'from' | 'to'
}

function SuccessionList({ title, steps, side }: SuccessionListProps) {
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
            <strong class="card__title">{unitFullName(step[side])}</strong>
            <span class="card__more">
              {printedDay(step.onDate)} · {wordForCode('extent', step.extent)}
            </span>
          </span>
        </a>
      ))}
    </>
  )
}
