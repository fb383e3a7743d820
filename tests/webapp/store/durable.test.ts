// "Đã lưu" means that the transaction is over and on the disk, not that a request went well.

import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { StoreFault } from '../../../webapp/store/store'
import { draftOf, LAN, meeting } from '../people'
import { openPhoneStore } from '../phone-store'

let nth = 0
const fresh = () => openPhoneStore({ name: `durable-${nth++}` })

afterEach(() => vi.restoreAllMocks())

/** The next draft is taken, and then the transaction around it fails, as a disk does at the end. */
function failsAtTheEnd(): () => number {
  const put = IDBObjectStore.prototype.put
  let taken = 0
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...args
  ) {
    const request = put.apply(this, args)
    if (this.name !== 'drafts') return request
    request.addEventListener('success', () => {
      taken++
      this.transaction.abort()
    })
    return request
  })
  return () => taken
}

/** How each transaction that writes was asked for. */
function asked(): { writes: number; strictly: number } {
  const transaction = IDBDatabase.prototype.transaction
  const seen = { writes: 0, strictly: 0 }
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
    this: IDBDatabase,
    ...args
  ) {
    const [, mode, how] = args
    if (mode === 'readwrite') seen.writes++
    if (mode === 'readwrite' && how?.durability === 'strict') seen.strictly++
    return transaction.apply(this, args)
  })
  return seen
}

describe('what is called saved', () => {
  it('is not, where the request went well and the transaction did not', async () => {
    const store = fresh()
    await store.keepDraft(draftOf('uuid:before'))
    const taken = failsAtTheEnd()
    const said = await store.keepDraft(draftOf('uuid:a')).catch((error: unknown) => error)
    expect(taken()).toBe(1)
    expect(said).toBeInstanceOf(StoreFault)
    vi.restoreAllMocks()
    expect((await store.drafts(LAN)).map(({ id }) => id)).toEqual(['uuid:before'])
    await store.keepDraft(draftOf('uuid:a'))
    expect(await store.drafts(LAN)).toHaveLength(2)
  })

  it('was asked of the disk itself, whatever is written', async () => {
    const store = fresh()
    const seen = asked()
    const blob = new Blob(['jpeg'])
    await store.keepDraft(draftOf('uuid:a'))
    await store.keepPhoto({ instanceId: 'uuid:a', name: '1.jpg', blob, width: 4, height: 3 })
    await store.finish(meeting({ id: 'uuid:a', attachments: ['1.jpg'] }))
    await store.markTried('uuid:a', '2026-11-20T20:00:00.000+07:00')
    await store.fileReceived('uuid:a', '1.jpg')
    await store.keepSetting('who', null)
    expect(seen.writes).toBeGreaterThanOrEqual(6)
    expect(seen.strictly).toBe(seen.writes)
  })
})
