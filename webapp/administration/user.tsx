// One person: how she comes in, where she acts and since when, and what else may be done about her
// account. Her name stands on the page, never in its address or title.

import { Lines } from '../components/lines'
import { paths } from '../router'
import { instant } from '../words/printed'
import { useAsked } from './asked'
import type { Here } from './here'
import { Invitation } from './invitation'
import { Room } from './room'
import { Standing } from './standing'
import { Account } from './user-account'
import { Assignments } from './user-assignments'
import { UserState } from './users'
import type { User as Somebody } from './wire'
import { a, aCoded } from './words/administration'

export interface About {
  user: Somebody
  /** The server has said something newer about her. */
  again(): void
}

export function User({ id }: Here) {
  const asked = useAsked<Somebody>(id, (line) => line.get(`/v1/users/${encodeURIComponent(id)}`))
  const user = asked.body
  return (
    <Room
      title={a('user.title')}
      back={paths.administration('tai-khoan')}
      backWord={a('users.title')}
    >
      <Standing asked={asked} />
      {user && (
        <div class="halves">
          <div class="stack">
            <Who user={user} />
            {/* Closing an account voids its code: a slip must not come back with the account. */}
            <Invitation key={`${user.active}`} user={user} again={asked.again} />
          </div>
          <div class="stack">
            <Assignments user={user} again={asked.again} />
            <Account user={user} again={asked.again} />
          </div>
        </div>
      )}
    </Room>
  )
}

const Who = ({ user }: { user: Somebody }) => (
  <section class="box stack">
    <h2 class="box__title">{user.displayName}</h2>
    <UserState user={user} />
    <Lines
      lines={[
        line('login', a('user.login'), user.email),
        line('made', a('user.createdAt'), instant(user.createdAt)),
        line('open', a('user.open'), String(user.openSessions)),
      ]}
    />
    {user.demonstration && <p class="soft">{a('user.demonstration')}</p>}
    {user.whyNot && <p class="fact">{aCoded('whyNot', user.whyNot)}</p>}
  </section>
)

const line = (ref: string, label: string, text: string) => ({ ref, label, text, problem: '' })
