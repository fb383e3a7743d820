// What people type, as the form engine wants it: 1.200 is a thousand, 1,5 is one and a half; and what
// it keeps, as people read it. Pure.

import { printedNumber } from '../../words/printed'
import { withoutSpaces } from '../../words/typed-number'

/** Longer ones are somebody's mischief; nobody reads them with dots. */
const PLAIN_NUMBER = /^-?\d{1,20}(\.\d{0,20})?$/
const VIETNAM_OFFSET_SUFFIX = ':00.000+07:00'

export interface DayParts {
  day: string
  month: string
  year: string
}

export const dayPartsOf = (iso: string): DayParts => {
  const [year = '', month = '', day = ''] = iso.split('-')
  return { day, month, year }
}

/** ISO when all three are there, '' while one is missing; whether it exists is asked elsewhere. */
export function isoFromDayParts({ day, month, year }: DayParts): string {
  const [d, m, y] = [withoutSpaces(day), withoutSpaces(month), withoutSpaces(year)]
  if (!d || !m || y.length < 4) return ''
  return `${y.padStart(4, '0')}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
}

export const selectedValues = (value: string) => value.split(' ').filter(Boolean)

/** In the order of the choices, so that the same ticks give the same answer. */
export const toggleSelected = (value: string, choice: string, order: string[]) => {
  const now = new Set(selectedValues(value))
  if (!now.delete(choice)) now.add(choice)
  return order.filter((each) => now.has(each)).join(' ')
}

/** A plain number as people write it; anything else stays. */
export const writtenNumber = (value: string, decimals?: number) =>
  PLAIN_NUMBER.test(value) ? printedNumber(value, decimals) : value

/** What a picker of times says, 08:30, as a moment of Viet Nam's. */
export const withVietnamOffset = (picked: string) => picked && picked + VIETNAM_OFFSET_SUFFIX
