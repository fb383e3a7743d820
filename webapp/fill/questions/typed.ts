// What people type, as the form engine wants it: 1.200 is a thousand, 1,5 is one and a half. Pure.

const THOUSANDS = /^-?[1-9]\d{0,2}(\.\d{3})+$/

const plain = (typed: string) => typed.normalize('NFKC').replace(/\s/g, '')

/** What is no number stays as typed: the engine says what is wrong with it. */
export function integer(typed: string): string {
  const text = plain(typed)
  return THOUSANDS.test(text) ? text.replace(/\./g, '') : text
}

export function decimal(typed: string): string {
  const text = plain(typed)
  if (text.includes(',')) return text.replace(/\./g, '').replace(',', '.')
  return THOUSANDS.test(text) ? text.replace(/\./g, '') : text
}

export interface DayParts {
  day: string
  month: string
  year: string
}

export const partsOf = (iso: string): DayParts => {
  const [year = '', month = '', day = ''] = iso.split('-')
  return { day, month, year }
}

/** ISO when all three are there, '' while one is missing; whether it exists is asked elsewhere. */
export function isoOf({ day, month, year }: DayParts): string {
  const [d, m, y] = [plain(day), plain(month), plain(year)]
  if (!d || !m || y.length < 4) return ''
  return `${y.padStart(4, '0')}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
}

export const chosen = (value: string) => value.split(' ').filter(Boolean)

/** In the order of the choices, so that the same ticks give the same answer. */
export const toggled = (value: string, choice: string, order: string[]) => {
  const now = new Set(chosen(value))
  if (!now.delete(choice)) now.add(choice)
  return order.filter((each) => now.has(each)).join(' ')
}
