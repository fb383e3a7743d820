// A server that was set back to an older backup: what it had acknowledged goes again, once and whole.

import 'fake-indexeddb/auto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApi } from '../../../webapp/api/client'
import { startUploadPace } from '../../../webapp/api/pace'
import type { OutboxRecord } from '../../../webapp/store/records'
import type { Store } from '../../../webapp/store/store'
import { requeueRecord, sendOutbox } from '../../../webapp/sync/outbox'
import { forgottenInstanceIds, offerForgotten } from '../../../webapp/sync/restored'
import { newSendingRound } from '../../../webapp/sync/round'
import { fakeServer, hangUp, refuse } from '../fake-server'
import { atCommune, LAN, meeting } from '../people'
import { openPhoneStore } from '../phone-store'

const server = fakeServer()
let store: Store
let nth = 0

beforeAll(server.open)
afterAll(() => void server.close())
beforeEach(() => {
  store = openPhoneStore({ name: `restored-${nth++}` })
  server.forget()
})

const api = () =>
  createApi(
    () => 'vi',
    () => undefined,
    server.origin,
  )
const send = () =>
  sendOutbox(
    { store, api: api(), owner: LAN },
    () => undefined,
    newSendingRound(),
    startUploadPace(),
  )
const record = async (id = 'uuid:a') => (await store.record(id)) as OutboxRecord
const TODAY = '2026-11-22T08:00:00.000+07:00'

async function photographed(id: string, ...names: string[]): Promise<void> {
  const photos = names.map((name) => `<photo>${name}</photo>`).join('')
  const xml = `<data>${photos}<instanceID>${id}</instanceID></data>`
  await store.finish(meeting({ id, xml, attachments: names }))
  for (const name of names) {
    const blob = new Blob(['picture', name], { type: 'image/jpeg' })
    await store.keepPhoto({ instanceId: id, name, blob, width: 1, height: 1 })
  }
}

describe('the photo follows, and nobody knows its record any more', () => {
  beforeEach(async () => {
    await photographed('uuid:a', '1.jpg', '2.jpg')
    server.answers = [(_, __, honest) => honest(), hangUp]
    expect(await send()).toBe('offline')
    expect(await record()).toMatchObject({ standing: 'sent', filesReceived: [] })
  })

  it('the record goes again first, and then every photo', async () => {
    server.kept.clear()
    server.asked = []
    expect(await send()).toBe('empty')
    expect(server.story()).toEqual([
      'part uuid:a/1.jpg 0',
      'uuid:a',
      'part uuid:a/1.jpg 0',
      'part uuid:a/2.jpg 0',
    ])
    const after = await record()
    expect(after).toMatchObject({ standing: 'sent', filesReceived: ['1.jpg', '2.jpg'] })
    expect(after.filesRefused).toEqual({})
  })

  it('a cut in between loses nothing', async () => {
    server.kept.clear()
    server.answers = [refuse(404, '404.1'), hangUp]
    expect(await send()).toBe('offline')
    expect(await record()).toMatchObject({ standing: 'finalized' })
    expect(await send()).toBe('empty')
    expect(await record()).toMatchObject({ standing: 'sent', filesReceived: ['1.jpg', '2.jpg'] })
  })

  it('a server that has the record and not the photo: it stays here, and it is said', async () => {
    const never = refuse(404, '404.1')
    server.answers = [never, (_, __, honest) => honest(), never]
    expect(await send()).toBe('empty')
    const after = await record()
    expect(after).toMatchObject({ standing: 'sent', filesReceived: ['2.jpg'] })
    expect(after.filesRefused).toEqual({ '1.jpg': { status: 404, code: 'photoNoRecord' } })
    expect(await store.photo('uuid:a', '1.jpg')).toBeDefined()
    server.asked = []
    expect(await send()).toBe('empty')
    expect(server.asked).toEqual([])

    // She, or the office, has dealt with it.
    server.kept.clear()
    await requeueRecord(store, after)
    expect(await send()).toBe('empty')
    expect((await record()).filesReceived).toContain('1.jpg')
  })
})

describe('her own list no longer names it', () => {
  const sent = (said: Partial<OutboxRecord> & { id: string }) =>
    meeting({ standing: 'sent', receivedAt: '2026-11-20T20:00:00.000+07:00', ...said })
  const correction = sent({ id: 'b', rootId: 'a', deprecatedId: 'a' })
  const third = sent({ id: 'c', rootId: 'a', deprecatedId: 'b' })

  it('what is there, what waits and what was refused is left alone', () => {
    const here = [
      sent({ id: 'a' }),
      meeting({ id: 'w' }),
      meeting({ id: 's', standing: 'setAside' }),
    ]
    expect(forgottenInstanceIds(here, [atCommune('a')])).toEqual([])
  })

  it('a first version that is not there, and a correction of which only an earlier one is', () => {
    expect(forgottenInstanceIds([sent({ id: 'a' })], [])).toEqual(['a'])
    expect(forgottenInstanceIds([sent({ id: 'a' }), correction], [atCommune('a')])).toEqual(['b'])
    expect(forgottenInstanceIds([correction, third], [atCommune('a')])).toEqual(['b', 'c'])
    const elsewhere = atCommune('a', { currentVersion: { instanceId: 'x', version: '1' } })
    expect(forgottenInstanceIds([sent({ id: 'a' }), correction, third], [elsewhere])).toEqual([])
  })

  it('a correction of what somebody else began is in no list of hers', () => {
    expect(forgottenInstanceIds([correction], [])).toEqual([])
  })

  it('a list that was cut short says nothing of what is older', () => {
    const [oldest] = [atCommune('z', { createdAt: '2026-11-20T21:00:00.000+07:00' })]
    expect(forgottenInstanceIds([sent({ id: 'a' })], [oldest], true)).toEqual([])
    const later = sent({ id: 'a', receivedAt: '2026-11-21T07:00:00.000+07:00' })
    expect(forgottenInstanceIds([later], [oldest], true)).toEqual(['a'])
  })

  it('goes again with all that is here; a server that knew it gives the same receipt', async () => {
    await photographed('uuid:a', '1.jpg')
    await store.finish(meeting({ id: 'uuid:b' }))
    expect(await send()).toBe('empty')
    server.kept.delete('uuid:a')
    expect(await offerForgotten(store, await store.standings(LAN), [], false)).toBe(2)
    expect(await store.waiting(LAN)).toEqual(['uuid:a', 'uuid:b'])
    server.asked = []
    expect(await send()).toBe('empty')
    expect(server.asked.filter(({ what }) => what === 'record')).toHaveLength(2)
    expect(server.kept.get('uuid:a')?.files.get('1.jpg')?.whole).toBe(true)
    expect(await record()).toMatchObject({ standing: 'sent', filesReceived: ['1.jpg'] })
    expect(await offerForgotten(store, await store.standings(LAN), [], false)).toBe(0)
  })

  it('once a day, and never without what it says', async () => {
    await store.finish(meeting({ id: 'uuid:a' }))
    await send()
    expect(await store.offerAgain('uuid:a', TODAY)).toBe(true)
    expect(await store.offerAgain('uuid:a', TODAY)).toBe(true)
    await send()
    expect(await store.offerAgain('uuid:a', TODAY)).toBe(false)
    expect(await store.offerAgain('uuid:a', '2026-11-23T08:00:00.000+07:00')).toBe(true)
    expect(await store.offerAgain('uuid:nobody', TODAY)).toBe(false)
  })
})
