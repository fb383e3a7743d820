// Figures against targets, each a way down to its units and its records.

import type { Figures } from '../api/wire'
import { today } from '../clock'
import { Empty } from '../components/card'
import { NetworkChip } from '../components/chip'
import { desk } from '../components/desk'
import { comes, Facts, Skeleton } from '../components/facts'
import { Page } from '../components/page'
import { type Served, useServed } from '../components/served'
import { type Doors, useDoors } from '../ports'
import { type Place, paths, place, replace } from '../router'
import { COPIES } from '../state/ledger'
import { t } from '../words/office'
import { period as periodWord } from '../words/printed'
import { DayLine } from './day-line'
import { FigureDown } from './figure-down'
import { FigureGroups } from './figure-groups'
import { FigureTable } from './figure-table'
import { Where } from './figure-where'
import { PaperFacts, PrintButton } from './paper'
import { PeriodPicker } from './period-picker'

type Units = Doors['person']['assignments']

/** Each unit once: a person may both report and review in it. */
const unitsOf = (assignments: Units) => [
  ...new Map(assignments.map(({ orgUnit }) => [orgUnit.id, orgUnit])).values(),
]

export function Indicators() {
  const { person } = useDoors()
  const here = place.value as Extract<Place, { at: 'indicators' }>
  const units = unitsOf(person.assignments)
  const unit = here.unit || units[0]?.id || ''
  const period = here.period || today().slice(0, 4)
  if (!unit) {
    return (
      <Page title={t('figures.title')} bar>
        <Empty>{t('figures.noUnit')}</Empty>
      </Page>
    )
  }
  return (
    <Shown key={`${unit}/${period}`} unit={unit} period={period} code={here.code} units={units} />
  )
}

interface ShownProps {
  unit: string
  period: string
  code: string
  units: ReturnType<typeof unitsOf>
}

function Shown({ unit, period, code, units }: ShownProps) {
  const served = useServed<Figures>(COPIES.figures(unit, period), (api) =>
    api.figures({ orgUnit: unit, period }),
  )
  if (code) return <FigureDown code={code} unit={unit} period={period} served={served} />
  return <All unit={unit} period={period} units={units} served={served} />
}

type AllProps = Omit<ShownProps, 'code'> & { served: Served<Figures> }

function All({ unit, period, units, served }: AllProps) {
  const figures = served.body
  const Shape = desk.value ? FigureTable : FigureGroups
  return (
    <Page
      title={t('figures.of', { period: periodWord(period) })}
      chip={<NetworkChip />}
      bar
      wide
      below={
        <div class="pickers">
          {units.length > 1 && <UnitPicker unit={unit} period={period} units={units} />}
          <PeriodPicker
            value={period}
            planned={figures?.plannedPeriods}
            onPick={(next) => replace(paths.indicators('', unit, next))}
          />
          {desk.value && <PrintButton />}
        </div>
      }
    >
      {figures && (
        <Where figures={figures}>
          <DayLine figures={figures} />
        </Where>
      )}
      <PaperFacts keptAt={served.keptAt} />
      <Facts served={served} />
      {comes(served) && <Skeleton of={desk.value ? 'rows' : 'figures'} n={desk.value ? 12 : 6} />}
      {figures && figures.items.length > 0 && (
        <Shape figures={figures} unit={unit} period={period} />
      )}
      {figures && !figures.items.length && <Empty>{t('figures.none')}</Empty>}
      {figures && <Said figures={figures} />}
    </Page>
  )
}

const UnitPicker = ({ unit, period, units }: Omit<ShownProps, 'code'>) => (
  <select
    class="input"
    aria-label={t('figures.unit')}
    value={unit}
    onChange={(event) => replace(paths.indicators('', event.currentTarget.value, period))}
  >
    {units.map((each) => (
      <option key={each.id} value={each.id}>
        {each.name}
      </option>
    ))}
  </select>
)

const Said = ({ figures: { items, elapsedShare } }: { figures: Figures }) => (
  <p class="soft figures__said">
    {t('figures.tap')} {elapsedShare !== null && t('figures.mark')}
    {items.some((each) => each.target?.demonstration) && ` ${t('figures.demonstration')}`}
  </p>
)
