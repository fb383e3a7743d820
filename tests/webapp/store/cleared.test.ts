// The browser's data is cleared under an open tab: the keys of what this tab sealed went with it, and
// it calls nothing saved that nobody could open again.

import 'fake-indexeddb/auto'
import { beforeEach, expect, it } from 'vitest'
import { type Store, StoreFault } from '../../../webapp/store/store'
import { openWithDeviceLock } from '../../../webapp/vault/device-lock'
import { draftOf, LAN } from '../people'
import { openPhoneStore } from '../phone-store'

let nth = 0
let name: string
let store: Store
beforeEach(async () => {
  name = `cleared-${nth++}`
  store = openPhoneStore({ name })
  await store.keepDraft(draftOf('uuid:hand'))
})

const cleared = () =>
  new Promise<void>((done) => {
    indexedDB.deleteDatabase(name).onsuccess = () => done()
  })

const reloaded = () => openPhoneStore({ name })

it('says once that nothing was saved; what is saved then opens after the app does', async () => {
  await cleared()
  const failed = await store.keepDraft(draftOf('uuid:hand')).catch((error) => error)
  expect(failed).toBeInstanceOf(StoreFault)
  expect(failed.kind).toBe('lost')
  await store.keepDraft(draftOf('uuid:hand'))
  expect((await reloaded().drafts(LAN)).map(({ id }) => id)).toEqual(['uuid:hand'])
})

it('what was locked by a secret does not begin anew under a lock that opens by itself', async () => {
  await store.close()
  const asks = openPhoneStore({
    name,
    opensItself: (shelf, owner) => openWithDeviceLock(shelf, owner, (row) => row !== undefined),
  })
  await asks.keepDraft(draftOf('uuid:hand'))
  await cleared()
  for (const kind of ['lost', 'locked'])
    await expect(asks.keepDraft(draftOf('uuid:hand'))).rejects.toMatchObject({ kind })
  expect(await asks.vaultRow(LAN)).toBeUndefined()
})

it('where another tab has begun anew, what that one was told is as if it had never come', async () => {
  await cleared()
  const copy = { owner: LAN, what: 'list/teams', etag: '1', at: '', body: ['Tà Lú 1'] }
  await reloaded().keepCopy(copy)
  expect(await store.copy(LAN, 'list/teams')).toBeUndefined()
  expect(await reloaded().copy(LAN, 'list/teams')).toMatchObject({ body: ['Tà Lú 1'] })
})
