// What became, or would become, of each line of a file: those that are wrong come first.

import { Chip, type Tone } from '../components/chip'
import type { IconName } from '../components/icon'
import { type Column, Table } from '../components/table'
import { coded } from '../words'
import type { ImportLine, ImportReport } from './wire'
import { a } from './words/administration'

const LOOKS: Record<ImportLine['outcome'], [Tone, IconName]> = {
  error: ['red', 'warn'],
  new: ['green', 'plus'],
  changed: ['indigo', 'pen'],
  same: ['stone', 'check'],
}

const ORDER = ['error', 'changed', 'new', 'same']

/** Wrong lines first, each kind as it stands in the file. Pure. */
export const inOrder = (lines: ImportLine[]): ImportLine[] =>
  lines.toSorted(
    (one, other) =>
      ORDER.indexOf(one.outcome) - ORDER.indexOf(other.outcome) || one.line - other.line,
  )

export const ImportLines = ({ report }: { report: ImportReport }) => (
  <Table
    title={a('import.lines')}
    rows={inOrder(report.lines)}
    columns={columns()}
    id={({ line }) => String(line)}
    words={({ line, key, column }) => `${line} ${key} ${column ?? ''}`}
    empty={a('import.noLines')}
  />
)

const columns = (): Column<ImportLine>[] => [
  {
    key: 'line',
    title: a('import.line'),
    cell: ({ line }) => a('import.lineNumber', { n: line }),
    weight: ({ line }) => line,
  },
  { key: 'key', title: a('import.key'), cell: ({ key }) => key, weight: ({ key }) => key },
  {
    key: 'outcome',
    title: a('import.outcome'),
    cell: ({ outcome }) => {
      const [tone, icon] = LOOKS[outcome]
      return (
        <Chip tone={tone} icon={icon}>
          {a(`line.${outcome}`)}
        </Chip>
      )
    },
  },
  {
    key: 'why',
    title: a('import.why'),
    cell: ({ code, column }) =>
      code &&
      [column && a('import.column', { column }), coded('error', code)].filter(Boolean).join(': '),
  },
]
