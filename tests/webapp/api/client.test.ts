// Whoever owns the Wi-Fi may answer anything, also JSON: only what our server says is an answer.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApi } from '../../../webapp/api/client'
import { json } from '../fake-server'

type Said = [status: number, body: unknown, headers?: Record<string, string>]
let said: Said = [200, {}]
let overBecause: string[] = []
const server = createServer((request, response) => {
  request.resume()
  const [status, body, headers] = said
  if (body instanceof Buffer) response.writeHead(status, headers).end(body)
  else if (status === 304) response.writeHead(304, headers).end()
  else json(response, status, body, headers)
})
let api: ReturnType<typeof createApi>

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const over = (code: string) => void overBecause.push(code)
  const session = { mayAsk: () => true, mark: () => 0, over }
  api = createApi(
    () => 'vi',
    () => undefined,
    origin,
    session,
  )
})
afterAll(() => void server.close())

/** Without the header that every answer of ours carries. */
async function stranger(status: number, body: unknown) {
  const foreign = createServer((_, response) =>
    response
      .writeHead(status, { 'Content-Type': 'application/json', ETag: '"1"' })
      .end(status === 304 ? undefined : JSON.stringify(body)),
  )
  await new Promise<void>((done) => foreign.listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}`
  const over = (code: string) => void overBecause.push(code)
  const their = createApi(
    () => 'vi',
    () => undefined,
    origin,
    { mayAsk: () => true, mark: () => 0, over },
  )
  return { their, close: () => foreign.close() }
}

const RECORD = new Blob(['<data/>'])
const FILE = { id: 'uuid:a', name: 'a.jpg', sha256: '0'.repeat(64), size: 3 }
const BEAT = {} as never
type Their = Awaited<ReturnType<typeof stranger>>['their']
/** Every kind of question that a phone or a desk asks. */
const QUESTIONS: Record<string, (their: Their) => Promise<unknown>> = {
  'who am I': (their) => their.me(),
  keys: (their) => their.keys(),
  heartbeat: (their) => their.heartbeat(BEAT),
  forms: (their) => their.forms('"1"'),
  definition: (their) => their.definition('sinh_hoat_to', '1', '"1"'),
  list: (their) => their.list('teams', ''),
  units: (their) => their.orgUnits(''),
  'my records': (their) => their.submissions({ of: 'me' }),
  record: (their) => their.record('sinh_hoat_to', 'uuid:a'),
  review: (their) => their.review('sinh_hoat_to', 'uuid:a', {} as never),
  'what opens her vault': (their) => their.recover('secret', 'envelope'),
  'a sealed file brought': (their) => their.bring(new ArrayBuffer(3)),
  'sign in': (their) => their.signIn('lan', 'secret'),
  'sign out': (their) => their.signOut(),
  'hand-over': (their) => their.line.send('POST', '/v1/handovers/1/taking'),
  figures: (their) => their.figures({ orgUnit: 'vn' }),
  'a record sent': (their) => their.submit(RECORD),
  'how far a photo has come': (their) => their.fileSoFar(FILE),
  'a part of a photo': (their) => their.sendPart(FILE, 0, RECORD),
}

describe('a stranger', () => {
  it.each(Object.entries(QUESTIONS))('%s: says yes in JSON', async (_, ask) => {
    const { their, close } = await stranger(200, { ok: true, items: [], rows: [] })
    expect(await ask(their)).toBe('unreachable')
    close()
  })

  it.each([
    [304, null],
    [401, { code: 'signedOut' }],
    [403, { code: '403.1', message: 'Blocked', details: {} }],
    [404, { code: '404.1' }],
  ])('%i from nobody of ours is no answer, and signs nobody out', async (status, body) => {
    overBecause = []
    const { their, close } = await stranger(status, body)
    expect(await their.forms('"1"')).toBe('unreachable')
    expect(await their.submit(RECORD)).toBe('unreachable')
    expect(overBecause).toEqual([])
    close()
  })

  it('a proxy before our server may say that a record is too large, or that there is no time', async () => {
    for (const status of [413, 429, 502, 503]) {
      const { their, close } = await stranger(status, { code: 'whatever it calls it' })
      expect(await their.submit(RECORD)).toMatchObject({ ok: false, status, code: `http${status}` })
      close()
    }
  })

  it('a picture of theirs is not the picture of the record', async () => {
    const { their, close } = await stranger(200, 'a page')
    expect(await their.photo('sinh_hoat_to', 'uuid:a', 'a.jpg')).toBeNull()
    close()
    said = [200, Buffer.from('jpeg'), { 'Content-Type': 'image/jpeg', 'So-Thon': '1' }]
    expect((await api.photo('sinh_hoat_to', 'uuid:a', 'a.jpg'))?.size).toBe(4)
  })
})

describe('our server', () => {
  it('says yes, no, and nothing new', async () => {
    overBecause = []
    said = [200, [{ xmlFormId: 'sinh_hoat_to' }], { ETag: '"2"' }]
    expect(await api.forms('')).toMatchObject({ ok: true, etag: '"2"' })
    said = [304, null, { 'So-Thon': '1' }]
    expect(await api.forms('"2"')).toBe('unchanged')
    said = [409, { code: '409.1', details: { why: 'other' } }]
    expect(await api.submit(RECORD)).toMatchObject({ code: '409.1', details: { why: 'other' } })
    said = [401, { code: 'signedOut' }]
    await api.me()
    expect(overBecause).toEqual(['signedOut'])
  })
})
