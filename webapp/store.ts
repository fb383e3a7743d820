// What this phone keeps, as one surface over the shelves. Its one rule: what it calls kept is on the
// disk, and what belongs to a person lies there in boxes that only her vault opens.

import type { Cipher } from './cipher'
import { connectionTo } from './connection'
import { openByItself, type VaultShelf } from './device-lock'
import { keyringOf } from './keyring'
import { copiesOn } from './shelves/copies'
import { boxingOn } from './shelves/old'
import { photosOn } from './shelves/photos'
import { vaultsOn } from './shelves/vaults'
import { workOn } from './shelves/work'

export { type FaultKind, StoreFault } from './connection'

export type Store = ReturnType<typeof openStore>

interface Setting {
  name?: string
  /** Another tab brings a newer database: this one lets go at once. */
  outdated?(): void
  /** Something was kept: whatever was wrong before is over. */
  kept?(): void
  /** Opens a vault without asking anybody; null where she must be asked. */
  opensItself?(shelf: VaultShelf, owner: number): Promise<Cipher | null>
}

export function openStore(setting: Setting = {}) {
  const { name = 'so-thon', outdated, kept, opensItself = openByItself } = setting
  const connection = connectionTo(name, () => outdated?.())
  const doors: Pick<typeof connection, 'read' | 'write'> = {
    read: connection.read,
    write: async (shelves, work) => {
      const value = await connection.write(shelves, work)
      kept?.()
      return value
    },
  }
  const vaults = vaultsOn(doors)
  const keys = keyringOf((owner) => opensItself(vaults, owner))
  return {
    ...workOn(doors, keys),
    ...photosOn(doors, keys),
    ...copiesOn(doors, keys),
    ...vaults,
    ...boxingOn(doors, keys),
    /** From now on what is hers can be read and written here. */
    unlock: keys.unlock,
    /** From now on it cannot: reading and keeping throw a StoreFault "locked". */
    lock: keys.lock,
    close: connection.close,
  }
}
