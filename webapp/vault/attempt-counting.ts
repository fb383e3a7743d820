// How often a wrong secret was tried for a vault, written down before each try; in mind, where the phone
// has no room to write.

import { unlessFull } from '../store/connection'
import {
  countFailedAttempt,
  imposeFullPhoneLockout,
  NO_ATTEMPTS,
  type SecretAttempts,
} from './attempts'
import type { Vault } from './vault-row'

export interface VaultRowAccess {
  look(owner: number): Promise<Vault | undefined>
  change(owner: number, changed: (row: Vault) => Vault | Promise<Vault>): Promise<Vault | undefined>
  opened(owner: number): void
  /** What a phone with no room could not write down; 0 left to wait: the next one may be tried. */
  unkept: Map<number, SecretAttempts>
}

export type AttemptCounter = ReturnType<typeof countAttempts>

export function countAttempts({ look, change, unkept }: Omit<VaultRowAccess, 'opened'>) {
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

  return { triedSoFar, note, mayTry }
}
