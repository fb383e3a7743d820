import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dateText, numberText, searchKey } from '../../../webapp/words/text'

const cases = JSON.parse(readFileSync('tests/conformance/text.json', 'utf8')) as {
  searchKey: [string, string][]
  number: [string, number | null, string][]
  date: [string, string][]
}

describe('text says the same on the phone as on the server', () => {
  test.each(cases.searchKey)('%j is found as %j', (text, key) => {
    expect(searchKey(text)).toBe(key)
  })
  test.each(cases.number)('%s with %s decimals', (value, decimals, printed) => {
    expect(numberText(value, decimals ?? undefined)).toBe(printed)
  })
  test.each(cases.date)('%s is printed as %s', (day, printed) => {
    expect(dateText(day)).toBe(printed)
  })
})
