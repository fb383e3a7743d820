// Tables as people here sort and search them.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  compareTexts,
  groupRows,
  numberWeight,
  searchRows,
  sortRows,
} from '../../../webapp/components/rows'

const { order } = JSON.parse(readFileSync('tests/conformance/text.json', 'utf8')) as {
  order: string[][]
}

interface Commune {
  name: string
  target: string | null
}

const COMMUNES: Commune[] = [
  { name: 'Đạ Teh', target: '10' },
  { name: 'Bác Ái Đông', target: null },
  { name: 'Ea H’Leo', target: '9' },
  { name: 'Bác Ái Tây', target: '0' },
  { name: 'Ba Trang', target: '' },
  { name: 'Dân Hòa', target: '2.5' },
]
const names = (rows: Commune[]) => rows.map(({ name }) => name)

describe('order', () => {
  it.each(order)('of %j, %j, …', (...expected) => {
    expect([...expected].reverse().sort(compareTexts)).toEqual(expected)
  })

  it('puts d before đ and bare vowels before marked ones', () => {
    expect(names(sortRows(COMMUNES, (row) => row.name))).toEqual([
      'Ba Trang',
      'Bác Ái Đông',
      'Bác Ái Tây',
      'Dân Hòa',
      'Đạ Teh',
      'Ea H’Leo',
    ])
  })

  it('compares numbers as numbers, and keeps what has none apart from 0, both ways', () => {
    const weigh = (row: Commune) => numberWeight(row.target, row.name)
    expect(names(sortRows(COMMUNES, weigh))).toEqual([
      'Bác Ái Tây',
      'Dân Hòa',
      'Ea H’Leo',
      'Đạ Teh',
      'Ba Trang',
      'Bác Ái Đông',
    ])
    expect(names(sortRows(COMMUNES, weigh, true))).toEqual([
      'Đạ Teh',
      'Ea H’Leo',
      'Dân Hòa',
      'Bác Ái Tây',
      'Ba Trang',
      'Bác Ái Đông',
    ])
  })

  it('puts reasons of one kind together', () => {
    const rows = ['Tạm dừng', '3', 'Không giao', '1', 'Tạm dừng', 'Không giao']
    const weigh = (row: string) => (/\d/.test(row) ? Number(row) : { apart: row })
    expect(sortRows(rows, weigh)).toEqual([
      '1',
      '3',
      'Không giao',
      'Không giao',
      'Tạm dừng',
      'Tạm dừng',
    ])
  })

  it('leaves equal rows as they came, and the list that it was given', () => {
    const rows = [...COMMUNES]
    expect(sortRows(rows, () => 1, true)).toEqual(COMMUNES)
    sortRows(rows, (row) => row.name)
    expect(rows).toEqual(COMMUNES)
  })
})

describe('search', () => {
  const search = (typed: string) => names(searchRows(COMMUNES, (row) => row.name, typed))

  it.each([
    ['bac ai', ['Bác Ái Đông', 'Bác Ái Tây']],
    ['BÁC ÁI', ['Bác Ái Đông', 'Bác Ái Tây']],
    ['dong bac', ['Bác Ái Đông']],
    ['da', ['Đạ Teh', 'Dân Hòa']],
    ['hoà', ['Dân Hòa']],
    ['  ', names(COMMUNES)],
    ['không có', []],
  ])('%j', (typed, expected) => {
    expect(search(typed)).toEqual(expected)
  })

  it('puts the very letters that were typed first', () => {
    expect(search('dân')[0]).toBe('Dân Hòa')
    const teams = ['Tổ Tà Lu', 'Tổ Tà Lú', 'Tổ Tá Lu']
    expect(searchRows(teams, (team) => team, 'tà lú')).toEqual(['Tổ Tà Lú', 'Tổ Tà Lu', 'Tổ Tá Lu'])
  })
})

it('groups rows by kind in the order in which kinds come', () => {
  const kinds = groupRows(COMMUNES, (row) => row.name[0] ?? '')
  expect(kinds.map(([kind, rows]) => [kind, rows.length])).toEqual([
    ['Đ', 1],
    ['B', 3],
    ['E', 1],
    ['D', 1],
  ])
})
