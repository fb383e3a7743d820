// A form that is sealed when it is finished: what stays on the phone says nothing, to her neither.

import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { SEALED_MEDIA_TYPE, toBase64Url } from '../../../webapp/api/base64url'
import type { Definition } from '../../../webapp/engine'
import { createDraft } from '../../../webapp/fill/drafting'
import { startWriting } from '../../../webapp/fill/writing'
import { recordBytes } from '../../../webapp/sync/outbox'
import { LAN } from '../people'
import { openPhoneStore } from '../phone-store'

const PLAIN = JSON.parse(
  readFileSync(
    new URL('../../conformance/forms/goi_sinh_de.definition.json', import.meta.url),
    'utf8',
  ),
) as Definition
const FORM: Definition = { ...PLAIN, protection: 'sealed' }
const STATION = { name: 'tram', label: 'Trạm Y tế Phước Đại', level: 'facility' }
const SAID = {
  '/data/private': 'OK',
  '/data/org_unit': 'tram',
  '/data/code': 'QZX-73519',
  '/data/mother/ethnic': 'met',
  '/data/mother/adult': 'met',
  '/data/mother/resident': 'met',
  '/data/birth/policy': 'met',
  '/data/birth/facility': 'not_met',
}

let nth = 0

async function phone(knowsKey: boolean) {
  const store = openPhoneStore({ name: `sealed-${nth++}` })
  if (knowsKey) {
    const how = { name: 'ECDH', namedCurve: 'P-256' }
    const pair = await crypto.subtle.generateKey(how, true, ['deriveBits'])
    const point = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
    await store.keepSetting('serverKeys', {
      sealing: { id: 'k1', publicKey: toBase64Url(point) },
      signing: [],
    })
  }
  const writing = startWriting(FORM, createDraft(FORM, LAN), {
    store,
    lists: { org_units: [STATION] },
    username: 'tramyte',
    deviceId: 'd',
    language: 'vi',
  })
  for (const [ref, value] of Object.entries(SAID)) writing.answer(ref, value)
  await writing.flush()
  return { store, writing }
}

describe('a sealed record', () => {
  it('leaves an envelope, its place in the queue, and not a word', async () => {
    const { store, writing } = await phone(true)
    expect(await writing.finish()).toEqual([])
    expect(await store.drafts(LAN)).toEqual([])
    const record = await store.record(writing.draft.id)
    expect(record).toMatchObject({ sealed: true, standing: 'finalized', xml: '', title: '' })
    // The envelope's own letters are random, and short words stand there by chance; see below.
    const kept = JSON.stringify({ ...record, envelope: undefined })
    for (const word of ['QZX', '73519', 'tram', 'met', 'goi_sinh_de', 'sinh đẻ'])
      expect(kept).not.toContain(word)
    expect(await store.waiting(LAN)).toEqual([writing.draft.id])
  })

  it('travels as the envelope that names it and nothing else', async () => {
    const { store, writing } = await phone(true)
    await writing.finish()
    const record = await store.record(writing.draft.id)
    const parcel = record && recordBytes(record)
    expect(parcel?.type).toBe(SEALED_MEDIA_TYPE)
    const bytes = new Uint8Array((await parcel?.arrayBuffer()) ?? new ArrayBuffer(0))
    const head = new TextDecoder('latin1').decode(bytes).split('\n').slice(0, 2)
    expect(head[0]).toBe('SOTHON1')
    expect(JSON.parse(head[1] ?? '')).toMatchObject({
      to: 'k1',
      about: `record:${writing.draft.id}`,
    })
    const inside = new TextDecoder('latin1').decode(bytes)
    for (const word of ['QZX-73519', 'goi_sinh_de', 'not_met', '<mother']) {
      expect(inside).not.toContain(word)
    }
  })

  it('stays a draft where nobody has told the phone to whom to seal', async () => {
    const { store, writing } = await phone(false)
    await expect(writing.finish()).rejects.toMatchObject({ kind: 'lost' })
    expect(await store.drafts(LAN)).toHaveLength(1)
    expect(await store.records(LAN)).toEqual([])
  })
})
