// After a new data key writes: what lies under an older one is put under the new one, by and by. Its
// rule is that of old.ts: a box is replaced only by its own content, and only if nobody changed it.

import type { Box, Cipher } from '../cipher'
import type { Connection } from '../connection'
import type { Keyring } from '../keyring'
import { ABOUT, isBoxed } from './boxes'

type Doors = Pick<Connection, 'read' | 'write'>

/** Where a box lies, and under which words it was sealed. */
interface Place {
  box: Box
  about: string
  /** Puts another box in its place, unless something else lies there by now. */
  replace(by: Box): Promise<boolean>
}

/** Rows of one owner, one shelf after the other: their boxes are small, and photos come singly. */
async function* placesOn({ read, write }: Doors, owner: number): AsyncGenerator<Place> {
  for (const shelf of ['drafts', 'records', 'bodies', 'photos', 'copies'] as const) {
    const keys = await read([shelf], (tx) => tx.objectStore(shelf).getAllKeys())
    for (const key of keys) {
      const row = await read([shelf], (tx) => tx.objectStore(shelf).get(key as never))
      if (!row || row.owner !== owner || !isBoxed(row)) continue
      const part = 'head' in row ? 'head' : 'box'
      const box = (row as unknown as Record<string, Box>)[part] as Box
      yield {
        box,
        about: aboutOf(shelf, row),
        replace: (by) =>
          write([shelf], async (tx) => {
            const now = (await tx.objectStore(shelf).get(key as never)) as
              | Record<string, Box>
              | undefined
            if (!now || !sameBox(now[part], box)) return false
            await tx.objectStore(shelf).put({ ...now, [part]: by } as never)
            return true
          }),
      }
    }
  }
}

type Named = Partial<Record<'id' | 'instanceId' | 'name' | 'what', string>> & { owner?: number }

function aboutOf(shelf: string, row: Named): string {
  const { id = '', instanceId = '', name = '', what = '', owner = 0 } = row
  if (shelf === 'drafts') return ABOUT.draft(id)
  if (shelf === 'records') return ABOUT.head(id)
  if (shelf === 'bodies') return ABOUT.body(id)
  return shelf === 'photos' ? ABOUT.photo(instanceId, name) : ABOUT.copy(owner, what)
}

/** A nonce is never used twice: the same one is the same box. */
const sameBox = (one: Box | undefined, other: Box) =>
  one?.key === other.key && one.iv.every((byte, nth) => byte === other.iv[nth])

export const renewingOn = (doors: Doors, keys: Keyring) => ({
  /** The data keys under which something of hers still lies. Safe at any time, in two tabs, twice. */
  renew: async (owner: number): Promise<Set<string>> => {
    const cipher = await keys.of(owner)
    const used = new Set<string>()
    for await (const place of placesOn(doors, owner))
      if (!(await renewed(cipher, place))) used.add(place.box.key)
    return used
  },
})

async function renewed(cipher: Cipher, { box, about, replace }: Place): Promise<boolean> {
  // What does not open stays as it is, and so does its key.
  if (box.key === cipher.newest || !cipher.has(box.key)) return false
  const content = await cipher.openBytes(box, about).catch(() => null)
  return content !== null && replace(await cipher.sealBytes(content, about))
}
