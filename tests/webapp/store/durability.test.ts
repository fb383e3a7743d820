// Whether the browser has promised to keep what is here: asked for, and told to the office as it is.

import 'fake-indexeddb/auto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createApi } from '../../../webapp/api/client'
import {
  checkStoragePersistence,
  estimateStorage,
  isStoragePersistent,
  requestPersistentStorage,
} from '../../../webapp/store/durability'
import { startHeartbeat } from '../../../webapp/sync/heartbeat'
import { json } from '../fake-server'
import { LAN } from '../people'
import { openPhoneStore } from '../phone-store'

const heard: { persisted: boolean; freeMb: number | null }[] = []
const server = createServer(async (request, response) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  heard.push(JSON.parse(Buffer.concat(parts).toString()))
  json(response, 200, { formerPhones: [], closedVersions: [], minimumVersion: '', message: null })
})
let nth = 0

beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)))
afterAll(() => void server.close())
afterEach(() => {
  isStoragePersistent.value = null
  heard.length = 0
  vi.unstubAllGlobals()
})

/** A browser that answers so when it is asked for a promise. */
function browser(promises: boolean) {
  const seen = { asked: 0, kept: false }
  vi.stubGlobal('navigator', {
    storage: {
      persist: async () => {
        seen.asked++
        seen.kept = promises
        return promises
      },
      persisted: async () => seen.kept,
      estimate: async () => ({ usage: 2_100_000, quota: 90_900_000 }),
    },
  })
  return seen
}

const beat = () =>
  startHeartbeat({
    store: openPhoneStore({ name: `durability-${nth++}` }),
    api: createApi(
      () => 'vi',
      () => undefined,
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ),
    owner: LAN,
    version: '0.1.0',
    counts: async () => ({ owed: 1, oldestAt: null, setAside: 0, drafts: 0 }),
  }).beat()

describe('the promise', () => {
  it('is asked for again as long as it is refused, and not after it was given', async () => {
    const unwilling = browser(false)
    await requestPersistentStorage()
    await requestPersistentStorage()
    expect([unwilling.asked, isStoragePersistent.value]).toEqual([2, false])
    const willing = browser(true)
    await requestPersistentStorage()
    await requestPersistentStorage()
    expect([willing.asked, isStoragePersistent.value]).toEqual([1, true])
  })

  it('is not there in a browser that knows no such thing', async () => {
    vi.stubGlobal('navigator', {})
    await checkStoragePersistence()
    expect(isStoragePersistent.value).toBe(false)
    await requestPersistentStorage()
    expect(isStoragePersistent.value).toBe(false)
    expect(await estimateStorage()).toBeNull()
  })

  it.each([false, true])('is told to the office as the browser says: %s', async (promises) => {
    browser(promises)
    await requestPersistentStorage()
    await beat()
    expect(heard).toMatchObject([{ persisted: promises, freeMb: 88 }])
  })

  it('that was taken back is told too', async () => {
    const seen = browser(true)
    await requestPersistentStorage()
    seen.kept = false
    await beat()
    expect(heard).toMatchObject([{ persisted: false }])
  })
})
