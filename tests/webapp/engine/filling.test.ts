// Lan fills a record on her phone: what she is shown, what she is told, what is kept.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Definition, type FillingOptions, openFilling } from '../../../webapp/engine'

const read = (name: string): Definition =>
  JSON.parse(
    readFileSync(
      new URL(`../../conformance/forms/${name}.definition.json`, import.meta.url),
      'utf8',
    ),
  )
const meeting = read('sinh_hoat_to')
const register = read('to_truyen_thong')
const visit = read('household_visit')

const TEAM = { name: 't-1', label: 'Tổ Tà Lú 1', org_unit: 'talu1', __version: '1' }
const VILLAGE = { name: 'talu1', label: 'Tà Lú 1', level: 'village', parent: 'bad' }

const options = (changes: Partial<FillingOptions> = {}): FillingOptions => ({
  lists: { teams: [TEAM], org_units: [VILLAGE] },
  now: '2026-11-21T08:30:00.000+07:00',
  instanceId: 'uuid:1',
  uuid: () => 'e-1',
  username: 'totruong',
  deviceId: 'phone-1',
  language: 'vi',
  ...changes,
})

describe('a meeting', () => {
  test('is eight screens, and the number of people stands on one', () => {
    const steps = openFilling(meeting, options()).steps()
    expect(steps.length).toBe(8)
    expect(steps[5]).toEqual({
      ref: '/data/participants',
      label: 'Có bao nhiêu người đến dự?',
      kind: 'fieldList',
      questions: [
        '/data/participants/women',
        '/data/participants/men',
        '/data/participants/ethnic',
        '/data/participants/total_note',
      ],
    })
  })

  test('has its only team and today already, and both can be changed', () => {
    const filling = openFilling(meeting, options())
    expect(filling.question('/data/session/team').value).toBe('t-1')
    expect(filling.question('/data/session/date').value).toBe('2026-11-21')
    expect(filling.title).toBe('Tổ Tà Lú 1 · 21/11/2026')
    filling.answer('/data/session/date', '2026-11-02')
    filling.answer('/data/session/team', '')
    expect(filling.title).toBe('')
  })

  test('asks for the team where there are two, and offers their rows', () => {
    const teams = [TEAM, { ...TEAM, name: 't-2', label: 'Tổ Tà Lú 2', pending: '1' }]
    const question = openFilling(meeting, options({ lists: { teams } })).question(
      '/data/session/team',
    )
    expect(question.value).toBe('')
    expect(question.problem?.code).toBe('required')
    expect(question.choices.map((choice) => choice.label)).toEqual(['Tổ Tà Lú 1', 'Tổ Tà Lú 2'])
    expect(question.choices[1]?.row?.pending).toBe('1')
  })

  test('adds up while the numbers change, and says under the wrong one what would be right', () => {
    const filling = openFilling(meeting, options())
    const total = () => filling.question('/data/participants/total_note').label
    expect(total()).toBe('Tổng cộng: 0 người')
    filling.answer('/data/participants/women', '12')
    filling.answer('/data/participants/men', '5')
    expect(total()).toBe('Tổng cộng: 17 người')
    filling.answer('/data/participants/ethnic', '19')
    expect(filling.question('/data/participants/ethnic').problem).toEqual({
      ref: '/data/participants/ethnic',
      code: 'constraint',
      message: 'Không thể nhiều hơn 17 người. Chị xem lại số nữ, số nam.',
    })
    filling.answer('/data/participants/women', 'x')
    expect(total()).toBe('Tổng cộng: … người')
  })

  test('tells what kind every question is', () => {
    const filling = openFilling(meeting, options())
    const kinds = filling
      .steps()
      .flatMap((step) => step.questions.map((ref) => filling.question(ref).kind))
    expect(kinds).toEqual([
      'selectOne',
      'date',
      'selectOne',
      'selectMultiple',
      'selectMultiple',
      'selectMultiple',
      'integer',
      'integer',
      'integer',
      'note',
      'image',
      'text',
    ])
    expect(filling.question('/data/photo').mediaType).toBe('image/*')
    expect(filling.question('/data/remark').appearance).toEqual(['multiline'])
    expect(filling.question('/data/participants/total_note').readOnly).toBe(true)
  })

  test('speaks English, and falls back to its first language', () => {
    const label = (language: string) =>
      openFilling(meeting, options({ language })).question('/data/place').label
    expect(label('en')).toBe('Where was it?')
    expect(label('fr')).toBe('Sinh hoạt ở đâu?')
  })

  test('is written as ODK clients write it', () => {
    const { xml } = openFilling(meeting, options()).finalize('2026-11-21T08:31:00.000+07:00')
    expect(xml).toMatch(/^<\?xml version='1.0' \?><data id="sinh_hoat_to" version="2026113001" /)
    expect(xml).toContain(' xmlns:orx="http://openrosa.org/xforms"')
    expect(xml).toContain('<meta><instanceID>uuid:1</instanceID>')
    expect(xml).not.toContain('deprecatedID')
  })

  test('sent back and mended, says which version it replaces', () => {
    const first = openFilling(meeting, options())
    first.answer('/data/remark', 'trước')
    const mended = openFilling(
      meeting,
      options({ instanceId: 'uuid:2', deprecatedId: 'uuid:1', draft: first.draft() }),
    )
    mended.answer('/data/remark', 'sau')
    const { xml } = mended.finalize('2026-11-22T08:31:00.000+07:00')
    expect(xml).toContain('<remark>sau</remark>')
    expect(xml).toContain('<instanceID>uuid:2</instanceID>')
    expect(xml).toContain('<deprecatedID>uuid:1</deprecatedID></meta>')
  })

  test('keeps its beginning when it is taken up again the next day', () => {
    const draft = openFilling(meeting, options()).draft()
    const again = openFilling(meeting, options({ now: '2026-11-22T06:00:00.000+07:00', draft }))
    const { xml } = again.finalize('2026-11-22T06:01:00.000+07:00')
    expect(xml).toContain('<start>2026-11-21T08:30:00.000+07:00</start>')
    expect(xml).toContain('<end>2026-11-22T06:01:00.000+07:00</end>')
    expect(xml).toContain('<date>2026-11-21</date>')
  })

  test('brings back what it can of a draft of another version', () => {
    const draft = {
      formId: 'sinh_hoat_to',
      version: '1',
      answers: { '/data/remark': 'còn đây', '/data/gone': 'x', '/data/rows[3]/x': 'y' },
      rows: { '/data/rows': 3 },
    }
    const filling = openFilling(meeting, options({ draft }))
    expect(filling.question('/data/remark').value).toBe('còn đây')
    expect(filling.question('/data/session/team').value).toBe('t-1')
  })

  test('does not know what is not in the form', () => {
    expect(() => openFilling(meeting, options()).question('/data/nothing')).toThrow()
    expect(() => openFilling(meeting, options()).answer('/data/nothing', 'x')).toThrow()
  })
})

