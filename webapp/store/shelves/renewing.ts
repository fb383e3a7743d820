// After a new data key writes: what lies under an older one is put under the new one, by and by. Its
// rule is that of old.ts: a box is replaced only by its own content, and only if nobody changed it.

import type { Box, Cipher } from '../cipher'
import type { Connection } from '../connection'
import type { Keyring } from '../keyring'
import { BOX_LABELS, isBoxed } from './boxes'

type RenewalPorts = Pick<Connection, 'read' | 'write'>

/** Where a box lies, and under which words it was sealed. */
interface BoxPlace {
  box: Box
  about: string
  /** Puts another box in its place, unless something else lies there by now. */
  replace(by: Box): Promise<boolean>
}

/** Rows of one owner, one shelf after the other: their boxes are small, and photos come singly. */
async function* boxPlacesOf(
  { read, write }: RenewalPorts,
  owner: number,
): AsyncGenerator<BoxPlace> {
  for (const shelf of ['drafts', 'records', 'bodies', 'photos', 'copies'] as const) {
    const keys = await read([shelf], (tx) => tx.objectStore(shelf).getAllKeys())
    for (const key of keys) {
      const row = await read([shelf], (tx) => tx.objectStore(shelf).get(key as never))
      if (!row || row.owner !== owner || !isBoxed(row)) continue
      const part = 'head' in row ? 'head' : 'box'
      const box = (row as unknown as Record<string, Box>)[part] as Box
      yield {
        box,
        about: boxLabelOf(shelf, row),
        replace: (by) =>
          write([shelf], async (tx) => {
            const now = (await tx.objectStore(shelf).get(key as never)) as
              | Record<string, Box>
              | undefined
            if (!now || !isSameBox(now[part], box)) return false
            await tx.objectStore(shelf).put({ ...now, [part]: by } as never)
            return true
          }),
      }
    }
  }
}

type LabelledRow = Partial<Record<'id' | 'instanceId' | 'name' | 'what', string>> & {
  owner?: number
}

function boxLabelOf(shelf: string, row: LabelledRow): string {
  const { id = '', instanceId = '', name = '', what = '', owner = 0 } = row
  if (shelf === 'drafts') return BOX_LABELS.draft(id)
  if (shelf === 'records') return BOX_LABELS.head(id)
  if (shelf === 'bodies') return BOX_LABELS.body(id)
  return shelf === 'photos' ? BOX_LABELS.photo(instanceId, name) : BOX_LABELS.copy(owner, what)
}

/** A nonce is never used twice: the same one is the same box. */
const isSameBox = (one: Box | undefined, other: Box) =>
  one?.key === other.key && one.iv.every((byte, nth) => byte === other.iv[nth])

export const keyRenewalOn = (ports: RenewalPorts, keys: Keyring) => ({
  /** The data keys under which something of hers still lies. Safe at any time, in two tabs, twice. */
  renew: async (owner: number): Promise<Set<string>> => {
    const cipher = await keys.of(owner)
    const used = new Set<string>()
    for await (const place of boxPlacesOf(ports, owner))
      if (!(await renewBox(cipher, place))) used.add(place.box.key)
    return used
  },
})

async function renewBox(cipher: Cipher, { box, about, replace }: BoxPlace): Promise<boolean> {
  // What does not open stays as it is, and so does its key.
  if (box.key === cipher.newest || !cipher.has(box.key)) return false
  const content = await cipher.openBytes(box, about).catch(() => null)
  return content !== null && replace(await cipher.sealBytes(content, about))
}
