// Who is signed in on this phone. The person is remembered, so that the app opens without network;
// the session itself is a cookie that no script can read.

import { signal } from '@preact/signals'
import type { Api, Reply } from './api'
import type { Store } from './store'
import type { Person } from './wire'

const WHO = 'who'
/** She signed out where there was no network: the server is told when there is some. */
const SIGN_OUT_OWED = 'signOutOwed'

export const person = signal<Person | null>(null)

/** The server no longer knows us: everything is kept, and she is asked to sign in again. */
export const signInNeeded = signal(false)

type Doors = { store: Pick<Store, 'setting' | 'keepSetting' | 'forgetCopies'>; api: Api }

export async function remember({ store }: Pick<Doors, 'store'>): Promise<void> {
  person.value = ((await store.setting(WHO)) as Person | null | undefined) ?? null
}

export async function settleSignOut({ store, api }: Doors): Promise<void> {
  if (person.value || !(await store.setting(SIGN_OUT_OWED))) return
  const told = await api.signOut()
  await store.keepSetting(SIGN_OUT_OWED, told === 'unreachable')
}

export async function rememberAs(
  { store }: { store: Pick<Store, 'keepSetting'> },
  who: Person,
): Promise<void> {
  await store.keepSetting(WHO, who)
  person.value = who
}

/** '' when signed in, otherwise the code of what went wrong. */
export async function signIn(doors: Doors, login: string, password: string): Promise<string> {
  const opened = await doors.api.signIn(login.normalize('NFC').trim(), password.normalize('NFC'))
  if (opened === 'unreachable' || !opened.ok) return codeOf(opened)
  const me = await doors.api.me()
  if (me === 'unreachable' || !me.ok) return codeOf(me)
  await rememberAs(doors, me.body)
  signInNeeded.value = false
  return ''
}

const codeOf = (reply: Reply<unknown>) => {
  if (reply === 'unreachable') return 'unreachable'
  return reply.ok ? '' : reply.code
}

/** What the server said is forgotten here; her drafts and unsent records stay for her return. */
export async function signOut(doors: Doors): Promise<void> {
  const who = person.value
  if (!who) return
  const told = await doors.api.signOut()
  await doors.store.keepSetting(SIGN_OUT_OWED, told === 'unreachable')
  await doors.store.forgetCopies(who.id)
  await doors.store.keepSetting(WHO, null)
  person.value = null
  signInNeeded.value = false
}
