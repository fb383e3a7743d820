// A table that is sorted and searched here: columns on a wide screen, one card for each row on a
// narrow one. Its first column names the row, and leads on where the row leads somewhere.

import { useId, useState } from 'preact/hooks'
import { groupRows, type Sorting, searchRows, sortRows } from './rows'
import '../styles/table.css'
import { EmptyNotice } from './card'
import { Icon } from './icon'
import type { TableColumn } from './table-column'
import { SearchBox, SortChoice } from './table-tools'
import { t } from './words'

export interface TableProps<Row> {
  /** What the table is about, for readers. */
  title: string
  rows: readonly Row[]
  columns: TableColumn<Row>[]
  id(row: Row): string
  /** Where a row leads. */
  href?(row: Row): string | undefined
  /** What a search looks through; without it there is none. */
  words?(row: Row): string
  /** Rows of one kind stand together under its name. */
  kind?(row: Row): string
  /** Rows that say nothing: left out until asked or searched for. */
  quiet?: { row(row: Row): boolean; word(n: number): string }
  current?: string | undefined
  /** What is said where there is no row at all. */
  empty: string
  sorting?: Sorting
}

/** A list that one sees at a glance is not searched. */
const TABLE_SEARCHED_FROM = 8
const ROWS_DRAWN = 100

export function Table<Row>(props: TableProps<Row>) {
  const { rows, columns, words, quiet } = props
  const [all, setAll] = useState(false)
  const [typed, setTyped] = useState('')
  const [drawn, setDrawn] = useState(ROWS_DRAWN)
  const [sorting, setSorting] = useState<Sorting | null>(props.sorting ?? null)
  const id = useId()
  const column = columns.find(({ key }) => key === sorting?.column)
  const ordered = column?.weight ? sortRows(rows, column.weight, sorting?.descending) : rows
  const silent = quiet && !all && !typed ? ordered.filter(quiet.row).length : 0
  const said = silent ? ordered.filter((row) => !quiet?.row(row)) : ordered
  const shown = words ? searchRows(said, words, typed) : said
  if (!rows.length) return <EmptyNotice>{props.empty}</EmptyNotice>
  const searched = words && rows.length >= TABLE_SEARCHED_FROM
  const left = shown.length - drawn
  return (
    <div class="table-box">
      <div class="table-tools">
        {searched && <SearchBox id={`${id}-search`} typed={typed} onType={setTyped} />}
        <SortChoice columns={columns} sorting={sorting} onSort={setSorting} />
      </div>
      <p class="table-found" role="status">
        {typed && t(shown.length ? 'table.found' : 'choice.none', { n: shown.length })}
      </p>
      {shown.length > 0 && (
        <DrawnTable {...props} rows={shown.slice(0, drawn)} sorting={sorting} onSort={setSorting} />
      )}
      {silent > 0 && (
        <button type="button" class="button button--quiet" onClick={() => setAll(true)}>
          {quiet?.word(silent)}
        </button>
      )}
      {left > 0 && (
        <button
          type="button"
          class="button button--quiet"
          onClick={() => setDrawn(drawn + ROWS_DRAWN * 5)}
        >
          {t('table.more', { n: left })}
        </button>
      )}
    </div>
  )
}

type DrawnTableProps<Row> = Omit<TableProps<Row>, 'sorting'> & {
  sorting: Sorting | null
  onSort(sorting: Sorting): void
}

function DrawnTable<Row>(props: DrawnTableProps<Row>) {
  const { title, rows, columns, kind, sorting, onSort } = props
  return (
    <table class="table">
      <caption class="unseen">{title}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <ColumnHeading key={column.key} column={column} sorting={sorting} onSort={onSort} />
          ))}
        </tr>
      </thead>
      {groupRows(rows, kind ?? (() => '')).map(([name, members]) => (
        <tbody key={name}>
          {name && (
            <tr class="table__kind">
              <th colSpan={columns.length} scope="rowgroup">
                {name}
              </th>
            </tr>
          )}
          {members.map((row) => (
            <TableRow key={props.id(row)} {...props} row={row} />
          ))}
        </tbody>
      ))}
    </table>
  )
}

interface ColumnHeadingProps<Row> {
  column: TableColumn<Row>
  sorting: Sorting | null
  onSort(sorting: Sorting): void
}

function ColumnHeading<Row>({ column, sorting, onSort }: ColumnHeadingProps<Row>) {
  const { key, title, weight, amount } = column
  const mine = sorting?.column === key
  const down = mine ? sorting.descending : false
  const next = { column: key, descending: mine ? !down : amount === true }
  return (
    <th
      scope="col"
      data-title={title}
      class={columnClass(column)}
      aria-sort={mine ? sortDirection(down) : undefined}
    >
      {weight ? (
        <button type="button" class="table__sort" onClick={() => onSort(next)}>
          {title}
          <span class={`table__way${mine ? ` table__way--${sortDirection(down)}` : ''}`}>
            <Icon name="down" />
          </span>
        </button>
      ) : (
        title
      )}
    </th>
  )
}

const sortDirection = (descending: boolean) => (descending ? 'descending' : 'ascending')
const columnClass = <Row,>({ amount, paper }: TableColumn<Row>) =>
  [amount && 'table__amount', paper && 'table__paper'].filter(Boolean).join(' ') || undefined

function TableRow<Row>({ row, columns, id, href, current }: DrawnTableProps<Row> & { row: Row }) {
  const [first, ...rest] = columns
  const to = href?.(row)
  return (
    <tr class="table__row" aria-current={current === id(row) ? 'true' : undefined}>
      <th scope="row">
        {to ? (
          <a class="table__link" href={to}>
            {first?.cell(row)}
          </a>
        ) : (
          first?.cell(row)
        )}
      </th>
      {rest.map((column) => (
        <TableCell key={column.key} column={column} row={row} />
      ))}
    </tr>
  )
}

function TableCell<Row>({ column, row }: { column: TableColumn<Row>; row: Row }) {
  const said = column.cell(row)
  const silent = said === null || said === undefined || said === false || said === ''
  return (
    <td class={columnClass(column)}>
      {!silent && <span class="table__label">{column.title}</span>}
      {said}
    </td>
  )
}
