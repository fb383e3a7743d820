// What this phone keeps, as one surface over the shelves. Its one rule: what it calls kept is on the
// disk, and what belongs to a person lies there in boxes that only her vault opens.

import { openByItself, type VaultShelf } from '../vault/device-lock'
import type { Cipher } from './cipher'
import { type Connection, connectionTo, StoreFault } from './connection'
import { keyringOf } from './keyring'
import type { Copy } from './records'
import { copiesOn } from './shelves/copies'
import { photosOn } from './shelves/photos'
import { roomOn } from './shelves/room'
import { travellingOn } from './shelves/travelling'
import { vaultsOn } from './shelves/vaults'
import { workOn } from './shelves/work'

export type { FaultKind } from './connection'
export { StoreFault }

export type Store = ReturnType<typeof openStore>

interface Setting {
  name?: string
  /** Another tab brings a newer database: this one lets go at once. */
  outdated?(): void
  /** Something was kept: whatever was wrong before is over. */
  kept?(): void
  /** The phone is full: our reserve had to go (true), or it could be laid by again (false). */
  tight?(yes: boolean): void
  /** Opens a vault without asking anybody; null where she must be asked. */
  opensItself?(shelf: VaultShelf, owner: number): Promise<Cipher | null>
}

export function openStore(setting: Setting = {}) {
  const { name = 'so-thon', outdated, kept, tight, opensItself = openByItself } = setting
  const connection = connectionTo(
    name,
    () => outdated?.(),
    () => keys.forget(),
  )
  const room = roomOn(connection)
  /** What must be kept: whatever may go for it goes. */
  const doors: Pick<Connection, 'read' | 'write'> = {
    read: connection.read,
    write: async (shelves, work) => {
      for (;;) {
        try {
          const value = await connection.write(shelves, work)
          kept?.()
          return value
        } catch (error) {
          if (!isFull(error) || !(await room.make())) throw error
          tight?.(!(await room.reserved()))
        }
      }
    },
  }
  /** What may wait, or be fetched again, takes no room from what must be kept. */
  const whereRoom = (work: Promise<unknown>): Promise<void> =>
    work.then(
      () => undefined,
      (error: unknown) => {
        if (!isFull(error)) throw error
        tight?.(true)
      },
    )
  const vaults = vaultsOn(doors)
  const keys = keyringOf((owner) => opensItself(vaults, owner))
  const copies = copiesOn(connection, keys)
  /** How many pieces lie in boxes now that an earlier app left plain. */
  const boxOld = async (owner: number): Promise<number> => {
    const old = await import('./shelves/old').catch(notHere)
    return old ? old.boxingOn(connection, keys).boxOld(owner) : 0
  }
  return {
    ...workOn(doors, keys),
    ...photosOn(doors, keys),
    ...travellingOn(doors),
    ...copies,
    keepCopy: (copy: Copy): Promise<void> => whereRoom(copies.keepCopy(copy)),
    stillHolds: (owner: number, what: string, at: string): Promise<void> =>
      whereRoom(copies.stillHolds(owner, what, at)),
    ...vaults,
    boxOld,
    /** When there is time for it: old pieces into boxes, month-old ones away, a reserve laid by. */
    tidy: (owner: number, now: number): Promise<void> =>
      whereRoom(
        boxOld(owner)
          .then(() => import('./shelves/month').catch(notHere))
          .then((month) => month?.sweep(connection, owner, now))
          .then(room.reserve)
          .then(() => tight?.(false)),
      ),
    /** Under the newest data key; gives the keys under which something lies. */
    renew: async (owner: number): Promise<Set<string>> => {
      const { renewingOn } = await import('./shelves/renewing')
      return renewingOn(connection, keys).renew(owner)
    },
    /** From now on what is hers can be read and written here. */
    unlock: keys.unlock,
    /** From now on it cannot: reading and keeping throw a StoreFault "locked". */
    lock: keys.lock,
    close: connection.close,
  }
}

const isFull = (error: unknown) => error instanceof StoreFault && error.kind === 'full'

/** The signal went before the app was here whole: what can wait is done another day. */
const notHere = () => null
