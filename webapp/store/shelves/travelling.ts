// Files on their way: which are owed, and what became of each. Its rule: only what is noted here as
// received may leave the phone, and it is noted after its own receipt.

import { ownEntry } from '../../entries'
import type { Connection } from '../connection'
import type { RecordStanding, SendRefusal } from '../records'
import { isBoxed, standingOf } from './boxes'

export interface OwedFile {
  id: string
  name: string
}

/** What a record that the server has still owes. */
export const owedFileNames = ({
  attachments,
  filesReceived = [],
  filesRefused = {},
}: RecordStanding): string[] =>
  attachments.filter((name) => !filesReceived.includes(name) && !ownEntry(filesRefused, name))

export function owedFileStoreOn({ read, write }: Pick<Connection, 'read' | 'write'>) {
  const change = (
    id: string,
    changed: (standing: RecordStanding) => Partial<RecordStanding>,
  ): Promise<void> =>
    write(['records'], async (tx) => {
      const row = await tx.objectStore('records').get(id)
      if (row) await tx.objectStore('records').put({ ...row, ...changed(standingOf(row)) })
    })

  return {
    /** Oldest first. Pictures of what has not been received yet wait for that. */
    owedFiles: (owner: number): Promise<OwedFile[]> =>
      read(['records', 'photos'], async (tx) => {
        const keys = await tx.objectStore('photos').getAllKeys()
        const ids = [...new Set(keys.map(([id]) => id))]
        const rows = await Promise.all(ids.map((id) => tx.objectStore('records').get(id)))
        return rows
          .filter((row) => row?.owner === owner && row.standing === 'sent')
          .map((row) => standingOf(row as RecordStanding))
          .sort((a, b) => (a.finalizedAt < b.finalizedAt ? -1 : 1))
          .flatMap((standing) => owedFileNames(standing).map((name) => ({ id: standing.id, name })))
          .filter(({ id, name }) => keys.some((key) => key[0] === id && key[1] === name))
      }),
    photoNames: async (id: string): Promise<string[]> =>
      (
        await read(['photos'], (tx) => tx.objectStore('photos').index('instanceId').getAllKeys(id))
      ).map(([, name]) => name),
    /** Its own receipt came. */
    fileReceived: (id: string, name: string): Promise<void> =>
      change(id, ({ filesReceived = [] }) => ({
        filesReceived: [...filesReceived.filter((one) => one !== name), name],
      })),
    /** The server cannot take it as it is: it stays here, with the reason. */
    fileRefused: (id: string, name: string, reason: SendRefusal): Promise<void> =>
      change(id, ({ filesRefused = {} }) => ({
        filesRefused: { ...filesRefused, [name]: reason },
      })),
    /**
     * The server knows it no more: back to the queue, once a day, if what it says is still here.
     * True when it waits to be sent.
     */
    offerAgain: (id: string, at: string): Promise<boolean> =>
      write(['records', 'bodies'], async (tx) => {
        const row = await tx.objectStore('records').get(id)
        if (row?.standing !== 'sent') return row?.standing === 'finalized'
        const here = !isBoxed(row) || (await tx.objectStore('bodies').count(id))
        if (!here || row.offeredAgain?.slice(0, 10) === at.slice(0, 10)) return false
        const waits = { standing: 'finalized', offeredAgain: at } as const
        await tx.objectStore('records').put({ ...row, ...waits })
        return true
      }),
  }
}
