// What the phone tells of itself, when, and what it keeps of the answer; over a real socket.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import 'fake-indexeddb/auto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApi } from '../../../webapp/api/client'
import type { HeartbeatCounts } from '../../../webapp/api/owing-wire'
import type { Store } from '../../../webapp/store/store'
import {
  isEarlierVersion,
  isVersionClosed,
  lastHeartbeatAnswer,
  readOutboxToken,
  startHeartbeat,
} from '../../../webapp/sync/heartbeat'
import { json } from '../fake-server'
import { LAN } from '../people'
import { openPhoneStore } from '../phone-store'

globalThis.navigator ??= {} as Navigator

const heard: string[] = []
const server = createServer(async (request, response) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  heard.push(Buffer.concat(parts).toString())
  json(response, 200, ANSWER)
})
let store: Store
let nth = 0
let owes: HeartbeatCounts = { owed: 0, oldestAt: null, setAside: 0, drafts: 0 }

beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)))
afterAll(() => void server.close())
beforeEach(() => {
  store = openPhoneStore({ name: `heart-${nth++}` })
  heard.length = 0
  owes = { owed: 0, oldestAt: null, setAside: 0, drafts: 0 }
})

const ANSWER = {
  serverTime: '2026-11-22T01:00:00.000Z',
  minimumVersion: '0.1.0',
  closedVersions: ['0.1.0'],
  message: 'Bản này ghi sai ngày.',
  formerPhones: [{ owed: 3, oldestAt: null, lastContactAt: '2026-11-20T01:00:00.000Z' }],
  outboxToken: 'abc',
}

const heart = () =>
  startHeartbeat({
    store,
    api: createApi(
      () => 'vi',
      () => undefined,
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ),
    owner: LAN,
    version: '0.1.0',
    counts: async () => owes,
  })

describe('the heartbeat', () => {
  it('is counts only, again when they change, and not when they do not', async () => {
    const { beat } = heart()
    await beat()
    await beat()
    expect(heard).toHaveLength(1)
    owes = { ...owes, owed: 2, oldestAt: '2026-11-20T19:00:00.000+07:00' }
    await beat()
    expect(heard).toHaveLength(2)
    const said = JSON.parse(heard[1] ?? '{}')
    expect(Object.keys(said).sort()).toEqual([
      'appVersion',
      'clock',
      'deviceId',
      'drafts',
      'freeMb',
      'hasToken',
      'oldestAt',
      'owed',
      'persisted',
      'setAside',
    ])
    expect([said.owed, said.hasToken]).toEqual([2, true])
  })

  it('keeps the token and the last word, also for the next start without network', async () => {
    const first = heart()
    await first.beat()
    lastHeartbeatAnswer.value = null
    await heart().remember()
    expect(lastHeartbeatAnswer.value).toMatchObject({ message: ANSWER.message })
    expect(await readOutboxToken(store, LAN)).toBe('abc')
    expect(await readOutboxToken(store, LAN + 1)).toBe('')
  })
})

describe('versions', () => {
  it('are compared number by number', () => {
    expect(isEarlierVersion('0.9.0', '0.10.0')).toBe(true)
    expect(isEarlierVersion('0.10.0', '0.9.9')).toBe(false)
    expect(isEarlierVersion('1.0', '1.0.0')).toBe(false)
    expect(isEarlierVersion('', '0.1.0')).toBe(true)
  })

  it('are closed by name, or below what the server understands', () => {
    const word = { ...ANSWER, at: '', minimumVersion: '0.2.0', closedVersions: ['0.3.0'] }
    expect(['0.1.9', '0.2.0', '0.3.0', '0.4.0'].map((one) => isVersionClosed(one, word))).toEqual([
      true,
      false,
      true,
      false,
    ])
    expect(isVersionClosed('0.1.0', null)).toBe(false)
  })
})
