// Writing with the real engine and the real store: every answer is kept, and a finished phiếu is whole.

import 'fake-indexeddb/auto'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import type { ChoiceLists, Definition } from '../../../webapp/engine'
import { createDraft, draftFromRecord } from '../../../webapp/fill/drafting'
import { answerInWords } from '../../../webapp/fill/questions'
import { askedQuestions } from '../../../webapp/fill/spoken'
import { type FormWriting, startWriting } from '../../../webapp/fill/writing'
import { type Store, StoreFault } from '../../../webapp/store/store'
import { LAN } from '../people'
import { openPhoneStore } from '../phone-store'

const FORM = JSON.parse(
  readFileSync(
    new URL('../../conformance/forms/sinh_hoat_to.definition.json', import.meta.url),
    'utf8',
  ),
) as Definition
const TEAM = 'c0ffee00-0000-4000-8000-000000000001'
const lists: ChoiceLists = {
  teams: [{ name: TEAM, label: 'Tổ truyền thông Tà Lú 1', org_unit: 'taLu1', members: '9' }],
}

let nth = 0
const newStore = () => openPhoneStore({ name: `writing-${nth++}` })

function write(store: Store, draft = createDraft(FORM, LAN)): FormWriting {
  return startWriting(FORM, draft, {
    store,
    lists,
    username: 'totruong',
    deviceId: 'd',
    language: 'vi',
  })
}

/** The one record, whole. */
const firstOf = async (store: Store) => store.record((await store.records(LAN))[0]?.id ?? '')

const refOf = (name: string) =>
  FORM.nodes.find((node) => node.ref.endsWith(`/${name}`))?.ref ?? name

const MEETING = {
  team: TEAM,
  date: '2026-11-05',
  place: 'home',
  topics: 'safe_birth',
  channels: 'small_group',
  languages: 'raglai kinh',
  women: '12',
  men: '5',
  ethnic: '16',
}

function fillIn(writing: FormWriting): void {
  for (const [name, value] of Object.entries(MEETING)) writing.answer(refOf(name), value)
}

describe('autosave', () => {
  it('keeps an answer within two seconds, and says "saved" only then', async () => {
    const store = newStore()
    const writing = write(store)
    writing.answer(refOf('women'), '12')
    expect(writing.saved.value).toBe('writing')
    await vi.waitFor(() => expect(writing.saved.value).toBe('saved'), 2_000)
    const kept = await store.draft(writing.draft.id)
    expect(kept?.draft.answers[refOf('women')]).toBe('12')
  })

  it('a killed app comes back with every answer', async () => {
    const store = newStore()
    const first = write(store)
    fillIn(first)
    first.at(6)
    await first.flush()
    const kept = await store.draft(first.draft.id)
    expect(kept?.step).toBe(6)
    const second = write(store, kept)
    for (const [name, value] of Object.entries(MEETING)) {
      expect(second.filling.question(refOf(name)).value).toBe(value)
    }
    expect(second.filling.title).toBe('Tổ truyền thông Tà Lú 1 · 05/11/2026')
  })

  it('says so when the phone cannot keep it, and keeps it at the next try', async () => {
    const store = newStore()
    let full = true
    const keepDraft: Store['keepDraft'] = (draft) =>
      full ? Promise.reject(new StoreFault('full', null)) : store.keepDraft(draft)
    const writing = write({ ...store, keepDraft })
    writing.answer(refOf('women'), '12')
    await expect(writing.flush()).rejects.toThrow('storeFault.full')
    expect(writing.saved.value).toBe('failed')
    full = false
    await writing.flush()
    expect(writing.saved.value).toBe('saved')
    expect((await store.drafts(LAN)).length).toBe(1)
  })

  it('an answer that is typed while another is being written is written too', async () => {
    const store = newStore()
    const writing = write(store)
    writing.answer(refOf('women'), '1')
    const first = writing.flush()
    writing.answer(refOf('women'), '12')
    await Promise.all([first, writing.flush()])
    expect((await store.draft(writing.draft.id))?.draft.answers[refOf('women')]).toBe('12')
  })
})

