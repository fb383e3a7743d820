// What goes when the phone is full, and in which order: pictures of records that the server has,
// then what such records say, then our own reserve. Its rule: nothing that was not received ever goes.

import type { Connection, Writing } from '../connection'
import { standingOf } from './boxes'

/** A piece of the phone's room that is ours to give away when the draft in hand needs it. */
const RESERVE = 2_000_000
const PICTURES_AT_ONCE = 10
const BODIES_AT_ONCE = 100

export function roomOn({ read, write }: Pick<Connection, 'read' | 'write'>) {
  const reserved = async () =>
    Boolean(await read(['mark'], (tx) => tx.objectStore('mark').count('reserve')))

  return {
    reserved,
    /** Room for the writing at hand; false when there is nothing more that may go. */
    make: (): Promise<boolean> =>
      write(['records', 'bodies', 'photos', 'mark'], async (tx) => {
        if (await dropReceived(tx)) return true
        if (!(await tx.objectStore('mark').count('reserve'))) return false
        await tx.objectStore('mark').delete('reserve')
        return true
      }),
    /** Throws a StoreFault "full" where there is no room for it now. */
    reserve: async (): Promise<void> => {
      if (await reserved()) return
      const filling = incompressible()
      await write(['mark'], (tx) => tx.objectStore('mark').put(filling, 'reserve'))
    },
  }
}

/** Zeros would be packed to nothing, and would hold no room. */
function incompressible(): Uint8Array {
  const bytes = new Uint8Array(RESERVE)
  for (let at = 0; at < bytes.length; at += 65_536)
    crypto.getRandomValues(bytes.subarray(at, at + 65_536))
  return bytes
}

/** Oldest first; of everybody who works on this phone, or of one person. */
export async function sent(tx: Writing, owner?: number) {
  const records = tx.objectStore('records')
  const rows = await (owner === undefined ? records.getAll() : records.index('owner').getAll(owner))
  return rows
    .filter(({ standing }) => standing === 'sent')
    .map(standingOf)
    .sort((a, b) => (a.finalizedAt < b.finalizedAt ? -1 : 1))
}

export const picturesOf = async (tx: Writing, id: string) =>
  (await tx.objectStore('photos').index('instanceId').getAllKeys(id)).map(([, name]) => name)

async function dropReceived(tx: Writing): Promise<boolean> {
  const received = await sent(tx)
  let pictures = 0
  for (const { id, filesReceived = [] } of received) {
    if (pictures >= PICTURES_AT_ONCE) break
    for (const name of await picturesOf(tx, id)) {
      if (!filesReceived.includes(name)) continue
      await tx.objectStore('photos').delete([id, name])
      pictures++
    }
  }
  if (pictures) return true
  let bodies = 0
  for (const { id } of received) {
    if (bodies >= BODIES_AT_ONCE) break
    if (!(await tx.objectStore('bodies').count(id)) || (await picturesOf(tx, id)).length) continue
    await tx.objectStore('bodies').delete(id)
    bodies++
  }
  return bodies > 0
}
