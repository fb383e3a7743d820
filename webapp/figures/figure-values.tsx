// The records behind a figure: their values add up to it, or to the parts that it divides.

import { Fragment } from 'preact'
import { useState } from 'preact/hooks'
import type { DataValue, DataValues, Figure, IndicatorSummary } from '../api/wire'
import { Card, EmptyNotice } from '../components/card'
import { FreshnessNotice, isFirstLoading, Skeleton } from '../components/facts'
import { useServedCopy } from '../components/served'
import { usePorts } from '../ports'
import { paths } from '../router'
import { reportFault } from '../state/fault'
import { COPY_NAMES } from '../state/ledger'
import { printedDay, printedNumber } from '../words/printed'
import { figureName } from './figure-name'
import { unitOfMeasure } from './target-words'
import { t } from './words'

interface FigureDataValuesProps {
  figure: Figure
  unit: string
  period: string
}

export function FigureDataValues({ figure, unit, period }: FigureDataValuesProps) {
  const { api } = usePorts()
  const { code } = figure.indicator
  const query = { indicator: code, orgUnit: unit, period, limit: 50 }
  const served = useServedCopy<DataValues>(COPY_NAMES.values(code, unit, period), (line) =>
    line.dataValues(query),
  )
  const [more, setMore] = useState<DataValues | null>(null)
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
      <FreshnessNotice served={served} />
      {isFirstLoading(served) && <Skeleton of="cards" n={3} />}
      {served.body && !values.length && <EmptyNotice>{t('figures.noRecords')}</EmptyNotice>}
      {values.map((value, nth) => (
        <Fragment key={`${value.versionInstanceId}/${nth}`}>
          {value.indicator !== values[nth - 1]?.indicator && (
            <PartHeading
              figure={figure}
              part={served.body?.parts?.find((part) => part.code === value.indicator)}
            />
          )}
          <DataValueCard value={value} />
        </Fragment>
      ))}
      {next && (
        <button
          type="button"
          class="button button--quiet"
          onClick={() => void older().catch(reportFault)}
        >
          {t('figures.older')}
        </button>
      )}
    </section>
  )
}

/** "Lượt người dự: 312 lượt", above the records of one part; nothing where nothing is divided. */
function PartHeading({ figure, part }: { figure: Figure; part: IndicatorSummary | undefined }) {
  const { indicator, numerator, denominator } = figure
  if (!part || part.code === indicator.code) return null
  const amount = part.code === indicator.numerator ? numerator : denominator
  return (
    <h3 class="values__part">
      {figureName({ indicator: part })}
      {amount !== null && `: ${printedNumber(amount)} ${unitOfMeasure({ indicator: part })}`}
    </h3>
  )
}

function DataValueCard({ value }: { value: DataValue }) {
  const where = `${printedDay(value.date)} · ${value.orgUnit.name}`
  const chip = (
    <span class="value">
      <strong>{printedNumber(value.value)}</strong>
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
