// A full phone: what the server has goes first, our reserve last, and what it has not never.

import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { OutboxRecord } from '../../../webapp/store/records'
import { type Store, StoreFault } from '../../../webapp/store/store'
import { draftOf, LAN, MAI, meeting } from '../people'
import { openPhoneStore } from '../phone-store'

let nth = 0
let store: Store
let tight: boolean[] = []
beforeEach(() => {
  tight = []
  store = openPhoneStore({ name: `room-${nth++}`, tight: (yes) => tight.push(yes) })
})
afterEach(() => vi.restoreAllMocks())

const NOW = Date.UTC(2026, 10, 22)
const day = (n: number) => new Date(Date.UTC(2026, 10, n)).toISOString()

/** A record with a picture; received when `sent`. */
async function kept(id: string, on: number, sent: boolean, said: Partial<OutboxRecord> = {}) {
  const attachments = ['1.jpg']
  const record = meeting({ id, attachments, finalizedAt: day(on), ...said })
  await store.finish(record)
  const blob = new Blob(['a picture'], { type: 'image/jpeg' })
  await store.keepPhoto({ instanceId: id, name: '1.jpg', blob, width: 1, height: 1 })
  const receipt = { receipt: '7KQ-2M4', receivedAt: day(on), filesReceived: attachments }
  if (sent) await store.keepRecord({ ...record, standing: 'sent', ...receipt, ...said })
}

/** The next `times` drafts find no room. */
function full(times: number): void {
  const put = IDBObjectStore.prototype.put
  let left = times
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...args
  ) {
    if (this.name === 'drafts' && left-- > 0) throw new DOMException('full', 'QuotaExceededError')
    return put.apply(this, args)
  })
}

const hasPicture = async (id: string) => Boolean(await store.photo(id, '1.jpg'))
const hasBody = async (id: string) => Boolean(await store.record(id))

describe('the draft in hand finds no room', () => {
  beforeEach(async () => {
    await kept('uuid:sent-1', 1, true)
    await kept('uuid:sent-2', 2, true, { owner: MAI })
    await kept('uuid:half', 3, true, { filesReceived: [] })
    await kept('uuid:waits', 4, false)
    await store.tidy(LAN, NOW)
  })

  const stays = async () => {
    expect(await hasPicture('uuid:waits')).toBe(true)
    expect(await hasBody('uuid:waits')).toBe(true)
    expect(await hasPicture('uuid:half')).toBe(true)
    expect(await hasBody('uuid:half')).toBe(true)
  }

  it('pictures that the server has go, whoever took them, and the draft is kept', async () => {
    full(1)
    await store.keepDraft(draftOf('uuid:hand'))
    expect(await store.draft('uuid:hand')).toBeDefined()
    expect([await hasPicture('uuid:sent-1'), await hasPicture('uuid:sent-2')]).toEqual([
      false,
      false,
    ])
    expect(await hasBody('uuid:sent-1')).toBe(true)
    expect(tight.at(-1)).toBe(false)
    await stays()
  })

  it('then what received records say; their heads stay', async () => {
    full(2)
    await store.keepDraft(draftOf('uuid:hand'))
    expect(await hasBody('uuid:sent-1')).toBe(false)
    expect((await store.records(LAN)).map(({ id }) => id)).toContain('uuid:sent-1')
    await stays()
  })

  it('then our reserve, and she is told to make room', async () => {
    full(3)
    await store.keepDraft(draftOf('uuid:hand'))
    expect(tight.at(-1)).toBe(true)
    await stays()
    await store.tidy(LAN, NOW)
    expect(tight.at(-1)).toBe(false)
  })

  it('and when there is nothing left to give, nothing is claimed', async () => {
    full(4)
    const failed = await store.keepDraft(draftOf('uuid:hand')).catch((error) => error)
    expect(failed).toBeInstanceOf(StoreFault)
    expect(failed.kind).toBe('full')
    expect(await store.draft('uuid:hand')).toBeUndefined()
    await stays()
    await store.keepDraft(draftOf('uuid:hand'))
    expect(await store.draft('uuid:hand')).toBeDefined()
  })

  it('the oldest pictures go first, some at a time', async () => {
    for (let n = 0; n < 12; n++) await kept(`uuid:more-${n}`, 5 + n, true)
    full(1)
    await store.keepDraft(draftOf('uuid:hand'))
    const left = []
    for (let n = 0; n < 12; n++) if (await hasPicture(`uuid:more-${n}`)) left.push(n)
    expect(left).toEqual([8, 9, 10, 11])
  })
})

describe('what the server said finds no room', () => {
  it('is fetched again another day: neither our reserve nor a picture goes for it', async () => {
    await kept('uuid:sent', 1, true)
    const copy = { owner: LAN, what: 'list/teams', etag: '1', at: '', body: ['older'] }
    await store.keepCopy(copy)
    await store.tidy(LAN, NOW)
    const put = IDBObjectStore.prototype.put
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...args
    ) {
      if (this.name === 'copies') throw new DOMException('full', 'QuotaExceededError')
      return put.apply(this, args)
    })
    await store.keepCopy({ ...copy, etag: '2', body: ['newer'] })
    expect(tight.at(-1)).toBe(true)
    expect(await store.copy(LAN, 'list/teams')).toMatchObject({ etag: '1', body: ['older'] })
    expect(await hasPicture('uuid:sent')).toBe(true)
    vi.restoreAllMocks()
    full(1)
    await store.keepDraft(draftOf('uuid:hand'))
    expect(await hasPicture('uuid:sent')).toBe(false)
  })
})

describe('thirty days later', () => {
  it('what was received leaves the phone whole; what was not stays for ever', async () => {
    await kept('uuid:old', 1, true)
    await kept('uuid:half', 1, true, { filesReceived: [] })
    await kept('uuid:waits', 1, false)
    await kept('uuid:aside', 1, false, { standing: 'setAside' })
    await kept('uuid:lately', 20, true)
    await store.tidy(LAN, Date.UTC(2026, 11, 5))
    const ids = (await store.records(LAN)).map(({ id }) => id).sort()
    expect(ids).toEqual(['uuid:aside', 'uuid:half', 'uuid:lately', 'uuid:waits'])
    expect(await hasPicture('uuid:old')).toBe(false)
    expect(await hasPicture('uuid:half')).toBe(true)
  })
})
