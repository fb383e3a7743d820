// One person: how she comes in, where she acts and since when, and what else may be done about her
// account. Her name stands on the page, never in its address or title.

import { AnswerLines } from '../components/lines'
import { paths } from '../router'
import { printedInstant } from '../words/printed'
import { useOnlineQuery } from './asked'
import type { RoomAddress } from './here'
import { UserInvitation } from './invitation'
import { AdministrationRoom } from './room'
import { QueryNotice } from './standing'
import { UserAccount } from './user-account'
import { UserAssignments } from './user-assignments'
import { UserStateChip } from './users'
import type { UserDetail as Somebody } from './wire'
import { t, wordForCode } from './words'

export function UserRoom({ id }: RoomAddress) {
  const asked = useOnlineQuery<Somebody>(id, (line) =>
    line.get(`/v1/users/${encodeURIComponent(id)}`),
  )
  const user = asked.body
  return (
    <AdministrationRoom
      title={t('user.title')}
      back={paths.administration('tai-khoan')}
      backWord={t('users.title')}
    >
      <QueryNotice asked={asked} />
      {user && (
        <div class="halves">
          <div class="stack">
            <UserFacts user={user} />
            {/* Closing an account voids its code: a slip must not come back with the account. */}
            <UserInvitation key={`${user.active}`} user={user} again={asked.again} />
          </div>
          <div class="stack">
            <UserAssignments user={user} again={asked.again} />
            <UserAccount user={user} again={asked.again} />
          </div>
        </div>
      )}
    </AdministrationRoom>
  )
}

const UserFacts = ({ user }: { user: Somebody }) => (
  <section class="box stack">
    <h2 class="box__title">{user.displayName}</h2>
    <UserStateChip user={user} />
    <AnswerLines
      lines={[
        userFactLine('login', t('user.login'), user.email),
        userFactLine('made', t('user.createdAt'), printedInstant(user.createdAt)),
        userFactLine('open', t('user.open'), String(user.openSessions)),
      ]}
    />
    {user.demonstration && <p class="soft">{t('user.demonstration')}</p>}
    {user.whyNot && <p class="fact">{wordForCode('whyNot', user.whyNot)}</p>}
  </section>
)

const userFactLine = (ref: string, label: string, text: string) => ({
  ref,
  label,
  text,
  problem: '',
})
