// What people type, as the form engine wants it: 1.200 is a thousand, 1,5 is one and a half. Pure.

const GROUPED_THOUSANDS = /^-?[1-9]\d{0,2}(\.\d{3})+$/

const withoutSpaces = (typed: string) => typed.normalize('NFKC').replace(/\s/g, '')

/** What is no number stays as typed: the engine says what is wrong with it. */
export function readTypedInteger(typed: string): string {
  const text = withoutSpaces(typed)
  return GROUPED_THOUSANDS.test(text) ? text.replace(/\./g, '') : text
}

export function readTypedDecimal(typed: string): string {
  const text = withoutSpaces(typed)
  if (text.includes(',')) return text.replace(/\./g, '').replace(',', '.')
  return GROUPED_THOUSANDS.test(text) ? text.replace(/\./g, '') : text
}

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
