// Sending, over a real socket to a small server that misbehaves in every way a network does.

import 'fake-indexeddb/auto'
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect } from '../../webapp/api'
import { openStore, type Store } from '../../webapp/store'
import { sendOutbox } from '../../webapp/sync'
import { LAN, MAI, meeting } from './people'

type Answer = (said: Parts, response: ServerResponse) => void
interface Parts {
  id: string
  hashes: Record<string, string>
}

let origin = ''
let store: Store
let answers: Answer[] = []
let received: Parts[] = []
let nth = 0
const reached: boolean[] = []

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function partsOf(request: IncomingMessage): Promise<Parts> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const headers = { 'Content-Type': request.headers['content-type'] ?? '' }
  const form = await new Response(Buffer.concat(chunks), { headers }).formData()
  const parts: Parts = { id: '', hashes: {} }
  for (const [name, part] of form) {
    const bytes = new Uint8Array(await (part as File).arrayBuffer())
    parts.hashes[name] = sha(bytes)
    if (name === 'xml_submission_file')
      parts.id = /<instanceID>(.*?)</.exec(new TextDecoder().decode(bytes))?.[1] ?? ''
  }
  return parts
}

const json = (response: ServerResponse, status: number, body: unknown) =>
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))

const receipt = ({ id, hashes }: Parts) => {
  const { xml_submission_file: record, ...files } = hashes
  return {
    instanceId: id,
    receipt: '7KQ-2M4',
    sha256: record,
    receivedAt: '2026-11-20T13:00:00.000Z',
    attachments: Object.entries(files).map(([name, sha256]) => ({ name, sha256, size: 1 })),
  }
}

const accept: Answer = (parts, response) => json(response, 201, receipt(parts))
const refuse =
  (status: number, code: string): Answer =>
  (_, response) =>
    json(response, status, { code, message: code, details: {} })
const hangUp: Answer = (_, response) => response.destroy()
const captivePortal: Answer = (_, response) =>
  response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>Wi-Fi miễn phí</html>')

const server = createServer((request, response) => {
  if (request.url === '/health') {
    json(response, 200, { status: 'ok' })
    return
  }
  void partsOf(request).then((parts) => {
    received.push(parts)
    ;(answers.shift() ?? accept)(parts, response)
  })
})

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())
beforeEach(() => {
  store = openStore({ name: `sync-${nth++}` })
  answers = []
  received = []
})

const doors = (to = origin) => ({
  store,
  api: connect(
    () => 'vi',
    (yes) => reached.push(yes),
    to,
  ),
  owner: LAN,
})
const hour = (n: number) => `2026-11-20T${String(n).padStart(2, '0')}:00:00.000+07:00`

describe('Lan walks back into coverage', () => {
  it('nobody’s records, nothing to send', async () => {
    expect(await sendOutbox(doors())).toBe('empty')
    expect(received).toEqual([])
  })

  it('never sends another person’s records under her sign-in', async () => {
    await store.finish(meeting({ id: 'uuid:mai', owner: MAI }))
    expect(await sendOutbox(doors())).toBe('empty')
    expect(received).toEqual([])
  })

  it('sends oldest first, with photos, and settles on a receipt for every byte', async () => {
    await store.finish(meeting({ id: 'uuid:later', finalizedAt: hour(20) }))
    await store.finish(meeting({ id: 'uuid:first', finalizedAt: hour(19), attachments: ['1.jpg'] }))
    const blob = new Blob(['a picture'])
    await store.keepPhoto({ instanceId: 'uuid:first', name: '1.jpg', blob, width: 1, height: 1 })
    expect(await sendOutbox(doors())).toBe('empty')
    expect(received.map((each) => each.id)).toEqual(['uuid:first', 'uuid:later'])
    expect(received[0]?.hashes['1.jpg']).toBe(sha(new TextEncoder().encode('a picture')))
    const sent = await store.record('uuid:first')
    expect(sent).toMatchObject({ standing: 'sent', receipt: '7KQ-2M4', attempts: 1 })
  })
})

