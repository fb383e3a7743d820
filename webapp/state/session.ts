// Who opens this phone, and whose vault is open. The session itself is a cookie that no script can
// read; of whoever is not let in yet only her name is known here.

import { signal } from '@preact/signals'
import { fromBase64Url, toBase64Url } from '../api/base64url'
import type { Api, Reply } from '../api/client'
import type { Person } from '../api/wire'
import { currentMilliseconds, now } from '../clock'
import { unlessFull } from '../store/connection'
import type { Store } from '../store/store'
import type { Vaults } from '../vault/vault'
import { needsSecret, shutReasonOf, type UnlockOutcome, type VaultProof } from '../vault/vault-row'

/** Of everybody who was signed in on this phone, this and no more is said to whoever holds it. */
export interface KnownAccount {
  id: number
  displayName: string
}

const WHO_SETTING = 'who'
const ACCOUNTS_SETTING = 'accounts'
/** Whose the cookie is: nobody's work is sent, and nothing is fetched, in another's name. */
const SESSION_OWNER_SETTING = 'sessionOf'
/** She signed out where there was no network: the server is told when there is some. */
const SIGN_OUT_OWED_SETTING = 'signOutOwed'
/** What the server says of her lies in her own box. */
const PERSON_COPY = 'person'

export const signedInPerson = signal<Person | null>(null)
/** She is the one to open, and her vault is shut. */
export const lockedAccount = signal<KnownAccount | null>(null)
export const knownAccounts = signal<KnownAccount[]>([])
/** Her vault opens only to a secret or a passkey: forms that protect people may be written. */
export const isVaultSecured = signal(false)

/** The server no longer knows us: everything is kept, and she is asked to sign in again. */
export const signInNeeded = signal(false)
/** 0: not known, as the first version had it. */
export const sessionOwnerId = signal(0)
const NO_SESSION_OWNER = -1

let signInCount = 0
export const sessionMark = () => signInCount

/** May this page ask the server now? Never under the cookie of another person. */
export const mayAskServer = (path: string): boolean =>
  !signedInPerson.value ||
  sessionOwnerId.value === 0 ||
  sessionOwnerId.value === signedInPerson.value.id ||
  PUBLIC_PATHS.some((door) => path.startsWith(door))

const PUBLIC_PATHS = ['/v1/sessions', '/v1/users/current', '/v1/keys', '/v1/invitations', '/health']

type SessionStore = Pick<
  Store,
  'setting' | 'settings' | 'keepSetting' | 'keepSettings' | 'copy' | 'keepCopy' | 'forgetCopies'
>
export type SessionPorts = { store: SessionStore; api: Api; vaults: Vaults }
type OfflineSessionPorts = Pick<SessionPorts, 'store' | 'vaults'>

/** She signed in by the network, and her vault must still be opened. */
let personAwaitingUnlock: Person | null = null

const unsavedFlushes = new Set<() => Promise<unknown>>()

/** What is half typed is written down before the vault closes; the answer takes it off again. */
export function flushBeforeClosing(flush: () => Promise<unknown>): () => void {
  unsavedFlushes.add(flush)
  return () => void unsavedFlushes.delete(flush)
}

export async function restoreSession(ports: OfflineSessionPorts): Promise<void> {
  const [known, is, of] = await ports.store.settings([
    ACCOUNTS_SETTING,
    WHO_SETTING,
    SESSION_OWNER_SETTING,
  ])
  const who = is as Person | KnownAccount | null | undefined
  knownAccounts.value = (known as KnownAccount[] | undefined) ?? []
  sessionOwnerId.value = (of as number | undefined) ?? who?.id ?? 0
  if (!who) return
  // As the first version kept it, with her login and her units in clear.
  if ('assignments' in who) return rememberPerson(ports, who)
  // All that is to be kept of her was just read: her screen stands before anything is written.
  const herself = await openPersonOrAsk(ports, who)
  if (!herself) return
  await checkVaultSecured(ports, herself)
  letPersonIn(herself)
}

/** Her desk where her vault opens by itself, otherwise the question for her secret. */
export async function enterAccount(ports: OfflineSessionPorts, who: KnownAccount): Promise<void> {
  const herself = await openPersonOrAsk(ports, who)
  if (herself) await rememberPerson(ports, herself)
}

