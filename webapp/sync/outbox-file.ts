// Everything that this phone still owes as a file for the office, for a phone that cannot get
// through. Its one rule: each record and each photo is sealed, so that nobody on the way reads it.

import type { Api } from '../api/client'
import { fetchServerKeys, knownServerKeys } from '../api/server-keys'
import type { Person, ServerKey } from '../api/wire'
import { now } from '../clock'
import { unlessDamaged } from '../store/cipher'
import type { RecordStanding } from '../store/records'
import { owedFileNames } from '../store/shelves/travelling'
import type { Store } from '../store/store'
import { sealEnvelope } from '../vault/envelope'
import { readOutboxToken } from './heartbeat'
import { recordBytes } from './outbox'

export interface PackedOutbox {
  files: File[]
  records: number
  photos: number
}

interface OutboxFilePorts {
  store: Store
  api: Api
  person: Person
}

interface OutboxProof {
  key: ServerKey
  token: string
  owner: number
}

/** Read by api/crypto/outbox_file.py. */
const OUTBOX_FIRST_LINE = 'SOTHON-OUTBOX1\n'
/** Below what the server takes at once; what is more makes another file. */
const MOST_FILE_BYTES = 20_000_000

/** notYet: this phone has never been in contact, and can prove nothing. */
export async function packOutbox(
  ports: OutboxFilePorts,
): Promise<PackedOutbox | 'notYet' | 'nothing'> {
  const proof = await findOutboxProof(ports)
  if (!proof) return 'notYet'
  const owed = (await ports.store.standings(proof.owner))
    .filter((each) => each.standing !== 'sent' || owedFileNames(each).length)
    .sort((a, b) => (a.finalizedAt < b.finalizedAt ? -1 : 1))
  const pieces: Blob[] = []
  let records = 0
  let photos = 0
  for (const each of owed) {
    const record = each.standing === 'sent' ? null : await sealOwedRecord(ports, proof, each)
    if (record) pieces.push(record)
    if (record) records++
    for (const name of owedFileNames(each)) {
      const photo = await sealOwedPhoto(ports, proof, each.id, name)
      if (photo) pieces.push(photo)
      if (photo) photos++
    }
  }
  return pieces.length ? { files: groupIntoFiles(pieces), records, photos } : 'nothing'
}

async function findOutboxProof(ports: OutboxFilePorts): Promise<OutboxProof | null> {
  const owner = ports.person.id
  const token = await readOutboxToken(ports.store, owner)
  const key = ((await knownServerKeys(ports)) ?? (await fetchServerKeys(ports)))?.sealing
  return key && token ? { key, token, owner } : null
}

/** From now on it is what it is, as after the first try to send it: the office may have it. */
async function sealOwedRecord(
  { store }: OutboxFilePorts,
  proof: OutboxProof,
  { id }: RecordStanding,
) {
  const record =
    (await store.markTried(id, now())) ?? (await store.record(id).catch(unlessDamaged(undefined)))
  return record && sealPiece(proof, { id }, recordBytes(record))
}

async function sealOwedPhoto(
  { store }: OutboxFilePorts,
  proof: OutboxProof,
  id: string,
  file: string,
) {
  const photo = await store.photo(id, file).catch(unlessDamaged(undefined))
  return photo && sealPiece(proof, { id, file }, photo.blob)
}

async function sealPiece(
  { key, token, owner }: OutboxProof,
  said: { id: string; file?: string },
  content: Blob,
): Promise<Blob> {
  const line = `${JSON.stringify({ token, ...said })}\n`
  const inside = new Uint8Array(await new Blob([line, content]).arrayBuffer())
  const envelope = await sealEnvelope(key, `outbox:${owner}`, inside)
  return new Blob([`${envelope.size}\n`, envelope])
}

function groupIntoFiles(pieces: Blob[]): File[] {
  const heaps: Blob[][] = []
  let size = MOST_FILE_BYTES
  for (const piece of pieces) {
    if (size + piece.size > MOST_FILE_BYTES) {
      heaps.push([])
      size = 0
    }
    heaps[heaps.length - 1]?.push(piece)
    size += piece.size
  }
  const at = now().slice(0, 16).replace(/\D/g, '')
  return heaps.map((heap, nth) => {
    const part = heaps.length > 1 ? `-${nth + 1}` : ''
    const name = `so-thon-${at}${part}.sothon`
    return new File([OUTBOX_FIRST_LINE, ...heap], name, { type: 'application/octet-stream' })
  })
}
