// What administrators type: a day however it is written, a sign-in name, a period.

import { describe, expect, it } from 'vitest'
import { isPeriodCode, normalizeLogin, parseTypedDay } from '../../../webapp/administration/typed'

describe('a day', () => {
  it.each([
    ['1/7/2025', '2025-07-01'],
    ['01-07-2025', '2025-07-01'],
    [' 1.7.2025 ', '2025-07-01'],
    ['01072025', '2025-07-01'],
    ['０１/０７/２０２５', '2025-07-01'],
    ['29/2/2028', '2028-02-29'],
    ['30/2/2028', ''],
    ['1/7/25', ''],
    ['2025-07-01', ''],
    ['hôm nay', ''],
    ['', ''],
  ])('%s is %s', (typed, iso) => {
    expect(parseTypedDay(typed)).toBe(iso)
  })
})

describe('a period', () => {
  it.each(['2026', '2026S1', '2026Q4', '2026-11', '2022-2025'])('%s is one', (typed) => {
    expect(isPeriodCode(typed)).toBe(true)
  })
  it.each(['26', '2026S3', '2026Q0', '2026-13', '2025-2022', ' 2026', ''])(
    '%j is none',
    (typed) => {
      expect(isPeriodCode(typed)).toBe(false)
    },
  )
})

it('a sign-in name is compared without capitals and in one form of writing', () => {
  expect(normalizeLogin(' Lan.TaLu1 ')).toBe('lan.talu1')
})