/** What is known of her where her vault opens by itself; otherwise she is the one to ask. */
async function openPersonOrAsk(
  { store, vaults }: OfflineSessionPorts,
  who: KnownAccount,
): Promise<Person | undefined> {
  const row = await vaults.look(who.id)
  if (row && (needsSecret(row) || shutReasonOf(row, currentMilliseconds()))) {
    lockedAccount.value = who
    return undefined
  }
  return (await store.copy(who.id, PERSON_COPY))?.body as Person | undefined
}

async function checkVaultSecured({ vaults }: OfflineSessionPorts, { id }: Person): Promise<void> {
  const row = await vaults.look(id)
  isVaultSecured.value = row !== undefined && needsSecret(row)
}

function letPersonIn(who: Person): void {
  signInNeeded.value ||= sessionOwnerId.value !== who.id
  lockedAccount.value = null
  signedInPerson.value = who
}

/** Kept first, so that a phone which dies at once knows her; but she gets in where nothing is kept. */
async function rememberPerson(ports: OfflineSessionPorts, who: Person): Promise<void> {
  const { id, displayName } = who
  await checkVaultSecured(ports, who)
  try {
    await ports.store.keepCopy({ owner: id, what: PERSON_COPY, etag: '', at: now(), body: who })
    await skipWhenFull(keepAccount(ports.store, { id, displayName }))
  } finally {
    letPersonIn(who)
  }
}

/** The latest that this phone's clock ever showed: for when her screen stands. */
export const noteClock = (
  { vaults }: Pick<SessionPorts, 'vaults'>,
  owner: number,
): Promise<unknown> => skipWhenFull(vaults.seen(owner))

/** She is let in, and let out, on a phone that has no room to note it. */
const skipWhenFull = (work: Promise<unknown>) => unlessFull(work, () => undefined)

/** Her name or her units are others now. Never opens what was closed meanwhile. */
export async function updatePerson(
  { store }: { store: Pick<Store, 'keepSettings' | 'keepCopy'> },
  who: Person,
): Promise<void> {
  const { id, displayName } = who
  await store.keepCopy({ owner: id, what: PERSON_COPY, etag: '', at: now(), body: who })
  if (signedInPerson.value?.id !== id) return
  await keepAccount(store, { id, displayName })
  if (signedInPerson.value?.id === id) signedInPerson.value = who
}

async function keepAccount(store: Pick<Store, 'keepSettings'>, who: KnownAccount): Promise<void> {
  const others = knownAccounts.value.filter(({ id }) => id !== who.id)
  knownAccounts.value = [who, ...others]
  await store.keepSettings({ [ACCOUNTS_SETTING]: knownAccounts.value, [WHO_SETTING]: who })
}

/** '' when signed in, otherwise the code of what went wrong. */
export async function signIn(
  ports: SessionPorts,
  login: string,
  password: string,
): Promise<string> {
  const { api, store, vaults } = ports
  const before = sessionOwnerId.value
  // Until it is known whose the new cookie is, nothing travels under it.
  sessionOwnerId.value = NO_SESSION_OWNER
  const opened = await api.signIn(login.normalize('NFC').trim(), password.normalize('NFC'))
  const me = opened !== 'unreachable' && opened.ok ? await api.me() : opened
  if (me === 'unreachable' || !me.ok || !('body' in me) || !isPerson(me.body)) {
    sessionOwnerId.value = before
    return replyCode(me)
  }
  const { id, displayName } = me.body
  if (signedInPerson.value && signedInPerson.value.id !== id) await closeVault(ports)
  await store.keepSetting(SESSION_OWNER_SETTING, id)
  sessionOwnerId.value = id
  signInCount++
  signInNeeded.value = false
  await vaults.met(id)
  const row = await vaults.look(id)
  if (row && needsSecret(row) && !vaults.isOpen(id)) {
    personAwaitingUnlock = me.body
    await keepAccount(store, { id, displayName })
    lockedAccount.value = { id, displayName }
  } else await rememberPerson(ports, me.body)
  return ''
}

