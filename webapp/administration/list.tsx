// What stands around a list that the server searches: what is looked for, how many, and the rest.

import { Icon } from '../components/icon'
import { printedNumber } from '../words/printed'
import type { PagedQuery } from './asked'
import { t } from './words'

interface ListSearchProps {
  label: string
  typed: string
  onType(typed: string): void
}

export const ListSearchField = ({ label, typed, onType }: ListSearchProps) => (
  <label class="search">
    <span class="search__label">
      <Icon name="search" />
      {label}
    </span>
    <input
      class="input"
      type="search"
      autocomplete="off"
      value={typed}
      onInput={(event) => onType(event.currentTarget.value)}
    />
  </label>
)

export const ListTotal = <T,>({ asked }: { asked: PagedQuery<T> }) => (
  <p class="soft" role="status">
    {asked.state === 'loading' && asked.body ? t('asked.loading') : listTotalText(asked.total)}
  </p>
)

const listTotalText = (total: number | null) =>
  total === null ? '' : t('list.total', { n: printedNumber(String(total)) })

export const ListMoreButton = <T,>({ asked }: { asked: PagedQuery<T> }) =>
  asked.more && (
    <button type="button" class="button button--quiet" onClick={asked.more}>
      {t('list.more')}
    </button>
  )
