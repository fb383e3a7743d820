// Sending records, over a real socket to a small server that misbehaves in every way a network does.

import 'fake-indexeddb/auto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApi } from '../../../webapp/api/client'
import { startUploadPace } from '../../../webapp/api/pace'
import type { Store } from '../../../webapp/store/store'
import { requeueRecord, sendOutbox } from '../../../webapp/sync/outbox'
import { newSendingRound } from '../../../webapp/sync/round'
import {
  type Answer,
  captivePortal,
  fakeServer,
  hangUp,
  instead,
  json,
  refuse,
} from '../fake-server'
import { LAN, MAI, meeting } from '../people'
import { openPhoneStore } from '../phone-store'

const server = fakeServer()
let store: Store
let nth = 0

beforeAll(server.open)
afterAll(() => void server.close())
beforeEach(() => {
  store = openPhoneStore({ name: `sync-${nth++}` })
  server.forget()
})

const ports = (to = server.origin) => ({
  store,
  api: createApi(
    () => 'vi',
    () => undefined,
    to,
  ),
  owner: LAN,
})
const send = (round = newSendingRound()) =>
  sendOutbox(ports(), () => undefined, round, startUploadPace())
const hour = (n: number) => `2026-11-20T${String(n).padStart(2, '0')}:00:00.000+07:00`
const knowsKeys = () => store.keepSetting('serverKeys', server.keys)
const standing = async (id = 'uuid:a') => (await store.record(id))?.standing

describe('Lan walks back into coverage', () => {
  it('nobody’s records, nothing to send', async () => {
    expect(await send()).toBe('empty')
    expect(server.asked).toEqual([])
  })

  it('never sends another person’s records under her sign-in', async () => {
    await store.finish(meeting({ id: 'uuid:mai', owner: MAI }))
    expect(await send()).toBe('empty')
    expect(server.asked).toEqual([])
  })

  it('sends oldest first, and settles on a receipt for every byte', async () => {
    await store.finish(meeting({ id: 'uuid:later', finalizedAt: hour(20) }))
    await store.finish(meeting({ id: 'uuid:first', finalizedAt: hour(19) }))
    expect(await send()).toBe('empty')
    expect(server.story()).toEqual(['uuid:first', 'uuid:later'])
    const sent = await store.record('uuid:first')
    expect(sent).toMatchObject({ standing: 'sent', receipt: '7KQ-2M4', attempts: 1 })
  })
})

describe('the network misbehaves', () => {
  it('without a server nothing is tried, so the record may still be changed', async () => {
    await store.finish(meeting({ id: 'uuid:a' }))
    expect(await sendOutbox(ports('http://127.0.0.1:9'))).toBe('offline')
    expect(await store.record('uuid:a')).toMatchObject({ triedAt: '', standing: 'finalized' })
  })

  it('a lost reply changes nothing: the same bytes go again', async () => {
    await store.finish(meeting({ id: 'uuid:a' }))
    server.answers = [hangUp, hangUp]
    expect(await send()).toBe('offline')
    const { triedAt } = (await store.record('uuid:a')) ?? {}
    expect(triedAt).not.toBe('')
    expect(await send()).toBe('offline')
    expect(await send()).toBe('empty')
    expect(new Set(server.asked.map(({ bytes }) => bytes.toString())).size).toBe(1)
    expect(server.asked).toHaveLength(3)
    expect(await store.record('uuid:a')).toMatchObject({ triedAt, attempts: 3, standing: 'sent' })
  })

  it('the 200 of a captive portal is no receipt', async () => {
    await store.finish(meeting({ id: 'uuid:a' }))
    server.answers = [captivePortal]
    expect(await send()).toBe('offline')
    expect(await standing()).toBe('finalized')
  })
})

describe('what is no receipt', () => {
  const changed =
    (change: object): Answer =>
    ({ id }, response, honest) => {
      const { end } = response
      response.end = ((body: string) => {
        response.end = end
        response.end(JSON.stringify({ ...JSON.parse(body), ...change }))
      }) as typeof end
      response.removeHeader('Content-Length')
      honest()
      expect(id).toBe('uuid:a')
    }
  const wrong: [string, Answer][] = [
    ['of another record', changed({ instanceId: 'uuid:other' })],
    ['of other bytes', changed({ sha256: '0'.repeat(64) })],
    ['of no code', changed({ receipt: '' })],
    ['of no files', changed({ attachments: null })],
    ['of nothing', instead({})],
    ['of null', instead(null)],
    ['of a list', instead([])],
  ]
  it.each(wrong)('a receipt %s settles nothing', async (_, answer) => {
    await store.finish(meeting({ id: 'uuid:a' }))
    server.answers = [answer]
    expect(await send()).toBe('later')
    expect(await standing()).toBe('finalized')
    expect(await send()).toBe('empty')
    expect(await standing()).toBe('sent')
  })

  const false_: [string, Answer][] = [
    ['of another time', changed({ receivedAt: '2026-11-20T13:00:01.000Z' })],
    ['of other files', changed({ attachments: [{ name: 'a', sha256: 'b', size: 1 }] })],
    ['with no signature', changed({ signature: '' })],
    ['signed by nobody', changed({ signedBy: undefined })],
    ['signed by a key that nobody has', changed({ signedBy: 'sign-9' })],
    ['with a signature for something else', changed({ signature: 'A'.repeat(86) })],
    ['with a signature that is none', changed({ signature: '%%%' })],
  ]
  it.each(false_)('one %s is not the server’s', async (_, answer) => {
    await knowsKeys()
    await store.finish(meeting({ id: 'uuid:a' }))
    server.answers = [answer]
    expect(await send()).toBe('later')
    expect(await standing()).toBe('finalized')
    expect(await send()).toBe('empty')
    expect(await standing()).toBe('sent')
  })

  it('a key that this phone has not heard of is asked for, and the receipt then holds', async () => {
    const [signing] = server.keys.signing
    const old = { ...server.keys, signing: [{ id: 'sign-0', publicKey: signing?.publicKey ?? '' }] }
    await store.keepSetting('serverKeys', old)
    await store.finish(meeting({ id: 'uuid:a' }))
    expect(await send()).toBe('empty')
    expect(await standing()).toBe('sent')
    expect(await store.setting('serverKeys')).toEqual(server.keys)
  })
})

