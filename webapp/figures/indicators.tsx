// Figures against targets, each a way down to its units and its records.

import type { Figures } from '../api/wire'
import { today } from '../clock'
import { EmptyNotice } from '../components/card'
import { NetworkChip } from '../components/chip'
import { isWideScreen } from '../components/desk'
import { FreshnessNotice, isFirstLoading, Skeleton } from '../components/facts'
import { ScreenFrame } from '../components/page'
import { type ServedCopy, useServedCopy } from '../components/served'
import { type AppPorts, usePorts } from '../ports'
import { currentRoute, paths, type Route, replaceRoute } from '../router'
import { COPY_NAMES } from '../state/ledger'
import { printedPeriod as periodWord } from '../words/printed'
import { FiguresDayLine } from './day-line'
import { FigureDrillDown } from './figure-down'
import { FigureGroups } from './figure-groups'
import { FigureTable } from './figure-table'
import { FigureUnitPeriod } from './figure-where'
import { PaperFacts, PrintButton } from './paper'
import { PeriodPicker } from './period-picker'
import { t } from './words'

type PersonAssignments = AppPorts['person']['assignments']

/** Each unit once: a person may both report and review in it. */
const distinctUnits = (assignments: PersonAssignments) => [
  ...new Map(assignments.map(({ orgUnit }) => [orgUnit.id, orgUnit])).values(),
]

export function IndicatorsScreen() {
  const { person } = usePorts()
  const here = currentRoute.value as Extract<Route, { at: 'indicators' }>
  const units = distinctUnits(person.assignments)
  const unit = here.unit || units[0]?.id || ''
  const period = here.period || today().slice(0, 4)
  if (!unit) {
    return (
      <ScreenFrame title={t('figures.title')} bar>
        <EmptyNotice>{t('figures.noUnit')}</EmptyNotice>
      </ScreenFrame>
    )
  }
  return (
    <UnitFigures
      key={`${unit}/${period}`}
      unit={unit}
      period={period}
      code={here.code}
      units={units}
    />
  )
}

interface UnitFiguresProps {
  unit: string
  period: string
  code: string
  units: ReturnType<typeof distinctUnits>
}

function UnitFigures({ unit, period, code, units }: UnitFiguresProps) {
  const served = useServedCopy<Figures>(COPY_NAMES.figures(unit, period), (api) =>
    api.figures({ orgUnit: unit, period }),
  )
  if (code) return <FigureDrillDown code={code} unit={unit} period={period} served={served} />
  return <AllFigures unit={unit} period={period} units={units} served={served} />
}

type AllFiguresProps = Omit<UnitFiguresProps, 'code'> & { served: ServedCopy<Figures> }

function AllFigures({ unit, period, units, served }: AllFiguresProps) {
  const figures = served.body
  const Shape = isWideScreen.value ? FigureTable : FigureGroups
  return (
    <ScreenFrame
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
            onPick={(next) => replaceRoute(paths.indicators('', unit, next))}
          />
          {isWideScreen.value && <PrintButton />}
        </div>
      }
    >
      {figures && (
        <FigureUnitPeriod figures={figures}>
          <FiguresDayLine figures={figures} />
        </FigureUnitPeriod>
      )}
      <PaperFacts keptAt={served.keptAt} />
      <FreshnessNotice served={served} />
      {isFirstLoading(served) && (
        <Skeleton of={isWideScreen.value ? 'rows' : 'figures'} n={isWideScreen.value ? 12 : 6} />
      )}
      {figures && figures.items.length > 0 && (
        <Shape figures={figures} unit={unit} period={period} />
      )}
      {figures && !figures.items.length && <EmptyNotice>{t('figures.none')}</EmptyNotice>}
      {figures && <FiguresFootnote figures={figures} />}
    </ScreenFrame>
  )
}

const UnitPicker = ({ unit, period, units }: Omit<UnitFiguresProps, 'code'>) => (
  <select
    class="input"
    aria-label={t('figures.unit')}
    value={unit}
    onChange={(event) => replaceRoute(paths.indicators('', event.currentTarget.value, period))}
  >
    {units.map((each) => (
      <option key={each.id} value={each.id}>
        {each.name}
      </option>
    ))}
  </select>
)

const FiguresFootnote = ({ figures: { items, elapsedShare } }: { figures: Figures }) => (
  <p class="soft figures__said">
    {t('figures.tap')} {elapsedShare !== null && t('figures.mark')}
    {items.some((each) => each.target?.demonstration) && ` ${t('figures.demonstration')}`}
  </p>
)
