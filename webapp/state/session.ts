// Who opens this phone, and whose vault is open. The session itself is a cookie that no script can
// read; of whoever is not let in yet only her name is known here.

import { signal } from '@preact/signals'
import { unwritten, written } from '../api/base64url'
import type { Api, Reply } from '../api/client'
import type { Person } from '../api/wire'
import { milliseconds, now } from '../clock'
import { unlessFull } from '../store/connection'
import type { Store } from '../store/store'
import { needsSecret, type Proof, type Tried, type Vaults, why } from '../vault/vault'

/** Of everybody who was signed in on this phone, this and no more is said to whoever holds it. */
export interface Account {
  id: number
  displayName: string
}

const WHO = 'who'
const ACCOUNTS = 'accounts'
/** Whose the cookie is: nobody's work is sent, and nothing is fetched, in another's name. */
const SESSION_OF = 'sessionOf'
/** She signed out where there was no network: the server is told when there is some. */
const SIGN_OUT_OWED = 'signOutOwed'
/** What the server says of her lies in her own box. */
const HERSELF = 'person'

export const person = signal<Person | null>(null)
/** She is the one to open, and her vault is shut. */
export const closed = signal<Account | null>(null)
export const accounts = signal<Account[]>([])
/** Her vault opens only to a secret or a passkey: forms that protect people may be written. */
export const secured = signal(false)

/** The server no longer knows us: everything is kept, and she is asked to sign in again. */
export const signInNeeded = signal(false)
/** 0: not known, as the first version had it. */
export const sessionOf = signal(0)
const NOBODY = -1

let signIns = 0
export const sessionMark = () => signIns

/** May this page ask the server now? Never under the cookie of another person. */
export const mayAsk = (path: string): boolean =>
  !person.value ||
  sessionOf.value === 0 ||
  sessionOf.value === person.value.id ||
  ANYBODYS.some((door) => path.startsWith(door))

const ANYBODYS = ['/v1/sessions', '/v1/users/current', '/v1/keys', '/v1/invitations', '/health']

type Shelf = Pick<
  Store,
  'setting' | 'settings' | 'keepSetting' | 'keepSettings' | 'copy' | 'keepCopy' | 'forgetCopies'
>
export type Doors = { store: Shelf; api: Api; vaults: Vaults }
type Within = Pick<Doors, 'store' | 'vaults'>

/** She signed in by the network, and her vault must still be opened. */
let arrived: Person | null = null

const unsaved = new Set<() => Promise<unknown>>()

/** What is half typed is written down before the vault closes; the answer takes it off again. */
export function beforeClosing(flush: () => Promise<unknown>): () => void {
  unsaved.add(flush)
  return () => void unsaved.delete(flush)
}

export async function remember(doors: Within): Promise<void> {
  const [known, is, of] = await doors.store.settings([ACCOUNTS, WHO, SESSION_OF])
  const who = is as Person | Account | null | undefined
  accounts.value = (known as Account[] | undefined) ?? []
  sessionOf.value = (of as number | undefined) ?? who?.id ?? 0
  if (!who) return
  // As the first version kept it, with her login and her units in clear.
  if ('assignments' in who) return rememberAs(doors, who)
  // All that is to be kept of her was just read: her screen stands before anything is written.
  const herself = await atHerDesk(doors, who)
  if (!herself) return
  await lookAtLocks(doors, herself)
  letIn(herself)
}

/** Her desk where her vault opens by itself, otherwise the question for her secret. */
export async function enter(doors: Within, who: Account): Promise<void> {
  const herself = await atHerDesk(doors, who)
  if (herself) await rememberAs(doors, herself)
}

/** What is known of her where her vault opens by itself; otherwise she is the one to ask. */
async function atHerDesk({ store, vaults }: Within, who: Account): Promise<Person | undefined> {
  const row = await vaults.look(who.id)
  if (row && (needsSecret(row) || why(row, milliseconds()))) {
    closed.value = who
    return undefined
  }
  return (await store.copy(who.id, HERSELF))?.body as Person | undefined
}

async function lookAtLocks({ vaults }: Within, { id }: Person): Promise<void> {
  const row = await vaults.look(id)
  secured.value = row !== undefined && needsSecret(row)
}

function letIn(who: Person): void {
  signInNeeded.value ||= sessionOf.value !== who.id
  closed.value = null
  person.value = who
}

/** Kept first, so that a phone which dies at once knows her; but she gets in where nothing is kept. */
async function rememberAs(doors: Within, who: Person): Promise<void> {
  const { id, displayName } = who
  await lookAtLocks(doors, who)
  try {
    await doors.store.keepCopy({ owner: id, what: HERSELF, etag: '', at: now(), body: who })
    await whereRoom(keepAccount(doors.store, { id, displayName }))
  } finally {
    letIn(who)
  }
}

/** The latest that this phone's clock ever showed: for when her screen stands. */
export const noteClock = ({ vaults }: Pick<Doors, 'vaults'>, owner: number): Promise<unknown> =>
  whereRoom(vaults.seen(owner))

/** She is let in, and let out, on a phone that has no room to note it. */
const whereRoom = (work: Promise<unknown>) => unlessFull(work, () => undefined)

