// What is left on the phone of a record whose form says that not even this phone may read it again.
// Its one rule: it is sealed before it is kept; nothing of it lies here in between.

import { written } from '../api/base64url'
import type { ServerKey } from '../api/wire'
import type { OutRecord, Photo } from '../store/records'
import { seal } from './envelope'

/** The record without its words, and its pictures as envelopes under their names. */
export async function sealedRecord(to: ServerKey, record: OutRecord, photos: Photo[]) {
  const xml = new TextEncoder().encode(record.xml)
  const envelope = await seal(to, `record:${record.id}`, xml)
  const left: OutRecord = {
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
    envelope: written(new Uint8Array(await envelope.arrayBuffer())),
  }
  return { record: left, photos: await Promise.all(photos.map((photo) => sealedPhoto(to, photo))) }
}

async function sealedPhoto(to: ServerKey, photo: Photo): Promise<Photo> {
  const about = `file:${photo.instanceId}/${photo.name}`
  const bytes = new Uint8Array(await photo.blob.arrayBuffer())
  return { ...photo, width: 0, height: 0, blob: await seal(to, about, bytes) }
}
