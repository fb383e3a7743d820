// A phone that was away for long: what an earlier app kept is read, sent and boxed, and never lost.

import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { LAN } from '../people'
import { openPhoneStore } from '../phone-store'
import { draft1, liesOn, phoneOfVersion1, record1 } from './shape-1'

let nth = 0
const fresh = () => `shapes-${nth++}`
afterEach(() => vi.restoreAllMocks())

const jpeg = () => new Blob([new Uint8Array([255, 216, 255, 1, 2, 3])], { type: 'image/jpeg' })
const photo1 = (instanceId: string) => ({
  instanceId,
  name: '1.jpg',
  blob: jpeg(),
  width: 4,
  height: 3,
})
const copy1 = { owner: LAN, what: 'list/teams', etag: '"1"', at: '2026-06-01', body: [{ a: 1 }] }

async function lanOfVersion1(): Promise<string> {
  const name = fresh()
  await phoneOfVersion1(name, {
    drafts: [draft1('uuid:writing')],
    records: [
      record1('uuid:waits'),
      record1('uuid:aside', { standing: 'setAside', reason: { status: 409, code: '409.1' } }),
      record1('uuid:mai', { owner: 8 }),
    ],
    photos: [photo1('uuid:waits'), photo1('uuid:writing')],
    copies: [copy1],
    settings: [['deviceId', 'so-thon:d']],
  })
  return name
}

describe('a phone of version 1', () => {
  it('is opened by this version and touches nothing', async () => {
    const name = await lanOfVersion1()
    const before = await liesOn(name, 'records')
    const store = openPhoneStore({ name })
    expect(await store.draft('uuid:writing')).toEqual(draft1('uuid:writing'))
    expect(await store.record('uuid:waits')).toEqual(record1('uuid:waits'))
    expect((await store.records(LAN)).map(({ id }) => id)).toEqual(['uuid:aside', 'uuid:waits'])
    expect(await store.waiting(LAN)).toEqual(['uuid:waits'])
    const photo = await store.photo('uuid:waits', '1.jpg')
    expect(await photo?.blob.text()).toBe(await jpeg().text())
    expect((await store.copy(LAN, 'list/teams'))?.body).toEqual([{ a: 1 }])
    expect(await store.setting('deviceId')).toBe('so-thon:d')
    await store.close()
    expect(await liesOn(name, 'records')).toEqual(before)
  })

  it('sends, sets aside, reopens and finishes what lies there plain', async () => {
    const name = await lanOfVersion1()
    const store = openPhoneStore({ name })
    const tried = await store.markTried('uuid:waits', '2026-11-20T19:00:00.000+07:00')
    expect(tried).toMatchObject({ xml: record1('uuid:waits').xml, attempts: 1 })
    if (tried) await store.keepRecord({ ...tried, standing: 'sent', receipt: '7KQ-2M4' })
    expect(await store.record('uuid:waits')).toMatchObject({ standing: 'sent', attempts: 1 })
    const draft = await store.draft('uuid:writing')
    if (draft) await store.keepDraft({ ...draft, step: 3 })
    expect(await store.draft('uuid:writing')).toMatchObject({ step: 3, draft: draft1('').draft })
  })

  it('is boxed later, each piece, and reads the same', async () => {
    const name = await lanOfVersion1()
    const store = openPhoneStore({ name })
    const before = await store.records(LAN)
    expect(await store.boxOld(LAN)).toBe(6)
    expect(await store.boxOld(LAN)).toBe(0)
    const plainly = (rows: object[]) => rows.map((row) => JSON.stringify(row)).join()
    for (const shelf of ['drafts', 'records', 'bodies', 'photos', 'copies']) {
      const hers = (await liesOn(name, shelf)).filter((row) => row.owner !== 8)
      expect(plainly(hers)).not.toMatch(/Tà Lú|Sinh hoạt|women|blob/)
    }
    const since = { shape: 2, filesReceived: [] }
    expect(await store.records(LAN)).toEqual(before.map((each) => ({ ...each, ...since })))
    expect(await store.record('uuid:waits')).toEqual({ ...record1('uuid:waits'), ...since })
    expect(await store.draft('uuid:writing')).toEqual({ ...draft1('uuid:writing'), shape: 2 })
    expect(await (await store.photo('uuid:writing', '1.jpg'))?.blob.text()).toBe(
      await jpeg().text(),
    )
    // Mai's own lie as they were until she is here.
    expect((await liesOn(name, 'records')).filter((row) => 'xml' in row)).toHaveLength(1)
  })

  it('finds the plain picture of a draft that was written on since', async () => {
    const name = await lanOfVersion1()
    const store = openPhoneStore({ name })
    const draft = await store.draft('uuid:writing')
    if (draft) await store.keepDraft({ ...draft, step: 3 })
    await store.boxOld(LAN)
    expect((await liesOn(name, 'photos')).every((row) => 'box' in row)).toBe(true)
  })

  it('a piece that changes while it is boxed is left as it then is', async () => {
    const name = await lanOfVersion1()
    const store = openPhoneStore({ name })
    await store.keepCopy(copy1)
    const encrypt = crypto.subtle.encrypt.bind(crypto.subtle)
    const spy = vi.spyOn(crypto.subtle, 'encrypt')
    let sent = false
    spy.mockImplementation(async (...all) => {
      const sealed = await encrypt(...all)
      const record = sent ? undefined : await store.standing('uuid:waits')
      sent = true
      if (record) await store.keepRecord({ ...record, standing: 'sent', receipt: '7KQ-2M4' })
      return sealed
    })
    await store.boxOld(LAN)
    expect(await store.record('uuid:waits')).toMatchObject({ standing: 'sent', shape: 1 })
    spy.mockRestore()
    expect(await store.boxOld(LAN)).toBe(1)
    expect(await store.record('uuid:waits')).toMatchObject({ standing: 'sent', shape: 2 })
  })

  it('boxing that dies at any step loses nothing, and goes on the next time', async () => {
    for (let step = 1; ; step++) {
      const name = await lanOfVersion1()
      const dies = openPhoneStore({ name })
      await dies.setting('open')
      const transaction = IDBDatabase.prototype.transaction
      let left = step
      const spy = vi.spyOn(IDBDatabase.prototype, 'transaction')
      spy.mockImplementation(function (this: IDBDatabase, ...all) {
        if (--left < 0) throw new DOMException('the phone dies', 'AbortError')
        return transaction.apply(this, all)
      })
      const through = await dies.boxOld(LAN).then(
        () => true,
        () => false,
      )
      spy.mockRestore()
      const store = openPhoneStore({ name })
      expect((await store.record('uuid:waits'))?.xml).toBe(record1('uuid:waits').xml)
      expect((await store.draft('uuid:writing'))?.draft).toEqual(draft1('').draft)
      expect(await store.photo('uuid:waits', '1.jpg')).toBeDefined()
      await store.boxOld(LAN)
      expect(await store.record('uuid:waits')).toMatchObject({ shape: 2, attachments: ['1.jpg'] })
      if (through) return
    }
  })
})
