// One figure taken apart: by the units below, and by the records that were counted.

import type { ByChild, Figure, Figures } from '../api/wire'
import { Empty } from '../components/card'
import { NetworkChip } from '../components/chip'
import { comes, Facts, Skeleton } from '../components/facts'
import { Page } from '../components/page'
import { type Served, useServed } from '../components/served'
import { paths } from '../router'
import { COPIES } from '../state/ledger'
import { t } from '../words/office'
import { AsOf } from './day-line'
import { FigureBody, Pace } from './figure-card'
import { nameOf } from './figure-name'
import { ChildTable } from './figure-table'
import { Values } from './figure-values'
import { Where } from './figure-where'
import { PaperFacts, PrintButton } from './paper'

interface DownProps {
  code: string
  unit: string
  period: string
  served: Served<Figures>
}

export function FigureDown({ code, unit, period, served }: DownProps) {
  const figures = served.body
  const figure = figures?.items.find(({ indicator }) => indicator.code === code)
  const missing = figures && !figure && served.state !== 'loading'
  return (
    <Page
      title={figure ? nameOf(figure) : t(missing ? 'figures.unknown' : 'fill.opening')}
      back={paths.indicators('', unit, period)}
      backWord={t('bar.indicators')}
      chip={<NetworkChip />}
      wide
    >
      {figures && (
        <div class="where__row">
          <Where figures={figures}>
            <AsOf figures={figures} />
          </Where>
          <PrintButton />
        </div>
      )}
      <PaperFacts keptAt={served.keptAt} />
      <Facts served={served} />
      {comes(served) && <Skeleton of="figures" n={1} />}
      {figures && figure && (
        <div class="apart">
          <div class="stack">
            <Whole figure={figure} elapsed={figures.elapsedShare} />
            <Children code={code} unit={unit} period={period} />
          </div>
          <Values code={code} unit={unit} period={period} />
        </div>
      )}
      {missing && <Empty>{t('figures.none')}</Empty>}
    </Page>
  )
}

const Whole = ({ figure, elapsed }: { figure: Figure; elapsed: string | null }) => (
  <div class="figure figure--still">
    <Pace figure={figure} elapsed={elapsed} />
    <FigureBody figure={figure} elapsed={elapsed} />
    <p class="paper">
      {[figure.target?.source, figure.target?.note, figure.indicator.source]
        .filter(Boolean)
        .join('. ')}
    </p>
  </div>
)

/** Nothing lies below a village: nothing is said about it then. */
function Children({ code, unit, period }: { code: string; unit: string; period: string }) {
  const served = useServed<ByChild>(COPIES.byChild(code, unit, period), (api) =>
    api.byChild(code, { orgUnit: unit, period }),
  )
  const rows = served.body?.items
  if (rows && !rows.length) return null
  return (
    <section class="stack">
      <h2 class="section">{t('figures.byUnit')}</h2>
      <Facts served={served} />
      {comes(served) && <Skeleton of="rows" n={5} />}
      {rows && <ChildTable rows={rows} code={code} period={period} />}
    </section>
  )
}
