// What was answered becomes the expected record, the expected problems: the server's twin agrees.

import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  type ChoiceLists,
  type Definition,
  type Draft,
  type Filling,
  type FinalizedRecord,
  openFilling,
} from '../../../webapp/engine'
import { answerInWords } from '../../../webapp/fill/questions'
import { askedQuestions } from '../../../webapp/fill/spoken'
import { switchLanguage } from '../../../webapp/words'

interface Case {
  name: string
  now: string
  finalized: string
  language?: string
  lists?: ChoiceLists
  answers: [string, string][]
  expected: FinalizedRecord
  /** What a reviewer reads, by question. */
  words?: Record<string, string>
}

const HERE = new URL('../../conformance/forms/', import.meta.url)
const read = (file: string) => JSON.parse(readFileSync(new URL(file, HERE), 'utf8'))
const shown = (filling: Filling) =>
  filling.steps().map((step) => [step, step.questions.map((ref) => filling.question(ref))])
const names = readdirSync(HERE)
  .filter((file) => /^\w+\.json$/.test(file))
  .map((file) => file.replace('.json', ''))

describe.each(names)('%s', (name) => {
  const definition: Definition = read(`${name}.definition.json`)
  const told: { lists: ChoiceLists; cases: Case[] } = read(`${name}.json`)
  const begun = (each: Case, draft?: Draft) =>
    openFilling(definition, {
      lists: each.lists ?? told.lists,
      now: each.now,
      instanceId: 'uuid:0b7c1f0e-5a3d-4a55-9b1e-000000000001',
      uuid: () => (draft ? 'another' : 'e0000000-0000-4000-8000-000000000001'),
      username: 'totruong',
      deviceId: 'phone-1',
      language: each.language ?? 'vi',
      ...(draft && { draft }),
    })
  const filled = (each: Case) => {
    const filling = begun(each)
    for (const [ref, value] of each.answers) {
      if (ref === '+') filling.addRow(value)
      else if (ref === '-') filling.removeRow(value)
      else filling.answer(ref, value)
    }
    return filling
  }

  test.each(told.cases)('$name', (each) => {
    const made = filled(each).finalize(each.finalized)
    expect({ ...made, xml: made.xml.replace(/ xmlns:\w+="[^"]*"/g, '') }).toEqual(each.expected)
  })

  test.each(told.cases.filter(({ words }) => words))('in words: $name', async (each) => {
    globalThis.document ??= { documentElement: {} } as Document
    await switchLanguage(each.language === 'en' ? 'en' : 'vi')
    const filling = filled(each)
    filling.finalize(each.finalized)
    const read = askedQuestions(filling).map(({ question }) => [
      question.ref,
      answerInWords(question),
    ])
    expect(Object.fromEntries(read.filter(([, text]) => text))).toEqual(each.words)
  })

  // A draft settles everything at once, answers settle little by little: both must rest alike.
  test.each(told.cases)('a draft brings back: $name', (each) => {
    const before = filled(each)
    const after = begun(each, JSON.parse(JSON.stringify(before.draft())))
    expect(shown(after)).toEqual(shown(before))
    expect(after.finalize(each.finalized)).toEqual(before.finalize(each.finalized))
  })
})
