// One figure taken apart: by the units below, and by the records that were counted.

import type { Figure, Figures, FiguresByChild } from '../api/wire'
import { EmptyNotice } from '../components/card'
import { NetworkChip } from '../components/chip'
import { FreshnessNotice, isFirstLoading, Skeleton } from '../components/facts'
import { ScreenFrame } from '../components/page'
import { type ServedCopy, useServedCopy } from '../components/served'
import { paths } from '../router'
import { COPY_NAMES } from '../state/ledger'
import { FiguresAsOf } from './day-line'
import { FigureBody, PaceChip } from './figure-card'
import { figureName } from './figure-name'
import { ChildFigureTable } from './figure-table'
import { FigureDataValues } from './figure-values'
import { FigureUnitPeriod } from './figure-where'
import { PaperFacts, PrintButton } from './paper'
import { t } from './words'

interface FigureDrillDownProps {
  code: string
  unit: string
  period: string
  served: ServedCopy<Figures>
}

export function FigureDrillDown({ code, unit, period, served }: FigureDrillDownProps) {
  const figures = served.body
  const figure = figures?.items.find(({ indicator }) => indicator.code === code)
  const missing = figures && !figure && served.state !== 'loading'
  return (
    <ScreenFrame
      title={figure ? figureName(figure) : t(missing ? 'figures.unknown' : 'fill.opening')}
      back={paths.indicators('', unit, period)}
      backWord={t('bar.indicators')}
      chip={<NetworkChip />}
      wide
    >
      {figures && (
        <div class="where__row">
          <FigureUnitPeriod figures={figures}>
            <FiguresAsOf figures={figures} />
          </FigureUnitPeriod>
          <PrintButton />
        </div>
      )}
      <PaperFacts keptAt={served.keptAt} />
      <FreshnessNotice served={served} />
      {isFirstLoading(served) && <Skeleton of="figures" n={1} />}
      {figures && figure && (
        <div class="apart">
          <div class="stack">
            <WholeFigure figure={figure} elapsed={figures.elapsedShare} />
            <FigureByUnit code={code} unit={unit} period={period} />
          </div>
          <FigureDataValues figure={figure} unit={unit} period={period} />
        </div>
      )}
      {missing && <EmptyNotice>{t('figures.none')}</EmptyNotice>}
    </ScreenFrame>
  )
}

const WholeFigure = ({ figure, elapsed }: { figure: Figure; elapsed: string | null }) => (
  <div class="figure figure--still">
    <PaceChip figure={figure} elapsed={elapsed} />
    <FigureBody figure={figure} elapsed={elapsed} />
    <p class="paper">
      {[figure.target?.source, figure.target?.note, figure.indicator.source]
        .filter(Boolean)
        .join('. ')}
    </p>
  </div>
)

/** Nothing lies below a village: nothing is said about it then. */
function FigureByUnit({ code, unit, period }: { code: string; unit: string; period: string }) {
  const served = useServedCopy<FiguresByChild>(COPY_NAMES.byChild(code, unit, period), (api) =>
    api.byChild(code, { orgUnit: unit, period }),
  )
  const rows = served.body?.items
  if (rows && !rows.length) return null
  return (
    <section class="stack">
      <h2 class="section">{t('figures.byUnit')}</h2>
      <FreshnessNotice served={served} />
      {isFirstLoading(served) && <Skeleton of="rows" n={5} />}
      {rows && <ChildFigureTable rows={rows} code={code} period={period} />}
    </section>
  )
}
