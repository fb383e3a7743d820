// What the server said to each person, kept for reading without network.

import type { Connection } from '../connection'
import type { Keyring } from '../keyring'
import type { Copy } from '../records'
import { copyOf, copyRow, isBoxed } from './boxes'

export function copiesOn({ read, write }: Pick<Connection, 'read' | 'write'>, keys: Keyring) {
  return {
    copy: async (owner: number, what: string): Promise<Copy | undefined> => {
      const row = await read(['copies'], (tx) => tx.objectStore('copies').get([owner, what]))
      return row && isBoxed(row) ? copyOf(await keys.of(owner), row) : row
    },
    keepCopy: async (copy: Copy): Promise<void> => {
      const row = await copyRow(await keys.of(copy.owner), copy)
      await write(['copies'], (tx) => tx.objectStore('copies').put(row))
    },
    /** The server said that a kept copy still holds. */
    stillHolds: (owner: number, what: string, at: string): Promise<void> =>
      write(['copies'], async (tx) => {
        const row = await tx.objectStore('copies').get([owner, what])
        if (row) await tx.objectStore('copies').put({ ...row, at })
      }),
    /** What the server said to this person leaves the phone; her unsent work stays. */
    forgetCopies: (owner: number): Promise<void> =>
      write(['copies'], (tx) =>
        tx.objectStore('copies').delete(IDBKeyRange.bound([owner, ''], [owner, '\uffff'])),
      ),
  }
}
