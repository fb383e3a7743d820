// Opening a vault, and changing how it opens. Its one rule: a secret is counted as wrong before it is
// tried, so that nothing is gained by ending the app in between.

import { cipherFromKeys } from '../store/cipher'
import { unlessFull } from '../store/connection'
import * as asking from './asking'
import { type AttemptCounter, countAttempts, type VaultRowAccess } from './attempt-counting'
import { NO_ATTEMPTS, subtractWaitedTime } from './attempts'
import type { Bytes, SecretStretcher, VaultLock } from './locks'
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

interface UnlockingWork {
  ports: VaultPorts
  rows: VaultRowAccess
  attempts: AttemptCounter
}

export function createUnlocking(ports: VaultPorts, rows: VaultRowAccess) {
  const work: UnlockingWork = { ports, rows, attempts: countAttempts(rows) }
  return {
    /** Opens it: 'open', or what is in the way. */
    open: (owner: number, proof: VaultProof) => openVault(work, owner, proof),
    setSecret: async (owner: number, proof: VaultProof, secret: string): Promise<UnlockOutcome> => {
      const how = await ports.calibrated()
      return putOnLock(work, owner, proof, (key) =>
        asking.makeSecretLock(owner, key, secret, how, ports.stretch),
      )
    },
    setPasskey: (owner: number, proof: VaultProof, passkey: PasskeyAnswer) =>
      putOnLock(work, owner, proof, (key) => asking.makePasskeyLock(owner, key, passkey)),
    waited: async (owner: number, ms: number) => {
      const { triedSoFar, note } = work.attempts
      if (triedSoFar(await rows.look(owner)).left)
        await note(owner, (before) => subtractWaitedTime(before, ms))
    },
  }
}

async function openVault(
  work: UnlockingWork,
  owner: number,
  proof: VaultProof,
): Promise<UnlockOutcome> {
  const { look, change } = work.rows
  const { clock } = work.ports
  const before = await look(owner)
  if (!before) return 'wrong'
  if (shutReasonOf(before, clock())) return 'signIn'
  const vaultKey = await proveVaultKey(work, owner, proof)
  if (typeof vaultKey === 'string') return vaultKey
  const noted = change(owner, async (now) => {
    const seen = { ...now, seenAt: Math.max(clock(), now.seenAt ?? 0) }
    const since = now.keys.find(({ id }) => id === now.newest)?.since
    const old = since !== undefined && clock() - since > LONGEST_KEY_AGE && needsSecret(now)
    const kept = old ? await withFreshDataKey(seen, vaultKey, clock()) : seen
    return needsSecret(kept) ? withRecovery(work.ports, kept, vaultKey) : kept
  })
  await letIn(work, await unlessFull(noted, () => look(owner)), vaultKey)
  vaultKey.fill(0)
  return 'open'
}

type MakeLock = (vaultKey: Bytes) => Promise<VaultLock>

/** One more lock, or another one of its kind; the phone's own lock goes with the first. */
async function putOnLock(
  work: UnlockingWork,
  owner: number,
  proof: VaultProof,
  make: MakeLock,
): Promise<UnlockOutcome> {
  const { look, change } = work.rows
  const { clock, recoveryFor } = work.ports
  const vaultKey = await proveVaultKey(work, owner, proof)
  if (typeof vaultKey === 'string') return vaultKey
  const first = Boolean(lockOfKind((await look(owner)) as Vault, 'device'))
  // The phone's own lock lay beside its key: nothing that it opened may open what comes now.
  const inner = first ? lock.randomBytes(32) : vaultKey
  const recovery = await recoveryFor(owner, inner)
  if (!recovery) return 'noNetworkYet'
  const made = await make(inner)
  const row = await change(owner, async (now) => {
    const moved = first ? await withRewrappedKeys(now, vaultKey, inner) : now
    const locks = [...withoutLocks(now.locks, 'device', 'recovery', made.kind), made, recovery]
    return { ...(await withFreshDataKey(moved, inner, clock())), locks, attempts: NO_ATTEMPTS }
  })
  await letIn(work, row, inner)
  for (const key of [vaultKey, inner]) key.fill(0)
  return 'open'
}

/** The vault key; whoever gets it zeroes it. Counted as wrong before it is tried. */
async function proveVaultKey(
  { ports, rows, attempts }: UnlockingWork,
  owner: number,
  proof: VaultProof,
): Promise<Bytes | 'wrong' | 'wait'> {
  if (proof.by === 'secret' && !(await attempts.mayTry(owner))) return 'wait'
  const row = await rows.look(owner)
  const vaultKey = row && (await vaultKeyBy(row, proof, ports.stretch))
  if (!row || !vaultKey || !(await dataKeysOf(row, vaultKey)).has(row.newest)) return 'wrong'
  if (attempts.triedSoFar(row).failed) await attempts.note(owner, () => NO_ATTEMPTS)
  return vaultKey
}

async function vaultKeyBy(
  row: Vault,
  proof: VaultProof,
  stretch: SecretStretcher,
): Promise<Bytes | null> {
  const { owner } = row
  if (proof.by === 'server') return proof.vaultKey.slice()
  const at = lockOfKind(row, proof.by)
  if (!at) return null
  if (at.kind === 'device') return lock.openDeviceLock(owner, at)
  if (at.kind === 'passkey')
    return asking.openPasskeyLock(owner, at, (proof as { answered: Bytes }).answered)
  return asking.openSecretLock(owner, at, (proof as { secret: string }).secret, stretch)
}

async function letIn(
  { ports, rows }: UnlockingWork,
  row: Vault | undefined,
  vaultKey: Bytes,
): Promise<void> {
  if (!row) return
  rows.opened(row.owner)
  ports.store.unlock(row.owner, cipherFromKeys(await dataKeysOf(row, vaultKey), row.newest))
}

async function dataKeysOf(
  { owner, keys }: Vault,
  vaultKey: Bytes,
): Promise<Map<string, CryptoKey>> {
  const found = new Map<string, CryptoKey>()
  for (const each of keys) {
    const key = await lock.unwrapDataKey(owner, vaultKey, each.id, each)
    if (key) found.set(each.id, key)
  }
  return found
}

/** A fresh data key writes from now on; the older ones still read. */
async function withFreshDataKey(row: Vault, vaultKey: Bytes, since: number): Promise<Vault> {
  const id = crypto.randomUUID()
  const raw = lock.randomBytes(32)
  const kept = await lock.wrapDataKey(row.owner, vaultKey, id, raw)
  raw.fill(0)
  return { ...row, newest: id, keys: [...row.keys, { id, since, ...kept }] }
}

async function withRewrappedKeys(row: Vault, from: Bytes, to: Bytes): Promise<Vault> {
  const keys = []
  for (const each of row.keys) {
    const kept = await asking.rewrapDataKey(row.owner, from, to, each.id, each)
    if (kept) keys.push({ ...each, ...kept })
  }
  return { ...row, keys }
}

/** As long as the server changes its key now and then, what only it can open follows. */
async function withRecovery(
  { recoveryFor }: VaultPorts,
  row: Vault,
  vaultKey: Bytes,
): Promise<Vault> {
  const fresh = await recoveryFor(row.owner, vaultKey)
  if (!fresh || fresh.to === lockOfKind(row, 'recovery')?.to) return row
  return { ...row, locks: [...withoutLocks(row.locks, 'recovery'), fresh] }
}
