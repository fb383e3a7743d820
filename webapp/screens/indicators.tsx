// Figures against targets, each a way down to its units and its records.

import { today } from '../clock'
import { type Doors, useDoors } from '../doors'
import { COPIES } from '../ledger'
import { Empty } from '../parts/card'
import { NetworkChip } from '../parts/chip'
import { Facts } from '../parts/facts'
import { FigureCard } from '../parts/figure-card'
import { FigureDown } from '../parts/figure-down'
import { Page } from '../parts/page'
import { PeriodPicker } from '../parts/period-picker'
import { go, type Place, paths, place, replace } from '../router'
import { useServed } from '../served'
import type { Figures } from '../wire'
import { coded, t } from '../words/office'
import { period as periodWord } from '../words/printed'

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
  const figures = served.body
  const picked = figures?.items.find((each) => each.indicator.code === code)
  if (code) {
    return (
      <FigureDown
        code={code}
        unit={unit}
        period={period}
        figures={figures}
        figure={picked}
        served={served}
      />
    )
  }
  return (
    <Page
      title={t('figures.of', { period: periodWord(period) })}
      chip={<NetworkChip />}
      bar
      wide
      below={
        <div class="pickers">
          {units.length > 1 && (
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
          )}
          <PeriodPicker
            value={period}
            onPick={(next) => replace(paths.indicators('', unit, next))}
          />
        </div>
      }
    >
      {figures && (
        <p class="soft">
          {coded('level', figures.orgUnit.level)} · {figures.orgUnit.name}
        </p>
      )}
      <Facts served={served} />
      <div class="grid">
        {figures?.items.map((figure) => (
          <FigureCard
            key={figure.indicator.code}
            figure={figure}
            elapsed={figures.elapsedShare}
            onOpen={() => go(paths.indicators(figure.indicator.code, unit, period))}
          />
        ))}
      </div>
      {figures && !figures.items.length && <Empty>{t('figures.none')}</Empty>}
      {figures && (
        <p class="soft">
          {t('figures.tap')} {figures.elapsedShare !== null && t('figures.mark')}
          {figures.items.some((each) => each.target?.demonstration) &&
            ` ${t('figures.demonstration')}`}
        </p>
      )}
    </Page>
  )
}
