// One file of a received record, in parts, from wherever the server has got to. Its one rule: it is
// called received only after a receipt for its very bytes.

import { SEALED_TYPE } from '../api/base64url'
import type { Api, Refused } from '../api/client'
import type { Pace } from '../api/pace'
import { sha256 } from '../api/receipt'
import type { Receipt, Received, TravellingFile } from '../api/wire'
import { milliseconds } from '../clock'
import { unlessDamaged } from '../store/cipher'
import type { Photo } from '../store/records'
import type { OwedFile } from '../store/shelves/travelling'
import type { Store } from '../store/store'

export interface Doors {
  store: Pick<Store, 'record' | 'photo' | 'fileReceived' | 'fileRefused'>
  api: Pick<Api, 'fileSoFar' | 'sendPart'>
  /** Is this receipt the server's own? */
  genuine(receipt: Receipt): Promise<boolean>
  pace: Pace
  /** A part has arrived. */
  moved(): void
}

export type Sent = 'sent' | 'gone' | 'refused' | 'later' | 'offline' | Refused

const damaged = { status: 0, code: 'photoLostHere' }

export async function sendFile(doors: Doors, { id, name }: OwedFile): Promise<Sent> {
  const { store } = doors
  const photo = await store.photo(id, name).catch(unlessDamaged('damaged' as const))
  if (!photo) return 'gone'
  if (photo === 'damaged') {
    await store.fileRefused(id, name, damaged)
    return 'refused'
  }
  const file = { id, name, sha256: await sha256(photo.blob), size: photo.blob.size }
  const finished = (await store.record(id))?.hashes?.[name] ?? file.sha256
  if (finished === file.sha256) return travel(doors, file, photo)
  await store.fileRefused(id, name, damaged)
  return 'refused'
}

async function travel(doors: Doors, file: TravellingFile, { blob }: Photo): Promise<Sent> {
  const { api, pace, moved } = doors
  // What goes in one part is not asked about first.
  let reply = file.size > pace.size() ? await api.fileSoFar(file) : undefined
  // Each turn but a few brings it further; a server that never agrees is asked again another time.
  for (let at = 0, stuck = 0; stuck < 4; ) {
    if (reply === 'unreachable') {
      pace.failed()
      return 'offline'
    }
    const said: Received | Sent | null = reply ? heard(reply) : { received: at }
    if (!said || typeof said !== 'object' || 'ok' in said) return said ?? 'later'
    if (said.complete) return settle(doors, file, blob, said)
    stuck = said.received > at ? 0 : stuck + 1
    at = said.received
    const part = blob.slice(at, at + pace.size())
    const began = milliseconds()
    reply = await api.sendPart(file, at, part)
    if (reply !== 'unreachable' && reply.ok) {
      pace.took(part.size, milliseconds() - began)
      moved()
    }
  }
  return 'later'
}

type Heard = Exclude<Awaited<ReturnType<Api['sendPart']>>, 'unreachable'>

/** How far the server has got, by its own word; a refusal as it is; null for what is not its word. */
function heard(reply: Heard): Received | Refused | null {
  const place = reply.ok ? reply.body : (reply.details as Partial<Received>)
  const tells = Number.isInteger(place?.received) && (place?.received ?? -1) >= 0
  if (reply.ok) return tells ? (place as Received) : null
  return tells && reply.code === 'otherOffset' ? { received: place.received as number } : reply
}

async function settle(
  { store, genuine }: Doors,
  file: TravellingFile,
  blob: Blob,
  { receipt }: Received,
): Promise<Sent> {
  const sealed = blob.type === SEALED_TYPE
  if (!receipt || !speaksOf(receipt, file, sealed) || !(await genuine(receipt))) return 'later'
  await store.fileReceived(file.id, file.name)
  return 'sent'
}

function speaksOf(receipt: Receipt, { id, name, sha256 }: TravellingFile, sealed: boolean) {
  const kept = receipt.attachments?.find((each) => each.name === name)
  if (receipt.instanceId !== id || !kept?.sha256) return false
  return (sealed ? receipt.envelopeSha256 : kept.sha256) === sha256
}
