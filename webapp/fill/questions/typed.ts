// What people type and tick, as the form engine wants it: days from three fields, choices in one order.
// Pure.

import { withoutSpaces } from '../../words/typed-number'

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
