// What somebody made long on purpose is shown as it is, and at once.

import { expect, test } from 'vitest'
import { fillIn } from '../../../webapp/words'
import { numberText } from '../../../webapp/words/text'

test('a number of a million digits gets no dots', () => {
  const digits = '1'.repeat(1_000_000)
  expect(numberText(digits)).toBe(digits)
  expect(numberText('1'.repeat(30))).toBe(Array(10).fill('111').join('.'))
})

test('words with slots that are never closed', () => {
  const open = '{n|'.repeat(300_000)
  expect(fillIn(open, { n: 1 })).toBe(open)
  expect(fillIn('{n|một|nhiều} phiếu', { n: 2 })).toBe('nhiều phiếu')
})
