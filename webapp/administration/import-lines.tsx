// What became, or would become, of each line of a file: those that are wrong come first.

import { Chip, type ChipTone } from '../components/chip'
import type { IconName } from '../components/icon'
import { Table } from '../components/table'
import type { TableColumn } from '../components/table-column'
import type { ImportLine, ImportReport } from './wire'
import { t, wordForCode } from './words'

const IMPORT_OUTCOME_CHIPS: Record<ImportLine['outcome'], [ChipTone, IconName]> = {
  error: ['red', 'warn'],
  new: ['green', 'plus'],
  changed: ['indigo', 'pen'],
  same: ['stone', 'check'],
}

const IMPORT_OUTCOME_ORDER = ['error', 'changed', 'new', 'same']

/** Wrong lines first, each kind as it stands in the file. Pure. */
export const sortImportLines = (lines: ImportLine[]): ImportLine[] =>
  lines.toSorted(
    (one, other) =>
      IMPORT_OUTCOME_ORDER.indexOf(one.outcome) - IMPORT_OUTCOME_ORDER.indexOf(other.outcome) ||
      one.line - other.line,
  )

export const ImportLinesTable = ({ report }: { report: ImportReport }) => (
  <Table
    title={t('import.lines')}
    rows={sortImportLines(report.lines)}
    columns={importLineColumns()}
    id={({ line }) => String(line)}
    words={({ line, key, column }) => `${line} ${key} ${column ?? ''}`}
    empty={t('import.noLines')}
  />
)

const importLineColumns = (): TableColumn<ImportLine>[] => [
  {
    key: 'line',
    title: t('import.line'),
    cell: ({ line }) => t('import.lineNumber', { n: line }),
    weight: ({ line }) => line,
  },
  { key: 'key', title: t('import.key'), cell: ({ key }) => key, weight: ({ key }) => key },
  {
    key: 'outcome',
    title: t('import.outcome'),
    cell: ({ outcome }) => {
      const [tone, icon] = IMPORT_OUTCOME_CHIPS[outcome]
      return (
        <Chip tone={tone} icon={icon}>
          {t(`line.${outcome}`)}
        </Chip>
      )
    },
  },
  {
    key: 'why',
    title: t('import.why'),
    cell: ({ code, column }) =>
      code &&
      [column && t('import.column', { column }), wordForCode('error', code)]
        .filter(Boolean)
        .join(': '),
  },
]
