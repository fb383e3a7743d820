// Functions about days and times. Twin: times.py. The clock is what Env says.

import { ownEntry } from '../../entries'
import type { Context } from './context'
import {
  fieldsOf,
  MILLISECONDS_PER_DAY,
  Moment,
  momentOfDays,
  readMoment,
  readTime,
  trimXmlSpace,
  zeroPadded,
} from './moments'
import { functionOfValues, type XPathFunction } from './signature'
import { toNumber, type XPathValue } from './values'

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec'
const WEEKDAYS = 'SunMonTueWedThuFriSat'
const threeLetterName = (names: string, at: number) => names.slice(at * 3, at * 3 + 3)

/** Milliseconds after local midnight. */
function sinceMidnight(ms: number, zone: number): number {
  return (
    (((ms + zone * 60_000) % MILLISECONDS_PER_DAY) + MILLISECONDS_PER_DAY) % MILLISECONDS_PER_DAY
  )
}

/** A date from a date, a text that holds one, or a number of days. */
function toMoment(value: XPathValue, context: Context): Moment {
  if (value instanceof Moment) return value
  const { zone } = context
  if (typeof value === 'boolean' || typeof value === 'number')
    return momentOfDays(Number(value), zone)
  const text = context.text(value)
  return readMoment(text, zone) ?? momentOfDays(toNumber(text, zone), zone)
}

const date = functionOfValues(([value = ''], context) => toMoment(value, context))

const formatDate = functionOfValues(([value = '', pattern = ''], context) => {
  const found = toMoment(value, context)
  if (Number.isNaN(found.ms)) return ''
  const at = fieldsOf(found)
  const parts: Record<string, string | number> = {
    Y: zeroPadded(at.year, 4),
    y: zeroPadded(at.year, 4).slice(-2),
    m: zeroPadded(at.month, 2),
    n: at.month,
    b: threeLetterName(MONTHS, at.month - 1),
    d: zeroPadded(at.day, 2),
    e: at.day,
    a: threeLetterName(WEEKDAYS, at.weekday),
    H: zeroPadded(at.hour, 2),
    h: at.hour,
    M: zeroPadded(at.minute, 2),
    S: zeroPadded(at.second, 2),
    3: zeroPadded(at.millis, 3),
  }
  const written = context.text(pattern)
  return context.paid(
    written.replace(/%([YymnbdeaHhMS3])/g, (_, mark) => String(ownEntry(parts, mark))),
  )
})

export const TIME_FUNCTIONS: Record<string, XPathFunction> = {
  today: functionOfValues((_, { now, zone }) => new Moment(now - sinceMidnight(now, zone), zone)),
  now: functionOfValues((_, { now, zone }) => new Moment(now, zone)),
  date,
  'date-time': date,
  'format-date': formatDate,
  'format-date-time': formatDate,
  'decimal-date-time': functionOfValues(
    ([value = ''], context) => toMoment(value, context).ms / MILLISECONDS_PER_DAY,
  ),
  'decimal-time': functionOfValues(([value = ''], context) => {
    const { zone } = context
    const text = trimXmlSpace(context.text(value))
    const ms = (value instanceof Moment ? value : readMoment(text, zone))?.ms
    return sinceMidnight(ms ?? readTime(text, zone) ?? Number.NaN, zone) / MILLISECONDS_PER_DAY
  }),
}