describe('finishing', () => {
  it('with something missing: what, and nothing is finished', async () => {
    const store = newStore()
    const writing = write(store)
    writing.answer(refOf('women'), '12')
    const problems = await writing.finish()
    expect(problems.map((problem) => problem.ref)).toContain(refOf('men'))
    expect(await store.records(LAN)).toEqual([])
    expect(await store.drafts(LAN)).toHaveLength(1)
  })

  it('whole: a record that knows its team, its day and its unit', async () => {
    const store = newStore()
    const writing = write(store)
    fillIn(writing)
    expect(await writing.finish()).toEqual([])
    const record = await firstOf(store)
    expect(record).toMatchObject({
      title: 'Tổ truyền thông Tà Lú 1 · 05/11/2026',
      orgUnit: 'taLu1',
      subjects: [TEAM],
      day: '2026-11-05',
      standing: 'finalized',
    })
    expect(record?.xml).toContain(`<instanceID>${record?.id}</instanceID>`)
    expect(await store.drafts(LAN)).toEqual([])
    // Whatever is still under way afterwards must not bring the draft back.
    await writing.flush()
    expect(await store.drafts(LAN)).toEqual([])
  })

  it('names its photo, and says everything in words', async () => {
    const store = newStore()
    const writing = write(store)
    fillIn(writing)
    await writing.attach(refOf('photo'), { blob: new Blob(['jpeg']), width: 4, height: 3 })
    const said = Object.fromEntries(
      askedQuestions(writing.filling).map(({ question }) => [
        question.ref,
        answerInWords(question),
      ]),
    )
    expect(said[refOf('languages')]).toBe('Raglai; Tiếng Kinh (tiếng phổ thông)')
    expect(said[refOf('date')]).toBe('05/11/2026')
    await writing.finish()
    const record = await firstOf(store)
    expect(record?.attachments).toHaveLength(1)
    const hash = createHash('sha256').update('jpeg').digest('hex')
    expect(record?.hashes).toEqual({ [record?.attachments[0] ?? '']: hash })
    expect(await store.photo(record?.id ?? '', record?.attachments[0] ?? '')).toBeDefined()
  })

  it('names no photo that the phone had no room for', async () => {
    const store = newStore()
    const writing = write(store)
    const put = IDBObjectStore.prototype.put
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...args
    ) {
      if (this.name === 'photos') throw new DOMException('full', 'QuotaExceededError')
      return put.apply(this, args)
    })
    const picture = { blob: new Blob(['jpeg']), width: 4, height: 3 }
    await expect(writing.attach(refOf('photo'), picture)).rejects.toMatchObject({ kind: 'full' })
    vi.restoreAllMocks()
    expect(writing.filling.question(refOf('photo')).value).toBe('')
  })

  it('taken back before it travelled: the same phiếu, the same id', async () => {
    const store = newStore()
    const writing = write(store)
    fillIn(writing)
    await writing.finish()
    const record = await firstOf(store)
    if (!record) throw new Error('not kept')
    await store.reopen(draftFromRecord(record))
    const kept = await store.draft(record.id)
    const again = write(store, kept)
    again.answer(refOf('women'), '13')
    expect(await again.finish()).toEqual([])
    const changed = await firstOf(store)
    expect(changed?.id).toBe(record.id)
    expect(changed?.xml).toContain('<women>13</women>')
  })

  it('a corrected version names what it replaces', async () => {
    const store = newStore()
    const draft = { ...createDraft(FORM, LAN), deprecatedId: 'uuid:old', rootId: 'uuid:old' }
    const writing = write(store, draft)
    fillIn(writing)
    await writing.finish()
    const record = await firstOf(store)
    expect(record).toMatchObject({ deprecatedId: 'uuid:old', rootId: 'uuid:old' })
    expect(record?.xml).toContain('<deprecatedID>uuid:old</deprecatedID>')
  })
})
