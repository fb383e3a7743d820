import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compareNames } from '../../../webapp/words/alphabet'

const names = (path: string, column: string): string[] => {
  const [head = '', ...rows] = readFileSync(path, 'utf8').trim().split(/\r?\n/)
  const at = head.split(',').indexOf(column)
  return [...new Set(rows.map((row) => (row.split(',')[at] ?? '').normalize('NFC')))]
}
const order = new Intl.Collator('vi')

describe('the order of Vietnamese names', () => {
  test('is the alphabet’s, and tones count only between equal letters', () => {
    const sorted = ['Ea Ô', 'Đức', 'Dục', 'ấm', 'Ăm', 'àm b', 'am', 'Ám', 'ảm', 'Dúc', 'dục', 'Êa']
    expect(sorted.sort(compareNames)).toEqual([
      ...['am', 'ảm', 'Ám', 'àm b', 'Ăm', 'ấm', 'Dúc', 'Dục', 'dục', 'Đức', 'Ea Ô', 'Êa'],
    ])
  })
  test('typed in pieces is the same as typed whole', () => {
    expect(compareNames('Tổ Mới'.normalize('NFD'), 'Tổ Mới')).toBe(0)
  })
  test.each([
    ['forms/org_units.csv', 'name'],
    ['forms/villages.csv', 'name'],
  ])('agrees with the platform on every name of %s', (path, column) => {
    const all = names(path, column)
    expect(all.length).toBeGreaterThan(50)
    const differing = all
      .slice(1)
      .filter(
        (name, nth) =>
          Math.sign(order.compare(all[nth] ?? '', name)) !== compareNames(all[nth] ?? '', name),
      )
    expect(differing).toEqual([])
    expect([...all].sort(compareNames)).toEqual([...all].sort(order.compare))
  })
})
