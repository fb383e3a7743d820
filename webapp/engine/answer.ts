// Is a written answer of its type? Regular and calendar rules only. Twin: api/domain/engine/answer.py

const NUMBER_ANSWER = '-?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?'
const INTEGER_ANSWER = /^-?[0-9]{1,15}$/
const DECIMAL_ANSWER = new RegExp(`^${NUMBER_ANSWER}$`)
const DATE_ANSWER = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/
const TIME_ANSWER =
  /^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})?$/
const GEOPOINT_ANSWER = new RegExp(
  `^(${NUMBER_ANSWER}) (${NUMBER_ANSWER})(?: ${NUMBER_ANSWER}){0,2}$`,
)

// A generous box around the mainland and the two archipelagos.
const [SOUTH, NORTH, WEST, EAST] = [6, 24, 102, 118] as const

/** The code of what is wrong with an answer that is not blank; '' when it is well written. */
export function answerTypeFault(type: string, value: string): string {
  if (type === 'int') return INTEGER_ANSWER.test(value) ? '' : 'notInteger'
  if (type === 'decimal') return DECIMAL_ANSWER.test(value) ? '' : 'notDecimal'
  if (type === 'date') return isDate(value) ? '' : 'notDate'
  if (type === 'time') return TIME_ANSWER.test(value) ? '' : 'notTime'
  if (type === 'dateTime') {
    const at = value.indexOf('T')
    return isDate(value.slice(0, at)) && TIME_ANSWER.test(value.slice(at + 1)) ? '' : 'notDateTime'
  }
  return type === 'geopoint' ? pointFault(value) : ''
}

/** A calculated moment as its question keeps it: of a date the day, of a time the hour. */
export function fitToType(type: string | undefined, text: string): string {
  const at = text.indexOf('T')
  if (at < 0 || (type !== 'date' && type !== 'time')) return text
  return type === 'date' ? text.slice(0, at) : text.slice(at + 1)
}

function isDate(value: string): boolean {
  const [year = 0, month = 0, day = 0] = DATE_ANSWER.exec(value)?.slice(1).map(Number) ?? []
  return year > 0 && month > 0 && month < 13 && day > 0 && day <= daysInMonth(year, month)
}

function daysInMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  if (month === 2) return leap ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function pointFault(value: string): string {
  const [north = Number.NaN, east = Number.NaN] =
    GEOPOINT_ANSWER.exec(value)?.slice(1).map(Number) ?? []
  if (!(Math.abs(north) <= 90 && Math.abs(east) <= 180)) return 'notGeopoint'
  const inside = north >= SOUTH && north <= NORTH && east >= WEST && east <= EAST
  return inside ? '' : 'outsideCountry'
}
