// Opening a vault, and changing how it opens. Its one rule: a secret is counted as wrong before it is
// tried, so that nothing is gained by ending the app in between.

import { cipherFromKeys } from '../store/cipher'
import { unlessFull } from '../store/connection'
import * as asking from './asking'
import {
  countFailedAttempt,
  imposeFullPhoneLockout,
  NO_ATTEMPTS,
  type SecretAttempts,
  subtractWaitedTime,
} from './attempts'
import type { Bytes, VaultLock } from './locks'
import * as lock from './locks'
import {
  lockOfKind,
  needsSecret,
  type PasskeyAnswer,
  shutReasonOf,
  type UnlockOutcome,
  type Vault,
  type VaultPorts,
  type VaultProof,
} from './vault-row'

const LONGEST_KEY_AGE = 180 * 86_400_000

const withoutLocks = (locks: VaultLock[], ...kinds: VaultLock['kind'][]) =>
  locks.filter(({ kind }) => !kinds.includes(kind))

interface VaultRowAccess {
  look(owner: number): Promise<Vault | undefined>
  change(owner: number, changed: (row: Vault) => Vault | Promise<Vault>): Promise<Vault | undefined>
  opened(owner: number): void
  /** What a phone with no room could not write down; 0 left to wait: the next one may be tried. */
  unkept: Map<number, SecretAttempts>
}

