// The records behind a figure: their values add up to it.

import { useState } from 'preact/hooks'
import type { DataValue, Page as WirePage } from '../api/wire'
import { Card, Empty } from '../components/card'
import { comes, Facts, Skeleton } from '../components/facts'
import { useServed } from '../components/served'
import { useDoors } from '../ports'
import { paths } from '../router'
import { notice } from '../state/fault'
import { COPIES } from '../state/ledger'
import { t } from '../words/office'
import { day, number } from '../words/printed'

interface ValuesProps {
  code: string
  unit: string
  period: string
}

export function Values({ code, unit, period }: ValuesProps) {
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
    <section class="stack values">
      <h2 class="section">{t('figures.records')}</h2>
      <Facts served={served} />
      {comes(served) && <Skeleton of="cards" n={3} />}
      {served.body && !values.length && <Empty>{t('figures.noRecords')}</Empty>}
      {values.map((value, nth) => (
        <Value key={`${value.versionInstanceId}/${nth}`} value={value} />
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

function Value({ value }: { value: DataValue }) {
  const where = `${day(value.date)} · ${value.orgUnit.name}`
  const chip = (
    <span class="value">
      <strong>{number(value.value)}</strong>
    </span>
  )
  // Counted, and not hers to read.
  if (value.instanceId === null)
    return (
      <div class="card card--still">
        <span class="card__text">
          <span class="card__title">{t('figures.hidden')}</span>
          <span class="card__more">{where}</span>
        </span>
        <span class="card__chip">{chip}</span>
      </div>
    )
  return (
    <Card
      href={paths.evidence(value.xmlFormId, value.instanceId)}
      title={value.subject?.label || value.instanceName || ''}
      chip={chip}
    >
      {where}
    </Card>
  )
}
