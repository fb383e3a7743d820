// Photos after their records: in parts, resumed, each called received only on its own receipt.

import 'fake-indexeddb/auto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApi } from '../../../webapp/api/client'
import { startUploadPace, timeoutForBytes, type UploadPace } from '../../../webapp/api/pace'
import type { OutboxRecord } from '../../../webapp/store/records'
import { owedFileNames } from '../../../webapp/store/shelves/travelling'
import type { Store } from '../../../webapp/store/store'
import { requeueRecord, type SendProgress, sendOutbox } from '../../../webapp/sync/outbox'
import { newSendingRound } from '../../../webapp/sync/round'
import { sealEnvelope } from '../../../webapp/vault/envelope'
import {
  type Answer,
  captivePortal,
  fakeServer,
  hangUp,
  hashOf,
  instead,
  lostReply,
  refuse,
} from '../fake-server'
import { LAN, MAI, meeting } from '../people'
import { openPhoneStore } from '../phone-store'

const server = fakeServer()
let store: Store
let nth = 0

beforeAll(server.open)
afterAll(() => void server.close())
beforeEach(async () => {
  store = openPhoneStore({ name: `uploading-${nth++}` })
  server.forget()
  await store.keepSetting('serverKeys', server.keys)
})

const PICTURE = Buffer.from(Array.from({ length: 1_000 }, (_, n) => n % 251))

/** A pace that stays, so that parts can be counted. */
const steady = (size: number): UploadPace => ({
  size: () => size,
  took: () => {},
  failed: () => {},
})
const ports = () => ({
  store,
  api: createApi(
    () => 'vi',
    () => undefined,
    server.origin,
  ),
  owner: LAN,
})
const send = (round = newSendingRound(), pace = steady(400)) =>
  sendOutbox(ports(), () => undefined, round, pace)

async function photographed(id: string, ...names: string[]): Promise<void> {
  const photos = names.map((name) => `<photo>${name}</photo>`).join('')
  const xml = `<data>${photos}<instanceID>${id}</instanceID></data>`
  await store.finish(meeting({ id, xml, attachments: names }))
  for (const name of names) {
    const blob = new Blob([PICTURE, name], { type: 'image/jpeg' })
    await store.keepPhoto({ instanceId: id, name, blob, width: 1, height: 1 })
  }
}

const record = async (id = 'uuid:a') => (await store.record(id)) as OutboxRecord
const stored = (id: string, name: string) => server.kept.get(id)?.files.get(name)
const arrived = (id: string, name: string) =>
  expect(hashOf(stored(id, name)?.bytes ?? Buffer.alloc(0))).toBe(
    hashOf(Buffer.concat([PICTURE, Buffer.from(name)])),
  )

describe('with a good line', () => {
  it('every record goes first, then the photos, in parts', async () => {
    await photographed('uuid:a', '1.jpg')
    await photographed('uuid:b', '2.jpg')
    const shown: SendProgress[] = []
    const watch = (progress: SendProgress | null) => void (progress && shown.push(progress))
    expect(await sendOutbox(ports(), watch, newSendingRound(), steady(400))).toBe('empty')
    expect(server.story().slice(0, 5)).toEqual([
      'uuid:a',
      'uuid:b',
      'soFar uuid:a/1.jpg 0',
      'part uuid:a/1.jpg 0',
      'part uuid:a/1.jpg 400',
    ])
    arrived('uuid:a', '1.jpg')
    arrived('uuid:b', '2.jpg')
    expect(await record()).toMatchObject({ standing: 'sent', filesReceived: ['1.jpg'] })
    expect(shown.map(({ what, nth, of }) => `${what} ${nth}/${of}`)).toEqual([
      'record 1/2',
      'record 2/2',
      'photo 1/2',
      'photo 2/2',
    ])
  })

  it('what fits in one part is not asked about first; twice is nothing more to do', async () => {
    await photographed('uuid:a', '1.jpg')
    await send(newSendingRound(), steady(5_000))
    expect(server.story()).toEqual(['uuid:a', 'part uuid:a/1.jpg 0'])
    expect(await send()).toBe('empty')
    expect(server.asked).toHaveLength(2)
  })

  it('pictures of drafts, of others and of records not received yet stay where they are', async () => {
    await photographed('uuid:a', '1.jpg')
    const blob = new Blob([PICTURE])
    const elsewhere = { name: '9.jpg', blob, width: 1, height: 1, owner: MAI }
    await store.keepPhoto({ ...elsewhere, instanceId: 'uuid:draft' })
    await store.keepPhoto({ ...elsewhere, instanceId: 'uuid:a', owner: LAN })
    server.answers = [refuse(503, 'busy')]
    expect(await send()).toBe('later')
    expect(server.story()).toEqual(['uuid:a'])
    await send()
    expect(server.asked.filter(({ name }) => name === '9.jpg')).toEqual([])
  })

  it('a record that she finishes meanwhile goes before the next photo', async () => {
    await photographed('uuid:a', '1.jpg', '2.jpg')
    const second: Answer = (_, __, honest) =>
      void store.finish(meeting({ id: 'uuid:new' })).then(honest)
    server.answers = [(_, __, honest) => honest(), second]
    expect(await send(newSendingRound(), steady(5_000))).toBe('empty')
    expect(server.story()).toEqual([
      'uuid:a',
      'part uuid:a/1.jpg 0',
      'uuid:new',
      'part uuid:a/2.jpg 0',
    ])
  })
})