describe('the network misbehaves', () => {
  it('without a server nothing is tried, so the record may still be changed', async () => {
    await store.finish(meeting({ id: 'uuid:a' }))
    expect(await sendOutbox(doors('http://127.0.0.1:9'))).toBe('offline')
    expect(await store.record('uuid:a')).toMatchObject({ triedAt: '', standing: 'finalized' })
  })

  it('a lost reply changes nothing: the same bytes go again', async () => {
    await store.finish(meeting({ id: 'uuid:a' }))
    answers = [hangUp, hangUp]
    expect(await sendOutbox(doors())).toBe('offline')
    const { triedAt } = (await store.record('uuid:a')) ?? {}
    expect(triedAt).not.toBe('')
    expect(await sendOutbox(doors())).toBe('offline')
    expect(await sendOutbox(doors())).toBe('empty')
    expect(new Set(received.map((each) => JSON.stringify(each))).size).toBe(1)
    expect(received).toHaveLength(3)
    expect(await store.record('uuid:a')).toMatchObject({ triedAt, attempts: 3, standing: 'sent' })
  })

  it('the 200 of a captive portal is no receipt', async () => {
    await store.finish(meeting({ id: 'uuid:a' }))
    answers = [captivePortal]
    expect(await sendOutbox(doors())).toBe('offline')
    expect((await store.record('uuid:a'))?.standing).toBe('finalized')
  })

  const wrong: [string, Answer][] = [
    ['another record', (parts, r) => json(r, 201, receipt({ ...parts, id: 'uuid:other' }))],
    [
      'other bytes',
      (parts, r) => json(r, 201, { ...receipt(parts), sha256: sha(new Uint8Array()) }),
    ],
    ['no photo', (parts, r) => json(r, 201, { ...receipt(parts), attachments: [] })],
    ['nothing', (_, r) => json(r, 200, {})],
    ['null', (_, r) => json(r, 200, null)],
  ]
  it.each(wrong)('a receipt for %s settles nothing', async (_, answer) => {
    await store.finish(meeting({ id: 'uuid:a', attachments: ['1.jpg'] }))
    const blob = new Blob(['a picture'])
    await store.keepPhoto({ instanceId: 'uuid:a', name: '1.jpg', blob, width: 1, height: 1 })
    answers = [answer]
    expect(await sendOutbox(doors())).toBe('later')
    expect((await store.record('uuid:a'))?.standing).toBe('finalized')
    expect(await sendOutbox(doors())).toBe('empty')
  })
})

describe('a correction', () => {
  it('waits for the version that it corrects', async () => {
    await store.finish(meeting({ id: 'uuid:a', finalizedAt: hour(8) }))
    await store.finish(
      meeting({ id: 'uuid:b', rootId: 'uuid:a', deprecatedId: 'uuid:a', finalizedAt: hour(9) }),
    )
    answers = [refuse(503, 'busy')]
    expect(await sendOutbox(doors())).toBe('later')
    expect(received.map((each) => each.id)).toEqual(['uuid:a'])
    expect(await sendOutbox(doors())).toBe('empty')
    expect(received.map((each) => each.id)).toEqual(['uuid:a', 'uuid:a', 'uuid:b'])
  })
})

describe('the server says no', () => {
  it('401: everything is kept, and she is asked to sign in', async () => {
    await store.finish(meeting({ id: 'uuid:a' }))
    answers = [refuse(401, '401.2')]
    expect(await sendOutbox(doors())).toBe('signedOut')
    expect((await store.record('uuid:a'))?.standing).toBe('finalized')
  })

  it.each([500, 503, 502])('%i: later, and the next one still goes', async (status) => {
    await store.finish(meeting({ id: 'uuid:a', finalizedAt: hour(8) }))
    await store.finish(meeting({ id: 'uuid:b', finalizedAt: hour(9) }))
    answers = [refuse(status, 'busy')]
    expect(await sendOutbox(doors())).toBe('later')
    expect((await store.record('uuid:a'))?.standing).toBe('finalized')
    expect((await store.record('uuid:b'))?.standing).toBe('sent')
  })

  it('429: the phone stops asking for now', async () => {
    await store.finish(meeting({ id: 'uuid:a', finalizedAt: hour(8) }))
    await store.finish(meeting({ id: 'uuid:b', finalizedAt: hour(9) }))
    answers = [refuse(429, 'tooManyAttempts')]
    expect(await sendOutbox(doors())).toBe('later')
    expect(received).toHaveLength(1)
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
    answers = [refuse(status, code)]
    expect(await sendOutbox(doors())).toBe('empty')
    expect(await store.record('uuid:a')).toMatchObject({
      standing: 'setAside',
      reason: { status, code },
    })
    expect((await store.record('uuid:b'))?.standing).toBe('sent')
  })

  it('413 from a proxy, without our words, is meant all the same', async () => {
    await store.finish(meeting({ id: 'uuid:a' }))
    answers = [
      (_, response) => response.writeHead(413, { 'Content-Type': 'text/html' }).end('<h1>413</h1>'),
    ]
    expect(await sendOutbox(doors())).toBe('empty')
    expect((await store.record('uuid:a'))?.reason?.code).toBe('http413')
  })
})
