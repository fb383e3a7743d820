// What the server said to each person, kept for reading without network.

import { type Cipher, unlessDamaged } from '../cipher'
import type { Connection } from '../connection'
import type { Keyring } from '../keyring'
import type { ServerCopy } from '../records'
import type { CopyRow } from '../shelves'
import { isBoxed, openCopyRow, sealCopyRow } from './boxes'

/** One that does not open any more is fetched again, as if it had never come. */
const openUndamagedCopy = (cipher: Cipher, row: CopyRow) =>
  openCopyRow(cipher, row).catch(unlessDamaged(undefined))

export function copyStoreOn({ read, write }: Pick<Connection, 'read' | 'write'>, keys: Keyring) {
  /** Her vault opens while they are read. In the order of `whats`. */
  async function copies(owner: number, whats: string[]): Promise<(ServerCopy | undefined)[]> {
    const opening = keys.of(owner)
    opening.catch(() => undefined)
    const rows = await read(['copies'], (tx) =>
      Promise.all(whats.map((what) => tx.objectStore('copies').get([owner, what]))),
    )
    return Promise.all(
      rows.map(async (row) => (row && isBoxed(row) ? openUndamagedCopy(await opening, row) : row)),
    )
  }

  return {
    copies,
    copy: async (owner: number, what: string): Promise<ServerCopy | undefined> =>
      (await copies(owner, [what]))[0],
    keepCopy: async (copy: ServerCopy): Promise<void> => {
      const row = await sealCopyRow(await keys.of(copy.owner), copy)
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