describe('with a line that cuts', () => {
  it('a cut costs one part: it goes on from where the server has got to', async () => {
    await photographed('uuid:a', '1.jpg')
    const well: Answer = (_, __, honest) => honest()
    server.answers = [well, well, well, hangUp]
    const round = newSendingRound()
    expect(await send(round)).toBe('offline')
    expect(round.moved).toBe(true)
    expect((await record()).filesReceived).toEqual([])
    expect(await send()).toBe('empty')
    expect(server.story().slice(-3)).toEqual([
      'soFar uuid:a/1.jpg 0',
      'part uuid:a/1.jpg 400',
      'part uuid:a/1.jpg 800',
    ])
    arrived('uuid:a', '1.jpg')
  })

  it('replies that are lost again and again: every part is kept once', async () => {
    await photographed('uuid:a', '1.jpg')
    for (let tries = 0; tries < 40 && !(await record()).filesReceived?.length; tries++) {
      server.answers = server.asked.length % 2 ? [lostReply] : []
      await send()
    }
    arrived('uuid:a', '1.jpg')
    expect((await record()).filesReceived).toEqual(['1.jpg'])
  })

  it('the last reply is lost: the receipt is asked for, not the photo sent again', async () => {
    await photographed('uuid:a', '1.jpg')
    const well: Answer = (_, __, honest) => honest()
    server.answers = [well, well, well, well, lostReply]
    expect(await send()).toBe('offline')
    expect(stored('uuid:a', '1.jpg')?.whole).toBe(true)
    expect(await send()).toBe('empty')
    expect(server.story().slice(-1)).toEqual(['soFar uuid:a/1.jpg 0'])
    expect((await record()).filesReceived).toEqual(['1.jpg'])
  })
})

describe('what is no receipt for a photo', () => {
  const falsely =
    (change: (said: { receipt?: { attachments: object[] } }) => unknown): Answer =>
    (_, response, honest) => {
      const { end } = response
      response.end = ((body: string) => {
        response.end = end
        response.end(JSON.stringify(change(JSON.parse(body))))
      }) as typeof end
      honest()
    }
  const wrong: [string, Answer][] = [
    ['a portal’s JSON', instead({ ok: true })],
    ['complete, and no receipt', instead({ received: 1_005, complete: true })],
    [
      'a receipt without it',
      falsely((said) => ({ ...said, receipt: { ...said.receipt, attachments: [] } })),
    ],
    [
      'a receipt of another record',
      falsely((said) => ({ ...said, receipt: { ...said.receipt, instanceId: 'x' } })),
    ],
    [
      'a false signature',
      falsely((said) => ({ ...said, receipt: { ...said.receipt, signature: 'AA' } })),
    ],
    ['less than nothing', instead({ received: -5 })],
    ['half a byte', instead({ received: 0.5 })],
    ['null', instead(null)],
  ]
  it.each(wrong)('%s', async (_, answer) => {
    await photographed('uuid:a', '1.jpg')
    server.answers = [(__, ___, honest) => honest(), answer]
    expect(await send(newSendingRound(), steady(5_000))).toBe('later')
    expect(owedFileNames(await record())).toEqual(['1.jpg'])
    expect(await store.photo('uuid:a', '1.jpg')).toBeDefined()
    expect(await send(newSendingRound(), steady(5_000))).toBe('empty')
    expect(owedFileNames(await record())).toEqual([])
  })

  it('a portal’s page is nobody’s word', async () => {
    await photographed('uuid:a', '1.jpg')
    server.answers = [(_, __, honest) => honest(), captivePortal]
    expect(await send()).toBe('offline')
  })

  it('a server that never agrees is asked again another time, and not for ever', async () => {
    await photographed('uuid:a', '1.jpg')
    const never = refuse(409, 'otherOffset', {}, { received: 7 })
    server.answers = [(_, __, honest) => honest(), ...Array<Answer>(50).fill(never)]
    expect(await send()).toBe('later')
    expect(server.asked.length).toBeLessThan(10)
  })
})

