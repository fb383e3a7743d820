// Figures as a table: all of one unit by kind of activity, or one of all units below. What has no
// number stands apart from what is 0, and says why.

import type { ByChild, ChildFigure, Figure, Figures } from '../api/wire'
import { amount } from '../components/rows'
import { type Column, Table } from '../components/table'
import { paths } from '../router'
import { coded, t } from '../words/office'
import { day, number, percent } from '../words/printed'
import { Pace } from './figure-card'
import { nameOf } from './figure-name'
import { TargetButton, targetWord, unitOf } from './figure-target'
import { kindOf } from './kinds'
import { Meter } from './meter'

const reasonOf = ({ reason }: Figure) => coded('absence', reason ?? 'unknown')

const Value = ({ figure }: { figure: Figure }) =>
  figure.value === null ? (
    <span class="soft">{reasonOf(figure)}</span>
  ) : (
    <strong class="value">{number(figure.value, figure.indicator.decimals)}</strong>
  )

const Share = ({ share }: { share: string }) => (
  <span class="share">
    <Meter share={Number(share)} tone={Number(share) >= 100 ? 'green' : 'indigo'} />
    <span class="share__number">{percent(share)}</span>
  </span>
)

/** What was assigned, to be sorted: its number, or its reason apart. */
function assigned({ target }: Figure) {
  if (!target) return { apart: '' }
  return amount(target.value, coded('absence', target.reason ?? 'unknown'))
}

function numbers<Row extends Figure>(units: boolean): Column<Row>[] {
  return [
    {
      key: 'value',
      title: t('figures.value'),
      cell: (figure) => <Value figure={figure} />,
      weight: (figure) => amount(figure.value, reasonOf(figure)),
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
            say={targetWord(figure.target, units ? unitOf(figure) : '')}
          />
        ),
      weight: assigned,
      amount: true,
    },
    {
      key: 'share',
      title: t('figures.share'),
      cell: (figure) => figure.share !== null && <Share share={figure.share} />,
      weight: (figure) => amount(figure.share),
      amount: true,
    },
    {
      key: 'waiting',
      title: t('figures.waiting'),
      cell: (figure) => figure.waiting > 0 && number(String(figure.waiting)),
      weight: (figure) => figure.waiting,
      amount: true,
    },
  ]
}

const source: Column<Figure> = {
  key: 'source',
  title: '',
  cell: ({ target }) =>
    target?.demonstration
      ? t('source.demonstration')
      : target && [target.source, target.note].filter(Boolean).join('. '),
  paper: true,
}

interface UnitProps {
  figures: Figures
  unit: string
  period: string
}

export function FigureTable({ figures, unit, period }: UnitProps) {
  const columns: Column<Figure>[] = [
    {
      key: 'name',
      title: t('figures.indicator'),
      cell: nameOf,
      weight: nameOf,
    },
    ...numbers<Figure>(true),
    {
      key: 'pace',
      title: t('figures.pace'),
      cell: (figure) => <Pace figure={figure} elapsed={figures.elapsedShare} />,
    },
    { ...source, title: t('source.document') },
  ]
  return (
    <Table
      title={t('figures.title')}
      rows={figures.items}
      columns={columns}
      id={({ indicator }) => indicator.code}
      href={({ indicator }) => paths.indicators(indicator.code, unit, period)}
      words={(figure) => `${nameOf(figure)} ${t(kindOf(figure.indicator.code))}`}
      kind={({ indicator }) => t(kindOf(indicator.code))}
      empty={t('figures.none')}
    />
  )
}

interface ChildrenProps {
  rows: ByChild['items']
  code: string
  period: string
}

const silent = (row: ChildFigure) =>
  !Number(row.value) && row.waiting === 0 && !row.target?.value && !row.target?.words

function unitName(row: ChildFigure): string {
  if (row.itself) return t('figures.itself', { unit: row.orgUnit.name })
  if (row.lastDay) return t('figures.until', { unit: row.orgUnit.name, day: day(row.lastDay) })
  return row.orgUnit.name
}

/** Where something happened or is expected comes first; the silent rest only when asked for. */
export function ChildTable({ rows, code, period }: ChildrenProps) {
  const columns: Column<ChildFigure>[] = [
    { key: 'unit', title: t('figures.unit'), cell: unitName, weight: unitName },
    ...numbers<ChildFigure>(false),
    { ...source, title: t('source.document') },
  ]
  return (
    <Table
      title={t('figures.byUnit')}
      rows={rows}
      columns={columns}
      id={(row) => `${row.orgUnit.id}/${row.itself ?? ''}`}
      href={(row) => (row.itself ? undefined : paths.indicators(code, row.orgUnit.id, period))}
      words={unitName}
      quiet={{ row: silent, word: (n) => t('figures.silent', { n }) }}
      sorting={{ column: 'unit', descending: false }}
      empty={t('figures.noUnits')}
    />
  )
}
