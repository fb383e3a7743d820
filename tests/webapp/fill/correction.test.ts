// A record comes back with remarks at its questions: what is open, what stays as it stood.

import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Remark } from '../../../webapp/api/wire'
import { textOfRemark } from '../../../webapp/components/remarks'
import type { ChoiceLists, Definition } from '../../../webapp/engine'
import {
  isLeftUnchanged,
  isOpenForCorrection,
  isWholeFormOpen,
  startCorrection,
  stepsToCorrect,
} from '../../../webapp/fill/correction'
import { addRemarksToDraft, createDraft, draftFromRecord } from '../../../webapp/fill/drafting'
import { askedQuestions } from '../../../webapp/fill/spoken'
import { type FormWriting, startWriting } from '../../../webapp/fill/writing'
import { withRemark } from '../../../webapp/review/remarking'
import { recordItemsOf } from '../../../webapp/state/standing'
import type { DraftRecord } from '../../../webapp/store/records'
import { atCommune, LAN, meeting as onPhone } from '../people'
import { openPhoneStore } from '../phone-store'

const read = (name: string): Definition =>
  JSON.parse(
    readFileSync(
      new URL(`../../conformance/forms/${name}.definition.json`, import.meta.url),
      'utf8',
    ),
  )
const MEETING = read('sinh_hoat_to')
const REGISTER = read('to_truyen_thong')
const VISIT = read('household_visit')
const TEAM = 'c0ffee00-0000-4000-8000-000000000001'
const lists: ChoiceLists = {
  teams: [{ name: TEAM, label: 'Tổ truyền thông Tà Lú 1', org_unit: 'taLu1' }],
  org_units: [{ name: 'taLu1', label: 'Tà Lú 1', level: 'village' }],
}
const WOMEN = '/data/participants/women'
const ETHNIC = '/data/participants/ethnic'
const PHOTO = '/data/photo'

const MET: Record<string, string> = {
  '/data/session/team': TEAM,
  '/data/session/date': '2026-11-05',
  '/data/place': 'home',
  '/data/topics': 'safe_birth',
  '/data/channels': 'small_group',
  '/data/languages': 'raglai kinh',
  [WOMEN]: '12',
  '/data/participants/men': '5',
  [ETHNIC]: '16',
}

let nth = 0
const newStore = () => openPhoneStore({ name: `correction-${nth++}` })

function returned(
  form: Definition,
  answers: Record<string, string>,
  remarks: Remark[],
  rows = {},
): DraftRecord {
  const draft = createDraft(form, LAN)
  const said = { formId: form.formId, version: form.version, answers, rows }
  return { ...draft, touched: true, draft: said, correction: startCorrection(remarks) }
}

const write = (form: Definition, draft: DraftRecord, store = newStore()): FormWriting =>
  startWriting(form, draft, { store, lists, username: 'to', deviceId: 'd', language: 'vi' })

const openIn = ({ filling, draft }: FormWriting) =>
  askedQuestions(filling)
    .map(({ question }) => question)
    .filter((question) => isOpenForCorrection(draft.correction, question))
    .map(({ ref }) => ref)

const at = (...refs: string[]): Remark[] => refs.map((ref) => ({ ref, text: 'Chị xem lại' }))