export function createUnlocking(
  { store, stretch, calibrated, clock, recoveryFor }: VaultPorts,
  { look, change, opened, unkept }: VaultRowAccess,
) {
  async function shown(row: Vault, proof: VaultProof): Promise<Bytes | null> {
    const { owner } = row
    if (proof.by === 'server') return proof.vaultKey.slice()
    const at = lockOfKind(row, proof.by)
    if (!at) return null
    if (at.kind === 'device') return lock.openDeviceLock(owner, at)
    if (at.kind === 'passkey')
      return asking.openPasskeyLock(owner, at, (proof as { answered: Bytes }).answered)
    return asking.openSecretLock(owner, at, (proof as { secret: string }).secret, stretch)
  }

  const triedSoFar = (row: Vault | undefined): SecretAttempts =>
    (row && (unkept.get(row.owner) ?? row.attempts)) ?? NO_ATTEMPTS

  /** Written down, or kept in mind where there is no room for it: is it on the disk? */
  const note = (
    owner: number,
    noted: (before: SecretAttempts) => SecretAttempts,
  ): Promise<boolean> =>
    unlessFull(
      change(owner, (row) => ({ ...row, attempts: noted(triedSoFar(row)) })).then(() => {
        unkept.delete(owner)
        return true
      }),
      async () => {
        unkept.set(owner, noted(triedSoFar(await look(owner))))
        return false
      },
    )

  /** One more try is counted, before it is made; false: not yet. */
  async function mayTry(owner: number): Promise<boolean> {
    const before = triedSoFar(await look(owner))
    if (before.left > 0) return false
    const waitedHere = unkept.has(owner)
    if (await note(owner, countFailedAttempt)) return true
    unkept.set(owner, imposeFullPhoneLockout(waitedHere ? triedSoFar(await look(owner)) : before))
    return waitedHere
  }

  /** The vault key; whoever gets it zeroes it. Counted as wrong before it is tried. */
  async function proven(owner: number, proof: VaultProof): Promise<Bytes | 'wrong' | 'wait'> {
    if (proof.by === 'secret' && !(await mayTry(owner))) return 'wait'
    const row = await look(owner)
    const vaultKey = row && (await shown(row, proof))
    if (!row || !vaultKey || !(await fits(row, vaultKey))) return 'wrong'
    if (triedSoFar(row).failed) await note(owner, () => NO_ATTEMPTS)
    return vaultKey
  }

  const fits = async (row: Vault, vaultKey: Bytes) => (await keysOf(row, vaultKey)).has(row.newest)

  async function keysOf({ owner, keys }: Vault, vaultKey: Bytes): Promise<Map<string, CryptoKey>> {
    const found = new Map<string, CryptoKey>()
    for (const each of keys) {
      const key = await lock.unwrapDataKey(owner, vaultKey, each.id, each)
      if (key) found.set(each.id, key)
    }
    return found
  }

  async function letIn(row: Vault | undefined, vaultKey: Bytes): Promise<void> {
    if (!row) return
    opened(row.owner)
    store.unlock(row.owner, cipherFromKeys(await keysOf(row, vaultKey), row.newest))
  }

  /** A fresh data key writes from now on; the older ones still read. */
  async function rotated(row: Vault, vaultKey: Bytes): Promise<Vault> {
    const id = crypto.randomUUID()
    const raw = lock.randomBytes(32)
    const kept = await lock.wrapDataKey(row.owner, vaultKey, id, raw)
    raw.fill(0)
    return { ...row, newest: id, keys: [...row.keys, { id, since: clock(), ...kept }] }
  }

  async function rewrapped(row: Vault, from: Bytes, to: Bytes): Promise<Vault> {
    const keys = []
    for (const each of row.keys) {
      const kept = await asking.rewrapDataKey(row.owner, from, to, each.id, each)
      if (kept) keys.push({ ...each, ...kept })
    }
    return { ...row, keys }
  }

  /** Opens it: 'open', or what is in the way. */
  async function open(owner: number, proof: VaultProof): Promise<UnlockOutcome> {
    const before = await look(owner)
    if (!before) return 'wrong'
    if (shutReasonOf(before, clock())) return 'signIn'
    const vaultKey = await proven(owner, proof)
    if (typeof vaultKey === 'string') return vaultKey
    const noted = change(owner, async (now) => {
      const seen = { ...now, seenAt: Math.max(clock(), now.seenAt ?? 0) }
      const since = now.keys.find(({ id }) => id === now.newest)?.since
      const old = since !== undefined && clock() - since > LONGEST_KEY_AGE && needsSecret(now)
      const kept = old ? await rotated(seen, vaultKey) : seen
      return needsSecret(kept) ? recoverable(kept, vaultKey) : kept
    })
    await letIn(await unlessFull(noted, () => look(owner)), vaultKey)
    vaultKey.fill(0)
    return 'open'
  }

  /** As long as the server changes its key now and then, what only it can open follows. */
  async function recoverable(row: Vault, vaultKey: Bytes): Promise<Vault> {
    const fresh = await recoveryFor(row.owner, vaultKey)
    if (!fresh || fresh.to === lockOfKind(row, 'recovery')?.to) return row
    return { ...row, locks: [...withoutLocks(row.locks, 'recovery'), fresh] }
  }

  type Make = (vaultKey: Bytes) => Promise<VaultLock>

  /** One more lock, or another one of its kind; the phone's own lock goes with the first. */
  async function putOn(owner: number, proof: VaultProof, make: Make): Promise<UnlockOutcome> {
    const vaultKey = await proven(owner, proof)
    if (typeof vaultKey === 'string') return vaultKey
    const first = Boolean(lockOfKind((await look(owner)) as Vault, 'device'))
    // The phone's own lock lay beside its key: nothing that it opened may open what comes now.
    const inner = first ? lock.randomBytes(32) : vaultKey
    const recovery = await recoveryFor(owner, inner)
    if (!recovery) return 'noNetworkYet'
    const made = await make(inner)
    const row = await change(owner, async (now) => {
      const moved = first ? await rewrapped(now, vaultKey, inner) : now
      const locks = [...withoutLocks(now.locks, 'device', 'recovery', made.kind), made, recovery]
      return { ...(await rotated(moved, inner)), locks, attempts: NO_ATTEMPTS }
    })
    await letIn(row, inner)
    for (const key of [vaultKey, inner]) key.fill(0)
    return 'open'
  }

  return {
    open,
    setSecret: async (owner: number, proof: VaultProof, secret: string): Promise<UnlockOutcome> => {
      const how = await calibrated()
      return putOn(owner, proof, (key) => asking.makeSecretLock(owner, key, secret, how, stretch))
    },
    setPasskey: (owner: number, proof: VaultProof, passkey: PasskeyAnswer) =>
      putOn(owner, proof, (key) => asking.makePasskeyLock(owner, key, passkey)),
    waited: async (owner: number, ms: number) => {
      const row = await look(owner)
      if (triedSoFar(row).left) await note(owner, (before) => subtractWaitedTime(before, ms))
    },
  }
}
