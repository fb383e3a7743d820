// Texts that double end as too much work on the phone too, at the step at which the server ends.

import { describe, expect, test } from 'vitest'
import { type Definition, openFilling } from '../../../webapp/engine'
import type { ExpressionTree } from '../../../webapp/engine/xpath'

const LONGEST = 1_000_000

function formOf(
  calculations: Record<string, ExpressionTree>,
  label?: ExpressionTree[],
): Definition {
  const names = Object.keys(calculations)
  return {
    shape: 1,
    formId: 'nho',
    version: '1',
    title: 'Nhỏ',
    languages: [''],
    root: 'data',
    namespaces: {},
    nodes: [
      { ref: '/data/a', kind: 'field', type: 'string' },
      ...names.map((name) => ({
        ref: `/data/${name}`,
        kind: 'field' as const,
        type: 'string',
        calculate: calculations[name] as ExpressionTree,
      })),
    ],
    body: [
      {
        ref: '/data/a',
        kind: 'input',
        label: { '': label ? label.map((value) => ({ value })) : 'A' },
      },
    ],
    choices: {},
    lists: [],
    order: names.map((name) => `/data/${name}`),
    reads: Object.fromEntries(names.map((name) => [`/data/${name}`, ['/data/a']])),
    entities: [],
    indicators: [],
  } as Definition
}

const opened = (definition: Definition) =>
  openFilling(definition, {
    lists: {},
    now: '2026-11-21T08:30:00.000+07:00',
    instanceId: 'uuid:0b7c1f0e-5a3d-4a55-9b1e-000000000001',
    uuid: () => '',
    username: 'totruong',
    deviceId: 'phone-1',
    language: 'vi',
  })

function doubling(
  make: (before: ExpressionTree) => ExpressionTree,
): Record<string, ExpressionTree> {
  const found: Record<string, ExpressionTree> = {}
  for (let at = 0; at < 28; at++) found[`d${at}`] = make(['/', 'data', at ? `d${at - 1}` : 'a'])
  return found
}

describe('texts that double', () => {
  test.each<[string, (before: ExpressionTree) => ExpressionTree]>([
    ['concat', (text) => ['concat', text, text]],
    ['join', (text) => ['join', ' ', text, text, '😀']],
    ['translate', (text) => ['concat', text, ['translate', text, 'a', 'ă']]],
    ['a group', () => ['/', 'data']],
  ])('%s', (_, make) => {
    const filling = opened(formOf(doubling(make)))
    filling.answer('/data/a', 'abcdefgh')
    const { answers } = JSON.parse(JSON.stringify(filling.draft()))
    expect(answers['/data/a']).toBe('abcdefgh')
    expect(filling.finalize('2026-11-21T08:31:00.000+07:00').xml.length).toBeLessThan(5 * LONGEST)
  })

  test('a long answer that is said a thousand times is said in part', () => {
    const filling = opened(formOf({}, Array(1000).fill(['/', 'data', 'a'])))
    filling.answer('/data/a', 'x'.repeat(900_000))
    expect(filling.question('/data/a').label.length).toBeLessThan(2 * LONGEST)
  })

  test('an answer that is longer than a text may be is a fault that she sees', () => {
    const filling = opened(formOf({}))
    filling.answer('/data/a', 'đ'.repeat(LONGEST))
    expect(filling.problems()).toEqual([])
    filling.answer('/data/a', 'đ'.repeat(LONGEST + 1))
    expect(filling.problems().map(({ code }) => code)).toEqual(['tooLong'])
  })
})
