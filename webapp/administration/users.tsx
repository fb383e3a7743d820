// Who has an account within reach, where each may act, and who has not come in yet.

import { signal } from '@preact/signals'
import type { Role } from '../api/wire'
import { Chip } from '../components/chip'
import { Icon } from '../components/icon'
import { Table } from '../components/table'
import type { TableColumn } from '../components/table-column'
import { paths } from '../router'
import { signedInPerson } from '../state/session'
import { usePagedQuery } from './asked'
import { ListMoreButton, ListSearchField, ListTotal } from './list'
import { AdministrationRoom } from './room'
import { QueryNotice } from './standing'
import { useDebouncedText } from './unit-field'
import type { User } from './wire'
import { t, wordForCode } from './words'

export const ASSIGNABLE_ROLES: readonly Role[] = ['reporter', 'supervisor', 'viewer', 'admin']

/** Kept while she looks at somebody; never in an address. */
const userSearchText = signal('')
const roleFilter = signal('')
const activeFilter = signal<'true' | 'false' | ''>('true')
signedInPerson.subscribe((who) => {
  if (!who) userSearchText.value = ''
})

export function UsersRoom() {
  const q = useDebouncedText(userSearchText.value).trim()
  const asking = {
    q,
    role: roleFilter.value || null,
    active: activeFilter.value === '' ? null : activeFilter.value === 'true',
  }
  const asked = usePagedQuery<User>(JSON.stringify(asking), (line, after) =>
    line.send('POST', '/v1/users/searches', { ...asking, after: after ?? null }),
  )
  return (
    <AdministrationRoom
      title={t('users.title')}
      actions={
        <a class="button button--main" href={paths.administration('tai-khoan-moi')}>
          <Icon name="plus" />
          {t('users.new')}
        </a>
      }
    >
      <UserFilters />
      <QueryNotice asked={asked} />
      <ListTotal asked={asked} />
      {asked.body && (
        <Table
          title={t('users.title')}
          rows={asked.items}
          columns={userColumns()}
          id={(user) => String(user.id)}
          href={(user) => paths.administration('tai-khoan', String(user.id))}
          empty={t(q ? 'users.noneFound' : 'users.none')}
        />
      )}
      <ListMoreButton asked={asked} />
    </AdministrationRoom>
  )
}

const UserFilters = () => (
  <div class="sieve">
    <ListSearchField
      label={t('users.search')}
      typed={userSearchText.value}
      onType={(text) => {
        userSearchText.value = text
      }}
    />
    <label class="field">
      <span class="field__label">{t('users.role')}</span>
      <select
        class="input"
        value={roleFilter.value}
        onChange={(event) => {
          roleFilter.value = event.currentTarget.value
        }}
      >
        <option value="">{t('users.anyRole')}</option>
        {ASSIGNABLE_ROLES.map((each) => (
          <option key={each} value={each}>
            {wordForCode('role', each)}
          </option>
        ))}
      </select>
    </label>
    <label class="field">
      <span class="field__label">{t('users.state')}</span>
      <select
        class="input"
        value={activeFilter.value}
        onChange={(event) => {
          activeFilter.value = event.currentTarget.value as typeof activeFilter.value
        }}
      >
        <option value="true">{t('users.activeOnly')}</option>
        <option value="false">{t('users.inactiveOnly')}</option>
        <option value="">{t('users.everybody')}</option>
      </select>
    </label>
  </div>
)

const userColumns = (): TableColumn<User>[] => [
  { key: 'name', title: t('users.name'), cell: (user) => user.displayName },
  { key: 'login', title: t('users.login'), cell: (user) => user.email },
  {
    key: 'where',
    title: t('users.where'),
    cell: (user) =>
      user.assignments
        .map((each) => `${wordForCode('role', each.role)} · ${each.orgUnit.name}`)
        .join('; ') || t(user.elsewhere ? 'users.elsewhere' : 'users.nowhere'),
  },
  { key: 'state', title: t('users.state'), cell: (user) => <UserStateChip user={user} /> },
]

export function UserStateChip({ user }: { user: User }) {
  if (!user.active)
    return (
      <Chip tone="stone" icon="stop">
        {t('user.inactive')}
      </Chip>
    )
  if (user.hasPassword)
    return (
      <Chip tone="green" icon="check">
        {t('user.comesIn')}
      </Chip>
    )
  return user.invitation ? (
    <Chip tone="indigo" icon="wait">
      {t('user.invited')}
    </Chip>
  ) : (
    <Chip tone="amber" icon="warn">
      {t('user.notInvited')}
    </Chip>
  )
}
