// What stands above a table: its search, and, where there are no headings to tap, its order.

import { Icon } from './icon'
import type { Sorting } from './rows'
import type { TableColumn } from './table-column'
import { t } from './words'

interface SearchBoxProps {
  id: string
  typed: string
  onType(typed: string): void
}

export const SearchBox = ({ id, typed, onType }: SearchBoxProps) => (
  <label class="search table-tools__search" for={id}>
    <span class="search__label">
      <Icon name="search" />
      {t('table.search')}
    </span>
    <input
      class="input"
      id={id}
      type="search"
      autocomplete="off"
      value={typed}
      onInput={(event) => onType(event.currentTarget.value)}
    />
  </label>
)

interface SortChoiceProps<Row> {
  columns: TableColumn<Row>[]
  sorting: Sorting | null
  onSort(sorting: Sorting | null): void
}

export function SortChoice<Row>({ columns, sorting, onSort }: SortChoiceProps<Row>) {
  const ways = columns
    .filter(({ weight, paper }) => weight && !paper)
    .flatMap(({ key, title, amount }) =>
      [amount === true, amount !== true].map((descending) => ({ key, title, amount, descending })),
    )
  if (ways.length < 2) return null
  const chosen = sorting ? `${sorting.column}/${sorting.descending}` : ''
  return (
    <label class="search table-tools__sort">
      <span class="search__label">{t('table.sort')}</span>
      <select
        class="input"
        value={chosen}
        onChange={(event) => {
          const [column = '', descending] = event.currentTarget.value.split('/')
          onSort(column ? { column, descending: descending === 'true' } : null)
        }}
      >
        <option value="">{t('table.asItComes')}</option>
        {ways.map(({ key, title, amount, descending }) => (
          <option key={`${key}/${descending}`} value={`${key}/${descending}`}>
            {title}: {sortDirectionText(amount === true, descending)}
          </option>
        ))}
      </select>
    </label>
  )
}

function sortDirectionText(amount: boolean, descending: boolean): string {
  if (amount) return t(descending ? 'table.largest' : 'table.smallest')
  return t(descending ? 'table.zToA' : 'table.aToZ')
}
