// Figures as a table: all of one unit by kind of activity, or one of all units below. What has no
// number stands apart from what is 0, and says why.

import type { ChildFigure, Figure, Figures, FiguresByChild } from '../api/wire'
import { numberWeight } from '../components/rows'
import { Table } from '../components/table'
import type { TableColumn } from '../components/table-column'
import { paths } from '../router'
import { printedDay, printedNumber, printedPercent } from '../words/printed'
import { activityOfIndicator } from './activities'
import { PaceChip } from './figure-card'
import { figureName } from './figure-name'
import { TargetButton } from './figure-target'
import { Meter } from './meter'
import { targetWord, unitOfMeasure } from './target-words'
import { t, wordForCode } from './words'

const absenceReasonText = ({ reason }: Figure) => wordForCode('absence', reason ?? 'unknown')

const FigureValueCell = ({ figure }: { figure: Figure }) =>
  figure.value === null ? (
    <span class="soft">{absenceReasonText(figure)}</span>
  ) : (
    <strong class="value">{printedNumber(figure.value, figure.indicator.decimals)}</strong>
  )

const ShareCell = ({ share }: { share: string }) => (
  <span class="share">
    <Meter share={Number(share)} tone={Number(share) >= 100 ? 'green' : 'indigo'} />
    <span class="share__number">{printedPercent(share)}</span>
  </span>
)

/** What was assigned, to be sorted: its number, or its reason apart. */
function targetWeight({ target }: Figure) {
  if (!target) return { apart: '' }
  return numberWeight(target.value, wordForCode('absence', target.reason ?? 'unknown'))
}

function numberColumns<Row extends Figure>(units: boolean): TableColumn<Row>[] {
  return [
    {
      key: 'value',
      title: t('figures.value'),
      cell: (figure) => <FigureValueCell figure={figure} />,
      weight: (figure) => numberWeight(figure.value, absenceReasonText(figure)),
      amount: true,
    },
    {
      key: 'target',
      title: t('figures.assigned'),
      cell: (figure) =>
        figure.target && (
          <TargetButton
            figure={figure}
            target={figure.target}
            say={targetWord(figure.target, units ? unitOfMeasure(figure) : '')}
          />
        ),
      weight: targetWeight,
      amount: true,
    },
    {
      key: 'share',
      title: t('figures.share'),
      cell: (figure) => figure.share !== null && <ShareCell share={figure.share} />,
      weight: (figure) => numberWeight(figure.share),
      amount: true,
    },
    {
      key: 'waiting',
      title: t('figures.waiting'),
      cell: (figure) => figure.waiting > 0 && printedNumber(String(figure.waiting)),
      weight: (figure) => figure.waiting,
      amount: true,
    },
  ]
}

const sourceColumn: TableColumn<Figure> = {
  key: 'source',
  title: '',
  cell: ({ target }) =>
    target?.demonstration
      ? t('source.demonstration')
      : target && [target.source, target.note].filter(Boolean).join('. '),
  paper: true,
}

interface FigureTableProps {
  figures: Figures
  unit: string
  period: string
}

export function FigureTable({ figures, unit, period }: FigureTableProps) {
  const columns: TableColumn<Figure>[] = [
    {
      key: 'name',
      title: t('figures.indicator'),
      cell: figureName,
      weight: figureName,
    },
    ...numberColumns<Figure>(true),
    {
      key: 'pace',
      title: t('figures.pace'),
      cell: (figure) => <PaceChip figure={figure} elapsed={figures.elapsedShare} />,
    },
    { ...sourceColumn, title: t('source.document') },
  ]
  return (
    <Table
      title={t('figures.title')}
      rows={figures.items}
      columns={columns}
      id={({ indicator }) => indicator.code}
      href={({ indicator }) => paths.indicators(indicator.code, unit, period)}
      words={(figure) => `${figureName(figure)} ${t(activityOfIndicator(figure.indicator))}`}
      kind={({ indicator }) => t(activityOfIndicator(indicator))}
      empty={t('figures.none')}
    />
  )
}

interface ChildFigureTableProps {
  rows: FiguresByChild['items']
  code: string
  period: string
}

const isSilentRow = (row: ChildFigure) =>
  !Number(row.value) && row.waiting === 0 && !row.target?.value && !row.target?.words

function childUnitName(row: ChildFigure): string {
  if (row.itself) return t('figures.itself', { unit: row.orgUnit.name })
  if (row.lastDay)
    return t('figures.until', { unit: row.orgUnit.name, day: printedDay(row.lastDay) })
  return row.orgUnit.name
}

/** Where something happened or is expected comes first; the silent rest only when asked for. */
export function ChildFigureTable({ rows, code, period }: ChildFigureTableProps) {
  const columns: TableColumn<ChildFigure>[] = [
    { key: 'unit', title: t('figures.unit'), cell: childUnitName, weight: childUnitName },
    ...numberColumns<ChildFigure>(false),
    { ...sourceColumn, title: t('source.document') },
  ]
  return (
    <Table
      title={t('figures.byUnit')}
      rows={rows}
      columns={columns}
      id={(row) => `${row.orgUnit.id}/${row.itself ?? ''}`}
      href={(row) => (row.itself ? undefined : paths.indicators(code, row.orgUnit.id, period))}
      words={childUnitName}
      quiet={{ row: isSilentRow, word: (n) => t('figures.silent', { n }) }}
      sorting={{ column: 'unit', descending: false }}
      empty={t('figures.noUnits')}
    />
  )
}