const isPerson = (said: unknown): said is Person =>
  typeof (said as Partial<Person> | null)?.displayName === 'string'

const replyCode = (reply: Reply<unknown>) => {
  if (reply === 'unreachable') return 'unreachable'
  return reply.ok ? '' : reply.code
}

/** Her secret, her passkey, or what the server opened for her; with `secret`, locked anew by it. */
export async function unlockVault(
  ports: OfflineSessionPorts,
  who: KnownAccount,
  proof: VaultProof,
  secret = '',
): Promise<UnlockOutcome> {
  const { store, vaults } = ports
  const tried = secret
    ? await vaults.setSecret(who.id, proof, secret)
    : await vaults.open(who.id, proof)
  if (tried !== 'open') return tried
  if (lockedAccount.value?.id !== who.id) {
    // Somebody else was let to the phone while this was being tried.
    vaults.close(who.id)
    return 'wrong'
  }
  const said = (await store.copy(who.id, PERSON_COPY))?.body as Person | undefined
  const herself = personAwaitingUnlock?.id === who.id ? personAwaitingUnlock : said
  if (!herself) return 'signIn'
  personAwaitingUnlock = null
  await rememberPerson(ports, herself)
  return 'open'
}

/** Whoever forgot her secret, by the network and her password: a proof, or what went wrong. */
export async function recoverProof(
  { api, vaults }: Pick<SessionPorts, 'api' | 'vaults'>,
  who: KnownAccount,
  password: string,
): Promise<VaultProof | string> {
  const sealed = await vaults.recovery(who.id)
  if (!sealed) return 'envelopeKey'
  const reply = await api.recover(password.normalize('NFC'), toBase64Url(sealed.envelope))
  if (reply === 'unreachable' || !reply.ok) return replyCode(reply)
  return { by: 'server', vaultKey: fromBase64Url(reply.body.key) }
}

/** The vault closes and her screens go; what she had typed is kept first. */
export async function closeVault(
  { vaults }: Pick<SessionPorts, 'vaults'>,
  signedOut = false,
): Promise<void> {
  const who = signedInPerson.value
  if (!who) return
  await Promise.allSettled([...unsavedFlushes].map((flush) => flush()))
  if (signedOut) await skipWhenFull(vaults.signedOut(who.id))
  vaults.close(who.id)
  lockedAccount.value = { id: who.id, displayName: who.displayName }
  signedInPerson.value = null
  isVaultSecured.value = false
}

/** Somebody else takes the phone: her vault closes, and nobody's stands before the others. */
export async function switchAccount(ports: Pick<SessionPorts, 'vaults'>): Promise<void> {
  await closeVault(ports)
  lockedAccount.value = null
}

/** The server no longer knows her session: what is locked by a secret closes at once. */
export async function endSession(ports: Pick<SessionPorts, 'vaults'>, code: string): Promise<void> {
  const who = signedInPerson.value
  if (!who || sessionOwnerId.value !== who.id) return
  signInNeeded.value = true
  if (code !== 'signedOut' && !isVaultSecured.value) return
  await closeVault(ports, true)
}

export async function settleSignOut({
  store,
  api,
}: {
  store: Pick<Store, 'setting' | 'keepSetting'>
  api: Pick<Api, 'signOut'>
}): Promise<void> {
  if (signedInPerson.value || !(await store.setting(SIGN_OUT_OWED_SETTING))) return
  const told = await api.signOut()
  await store.keepSetting(SIGN_OUT_OWED_SETTING, told === 'unreachable')
}

/** What the server said is forgotten here; her drafts and unsent records stay for her return. */
export async function signOut(ports: SessionPorts): Promise<void> {
  const { api, store } = ports
  const who = signedInPerson.value
  if (!who) return
  const told = await api.signOut()
  await store.keepSetting(SIGN_OUT_OWED_SETTING, told === 'unreachable')
  await store.forgetCopies(who.id)
  await closeVault(ports, true)
  knownAccounts.value = knownAccounts.value.filter(({ id }) => id !== who.id)
  await store.keepSettings({ [ACCOUNTS_SETTING]: knownAccounts.value, [WHO_SETTING]: null })
  lockedAccount.value = null
  signInNeeded.value = false
}
