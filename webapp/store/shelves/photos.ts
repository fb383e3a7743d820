// The pictures of drafts and records: a blob goes in, a blob comes out, and a box lies between.

import type { Connection } from '../connection'
import type { Keyring } from '../keyring'
import type { StoredPhoto } from '../records'
import { isBoxed, openPhotoRow, sealPhotoRow } from './boxes'

export function photoStoreOn({ read, write }: Pick<Connection, 'read' | 'write'>, keys: Keyring) {
  /** Of the draft or the record that it belongs to. */
  async function ownerOf(id: string): Promise<number> {
    const found = await read(['drafts', 'records'], (tx) =>
      Promise.all([tx.objectStore('drafts').get(id), tx.objectStore('records').get(id)]),
    )
    const owner = found.find((row) => row)?.owner
    if (owner === undefined) throw new Error('A picture of nobody’s was to be kept.')
    return owner
  }

  return {
    photo: async (id: string, photo: string): Promise<StoredPhoto | undefined> => {
      const row = await read(['photos'], (tx) => tx.objectStore('photos').get([id, photo]))
      return row && isBoxed(row) ? openPhotoRow(await keys.of(row.owner), row) : row
    },
    keepPhoto: async (photo: StoredPhoto): Promise<void> => {
      const owner = photo.owner ?? (await ownerOf(photo.instanceId))
      const row = await sealPhotoRow(await keys.of(owner), owner, photo)
      await write(['photos'], (tx) => tx.objectStore('photos').put(row))
    },
    /** After its own receipt. */
    dropPhoto: (id: string, photo: string): Promise<void> =>
      write(['photos'], (tx) => tx.objectStore('photos').delete([id, photo])),
  }
}
