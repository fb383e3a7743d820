// What administrators are told before and after something is sent: which field is meant, what is
// wrong with a target, which line of a file comes first.

import { describe, expect, it } from 'vitest'

globalThis.matchMedia ??= (() => ({ matches: false, addEventListener() {} })) as never
globalThis.document ??= { documentElement: {} } as Document

const { fieldOfRefusal } = await import('../../../webapp/administration/form')
const { detailsInWords } = await import('../../../webapp/administration/audit-details')
const { sortImportLines } = await import('../../../webapp/administration/import-lines')
const { mistakePlaceText } = await import('../../../webapp/administration/form-upload')
const { targetFormErrors } = await import('../../../webapp/administration/target-form')
const { dayAfterTyped, dayRangeErrors } = await import('../../../webapp/administration/wrong')
const { contentTypeOfFile } = await import('../../../webapp/administration/sent-file')
const { unitFullName } = await import('../../../webapp/administration/units')

describe('a refusal stands at the field that it means', () => {
  it.each([
    ['loginTaken', {}, ['displayName', 'email'], 'email'],
    ['daysWrong', {}, ['validFrom', 'validTo'], 'validTo'],
    ['dayTooFar', {}, ['closedOn'], 'closedOn'],
    ['invalid', { places: ['body.displayName'] }, ['displayName', 'email'], 'displayName'],
    ['invalid', { places: ['query.limit'] }, ['displayName'], ''],
    ['aboveYou', {}, ['displayName', 'email'], ''],
    ['loginTaken', {}, ['name'], ''],
  ])('%s %j of %j at %j', (code, details, fields, field) => {
    expect(fieldOfRefusal(code, details, fields)).toBe(field)
  })
})

describe('days of an assignment', () => {
  it('the last day is said, the first day without is sent', () => {
    expect(dayAfterTyped('30/11/2026')).toBe('2026-12-01')
    expect(dayAfterTyped('')).toBeNull()
  })
  it.each([
    ['1/7/2026', '', false],
    ['1/7/2026', '1/7/2026', false],
    ['1/7/2026', '30/6/2026', true],
    ['1/7/2026', '31/6/2026', true],
  ])('%s to %j', (from, to, wrong) => {
    expect(Boolean(dayRangeErrors(from, to).validTo)).toBe(wrong)
  })
})

describe('a target', () => {
  const whole = {
    orgUnitId: '{"id":"a1","name":"Bác Ái","lineage":""}',
    period: '2026',
    value: '24',
    reason: '',
    words: '',
    sourceDocument: 'KH 42',
    sourceLine: '',
    note: '',
  }
  const wrongOf = (said: Partial<typeof whole>) =>
    Object.entries(targetFormErrors({ ...whole, ...said })).flatMap(([field, words]) =>
      words ? [field] : [],
    )
  it.each([
    [{}, []],
    [{ value: '1,5' }, []],
    [{ value: '1.200' }, []],
    [{ value: '', reason: 'suspended' }, []],
    [{ value: '', words: 'Tùy vào tình hình thực tế' }, []],
    [{ value: '24', reason: 'notBegun' }, []],
    [{ value: '24', reason: 'notAssigned' }, ['value']],
    [{ value: '' }, ['value']],
    [{ value: 'hai tư' }, ['value']],
    [{ value: '-3' }, ['value']],
    [{ period: '2026Q5', sourceDocument: ' ' }, ['period', 'sourceDocument']],
    [{ orgUnitId: '' }, ['orgUnitId']],
  ])('%j is wrong at %j', (said, fields) => {
    expect(wrongOf(said)).toEqual(fields)
  })
})

it('wrong lines of a file come first, then what changes', () => {
  const line = (nth: number, outcome: 'new' | 'changed' | 'same' | 'error') => ({
    line: nth,
    outcome,
    key: '',
    code: null,
    column: null,
    details: {},
  })
  const lines = [
    line(2, 'same'),
    line(3, 'new'),
    line(4, 'error'),
    line(5, 'changed'),
    line(6, 'error'),
  ]
  expect(sortImportLines(lines).map((each) => each.line)).toEqual([4, 6, 5, 3, 2])
})

it('a mistake is told where its author looks for it', () => {
  expect(mistakePlaceText({ sheet: 'survey', row: 12 })).toBe('Trang survey, dòng 12')
  expect(mistakePlaceText({ sheet: 'indicators', row: 0 })).toBe('Trang indicators')
  expect(mistakePlaceText({ sheet: '', row: 0 })).toBe('Cả tệp')
})

it('a file is what its name says', () => {
  expect(contentTypeOfFile('sinh_hoat_to.v2.MD')).toBe('text/markdown')
  expect(contentTypeOfFile('mẫu.xlsx')).toContain('spreadsheetml')
  expect(contentTypeOfFile('mẫu')).toBe('application/octet-stream')
})

it('a unit is called by its kind unless its name has it', () => {
  expect(unitFullName({ kind: 'Xã', name: 'Bác Ái Đông' })).toBe('Xã Bác Ái Đông')
  expect(unitFullName({ kind: 'Phường', name: 'Phường 2 Bảo Lộc' })).toBe('Phường 2 Bảo Lộc')
  expect(unitFullName({ kind: '', name: 'Cả nước' })).toBe('Cả nước')
})

it('an act is told with what it changed, in words, without what is empty or says nothing', () => {
  const details = {
    role: 'reporter',
    orgUnit: 'a1b2c3d4e5f',
    validFrom: '2026-07-01',
    validTo: null,
    sha256: '00ff',
    changed: ['name', 'brandNew'],
  }
  expect(detailsInWords(details)).toEqual([
    ['việc', 'Người ghi'],
    ['từ ngày', '01/07/2026'],
    ['đổi', 'tên, brandNew'],
  ])
  expect(detailsInWords({ from: { value: '20', reason: null, words: '' }, to: null })).toEqual([
    ['từ', '20'],
  ])
})
