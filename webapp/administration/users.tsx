// Who has an account within reach, where each may act, and who has not come in yet.

import { signal } from '@preact/signals'
import type { Role } from '../api/wire'
import { Chip } from '../components/chip'
import { Icon } from '../components/icon'
import { type Column, Table } from '../components/table'
import { paths } from '../router'
import { person } from '../state/session'
import { coded } from '../words'
import { usePaged } from './asked'
import { More, Search, Total } from './list'
import { Room } from './room'
import { Standing } from './standing'
import { useSettled } from './unit-field'
import type { User } from './wire'
import { a } from './words/administration'

export const ROLES: readonly Role[] = ['reporter', 'supervisor', 'viewer', 'admin']

/** Kept while she looks at somebody; never in an address. */
const typed = signal('')
const role = signal('')
const active = signal<'true' | 'false' | ''>('true')
person.subscribe((who) => {
  if (!who) typed.value = ''
})

export function Users() {
  const q = useSettled(typed.value).trim()
  const asking = {
    q,
    role: role.value || null,
    active: active.value === '' ? null : active.value === 'true',
  }
  const asked = usePaged<User>(JSON.stringify(asking), (line, after) =>
    line.send('POST', '/v1/users/searches', { ...asking, after: after ?? null }),
  )
  return (
    <Room
      title={a('users.title')}
      actions={
        <a class="button button--main" href={paths.administration('tai-khoan-moi')}>
          <Icon name="plus" />
          {a('users.new')}
        </a>
      }
    >
      <div class="sieve">
        <Search
          label={a('users.search')}
          typed={typed.value}
          onType={(text) => {
            typed.value = text
          }}
        />
        <label class="field">
          <span class="field__label">{a('users.role')}</span>
          <select
            class="input"
            value={role.value}
            onChange={(event) => {
              role.value = event.currentTarget.value
            }}
          >
            <option value="">{a('users.anyRole')}</option>
            {ROLES.map((each) => (
              <option key={each} value={each}>
                {coded('role', each)}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span class="field__label">{a('users.state')}</span>
          <select
            class="input"
            value={active.value}
            onChange={(event) => {
              active.value = event.currentTarget.value as typeof active.value
            }}
          >
            <option value="true">{a('users.activeOnly')}</option>
            <option value="false">{a('users.inactiveOnly')}</option>
            <option value="">{a('users.everybody')}</option>
          </select>
        </label>
      </div>
      <Standing asked={asked} />
      <Total asked={asked} />
      {asked.body && (
        <Table
          title={a('users.title')}
          rows={asked.items}
          columns={columns()}
          id={(user) => String(user.id)}
          href={(user) => paths.administration('tai-khoan', String(user.id))}
          empty={a(q ? 'users.noneFound' : 'users.none')}
        />
      )}
      <More asked={asked} />
    </Room>
  )
}

const columns = (): Column<User>[] => [
  { key: 'name', title: a('users.name'), cell: (user) => user.displayName },
  { key: 'login', title: a('users.login'), cell: (user) => user.email },
  {
    key: 'where',
    title: a('users.where'),
    cell: (user) =>
      user.assignments
        .map((each) => `${coded('role', each.role)} · ${each.orgUnit.name}`)
        .join('; ') || a(user.elsewhere ? 'users.elsewhere' : 'users.nowhere'),
  },
  { key: 'state', title: a('users.state'), cell: (user) => <UserState user={user} /> },
]

export function UserState({ user }: { user: User }) {
  if (!user.active)
    return (
      <Chip tone="stone" icon="stop">
        {a('user.inactive')}
      </Chip>
    )
  if (user.hasPassword)
    return (
      <Chip tone="green" icon="check">
        {a('user.comesIn')}
      </Chip>
    )
  return user.invitation ? (
    <Chip tone="indigo" icon="wait">
      {a('user.invited')}
    </Chip>
  ) : (
    <Chip tone="amber" icon="warn">
      {a('user.notInvited')}
    </Chip>
  )
}
