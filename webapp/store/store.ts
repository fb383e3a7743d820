// What this phone keeps, as one surface over the shelves. Its one rule: what it calls kept is on the
// disk, and what belongs to a person lies there in boxes that only her vault opens.

import type { Cipher } from './cipher'
import { type Connection, connectionTo, StoreFault } from './connection'
import { createKeyring } from './keyring'
import type { ServerCopy } from './records'
import { copyStoreOn } from './shelves/copies'
import { photoStoreOn } from './shelves/photos'
import { storageRoomOn } from './shelves/room'
import { owedFileStoreOn } from './shelves/travelling'
import { type VaultRowStore, vaultStoreOn } from './shelves/vaults'
import { workStoreOn } from './shelves/work'

export type { StoreFaultKind } from './connection'
export { StoreFault }

export type Store = ReturnType<typeof openStore>

interface StoreOptions {
  name?: string
  /** Another tab brings a newer database: this one lets go at once. */
  outdated?(): void
  /** Something was kept: whatever was wrong before is over. */
  kept?(): void
  /** The phone is full: our reserve had to go (true), or it could be laid by again (false). */
  tight?(yes: boolean): void
  /** Opens a vault without asking anybody; null where she must be asked. */
  opensItself(vaults: VaultRowStore, owner: number): Promise<Cipher | null>
}

export function openStore({ name = 'so-thon', outdated, kept, tight, opensItself }: StoreOptions) {
  const connection = connectionTo(
    name,
    () => outdated?.(),
    () => keys.forget(),
  )
  const room = storageRoomOn(connection)
  const { ports, whereRoom } = roomKeepers(connection, room, kept, tight)
  const vaults = vaultStoreOn(ports)
  const keys = createKeyring((owner) => opensItself(vaults, owner))
  const copies = copyStoreOn(connection, keys)
  /** How many pieces lie in boxes now that an earlier app left plain. */
  const boxOld = async (owner: number): Promise<number> => {
    const old = await import('./shelves/old').catch(moduleUnavailable)
    return old ? old.oldRowBoxingOn(connection, keys).boxOld(owner) : 0
  }
  return {
    ...workStoreOn(ports, keys),
    ...photoStoreOn(ports, keys),
    ...owedFileStoreOn(ports),
    ...copies,
    keepCopy: (copy: ServerCopy): Promise<void> => whereRoom(copies.keepCopy(copy)),
    stillHolds: (owner: number, what: string, at: string): Promise<void> =>
      whereRoom(copies.stillHolds(owner, what, at)),
    ...vaults,
    boxOld,
    /** When there is time for it: old pieces into boxes, month-old ones away, a reserve laid by. */
    tidy: (owner: number, now: number): Promise<void> =>
      whereRoom(
        boxOld(owner)
          .then(() => import('./shelves/month').catch(moduleUnavailable))
          .then((month) => month?.sweepOldRecords(connection, owner, now))
          .then(room.reserve)
          .then(() => tight?.(false)),
      ),
    /** Under the newest data key; gives the keys under which something lies. */
    renew: async (owner: number): Promise<Set<string>> => {
      const { keyRenewalOn } = await import('./shelves/renewing')
      return keyRenewalOn(connection, keys).renew(owner)
    },
    /** From now on what is hers can be read and written here. */
    unlock: keys.unlock,
    /** From now on it cannot: reading and keeping throw a StoreFault "locked". */
    lock: keys.lock,
    close: connection.close,
  }
}

function roomKeepers(
  connection: Connection,
  room: ReturnType<typeof storageRoomOn>,
  kept: StoreOptions['kept'],
  tight: StoreOptions['tight'],
) {
  /** What must be kept: whatever may go for it goes. */
  const ports: Pick<Connection, 'read' | 'write'> = {
    read: connection.read,
    write: async (shelves, work) => {
      for (;;) {
        try {
          const value = await connection.write(shelves, work)
          kept?.()
          return value
        } catch (error) {
          if (!isFullFault(error) || !(await room.make())) throw error
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
        if (!isFullFault(error)) throw error
        tight?.(true)
      },
    )
  return { ports, whereRoom }
}

const isFullFault = (error: unknown) => error instanceof StoreFault && error.kind === 'full'

/** The signal went before the app was here whole: what can wait is done another day. */
const moduleUnavailable = () => null
