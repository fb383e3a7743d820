// One file for each type of the table, and both twins say the same of an answer.

import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import table from '../../../../api/domain/question_types.json'
import { type Definition, type Question, UnknownQuestionType } from '../../../../webapp/engine'
import { answerFault } from '../../../../webapp/engine/answer'
import type { QuestionKind } from '../../../../webapp/engine/question-types'
import { compileRules } from '../../../../webapp/engine/rules'
import { answerInWords, QUESTION_TYPES } from '../../../../webapp/fill/questions'
import { type Language, switchLanguage } from '../../../../webapp/words'

interface Cases {
  faults: [QuestionKind, string, string, Record<string, string>?][]
  choices: { value: string; label: Record<Language, string> }[]
  inWords: [QuestionKind, string, string, string][]
}

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../conformance/${name}`, import.meta.url), 'utf8'))
const cases: Cases = read('question_types.json')
const names = Object.keys(table).sort()

const question = (kind: QuestionKind, value: string, language: Language = 'vi'): Question => ({
  ref: '/data/a',
  kind,
  value,
  label: '',
  hint: '',
  required: false,
  readOnly: false,
  appearance: [],
  choices: cases.choices.map((one) => ({ value: one.value, label: one.label[language] })),
  chosen: value
    .split(' ')
    .map((each) => cases.choices.find((one) => one.value === each)?.label[language] ?? each),
  problem: null,
  mediaType: '',
  parameters: { start: '-1', end: '2', step: '0.1' },
})

afterAll(() => switchLanguage('vi'))

test.each(cases.faults)('%s %s: %s', (kind, value, fault, parameters) => {
  expect(answerFault(kind, value, parameters)).toBe(fault)
})

describe.each(['vi', 'en'] as const)('in %s', (language) => {
  test.each(cases.inWords)('%s %s', async (kind, value, vi, en) => {
    globalThis.document ??= { documentElement: {} } as Document
    await switchLanguage(language)
    const expected = language === 'vi' ? vi : en
    expect(answerInWords(question(kind, value, language))).toBe(expected)
  })
})

const TYPED: [QuestionKind, string, string][] = [
  ['text', 'Tô\u0309', 'Tổ'],
  ['integer', '1.200', '1200'],
  ['decimal', '1.200,5', '1200.5'],
  ['date', '5/11/2026', '2026-11-05'],
  ['date', '31/2/2026', ''],
  ['time', '08:30', '08:30:00.000+07:00'],
  ['time', '', ''],
  ['dateTime', '2026-11-21T08:30', '2026-11-21T08:30:00.000+07:00'],
  ['geopoint', '11.5 108.98873001 0 7.64', '11.500000 108.988730 0.0 7.6'],
  ['selectOne', 'food', 'food'],
  ['selectMultiple', 'other food', 'food other'],
  ['acknowledge', 'on', 'OK'],
  ['acknowledge', '', ''],
  ['image', '1.jpg', '1.jpg'],
  ['note', 'anything', ''],
  ['range', '0.30000000000000004', '0.3'],
  ['range', '0.26', '0.3'],
  ['range', '7', '2'],
  ['range', '', ''],
]

test('every type has its file, and its cases', () => {
  expect(Object.keys(QUESTION_TYPES).sort()).toEqual(names)
  expect([...new Set(cases.inWords.map(([kind]) => kind))].sort()).toEqual(names)
  expect([...new Set(TYPED.map(([kind]) => kind))].sort()).toEqual(names)
})

test.each(TYPED)('%s: %s is taken as %s', (kind, typed, answer) => {
  expect(QUESTION_TYPES[kind].parse(typed, question(kind, ''))).toBe(answer)
})

const meeting = (): Definition => read('forms/sinh_hoat_to.definition.json')

test.each(['hologram', ''])('a control “%s” is no text field: the form is not opened', (kind) => {
  const newer = meeting()
  const asked = newer.body.find((control) => control.ref === '/data/remark')
  if (asked) asked.kind = kind
  expect(() => compileRules(newer)).toThrow(UnknownQuestionType)
})

test('nor is an answer of a type that is not there', () => {
  const newer = meeting()
  const node = newer.nodes.find((each) => each.ref === '/data/remark')
  if (node) node.type = 'geoshape'
  expect(() => compileRules(newer)).toThrow(UnknownQuestionType)
})