describe('a correction', () => {
  it('waits for the version that it corrects', async () => {
    await store.finish(meeting({ id: 'uuid:a', finalizedAt: hour(8) }))
    await store.finish(
      meeting({ id: 'uuid:b', rootId: 'uuid:a', deprecatedId: 'uuid:a', finalizedAt: hour(9) }),
    )
    server.answers = [refuse(503, 'busy')]
    expect(await send()).toBe('later')
    expect(server.story()).toEqual(['uuid:a'])
    expect(await send()).toBe('empty')
    expect(server.story()).toEqual(['uuid:a', 'uuid:a', 'uuid:b'])
  })
})

describe('the server says no', () => {
  it('401: everything is kept, and she is asked to sign in', async () => {
    await store.finish(meeting({ id: 'uuid:a' }))
    server.answers = [refuse(401, '401.2')]
    expect(await send()).toBe('signedOut')
    expect(await standing()).toBe('finalized')
  })

  it('401 to what was asked before she signed in again says nothing of the session she has', async () => {
    let signIns = 0
    const over: string[] = []
    const session = {
      mayAsk: () => true,
      mark: () => signIns,
      over: (code: string) => void over.push(code),
    }
    const api = createApi(
      () => 'vi',
      () => undefined,
      server.origin,
      session,
    )
    await store.finish(meeting({ id: 'uuid:a' }))
    const meanwhile: Answer = (asked, response, honest) => {
      signIns++
      refuse(401, 'signedOut')(asked, response, honest)
    }
    server.answers = [meanwhile, refuse(401, 'signedOut')]
    expect(await sendOutbox({ ...ports(), api })).toBe('signedOut')
    expect(over).toEqual([])
    expect(await sendOutbox({ ...ports(), api })).toBe('signedOut')
    expect(over).toEqual(['signedOut'])
    expect(await standing()).toBe('finalized')
  })

  it.each([500, 503, 502])('%i: later, and the next one still goes', async (status) => {
    await store.finish(meeting({ id: 'uuid:a', finalizedAt: hour(8) }))
    await store.finish(meeting({ id: 'uuid:b', finalizedAt: hour(9) }))
    server.answers = [refuse(status, 'busy', { 'Retry-After': '7' })]
    const round = newSendingRound()
    expect(await send(round)).toBe('later')
    expect(round).toEqual({ moved: true, retryAfter: 7 })
    expect(await standing()).toBe('finalized')
    expect(await standing('uuid:b')).toBe('sent')
  })

  it('429: the phone stops asking for now, and for as long as it is asked to', async () => {
    await store.finish(meeting({ id: 'uuid:a', finalizedAt: hour(8) }))
    await store.finish(meeting({ id: 'uuid:b', finalizedAt: hour(9) }))
    server.answers = [refuse(429, 'tooManyAttempts', { 'Retry-After': '60' })]
    const round = newSendingRound()
    expect(await send(round)).toBe('later')
    expect(round).toEqual({ moved: false, retryAfter: 60 })
    expect(server.asked).toHaveLength(1)
  })

  it.each([
    [409, '409.1'],
    [413, 'recordTooLarge'],
    [422, 'invalid'],
    [404, '404.1'],
    [403, 'unitNeverWithinReach'],
  ])('%i: set aside with its reason, and the next one goes', async (status, code) => {
    await store.finish(meeting({ id: 'uuid:a', finalizedAt: hour(8) }))
    await store.finish(meeting({ id: 'uuid:b', finalizedAt: hour(9) }))
    server.answers = [refuse(status, code)]
    expect(await send()).toBe('empty')
    const aside = await store.record('uuid:a')
    expect(aside).toMatchObject({ standing: 'setAside', reason: { status, code } })
    expect(await standing('uuid:b')).toBe('sent')
    if (aside) await requeueRecord(store, aside)
    expect(await send()).toBe('empty')
    expect(await store.record('uuid:a')).toMatchObject({ standing: 'sent', reason: null })
  })

  it('413 from a proxy, without our words, is meant all the same', async () => {
    await store.finish(meeting({ id: 'uuid:a' }))
    server.answers = [
      (_, response) => response.writeHead(413, { 'Content-Type': 'text/html' }).end('<h1>413</h1>'),
    ]
    expect(await send()).toBe('empty')
    expect((await store.record('uuid:a'))?.reason?.code).toBe('http413')
  })

  it('a portal that answers everything with its own JSON settles nothing', async () => {
    await store.finish(meeting({ id: 'uuid:a' }))
    server.answers = [(_, response) => json(response, 201, { ok: true, attachments: [] })]
    expect(await send()).toBe('later')
    expect(await standing()).toBe('finalized')
  })
})
