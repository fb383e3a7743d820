// What people type, and what the form engine is given.

import { describe, expect, it } from 'vitest'
import { addDays, dayInVietnam, isDay, isoInVietnam } from '../../../../webapp/clock'
import {
  dayPartsOf,
  isoFromDayParts,
  toggleSelected,
} from '../../../../webapp/fill/questions/typed'
import { readTypedDecimal, readTypedInteger } from '../../../../webapp/words/typed-number'

describe('numbers', () => {
  it.each([
    ['12', '12'],
    [' 1 200 ', '1200'],
    ['1.200', '1200'],
    ['1.200.000', '1200000'],
    ['１２', '12'],
    ['-5', '-5'],
    ['12a', '12a'],
    ['1.5', '1.5'],
    ['', ''],
  ])('whole: %s → %s', (typed, said) => expect(readTypedInteger(typed)).toBe(said))

  it.each([
    ['1,5', '1.5'],
    ['1.234,5', '1234.5'],
    ['1.5', '1.5'],
    ['1.200', '1200'],
    ['0.125', '0.125'],
  ])('with a comma: %s → %s', (typed, said) => expect(readTypedDecimal(typed)).toBe(said))
})

describe('days', () => {
  it('three parts make a day, two do not', () => {
    expect(isoFromDayParts({ day: '5', month: '2', year: '2026' })).toBe('2026-02-05')
    expect(isoFromDayParts({ day: '5', month: '', year: '2026' })).toBe('')
    expect(isoFromDayParts({ day: '5', month: '2', year: '26' })).toBe('')
    expect(dayPartsOf('2026-02-05')).toEqual({ day: '05', month: '02', year: '2026' })
  })

  it('31 February is no day', () => {
    expect(isDay('2026-02-28')).toBe(true)
    expect(isDay('2026-02-31')).toBe(false)
    expect(isDay('2026-13-01')).toBe(false)
    expect(isDay('')).toBe(false)
  })

  it('are those of Viet Nam, wherever the phone thinks it is', () => {
    expect(isoInVietnam(Date.UTC(2026, 10, 20, 17, 30))).toBe('2026-11-21T00:30:00.000+07:00')
    expect(dayInVietnam('2026-11-20T17:30:00.000Z')).toBe('2026-11-21')
    expect(dayInVietnam('2026-11-20')).toBe('2026-11-20')
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
  })
})

describe('choices', () => {
  it('stand in the order of the form, however they were ticked', () => {
    const order = ['a', 'b', 'c']
    expect(toggleSelected('', 'c', order)).toBe('c')
    expect(toggleSelected('c', 'a', order)).toBe('a c')
    expect(toggleSelected('a c', 'c', order)).toBe('a')
  })
})