describe('what is open', () => {
  it('only what was pointed at, wherever it stands', () => {
    const writing = write(MEETING, returned(MEETING, MET, at(WOMEN, PHOTO)))
    expect(openIn(writing)).toEqual([WOMEN, PHOTO])
    expect(stepsToCorrect(writing.filling, writing.draft.correction)).toEqual([5, 6])
  })

  it('everything, when nothing was pointed at', () => {
    const writing = write(MEETING, returned(MEETING, MET, []))
    expect(openIn(writing)).toHaveLength(askedQuestions(writing.filling).length)
    expect(isWholeFormOpen(writing.draft.correction)).toBe(true)
    expect(stepsToCorrect(writing.filling, null)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })

  it('what becomes wrong by the change, until it is right again', () => {
    const writing = write(MEETING, returned(MEETING, MET, at(WOMEN)))
    writing.answer(WOMEN, '7')
    expect(openIn(writing)).toEqual([WOMEN, ETHNIC])
    writing.answer(ETHNIC, '11')
    expect(openIn(writing)).toEqual([WOMEN, ETHNIC])
    writing.answer(ETHNIC, '16')
    writing.answer(WOMEN, '12')
    expect(openIn(writing)).toEqual([WOMEN])
  })

  it('what is asked only since the change', () => {
    const team = {
      '/data/org_unit': 'taLu1',
      '/data/page/has_page': 'no',
      '/data/team_name': 'Tổ Tà Lú',
      '/data/kind': 'new',
      '/data/decision/decision_number': '45/QĐ-UBND',
      '/data/decision/decision_date': '2026-03-03',
      '/data/members/women': '6',
      '/data/members/men': '3',
      '/data/members/ethnic': '8',
      '/data/people/leader_sex': 'female',
      '/data/people/roles': 'women',
      '/data/equipment': 'loudspeaker',
    }
    const writing = write(REGISTER, returned(REGISTER, team, at('/data/page/has_page')))
    expect(openIn(writing)).toEqual(['/data/page/has_page'])
    writing.answer('/data/page/has_page', 'yes')
    expect(openIn(writing)).toEqual(['/data/page/has_page', '/data/page/page_link'])
    writing.answer('/data/page/has_page', 'no')
    expect(openIn(writing)).toEqual(['/data/page/has_page'])
  })

  it('the rows that a higher count brings, each with its questions', () => {
    const one = { '/data/people': '1', '/data/person[1]/age': '30', '/data/person[1]/sex': 'male' }
    const house = { '/data/org_unit': 'taLu1', '/data/day': '2026-11-05', '/data/agreed': 'OK' }
    const draft = returned(VISIT, { ...one, ...house }, at('/data/people'), { '/data/person': 1 })
    const writing = write(VISIT, draft)
    const before = openIn(writing)
    writing.answer('/data/people', '2')
    const since = openIn(writing).filter((ref) => !before.includes(ref))
    expect(since).toEqual(['/data/person[2]/age', '/data/person[2]/sex'])
    expect(openIn(writing)).not.toContain('/data/person[1]/age')
  })

  it('one row and not its neighbour', () => {
    const said = { '/data/visit[1]/visited_on': '2026-10-01', '/data/visit[2]/visited_on': '' }
    const refs = at('/data/visit[2]/visited_on')
    const writing = write(VISIT, returned(VISIT, said, refs, { '/data/visit': 2 }))
    expect(openIn(writing)).toContain('/data/visit[2]/visited_on')
    expect(openIn(writing)).not.toContain('/data/visit[1]/visited_on')
    const shown = stepsToCorrect(writing.filling, writing.draft.correction)
    const steps = writing.filling.steps()
    expect(shown.map((each) => steps[each]?.kind)).not.toContain('repeat')
  })

  it('everything, once she asks for it, also after the app was closed', async () => {
    const store = newStore()
    const writing = write(MEETING, returned(MEETING, MET, at(WOMEN)), store)
    writing.openAll()
    expect(openIn(writing)).toHaveLength(askedQuestions(writing.filling).length)
    await writing.flush()
    const kept = await store.draft(writing.draft.id)
    expect(kept && openIn(write(MEETING, kept))).toHaveLength(
      askedQuestions(writing.filling).length,
    )
  })
})

describe('between two sittings', () => {
  it('what she changed stays open, what stood stays as it stood', async () => {
    const store = newStore()
    const writing = write(MEETING, returned(MEETING, MET, at(WOMEN)), store)
    writing.answer(WOMEN, '7')
    writing.answer(ETHNIC, '11')
    await writing.flush()
    const kept = await store.draft(writing.draft.id)
    if (!kept) throw new Error('not kept')
    const again = write(MEETING, kept, store)
    expect(openIn(again)).toEqual([WOMEN, ETHNIC])
    expect(isLeftUnchanged(again.draft.correction, again.filling.question(WOMEN))).toBe(false)
  })

  it('finished and taken back before it travelled: the same questions are open', async () => {
    const store = newStore()
    const writing = write(MEETING, returned(MEETING, MET, at(WOMEN)), store)
    writing.answer(WOMEN, '14')
    expect(await writing.finish()).toEqual([])
    const record = await store.record(writing.draft.id)
    if (!record) throw new Error('not kept')
    expect(record.xml).toContain('<women>14</women>')
    expect(openIn(write(MEETING, draftFromRecord(record), store))).toEqual([WOMEN])
  })

  it('a remark that came later joins; a draft that was open as a whole stays so', async () => {
    const store = newStore()
    const locked = write(MEETING, returned(MEETING, MET, at(WOMEN)), store)
    locked.answer(WOMEN, '14')
    await locked.flush()
    await addRemarksToDraft(store, locked.draft, at(ETHNIC))
    const kept = await store.draft(locked.draft.id)
    expect(kept && openIn(write(MEETING, kept, store))).toEqual([WOMEN, ETHNIC])

    const free = returned(MEETING, MET, [])
    await addRemarksToDraft(store, free, at(ETHNIC))
    const told = await store.draft(free.id)
    expect(told && openIn(write(MEETING, told, store))).toContain(WOMEN)
  })
})

describe('what the list says', () => {
  const judged = (state: 'hasIssues' | 'approved') =>
    atCommune('a', {
      reviewState: state,
      lastReview: { state, comment: 'Xem lại', at: '', reviewer: 'Mai', remarks: at(WOMEN) },
    })

  it('remarks go with what was sent back, here or on another phone', () => {
    const sent = [onPhone({ id: 'a', standing: 'sent' })]
    expect(recordItemsOf(sent, [judged('hasIssues')])[0]?.remarks).toEqual(at(WOMEN))
    expect(recordItemsOf([], [judged('hasIssues')])[0]?.remarks).toEqual(at(WOMEN))
    expect(recordItemsOf(sent, [judged('approved')])[0]?.remarks).toEqual([])
  })

  it('an older copy of the list knows of none', () => {
    const review = { state: 'hasIssues', comment: 'Xem lại', at: '', reviewer: 'Mai' } as const
    const older = atCommune('a', { reviewState: 'hasIssues', lastReview: review })
    expect(recordItemsOf([], [older])[0]?.remarks).toEqual([])
  })
})

describe('what the reviewer writes', () => {
  it('one remark at a question: the newer takes the place of the older, an empty one takes it away', () => {
    const one = withRemark([], WOMEN, 'Xem lại')
    const two = withRemark(withRemark(one, ETHNIC, 'Chưa khớp'), WOMEN, 'Sổ ghi 14')
    expect(two).toHaveLength(2)
    expect(textOfRemark(two, WOMEN)).toBe('Sổ ghi 14')
    expect(withRemark(two, WOMEN, '')).toEqual([{ ref: ETHNIC, text: 'Chưa khớp' }])
  })
})