describe('a register', () => {
  test('names the team after the only village, and makes it', () => {
    const filling = openFilling(register, options())
    expect(filling.question('/data/team_name').value).toBe('Tổ truyền thông Tà Lú 1')
    const { entities, orgUnit } = filling.finalize('2026-11-21T08:31:00.000+07:00')
    expect(orgUnit).toBe('talu1')
    expect(entities).toEqual([
      {
        list: 'teams',
        uuid: 'e-1',
        action: 'create',
        label: 'Tổ truyền thông Tà Lú 1',
        data: { org_unit: 'talu1', kind: '', established_on: '', members: '0' },
      },
    ])
  })

  test('keeps the id of its team over two sittings', () => {
    const draft = openFilling(register, options()).draft()
    const again = openFilling(register, options({ draft, uuid: () => 'e-2' }))
    expect(again.finalize('2026-11-21T08:31:00.000+07:00').entities[0]?.uuid).toBe('e-1')
  })

  test('asks for the link only where there is a page', () => {
    const filling = openFilling(register, options())
    const asked = () => filling.steps().at(-1)?.questions
    expect(asked()).toEqual(['/data/page/has_page'])
    filling.answer('/data/page/has_page', 'yes')
    expect(asked()).toEqual(['/data/page/has_page', '/data/page/page_link'])
    filling.answer('/data/page/page_link', 'https://zalo.me/g/a')
    filling.answer('/data/page/has_page', 'no')
    filling.answer('/data/page/has_page', 'yes')
    expect(filling.question('/data/page/page_link').value).toBe('https://zalo.me/g/a')
  })
})

describe('rows', () => {
  test('come with a count, and words say which one', () => {
    const filling = openFilling(visit, options())
    filling.answer('/data/people', '2')
    const labels = filling
      .steps()
      .filter((step) => step.ref.startsWith('/data/person'))
      .map((step) => step.label)
    expect(labels).toEqual(['Tuổi người thứ 1', 'Giới tính', 'Tuổi người thứ 2', 'Giới tính'])
  })

  test('are added and taken out by hand, rows within rows too', () => {
    const filling = openFilling(visit, options())
    const refs = () =>
      filling
        .steps()
        .filter((step) => step.ref.startsWith('/data/visit'))
        .map((step) => [step.kind, step.ref])
    expect(refs()).toEqual([
      ['question', '/data/visit[1]/visited_on'],
      ['question', '/data/visit[1]/talk[1]/with'],
      ['repeat', '/data/visit[1]/talk'],
      ['repeat', '/data/visit'],
    ])
    filling.addRow('/data/visit[1]/talk')
    filling.answer('/data/visit[1]/talk[2]/with', 'bà')
    filling.removeRow('/data/visit[1]/talk[1]')
    expect(filling.question('/data/visit[1]/talk[1]/with').value).toBe('bà')
    filling.removeRow('/data/visit[1]')
    expect(refs()).toEqual([['repeat', '/data/visit']])
    filling.addRow('/data/visit')
    expect(refs().length).toBe(4)
    expect(() => filling.addRow('/data/nothing')).toThrow()
  })

  test('a slip of the finger does not make a million', () => {
    const filling = openFilling(visit, options())
    filling.answer('/data/people', '1000000')
    filling.answer('/data/people', '1')
    expect(filling.question('/data/person[1]/age').value).toBe('')
  })
})

test('the lists of a phone are not changed by filling', () => {
  const lists = Object.freeze({ teams: Object.freeze([Object.freeze({ ...TEAM })]) })
  const filling = openFilling(
    meeting,
    options({ lists: lists as unknown as FillingOptions['lists'] }),
  )
  filling.answer('/data/session/team', 't-1')
  filling.finalize('2026-11-21T08:31:00.000+07:00')
})