describe('the server says no to a photo', () => {
  it.each([
    [415, 'notAPhoto'],
    [413, 'bodyTooLarge'],
    [409, 'attachmentStands'],
  ])(
    '%i: it stays with its reason, the others go, and she may send it again',
    async (status, code) => {
      await photographed('uuid:a', '1.jpg', '2.jpg')
      server.answers = [(_, __, honest) => honest(), refuse(status, code)]
      expect(await send(newSendingRound(), steady(5_000))).toBe('empty')
      const after = await record()
      expect(after).toMatchObject({ standing: 'sent', filesReceived: ['2.jpg'] })
      expect(after.filesRefused).toEqual({ '1.jpg': { status, code } })
      expect(await store.photo('uuid:a', '1.jpg')).toBeDefined()
      server.asked = []
      expect(await send()).toBe('empty')
      expect(server.asked).toEqual([])
      await requeueRecord(store, after)
      expect(await send(newSendingRound(), steady(5_000))).toBe('empty')
      expect(await record()).toMatchObject({ filesReceived: ['2.jpg', '1.jpg'], filesRefused: {} })
    },
  )

  it.each([
    [401, '401.2', 'signedOut'],
    [429, 'tooManyAttempts', 'later'],
    [503, 'busy', 'later'],
    [409, 'otherHash', 'later'],
  ])('%i %s: it is kept and waits', async (status, code, outcome) => {
    await photographed('uuid:a', '1.jpg')
    const round = newSendingRound()
    server.answers = [(_, __, honest) => honest(), refuse(status, code, { 'Retry-After': '9' })]
    expect(await send(round)).toBe(outcome)
    expect(round.retryAfter).toBe(9)
    expect(owedFileNames(await record())).toEqual(['1.jpg'])
    expect(await send()).toBe('empty')
    arrived('uuid:a', '1.jpg')
  })
})

describe('files that are not on this phone', () => {
  it('came with an earlier version: they are there; lost here: it is said, and not tried for ever', async () => {
    const xml =
      '<data><photo>old.jpg</photo><photo>gone.jpg</photo><instanceID>uuid:a</instanceID></data>'
    await store.finish(meeting({ id: 'uuid:a', xml, attachments: ['old.jpg', 'gone.jpg'] }))
    const carriedOver: Answer = (_, __, honest) => {
      const old = { named: 'x', bytes: PICTURE, whole: true }
      const gone = { named: '', bytes: Buffer.alloc(0), whole: false }
      const sha256 = hashOf(Buffer.from(xml))
      server.kept.set('uuid:a', {
        sha256,
        files: new Map([
          ['old.jpg', old],
          ['gone.jpg', gone],
        ]),
      })
      honest()
    }
    server.answers = [carriedOver]
    expect(await send()).toBe('empty')
    const after = await record()
    expect(after).toMatchObject({ standing: 'sent', filesReceived: ['old.jpg'] })
    expect(after.filesRefused).toEqual({ 'gone.jpg': { status: 0, code: 'photoLostHere' } })
    expect(owedFileNames(after)).toEqual([])
  })
})

it('a sealed photo is known by its envelope, and by nothing else', async () => {
  await photographed('uuid:a', '1.jpg')
  const blob = await sealEnvelope(server.keys.sealing, 'file:uuid:a/1.jpg', new Uint8Array(PICTURE))
  await store.keepPhoto({ instanceId: 'uuid:a', name: '1.jpg', blob, width: 0, height: 0 })
  const another: Answer = (_, response, honest) => {
    const { end } = response
    response.end = ((body: string) => {
      const said = JSON.parse(body)
      const receipt = { ...said.receipt, envelopeSha256: said.receipt.attachments[0].sha256 }
      response.end = end
      response.end(JSON.stringify({ ...said, receipt }))
    }) as typeof end
    honest()
  }
  server.answers = [(_, __, honest) => honest(), another]
  expect(await send(newSendingRound(), steady(5_000))).toBe('later')
  expect(owedFileNames(await record())).toEqual(['1.jpg'])
  expect(await send(newSendingRound(), steady(5_000))).toBe('empty')
  expect(owedFileNames(await record())).toEqual([])
  expect(stored('uuid:a', '1.jpg')?.bytes.toString()).not.toContain(PICTURE.toString())
})

it('a picture that is not what she finished with is not sent in its place', async () => {
  await photographed('uuid:a', '1.jpg')
  const hashes = { '1.jpg': '0'.repeat(64) }
  await store.finish({ ...(await record()), hashes })
  expect(await send()).toBe('empty')
  expect(server.story()).toEqual(['uuid:a'])
  expect((await record()).filesRefused).toEqual({ '1.jpg': { status: 0, code: 'photoLostHere' } })
})

describe('how long a part is', () => {
  it('some seconds of whatever the line carries', () => {
    const pace = startUploadPace()
    pace.took(32_768, 100)
    expect(pace.size()).toBe(65_536)
    pace.took(65_536, 200)
    pace.took(131_072, 400)
    expect(pace.size()).toBe(131_072)
    pace.took(131_072, 32_000)
    expect(pace.size()).toBe(32_768)
    // Slow, or far: below this the round trips would cost more than they save.
    pace.took(32_768, 60_000)
    expect(pace.size()).toBe(16_384)
  })

  it('half as long after each cut, and no longer before several came through', () => {
    const pace = startUploadPace()
    for (let cuts = 0; cuts < 9; cuts++) pace.failed()
    expect(pace.size()).toBe(2_048)
    for (let parts = 0; parts < 4; parts++) pace.took(2_048, 10)
    expect(pace.size()).toBe(2_048)
    pace.took(2_048, 10)
    expect(pace.size()).toBe(4_096)
  })

  it('is waited for longer than any round trip', () => {
    expect(timeoutForBytes(2_048)).toBeGreaterThan(60_000)
    expect(timeoutForBytes(131_072)).toBeGreaterThan(300_000)
  })
})
