// What goes when the phone is full, and in which order: pictures of records that the server has,
// then what such records say, then our own reserve. Its rule: nothing that was not received ever goes.

import type { Connection, WriteTransaction } from '../connection'
import { standingOf } from './boxes'

/** A piece of the phone's room that is ours to give away when the draft in hand needs it. */
const RESERVE_BYTES = 2_000_000
const PICTURES_AT_ONCE = 10
const BODIES_AT_ONCE = 100

export function storageRoomOn({ read, write }: Pick<Connection, 'read' | 'write'>) {
  const reserved = async () =>
    Boolean(await read(['mark'], (tx) => tx.objectStore('mark').count('reserve')))

  return {
    reserved,
    /** Room for the writing at hand; false when there is nothing more that may go. */
    make: (): Promise<boolean> =>
      write(['records', 'bodies', 'photos', 'mark'], async (tx) => {
        if (await dropReceivedPieces(tx)) return true
        if (!(await tx.objectStore('mark').count('reserve'))) return false
        await tx.objectStore('mark').delete('reserve')
        return true
      }),
    /** Throws a StoreFault "full" where there is no room for it now. */
    reserve: async (): Promise<void> => {
      if (await reserved()) return
      const filling = incompressibleBytes()
      await write(['mark'], (tx) => tx.objectStore('mark').put(filling, 'reserve'))
    },
  }
}

/** Zeros would be packed to nothing, and would hold no room. */
function incompressibleBytes(): Uint8Array {
  const bytes = new Uint8Array(RESERVE_BYTES)
  for (let at = 0; at < bytes.length; at += 65_536)
    crypto.getRandomValues(bytes.subarray(at, at + 65_536))
  return bytes
}

/** Oldest first; of everybody who works on this phone, or of one person. */
export async function sentRecords(tx: WriteTransaction, owner?: number) {
  const records = tx.objectStore('records')
  const rows = await (owner === undefined ? records.getAll() : records.index('owner').getAll(owner))
  return rows
    .filter(({ standing }) => standing === 'sent')
    .map(standingOf)
    .sort((a, b) => (a.finalizedAt < b.finalizedAt ? -1 : 1))
}

export const pictureNamesOf = async (tx: WriteTransaction, id: string) =>
  (await tx.objectStore('photos').index('instanceId').getAllKeys(id)).map(([, name]) => name)

async function dropReceivedPieces(tx: WriteTransaction): Promise<boolean> {
  const received = await sentRecords(tx)
  let pictures = 0
  for (const { id, filesReceived = [] } of received) {
    if (pictures >= PICTURES_AT_ONCE) break
    for (const name of await pictureNamesOf(tx, id)) {
      if (!filesReceived.includes(name)) continue
      await tx.objectStore('photos').delete([id, name])
      pictures++
    }
  }
  if (pictures) return true
  let bodies = 0
  for (const { id } of received) {
    if (bodies >= BODIES_AT_ONCE) break
    if (!(await tx.objectStore('bodies').count(id)) || (await pictureNamesOf(tx, id)).length)
      continue
    await tx.objectStore('bodies').delete(id)
    bodies++
  }
  return bodies > 0
}
