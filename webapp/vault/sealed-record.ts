// What is left on the phone of a record whose form says that not even this phone may read it again.
// Its one rule: it is sealed before it is kept; nothing of it lies here in between.

import { toBase64Url } from '../api/base64url'
import type { ServerKey } from '../api/wire'
import type { OutboxRecord, StoredPhoto } from '../store/records'
import { sealEnvelope } from './envelope'

/** The record without its words, and its pictures as envelopes under their names. */
export async function sealRecord(to: ServerKey, record: OutboxRecord, photos: StoredPhoto[]) {
  const xml = new TextEncoder().encode(record.xml)
  const envelope = await sealEnvelope(to, `record:${record.id}`, xml)
  const left: OutboxRecord = {
    ...record,
    formId: '',
    formVersion: '',
    formName: '',
    title: '',
    orgUnit: '',
    entities: [],
    subjects: [],
    day: '',
    correction: null,
    draft: { formId: '', version: '', answers: {}, rows: {} },
    xml: '',
    sealed: true,
    envelope: toBase64Url(new Uint8Array(await envelope.arrayBuffer())),
  }
  return { record: left, photos: await Promise.all(photos.map((photo) => sealPhoto(to, photo))) }
}

async function sealPhoto(to: ServerKey, photo: StoredPhoto): Promise<StoredPhoto> {
  const about = `file:${photo.instanceId}/${photo.name}`
  const bytes = new Uint8Array(await photo.blob.arrayBuffer())
  return { ...photo, width: 0, height: 0, blob: await sealEnvelope(to, about, bytes) }
}
