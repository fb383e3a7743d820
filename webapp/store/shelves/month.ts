// What the server has had for a month leaves the phone, with its pictures. Its rule: as long as one
// picture of a record has no receipt, all of it stays.

import type { Connection } from '../connection'
import { standingOf } from './boxes'
import { pictureNamesOf, sentRecords } from './room'

const MONTH_MILLISECONDS = 30 * 86_400_000

export const sweepOldRecords = (
  { write }: Pick<Connection, 'write'>,
  owner: number,
  now: number,
): Promise<void> =>
  write(['records', 'bodies', 'photos'], async (tx) => {
    const before = new Date(now - MONTH_MILLISECONDS).toISOString()
    for (const { id, attachments } of await sentRecords(tx, owner)) {
      const record = await tx.objectStore('records').get(id)
      if (!record?.receivedAt || new Date(record.receivedAt).toISOString() >= before) continue
      const names = await pictureNamesOf(tx, id)
      const { filesReceived = [] } = standingOf(record)
      if (names.some((name) => attachments.includes(name) && !filesReceived.includes(name)))
        continue
      for (const name of names) await tx.objectStore('photos').delete([id, name])
      await tx.objectStore('bodies').delete(id)
      await tx.objectStore('records').delete(id)
    }
  })
