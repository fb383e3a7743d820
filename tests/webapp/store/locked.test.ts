// Whose boxes open when: by themselves until she chose a lock, then only while her vault is open.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { cipherFromKeys, newDataKey } from '../../../webapp/store/cipher'
import { openWithDeviceLock } from '../../../webapp/vault/device-lock'
import { draftOf, LAN, MAI, meeting } from '../people'
import { openPhoneStore } from '../phone-store'
import { liesOn } from './shape-1'

let nth = 0
const fresh = () => `locked-${nth++}`
const remark = 'Bà con hỏi nhiều'
const said = (id: string) =>
  draftOf(id, {
    title: 'Tổ Tà Lú 1',
    draft: { formId: 'sinh_hoat_to', version: '1', answers: { '/data/remark': remark }, rows: {} },
  })
const keptKey = async () => cipherFromKeys(new Map([['k', await newDataKey()]]), 'k')
const isLocked = { kind: 'locked' }

describe('what lies on the phone', () => {
  it('says nothing of what a phiếu is about, to whoever copies its files', async () => {
    const name = fresh()
    const store = openPhoneStore({ name })
    await store.keepDraft(said('uuid:a'))
    await store.finish(meeting({ id: 'uuid:b', xml: `<data>${remark}</data>` }))
    await store.keepCopy({ owner: LAN, what: 'mine', etag: '', at: '', body: [{ remark }] })
    await store.keepPhoto({
      instanceId: 'uuid:b',
      name: '1.jpg',
      blob: new Blob([remark]),
      width: 1,
      height: 1,
    })
    const shown = []
    for (const shelf of ['drafts', 'records', 'bodies', 'photos', 'copies'])
      for (const row of await liesOn(name, shelf))
        shown.push(
          JSON.stringify(row, (_, part) =>
            part instanceof ArrayBuffer ? new TextDecoder('latin1').decode(part) : part,
          ),
        )
    expect(shown).toHaveLength(5)
    const bytes = (text: string) => new TextDecoder('latin1').decode(new TextEncoder().encode(text))
    for (const word of [remark, 'sinh_hoat_to', 'Tà Lú', 'team-1', 'Sinh hoạt'])
      for (const spelt of [word, bytes(word)]) expect(shown.join()).not.toContain(spelt)
  })

  it('is read by the next opening of the app, which asks nobody', async () => {
    const name = fresh()
    const first = openPhoneStore({ name })
    await first.keepDraft(said('uuid:a'))
    await first.close()
    expect(await openPhoneStore({ name }).draft('uuid:a')).toMatchObject({ title: 'Tổ Tà Lú 1' })
  })

  it('is under one key, though two tabs make the first vault at once', async () => {
    const name = fresh()
    const tabs = [openPhoneStore({ name }), openPhoneStore({ name }), openPhoneStore({ name })]
    await Promise.all(tabs.map((store, at) => store.keepDraft(said(`uuid:${at}`))))
    expect(await openPhoneStore({ name }).drafts(LAN)).toHaveLength(3)
  })
})

describe('a vault that is shut', () => {
  it('neither reads nor keeps, still counts, and gives everything back', async () => {
    const store = openPhoneStore({ name: fresh(), opensItself: async () => null })
    const cipher = await keptKey()
    store.unlock(LAN, cipher)
    await store.keepDraft(said('uuid:a'))
    await store.finish(meeting({ id: 'uuid:b' }))
    store.lock(LAN)
    await expect(store.drafts(LAN)).rejects.toMatchObject(isLocked)
    await expect(store.record('uuid:b')).rejects.toMatchObject(isLocked)
    await expect(store.keepDraft(said('uuid:c'))).rejects.toMatchObject(isLocked)
    await expect(store.markTried('uuid:b', 'now')).rejects.toMatchObject(isLocked)
    expect(await store.waiting(LAN)).toEqual(['uuid:b'])
    expect(await store.standing('uuid:b')).toMatchObject({ standing: 'finalized', triedAt: '' })
    store.unlock(LAN, cipher)
    expect(await store.drafts(LAN)).toHaveLength(1)
    expect((await store.record('uuid:b'))?.xml).toContain('uuid:b')
  })

  it('is nobody else’s business: Mai works on', async () => {
    const store = openPhoneStore({
      name: fresh(),
      opensItself: async (shelf, owner) =>
        owner === MAI ? openWithDeviceLock(shelf, owner) : null,
    })
    await store.keepDraft(draftOf('uuid:mai', { owner: MAI }))
    await expect(store.keepDraft(said('uuid:lan'))).rejects.toMatchObject(isLocked)
    expect(await store.drafts(MAI)).toHaveLength(1)
    expect(await store.drafts(LAN)).toEqual([])
  })
})
