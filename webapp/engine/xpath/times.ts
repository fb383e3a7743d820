// Functions about days and times. Twin: times.py. The clock is what Env says.

import type { Context } from './context'
import {
  DAY,
  fieldsOf,
  Moment,
  momentOfDays,
  readMoment,
  readTime,
  trimmed,
  written,
} from './moments'
import { type Make, values } from './signature'
import { toNumber, type Value } from './values'

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec'
const WEEKDAYS = 'SunMonTueWedThuFriSat'
const third = (names: string, at: number) => names.slice(at * 3, at * 3 + 3)

/** Milliseconds after local midnight. */
function sinceMidnight(ms: number, zone: number): number {
  return (((ms + zone * 60_000) % DAY) + DAY) % DAY
}

/** A date from a date, a text that holds one, or a number of days. */
function moment(value: Value, context: Context): Moment {
  if (value instanceof Moment) return value
  const { zone } = context
  if (typeof value === 'boolean' || typeof value === 'number')
    return momentOfDays(Number(value), zone)
  const text = context.text(value)
  return readMoment(text, zone) ?? momentOfDays(toNumber(text, zone), zone)
}

const date = values(([value = ''], context) => moment(value, context))

const format = values(([value = '', pattern = ''], context) => {
  const found = moment(value, context)
  if (Number.isNaN(found.ms)) return ''
  const at = fieldsOf(found)
  const parts: Record<string, string | number> = {
    Y: written(at.year, 4),
    y: written(at.year, 4).slice(-2),
    m: written(at.month, 2),
    n: at.month,
    b: third(MONTHS, at.month - 1),
    d: written(at.day, 2),
    e: at.day,
    a: third(WEEKDAYS, at.weekday),
    H: written(at.hour, 2),
    h: at.hour,
    M: written(at.minute, 2),
    S: written(at.second, 2),
    3: written(at.millis, 3),
  }
  return context.text(pattern).replace(/%([YymnbdeaHhMS3])/g, (_, mark) => String(parts[mark]))
})

export const TIMES: Record<string, Make> = {
  today: values((_, { now, zone }) => new Moment(now - sinceMidnight(now, zone), zone)),
  now: values((_, { now, zone }) => new Moment(now, zone)),
  date,
  'date-time': date,
  'format-date': format,
  'format-date-time': format,
  'decimal-date-time': values(([value = ''], context) => moment(value, context).ms / DAY),
  'decimal-time': values(([value = ''], context) => {
    const { zone } = context
    const text = trimmed(context.text(value))
    const ms = (value instanceof Moment ? value : readMoment(text, zone))?.ms
    return sinceMidnight(ms ?? readTime(text, zone) ?? Number.NaN, zone) / DAY
  }),
}
