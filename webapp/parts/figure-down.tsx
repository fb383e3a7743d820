// One figure taken apart: by the units below, and by the records that were counted.

import { useState } from 'preact/hooks'
import { useDoors } from '../doors'
import { notice } from '../fault'
import { COPIES } from '../ledger'
import { paths } from '../router'
import { type Served, useServed } from '../served'
import type { ByChild, DataValue, Figure, Figures, Page as WirePage } from '../wire'
import { t } from '../words/office'
import { day, number, percent, period as periodWord } from '../words/printed'
import { Card, Empty } from './card'
import { NetworkChip } from './chip'
import { Facts } from './facts'
import { FigureBody, nameOf, Pace } from './figure-card'
import { Meter } from './meter'
import { Page } from './page'

interface DownProps {
  code: string
  unit: string
  period: string
  figures: Figures | null
  figure: Figure | undefined
  served: Served<Figures>
}

export function FigureDown({ code, unit, period, figures, figure, served }: DownProps) {
  const children = useServed<ByChild>(COPIES.byChild(code, unit, period), (api) =>
    api.byChild(code, { orgUnit: unit, period }),
  )
  return (
    <Page
      title={figure ? nameOf(figure) : t('fill.opening')}
      back={paths.indicators('', unit, period)}
      backWord={t('bar.indicators')}
      chip={<NetworkChip />}
      wide
    >
      <p class="soft">
        {figures?.orgUnit.name} · {periodWord(period)}
      </p>
      <Facts served={served} />
      <div class="split">
        <div class="split__side stack">
          {figure && (
            <div class="figure figure--still">
              <Pace figure={figure} elapsed={figures?.elapsedShare ?? null} />
              <FigureBody figure={figure} elapsed={figures?.elapsedShare ?? null} />
            </div>
          )}
          <Children code={code} period={period} rows={children.body?.items ?? []} />
        </div>
        <div class="split__main stack">
          <Values code={code} unit={unit} period={period} />
        </div>
      </div>
    </Page>
  )
}

type ChildRow = ByChild['items'][number]

const says = (row: ChildRow) =>
  Number(row.value) !== 0 || row.waiting > 0 || (row.target?.value ?? null) !== null

/** Where something happened or is expected comes first; the silent rest only when asked for. */
function Children({ code, period, rows }: { code: string; period: string; rows: ChildRow[] }) {
  const [all, setAll] = useState(false)
  if (!rows.length) return null
  const speaking = rows.filter(says)
  const shown = all ? [...speaking, ...rows.filter((row) => !says(row))] : speaking
  return (
    <>
      <h2 class="section">{t('figures.byUnit')}</h2>
      {shown.map((child) => (
        <Child
          key={child.orgUnit.id}
          child={child}
          path={paths.indicators(code, child.orgUnit.id, period)}
        />
      ))}
      {shown.length < rows.length && (
        <button type="button" class="button button--quiet" onClick={() => setAll(true)}>
          {t('figures.silent', { n: rows.length - shown.length })}
        </button>
      )}
    </>
  )
}

const Child = ({ child, path }: { child: ChildRow; path: string }) => (
  <a class="child" href={path}>
    <span class="child__name">{child.orgUnit.name}</span>
    <span class="child__value">
      <strong>{child.value === null ? '–' : number(child.value)}</strong>
      {child.target?.value && ` / ${number(child.target.value)}`}
    </span>
    {child.share !== null && (
      <>
        <Meter share={Number(child.share)} tone={Number(child.share) >= 100 ? 'green' : 'indigo'} />
        <span class="child__share">{percent(child.share)}</span>
      </>
    )}
    {child.waiting > 0 && (
      <span class="child__more">{t('figures.waits', { n: child.waiting })}</span>
    )}
  </a>
)

function Values({ code, unit, period }: { code: string; unit: string; period: string }) {
  const { api } = useDoors()
  const query = { indicator: code, orgUnit: unit, period, limit: 50 }
  const served = useServed<WirePage<DataValue>>(COPIES.values(code, unit, period), (line) =>
    line.dataValues(query),
  )
  const [more, setMore] = useState<WirePage<DataValue> | null>(null)
  const values = [...(served.body?.items ?? []), ...(more?.items ?? [])]
  const next = more ? more.next : served.body?.next

  async function older(): Promise<void> {
    const reply = await api.dataValues({ ...query, after: next ?? '' })
    if (reply === 'unreachable' || !reply.ok) return
    setMore({ items: [...(more?.items ?? []), ...reply.body.items], next: reply.body.next })
  }

  return (
    <section class="stack">
      <h2 class="section">{t('figures.records')}</h2>
      <Facts served={served} />
      {served.body && !values.length && <Empty>{t('figures.noRecords')}</Empty>}
      {values.map((value, nth) => (
        <Card
          key={`${value.versionInstanceId}/${nth}`}
          href={paths.evidence(value.xmlFormId, value.instanceId)}
          title={value.subject?.label || value.instanceName}
          chip={
            <span class="child__value">
              <strong>{number(value.value)}</strong>
            </span>
          }
        >
          {day(value.date)} · {value.orgUnit.name}
        </Card>
      ))}
      {next && (
        <button
          type="button"
          class="button button--quiet"
          onClick={() => void older().catch(notice)}
        >
          {t('figures.older')}
        </button>
      )}
    </section>
  )
}
