// The store: what it calls kept is kept, and what it cannot keep it says.

import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { StoreFault } from '../../../webapp/store/store'
import { draftOf, LAN, MAI, meeting } from '../people'
import { openPhoneStore } from '../phone-store'

let nth = 0
const fresh = () => `so-thon-${nth++}`

afterEach(() => vi.restoreAllMocks())

describe('drafts and records', () => {
  it('keeps each person’s own apart', async () => {
    const store = openPhoneStore({ name: fresh() })
    await store.keepDraft(draftOf('uuid:lan'))
    await store.keepDraft(draftOf('uuid:mai', { owner: MAI }))
    expect((await store.drafts(LAN)).map((each) => each.id)).toEqual(['uuid:lan'])
  })

  it('a finished draft is a record and no longer a draft; photos it does not name go', async () => {
    const store = openPhoneStore({ name: fresh() })
    const blob = new Blob(['jpeg'])
    await store.keepDraft(draftOf('uuid:a'))
    for (const name of ['1.jpg', '2.jpg'])
      await store.keepPhoto({ instanceId: 'uuid:a', name, blob, width: 4, height: 3 })
    await store.finish(meeting({ id: 'uuid:a', attachments: ['2.jpg'] }))
    expect(await store.draft('uuid:a')).toBeUndefined()
    expect((await store.record('uuid:a'))?.standing).toBe('finalized')
    expect(await store.photo('uuid:a', '1.jpg')).toBeUndefined()
    expect(await store.photo('uuid:a', '2.jpg')).toBeDefined()
  })

  it('reopens what never left the phone, and nothing that was tried', async () => {
    const store = openPhoneStore({ name: fresh() })
    await store.finish(meeting({ id: 'uuid:a' }))
    await store.finish(meeting({ id: 'uuid:b', triedAt: '2026-11-20T20:00:00.000+07:00' }))
    await store.reopen(draftOf('uuid:a'))
    await store.reopen(draftOf('uuid:b'))
    expect((await store.drafts(LAN)).map((each) => each.id)).toEqual(['uuid:a'])
    expect((await store.records(LAN)).map((each) => each.id)).toEqual(['uuid:b'])
  })

  it('forgets what the server said to one person and keeps her work', async () => {
    const store = openPhoneStore({ name: fresh() })
    const copy = { what: 'list/teams', etag: '', at: '', body: [1] }
    await store.keepCopy({ ...copy, owner: LAN })
    await store.keepCopy({ ...copy, owner: MAI })
    await store.finish(meeting({ id: 'uuid:a' }))
    await store.forgetCopies(LAN)
    expect(await store.copy(LAN, 'list/teams')).toBeUndefined()
    expect(await store.copy(MAI, 'list/teams')).toBeDefined()
    expect(await store.records(LAN)).toHaveLength(1)
  })
})

describe('when the phone misbehaves', () => {
  /** The connection fails the next `times` transactions with this error, as Safari's does. */
  function breaks(times: number, name: string): void {
    const transaction = IDBDatabase.prototype.transaction
    let left = times
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
      this: IDBDatabase,
      ...args
    ) {
      if (left-- > 0) throw new DOMException('Connection to Indexed Database server lost', name)
      return transaction.apply(this, args)
    })
  }

  it.each(['InvalidStateError', 'UnknownError'])('opens once more after %s', async (name) => {
    const store = openPhoneStore({ name: fresh() })
    await store.keepDraft(draftOf('uuid:a'))
    breaks(1, name)
    await store.keepDraft(draftOf('uuid:b'))
    expect(await store.drafts(LAN)).toHaveLength(2)
  })

  it('says so when the second opening fails too, and works again afterwards', async () => {
    const store = openPhoneStore({ name: fresh() })
    await store.setting('warm')
    breaks(2, 'UnknownError')
    const failed = await store.keepDraft(draftOf('uuid:a')).catch((error) => error)
    expect(failed).toBeInstanceOf(StoreFault)
    expect(failed.kind).toBe('lost')
    await store.keepDraft(draftOf('uuid:a'))
    expect(await store.drafts(LAN)).toHaveLength(1)
  })

  it('a full phone is its own fault, and is not tried again', async () => {
    const store = openPhoneStore({ name: fresh() })
    await store.setting('warm')
    breaks(1, 'QuotaExceededError')
    const failed = await store.keepDraft(draftOf('uuid:a')).catch((error) => error)
    expect(failed.kind).toBe('full')
    expect(await store.drafts(LAN)).toHaveLength(0)
  })

  it('keeps nothing of a piece of work that failed half way', async () => {
    const store = openPhoneStore({ name: fresh() })
    await store.keepDraft(draftOf('uuid:a'))
    vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(() => {
      throw new DOMException('the record was written, the draft not dropped', 'DataError')
    })
    await expect(store.finish(meeting({ id: 'uuid:a' }))).rejects.toBeInstanceOf(StoreFault)
    vi.restoreAllMocks()
    expect(await store.draft('uuid:a')).toBeDefined()
    expect(await store.record('uuid:a')).toBeUndefined()
    expect(await store.records(LAN)).toEqual([])
  })

  it('lets go when another tab brings a newer database', async () => {
    const name = fresh()
    const outdated = vi.fn()
    const store = openPhoneStore({ name, outdated })
    await store.keepDraft(draftOf('uuid:a'))
    await new Promise<void>((done, fail) => {
      const newer = indexedDB.open(name, 99)
      newer.onsuccess = () => done(newer.result.close())
      newer.onerror = () => fail(newer.error)
      newer.onblocked = () => fail(new Error('blocked'))
    })
    expect(outdated).toHaveBeenCalledOnce()
    const failed = await store.drafts(LAN).catch((error) => error)
    expect(failed.kind).toBe('outdated')
  })
})
