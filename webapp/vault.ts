// Each account's vault on this phone: what is locked, and to whom. Its one rule: a wrong secret costs
// time and nothing else; whoever forgot hers gets back in by the network, and her work is there.

import { type Attempts, failedOnce, NONE, waited } from './attempts'
import { type Cipher, cipherOf } from './cipher'
import type { Bytes, Lock, Stretch, Wrapped } from './locks'
import * as lock from './locks'

const DAY = 86_400_000
/** After so long without a word from the server it opens only after a sign-in. */
const LONGEST_AWAY = 30 * DAY
const KEY_AGE = 180 * DAY

export interface Vault {
  owner: number
  newest: string
  keys: ({ id: string; since?: number } & Wrapped)[]
  locks: Lock[]
  attempts?: Attempts
  /** The phone's clock at the last word from the server, and the latest that it ever showed. */
  contactAt?: number
  seenAt?: number
  /** She was signed out, here or from elsewhere. */
  signedOut?: boolean
}

export type Why = 'signedOut' | 'away' | ''

/** What somebody shows to be let in. `vaultKey` comes from the server, which opened the recovery. */
export type Proof =
  | { by: 'device' }
  | { by: 'secret'; secret: string }
  | { by: 'passkey'; answered: Bytes }
  | { by: 'server'; vaultKey: Bytes }

/** signIn: with network, first · wait: too many wrong ones */
export type Tried = 'open' | 'wrong' | 'wait' | 'signIn' | 'noNetworkYet'

export interface Doors {
  store: {
    vaultRow(owner: number): Promise<{ owner: number } | undefined>
    keepVaultRow(row: Vault): Promise<unknown>
    unlock(owner: number, cipher: Cipher): unknown
    lock(owner: number): unknown
  }
  stretch: Stretch
  /** How a new secret is to be stretched on this phone. */
  calibrated(): Promise<lock.Stretching>
  clock(): number
  /** Seals the vault key to the server's public key; null while the phone does not know one. */
  recoveryFor(owner: number, vaultKey: Bytes): Promise<lock.RecoveryLock | null>
}

export const needsSecret = (row: Pick<Vault, 'locks'>) =>
  row.locks.some(({ kind }) => kind === 'secret' || kind === 'passkey')

const ofKind = <K extends Lock['kind']>(row: Vault, kind: K) =>
  row.locks.find((each): each is Extract<Lock, { kind: K }> => each.kind === kind)

const without = (locks: Lock[], ...kinds: Lock['kind'][]) =>
  locks.filter(({ kind }) => !kinds.includes(kind))

/** Why it stays shut even for the right secret. A clock that was turned back does not help. */
export function why(row: Vault, clock: number): Why {
  if (row.signedOut) return 'signedOut'
  const latest = Math.max(clock, row.seenAt ?? 0)
  return row.contactAt !== undefined && latest - row.contactAt > LONGEST_AWAY ? 'away' : ''
}

export type Vaults = ReturnType<typeof vaultsIn>

