// What stands around a list that the server searches: what is looked for, how many, and the rest.

import { Icon } from '../components/icon'
import { number } from '../words/printed'
import type { Paged } from './asked'
import { a } from './words/administration'

interface SearchProps {
  label: string
  typed: string
  onType(typed: string): void
}

export const Search = ({ label, typed, onType }: SearchProps) => (
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

export const Total = <T,>({ asked }: { asked: Paged<T> }) => (
  <p class="soft" role="status">
    {asked.state === 'loading' && asked.body ? a('asked.loading') : found(asked.total)}
  </p>
)

const found = (total: number | null) =>
  total === null ? '' : a('list.total', { n: number(String(total)) })

export const More = <T,>({ asked }: { asked: Paged<T> }) =>
  asked.more && (
    <button type="button" class="button button--quiet" onClick={asked.more}>
      {a('list.more')}
    </button>
  )