/** Her name or her units are others now. Never opens what was closed meanwhile. */
export async function changed(
  { store }: { store: Pick<Store, 'keepSettings' | 'keepCopy'> },
  who: Person,
): Promise<void> {
  const { id, displayName } = who
  await store.keepCopy({ owner: id, what: HERSELF, etag: '', at: now(), body: who })
  if (person.value?.id !== id) return
  await keepAccount(store, { id, displayName })
  if (person.value?.id === id) person.value = who
}

async function keepAccount(store: Pick<Store, 'keepSettings'>, who: Account): Promise<void> {
  const others = accounts.value.filter(({ id }) => id !== who.id)
  accounts.value = [who, ...others]
  await store.keepSettings({ [ACCOUNTS]: accounts.value, [WHO]: who })
}

/** '' when signed in, otherwise the code of what went wrong. */
export async function signIn(doors: Doors, login: string, password: string): Promise<string> {
  const { api, store, vaults } = doors
  const before = sessionOf.value
  // Until it is known whose the new cookie is, nothing travels under it.
  sessionOf.value = NOBODY
  const opened = await api.signIn(login.normalize('NFC').trim(), password.normalize('NFC'))
  const me = opened !== 'unreachable' && opened.ok ? await api.me() : opened
  if (me === 'unreachable' || !me.ok || !('body' in me) || !isPerson(me.body)) {
    sessionOf.value = before
    return codeOf(me)
  }
  const { id, displayName } = me.body
  if (person.value && person.value.id !== id) await close(doors)
  await store.keepSetting(SESSION_OF, id)
  sessionOf.value = id
  signIns++
  signInNeeded.value = false
  await vaults.met(id)
  const row = await vaults.look(id)
  if (row && needsSecret(row) && !vaults.isOpen(id)) {
    arrived = me.body
    await keepAccount(store, { id, displayName })
    closed.value = { id, displayName }
  } else await rememberAs(doors, me.body)
  return ''
}

const isPerson = (said: unknown): said is Person =>
  typeof (said as Partial<Person> | null)?.displayName === 'string'

const codeOf = (reply: Reply<unknown>) => {
  if (reply === 'unreachable') return 'unreachable'
  return reply.ok ? '' : reply.code
}

/** Her secret, her passkey, or what the server opened for her; with `secret`, locked anew by it. */
export async function unlock(
  doors: Within,
  who: Account,
  proof: Proof,
  secret = '',
): Promise<Tried> {
  const { store, vaults } = doors
  const tried = secret
    ? await vaults.setSecret(who.id, proof, secret)
    : await vaults.open(who.id, proof)
  if (tried !== 'open') return tried
  if (closed.value?.id !== who.id) {
    // Somebody else was let to the phone while this was being tried.
    vaults.close(who.id)
    return 'wrong'
  }
  const said = (await store.copy(who.id, HERSELF))?.body as Person | undefined
  const herself = arrived?.id === who.id ? arrived : said
  if (!herself) return 'signIn'
  arrived = null
  await rememberAs(doors, herself)
  return 'open'
}

/** Whoever forgot her secret, by the network and her password: a proof, or what went wrong. */
export async function recovered(
  { api, vaults }: Pick<Doors, 'api' | 'vaults'>,
  who: Account,
  password: string,
): Promise<Proof | string> {
  const sealed = await vaults.recovery(who.id)
  if (!sealed) return 'envelopeKey'
  const reply = await api.recover(password.normalize('NFC'), written(sealed.envelope))
  if (reply === 'unreachable' || !reply.ok) return codeOf(reply)
  return { by: 'server', vaultKey: unwritten(reply.body.key) }
}

/** The vault closes and her screens go; what she had typed is kept first. */
export async function close({ vaults }: Pick<Doors, 'vaults'>, signedOut = false): Promise<void> {
  const who = person.value
  if (!who) return
  await Promise.allSettled([...unsaved].map((flush) => flush()))
  if (signedOut) await whereRoom(vaults.signedOut(who.id))
  vaults.close(who.id)
  closed.value = { id: who.id, displayName: who.displayName }
  person.value = null
  secured.value = false
}

/** Somebody else takes the phone: her vault closes, and nobody's stands before the others. */
export async function another(doors: Pick<Doors, 'vaults'>): Promise<void> {
  await close(doors)
  closed.value = null
}

/** The server no longer knows her session: what is locked by a secret closes at once. */
export async function sessionOver(doors: Pick<Doors, 'vaults'>, code: string): Promise<void> {
  const who = person.value
  if (!who || sessionOf.value !== who.id) return
  signInNeeded.value = true
  if (code !== 'signedOut' && !secured.value) return
  await close(doors, true)
}

export async function settleSignOut({
  store,
  api,
}: {
  store: Pick<Store, 'setting' | 'keepSetting'>
  api: Pick<Api, 'signOut'>
}): Promise<void> {
  if (person.value || !(await store.setting(SIGN_OUT_OWED))) return
  const told = await api.signOut()
  await store.keepSetting(SIGN_OUT_OWED, told === 'unreachable')
}

/** What the server said is forgotten here; her drafts and unsent records stay for her return. */
export async function signOut(doors: Doors): Promise<void> {
  const { api, store } = doors
  const who = person.value
  if (!who) return
  const told = await api.signOut()
  await store.keepSetting(SIGN_OUT_OWED, told === 'unreachable')
  await store.forgetCopies(who.id)
  await close(doors, true)
  accounts.value = accounts.value.filter(({ id }) => id !== who.id)
  await store.keepSettings({ [ACCOUNTS]: accounts.value, [WHO]: null })
  closed.value = null
  signInNeeded.value = false
}