export function vaultsIn({ store, stretch, calibrated, clock, recoveryFor }: Doors) {
  const opened = new Set<number>()
  const look = async (owner: number) => (await store.vaultRow(owner)) as Vault | undefined

  /** Read, changed and kept by one tab at a time: a lock that was taken off must not come back. */
  async function change(
    owner: number,
    changed: (row: Vault) => Vault | Promise<Vault>,
  ): Promise<Vault | undefined> {
    const work = async () => {
      const row = await look(owner)
      const after = row && (await changed(row))
      if (after && after !== row) await store.keepVaultRow(after)
      return after
    }
    const locks = globalThis.navigator?.locks
    return locks ? locks.request(`vault:${owner}`, work) : work()
  }

  async function shown(row: Vault, proof: Proof): Promise<Bytes | null> {
    const { owner } = row
    if (proof.by === 'server') return proof.vaultKey.slice()
    const at = ofKind(row, proof.by)
    if (!at) return null
    if (at.kind === 'device') return lock.openDevice(owner, at)
    if (at.kind === 'passkey')
      return lock.openPasskey(owner, at, (proof as { answered: Bytes }).answered)
    return lock.openSecret(owner, at, (proof as { secret: string }).secret, stretch)
  }

  /** The vault key; whoever gets it zeroes it. Counted as wrong before it is tried. */
  async function proven(owner: number, proof: Proof): Promise<Bytes | 'wrong' | 'wait'> {
    if (proof.by === 'secret') {
      const before = (await look(owner))?.attempts ?? NONE
      if (before.left > 0) return 'wait'
      await change(owner, (row) => ({ ...row, attempts: failedOnce(row.attempts ?? NONE) }))
    }
    const row = await look(owner)
    const vaultKey = row && (await shown(row, proof))
    if (!row || !vaultKey || !(await fits(row, vaultKey))) return 'wrong'
    if (row.attempts?.failed) await change(owner, (now) => ({ ...now, attempts: NONE }))
    return vaultKey
  }

  const fits = async (row: Vault, vaultKey: Bytes) => (await keysOf(row, vaultKey)).has(row.newest)

  async function keysOf({ owner, keys }: Vault, vaultKey: Bytes): Promise<Map<string, CryptoKey>> {
    const opened = new Map<string, CryptoKey>()
    for (const each of keys) {
      const key = await lock.dataKey(owner, vaultKey, each.id, each)
      if (key) opened.set(each.id, key)
    }
    return opened
  }

  async function letIn(row: Vault | undefined, vaultKey: Bytes): Promise<void> {
    if (!row) return
    opened.add(row.owner)
    store.unlock(row.owner, cipherOf(await keysOf(row, vaultKey), row.newest))
  }

  /** A fresh data key writes from now on; the older ones still read. */
  async function rotated(row: Vault, vaultKey: Bytes): Promise<Vault> {
    const id = crypto.randomUUID()
    const raw = lock.random(32)
    const kept = await lock.wrapDataKey(row.owner, vaultKey, id, raw)
    raw.fill(0)
    return { ...row, newest: id, keys: [...row.keys, { id, since: clock(), ...kept }] }
  }

  async function rewrapped(row: Vault, from: Bytes, to: Bytes): Promise<Vault> {
    const keys = []
    for (const each of row.keys) {
      const kept = await lock.rewrapDataKey(row.owner, from, to, each.id, each)
      if (kept) keys.push({ ...each, ...kept })
    }
    return { ...row, keys }
  }

  /** Opens it: 'open', or what is in the way. */
  async function open(owner: number, proof: Proof): Promise<Tried> {
    const before = await look(owner)
    if (!before) return 'wrong'
    if (why(before, clock())) return 'signIn'
    const vaultKey = await proven(owner, proof)
    if (typeof vaultKey === 'string') return vaultKey
    const row = await change(owner, async (now) => {
      const seen = { ...now, seenAt: Math.max(clock(), now.seenAt ?? 0) }
      const since = now.keys.find(({ id }) => id === now.newest)?.since
      const old = since !== undefined && clock() - since > KEY_AGE && needsSecret(now)
      const kept = old ? await rotated(seen, vaultKey) : seen
      return needsSecret(kept) ? recoverable(kept, vaultKey) : kept
    })
    await letIn(row, vaultKey)
    vaultKey.fill(0)
    return 'open'
  }

  /** As long as the server changes its key now and then, what only it can open follows. */
  async function recoverable(row: Vault, vaultKey: Bytes): Promise<Vault> {
    const fresh = await recoveryFor(row.owner, vaultKey)
    if (!fresh || fresh.to === ofKind(row, 'recovery')?.to) return row
    return { ...row, locks: [...without(row.locks, 'recovery'), fresh] }
  }

  type Make = (vaultKey: Bytes) => Promise<Lock>

  /** One more lock, or another one of its kind; the phone's own lock goes with the first. */
  async function putOn(owner: number, proof: Proof, make: Make): Promise<Tried> {
    const vaultKey = await proven(owner, proof)
    if (typeof vaultKey === 'string') return vaultKey
    const first = Boolean(ofKind((await look(owner)) as Vault, 'device'))
    // The phone's own lock lay beside its key: nothing that it opened may open what comes now.
    const inner = first ? lock.random(32) : vaultKey
    const recovery = await recoveryFor(owner, inner)
    if (!recovery) return 'noNetworkYet'
    const made = await make(inner)
    const row = await change(owner, async (now) => {
      const moved = first ? await rewrapped(now, vaultKey, inner) : now
      const locks = [...without(now.locks, 'device', 'recovery', made.kind), made, recovery]
      return { ...(await rotated(moved, inner)), locks, attempts: NONE }
    })
    await letIn(row, inner)
    for (const key of [vaultKey, inner]) key.fill(0)
    return 'open'
  }

  function close(owner: number): void {
    opened.delete(owner)
    store.lock(owner)
  }

  return {
    look,
    open,
    close,
    /** By her secret, in this tab, since it was opened. */
    isOpen: (owner: number) => opened.has(owner),

    /** A PIN or a passphrase, instead of the one before. */
    setSecret: async (owner: number, proof: Proof, secret: string): Promise<Tried> => {
      const how = await calibrated()
      return putOn(owner, proof, (key) => lock.secretLock(owner, key, secret, how, stretch))
    },
    setPasskey: (
      owner: number,
      proof: Proof,
      passkey: { credential: Bytes; salt: Bytes; answered: Bytes },
    ) => putOn(owner, proof, (key) => lock.passkeyLock(owner, key, passkey)),

    /** The app was open for so long: a wait gets shorter by it. */
    waited: (owner: number, ms: number) =>
      change(owner, (row) =>
        row.attempts?.left ? { ...row, attempts: waited(row.attempts, ms) } : row,
      ),
    /** The server answered her: the days without a word begin anew. */
    met: (owner: number) =>
      change(owner, (row) => {
        const at = clock()
        const fresh = !row.signedOut && Math.abs(at - (row.contactAt ?? 0)) < 3_600_000
        return fresh ? row : { ...row, contactAt: at, seenAt: at, signedOut: false }
      }),
    /** The latest that the phone's clock ever showed is remembered. */
    seen: (owner: number) =>
      change(owner, (row) => (clock() <= (row.seenAt ?? 0) ? row : { ...row, seenAt: clock() })),
    /** From now on it opens only after a sign-in with network. */
    signedOut: async (owner: number) => {
      await change(owner, (row) => ({ ...row, signedOut: true }))
      close(owner)
    },
    /** Data keys under which nothing lies any more. */
    forgetKeys: (owner: number, used: ReadonlySet<string>) =>
      change(owner, (row) => {
        const keys = row.keys.filter(({ id }) => id === row.newest || used.has(id))
        return keys.length === row.keys.length ? row : { ...row, keys }
      }),
    recovery: async (owner: number) => {
      const row = await look(owner)
      return row ? ofKind(row, 'recovery') : undefined
    },
  }
}
