// A vault as it lies on the phone, what may be shown to it, and what it answers. Its one rule: whether
// it may open follows from the row and a clock that was handed in. Pure.

import type { Cipher } from '../store/cipher'
import type { SecretAttempts } from './attempts'
import type {
  Bytes,
  RecoveryLock,
  SecretStretcher,
  StretchParameters,
  VaultLock,
  WrappedKey,
} from './locks'

const ONE_DAY = 86_400_000
/** After so long without a word from the server it opens only after a sign-in. */
export const LONGEST_AWAY = 30 * ONE_DAY

export interface Vault {
  owner: number
  newest: string
  keys: ({ id: string; since?: number } & WrappedKey)[]
  locks: VaultLock[]
  attempts?: SecretAttempts
  /** The phone's clock at the last word from the server, and the latest that it ever showed. */
  contactAt?: number
  seenAt?: number
  /** She was signed out, here or from elsewhere. */
  signedOut?: boolean
}

export type ShutReason = 'signedOut' | 'away' | ''

/** What somebody shows to be let in. `vaultKey` comes from the server, which opened the recovery. */
export type VaultProof =
  | { by: 'device' }
  | { by: 'secret'; secret: string }
  | { by: 'passkey'; answered: Bytes }
  | { by: 'server'; vaultKey: Bytes }

/** signIn: with network, first · wait: too many wrong ones */
export type UnlockOutcome = 'open' | 'wrong' | 'wait' | 'signIn' | 'noNetworkYet'

export interface VaultPorts {
  store: {
    vaultRow(owner: number): Promise<{ owner: number } | undefined>
    keepVaultRow(row: Vault): Promise<unknown>
    unlock(owner: number, cipher: Cipher): unknown
    lock(owner: number): unknown
  }
  stretch: SecretStretcher
  /** How a new secret is to be stretched on this phone. */
  calibrated(): Promise<StretchParameters>
  clock(): number
  /** Seals the vault key to the server's public key; null while the phone does not know one. */
  recoveryFor(owner: number, vaultKey: Bytes): Promise<RecoveryLock | null>
}

export const needsSecret = (row: Pick<Vault, 'locks'>) =>
  row.locks.some(({ kind }) => kind === 'secret' || kind === 'passkey')

export const lockOfKind = <K extends VaultLock['kind']>(row: Vault, kind: K) =>
  row.locks.find((each): each is Extract<VaultLock, { kind: K }> => each.kind === kind)

/** Why it stays shut even for the right secret. A clock that was turned back does not help. */
export function shutReasonOf(row: Vault, clock: number): ShutReason {
  if (row.signedOut) return 'signedOut'
  const latest = Math.max(clock, row.seenAt ?? 0)
  return row.contactAt !== undefined && latest - row.contactAt > LONGEST_AWAY ? 'away' : ''
}

/** What a passkey was asked, and what it answered. */
export interface PasskeyAnswer {
  credential: Bytes
  salt: Bytes
  answered: Bytes
}
