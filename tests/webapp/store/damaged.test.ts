// A box that no longer opens (a card that rots, a phone that died while writing): it is told by name
// and holds up nothing else.

import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Definition } from '../../../webapp/engine'
import { draftNewVersion } from '../../../webapp/fill/drafting'
import { startWriting } from '../../../webapp/fill/writing'
import { recordItemsOf } from '../../../webapp/state/standing'
import type { Store } from '../../../webapp/store/store'
import { atCommune, draftOf, LAN, meeting } from '../people'
import { openPhoneStore } from '../phone-store'

const read = (name: string): Definition =>
  JSON.parse(
    readFileSync(
      new URL(`../../conformance/forms/${name}.definition.json`, import.meta.url),
      'utf8',
    ),
  )
const MEETING = read('sinh_hoat_to')
const PICTURE = { name: 'anh.jpg', blob: new Blob(['jpeg']), width: 1, height: 1 }
let nth = 0
const named = () => `damaged-${nth++}`

async function damage(
  store: Store,
  name: string,
  shelf: string,
  key: string | string[],
): Promise<void> {
  await store.close()
  const db = await new Promise<IDBDatabase>((done) => {
    const opening = indexedDB.open(name)
    opening.onsuccess = () => done(opening.result)
  })
  const shelves = db.transaction(shelf, 'readwrite').objectStore(shelf)
  await new Promise<void>((done) => {
    shelves.get(key).onsuccess = (event) => {
      const row = (event.target as IDBRequest).result
      const { data } = row.box ?? row.head
      new Uint8Array(data)[0] = (new Uint8Array(data)[0] ?? 0) ^ 255
      shelves.put(row).onsuccess = () => done()
    }
  })
  db.close()
}

describe('a list', () => {
  const later = '2026-11-22T08:00:00.000+07:00'

  it('shows it without its name, sets it aside, and the next one goes', async () => {
    const name = named()
    const store = openPhoneStore({ name })
    await store.finish(meeting({ id: 'uuid:0' }))
    await store.finish(meeting({ id: 'uuid:1', title: 'Buổi 1' }))
    await store.keepDraft(draftOf('uuid:d'))
    await store.keepDraft(draftOf('uuid:e'))
    await damage(store, name, 'records', 'uuid:0')
    await damage(store, name, 'drafts', 'uuid:d')
    expect((await store.records(LAN)).map(({ title }) => title)).toEqual(['', 'Buổi 1'])
    expect((await store.drafts(LAN)).map(({ id }) => id)).toEqual(['uuid:e'])
    expect(await store.markTried('uuid:0', later)).toBeUndefined()
    expect(await store.standing('uuid:0')).toMatchObject({
      standing: 'setAside',
      reason: { status: 0, code: 'damagedHere' },
    })
    expect(await store.markTried('uuid:1', later)).toMatchObject({ id: 'uuid:1', attempts: 1 })
  })
})

describe('a picture', () => {
  it('of the version before: the correction begins without it', async () => {
    const name = named()
    const store = openPhoneStore({ name })
    const sent = meeting({
      id: 'uuid:sent',
      standing: 'sent',
      attachments: [PICTURE.name, 'b.jpg'],
    })
    await store.keepDraft(draftOf(sent.id))
    for (const each of sent.attachments)
      await store.keepPhoto({ ...PICTURE, name: each, instanceId: sent.id, owner: LAN })
    await store.finish(sent)
    await damage(store, name, 'photos', [sent.id, PICTURE.name])
    const api = { xml: async () => null, photo: async () => null }
    const [item] = recordItemsOf(await store.records(LAN), [atCommune(sent.id)])
    if (!item) throw new Error('not in the list')
    const begun = await draftNewVersion({ store, api } as never, item, MEETING, LAN)
    expect(await store.photo(begun, 'b.jpg')).toMatchObject({ name: 'b.jpg' })
    expect(await store.photo(begun, PICTURE.name)).toBeUndefined()
    expect(await store.draft(begun)).toMatchObject({ deprecatedId: sent.id })
  })

  it('of a draft: the phiếu is finished, and the picture is told when its turn comes', async () => {
    const name = named()
    const store = openPhoneStore({ name })
    const draft = draftOf('uuid:new')
    draft.draft.answers = {
      '/data/session/team': 'c0ffee00-0000-4000-8000-000000000001',
      '/data/session/date': '2026-11-05',
      '/data/place': 'home',
      '/data/topics': 'safe_birth',
      '/data/channels': 'small_group',
      '/data/languages': 'kinh',
      '/data/participants/women': '12',
      '/data/participants/men': '5',
      '/data/participants/ethnic': '16',
      '/data/photo': PICTURE.name,
    }
    await store.keepDraft(draft)
    await store.keepPhoto({ ...PICTURE, instanceId: draft.id, owner: LAN })
    await damage(store, name, 'photos', [draft.id, PICTURE.name])
    const lists = {
      teams: [{ name: 'c0ffee00-0000-4000-8000-000000000001', label: 'Tà Lú 1', org_unit: 'u' }],
      org_units: [{ name: 'u', label: 'Tà Lú 1', level: 'village' }],
    }
    const desk = { store, lists, username: 'to', deviceId: 'd', language: 'vi' }
    expect(await startWriting(MEETING, draft, desk).finish()).toEqual([])
    expect(await store.standing(draft.id)).toMatchObject({
      standing: 'finalized',
      attachments: [PICTURE.name],
    })
  })
})
