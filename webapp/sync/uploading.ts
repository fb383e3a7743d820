// One file of a received record, in parts, from wherever the server has got to. Its one rule: it is
// called received only after a receipt for its very bytes.

import { SEALED_MEDIA_TYPE } from '../api/base64url'
import type { Api, RefusedReply } from '../api/client'
import type { UploadPace } from '../api/pace'
import { blobSha256 } from '../api/receipt'
import type { Receipt, TravellingFile, UploadState } from '../api/wire'
import { currentMilliseconds } from '../clock'
import { ownEntry } from '../entries'
import { unlessDamaged } from '../store/cipher'
import type { StoredPhoto } from '../store/records'
import type { OwedFile } from '../store/shelves/travelling'
import type { Store } from '../store/store'

export interface UploadPorts {
  store: Pick<Store, 'record' | 'photo' | 'fileReceived' | 'fileRefused'>
  api: Pick<Api, 'fileSoFar' | 'sendPart'>
  /** Is this receipt the server's own? */
  genuine(receipt: Receipt): Promise<boolean>
  pace: UploadPace
  /** A part has arrived. */
  moved(): void
}

export type UploadOutcome = 'sent' | 'gone' | 'refused' | 'later' | 'offline' | RefusedReply

const DAMAGED_PHOTO = { status: 0, code: 'photoLostHere' }

export async function uploadFile(
  ports: UploadPorts,
  { id, name }: OwedFile,
): Promise<UploadOutcome> {
  const { store } = ports
  const photo = await store.photo(id, name).catch(unlessDamaged('damaged' as const))
  if (!photo) return 'gone'
  if (photo === 'damaged') {
    await store.fileRefused(id, name, DAMAGED_PHOTO)
    return 'refused'
  }
  const file = { id, name, sha256: await blobSha256(photo.blob), size: photo.blob.size }
  const finished = ownEntry((await store.record(id))?.hashes, name) ?? file.sha256
  if (finished === file.sha256) return uploadInParts(ports, file, photo)
  await store.fileRefused(id, name, DAMAGED_PHOTO)
  return 'refused'
}

async function uploadInParts(
  ports: UploadPorts,
  file: TravellingFile,
  { blob }: StoredPhoto,
): Promise<UploadOutcome> {
  const { api, pace, moved } = ports
  // What goes in one part is not asked about first.
  let reply = file.size > pace.size() ? await api.fileSoFar(file) : undefined
  // Each turn but a few brings it further; a server that never agrees is asked again another time.
  for (let at = 0, stuck = 0; stuck < 4; ) {
    if (reply === 'unreachable') {
      pace.failed()
      return 'offline'
    }
    const said: UploadState | UploadOutcome | null = reply ? readPartReply(reply) : { received: at }
    if (!said || typeof said !== 'object' || 'ok' in said) return said ?? 'later'
    if (said.complete) return settleUpload(ports, file, blob, said)
    stuck = said.received > at ? 0 : stuck + 1
    at = said.received
    const part = blob.slice(at, at + pace.size())
    const began = currentMilliseconds()
    reply = await api.sendPart(file, at, part)
    if (reply !== 'unreachable' && reply.ok) {
      pace.took(part.size, currentMilliseconds() - began)
      moved()
    }
  }
  return 'later'
}

type PartReply = Exclude<Awaited<ReturnType<Api['sendPart']>>, 'unreachable'>

/** How far the server has got, by its own word; a refusal as it is; null for what is not its word. */
function readPartReply(reply: PartReply): UploadState | RefusedReply | null {
  const place = reply.ok ? reply.body : (reply.details as Partial<UploadState>)
  const tells = Number.isInteger(place?.received) && (place?.received ?? -1) >= 0
  if (reply.ok) return tells ? (place as UploadState) : null
  return tells && reply.code === 'otherOffset' ? { received: place.received as number } : reply
}

async function settleUpload(
  { store, genuine }: UploadPorts,
  file: TravellingFile,
  blob: Blob,
  { receipt }: UploadState,
): Promise<UploadOutcome> {
  const sealed = blob.type === SEALED_MEDIA_TYPE
  if (!receipt || !isFileReceipt(receipt, file, sealed) || !(await genuine(receipt))) return 'later'
  await store.fileReceived(file.id, file.name)
  return 'sent'
}

function isFileReceipt(receipt: Receipt, { id, name, sha256 }: TravellingFile, sealed: boolean) {
  const kept = receipt.attachments?.find((each) => each.name === name)
  if (receipt.instanceId !== id || !kept?.sha256) return false
  return (sealed ? receipt.envelopeSha256 : kept.sha256) === sha256
}
