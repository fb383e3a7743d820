// What is wrong with a written answer of each kind? Regular and calendar rules only.
// Twin: api/domain/engine/answer.py and the faults of api/domain/question_types.py

import type { QuestionKind } from './question-types'

const NUMBER_ANSWER = '-?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?'
const INTEGER_ANSWER = /^-?[0-9]{1,15}$/
const DECIMAL_ANSWER = new RegExp(`^${NUMBER_ANSWER}$`)
const DATE_ANSWER = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/
const TIME_ANSWER =
  /^(([01][0-9]|2[0-3]):[0-5][0-9])(:[0-5][0-9](\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})?$/
const GEOPOINT_ANSWER = new RegExp(
  `^(${NUMBER_ANSWER}) (${NUMBER_ANSWER})(?: ${NUMBER_ANSWER}){0,2}$`,
)

/** Few enough digits for both twins to divide exactly. */
const RANGE_NUMBER = /^-?[0-9]{1,9}(\.[0-9]{1,6})?$/
const MILLIONTHS = 1_000_000

// A generous box around the mainland and the two archipelagos.
const [SOUTH, NORTH, WEST, EAST] = [6, 24, 102, 118] as const

/** What an author gave a question beside its words: start, end, step. */
export type QuestionParameters = Record<string, string>

type FindFault = (value: string, parameters: QuestionParameters) => string

const anyText: FindFault = () => ''

const FAULTS: Record<QuestionKind, FindFault> = {
  text: anyText,
  integer: (value) => (INTEGER_ANSWER.test(value) ? '' : 'notInteger'),
  decimal: (value) => (DECIMAL_ANSWER.test(value) ? '' : 'notDecimal'),
  date: (value) => (isWrittenDay(value) ? '' : 'notDate'),
  time: (value) => (readHour(value) ? '' : 'notTime'),
  dateTime: (value) => (readMoment(value) ? '' : 'notDateTime'),
  geopoint: pointFault,
  selectOne: anyText,
  selectMultiple: anyText,
  acknowledge: (value) => (value === 'OK' ? '' : 'choiceUnknown'),
  image: anyText,
  range: rangeFault,
  note: anyText,
}

/** The code of what is wrong with an answer that is not blank; '' when it is well written. */
export const answerFault = (
  kind: QuestionKind,
  value: string,
  parameters: QuestionParameters = {},
): string => FAULTS[kind](value, parameters)

/** A calculated moment as its question keeps it: of a date the day, of a time the hour. */
export function fitToType(type: string | undefined, text: string): string {
  const at = text.indexOf('T')
  if (at < 0 || (type !== 'date' && type !== 'time')) return text
  return type === 'date' ? text.slice(0, at) : text.slice(at + 1)
}

/** A day of the calendar, 2026-11-21? */
export function isWrittenDay(value: string): boolean {
  const [year = 0, month = 0, day = 0] = DATE_ANSWER.exec(value)?.slice(1).map(Number) ?? []
  return year > 0 && month > 0 && month < 13 && day > 0 && day <= daysInMonth(year, month)
}

/** Hours and minutes of a time of day, 08:30; '' when it is none. */
export const readHour = (value: string): string => TIME_ANSWER.exec(value)?.[1] ?? ''

/** A day and the hours and minutes of a moment; null when it is none. */
export function readMoment(value: string): { day: string; hour: string } | null {
  const at = value.indexOf('T')
  const [day, hour] = [value.slice(0, Math.max(at, 0)), readHour(value.slice(at + 1))]
  return isWrittenDay(day) && hour ? { day, hour } : null
}

/** Latitude and longitude in degrees; null when they are none. */
export function readPoint(value: string): { north: number; east: number } | null {
  const [north = Number.NaN, east = Number.NaN] =
    GEOPOINT_ANSWER.exec(value)?.slice(1).map(Number) ?? []
  return Math.abs(north) <= 90 && Math.abs(east) <= 180 ? { north, east } : null
}

/** A number of a scale in whole millionths, so that steps divide it without a rest. */
export const inMillionths = (value: string) => Math.round(Number(value) * MILLIONTHS)
export const fromMillionths = (value: number) => String(value / MILLIONTHS)

function rangeFault(value: string, parameters: QuestionParameters): string {
  if (!RANGE_NUMBER.test(value)) return 'notDecimal'
  const { start = '', end = '', step = '' } = parameters
  const [from, to, at] = [start, end, value].map(inMillionths) as [number, number, number]
  if (at < from || at > to) return 'outOfRange'
  return (at - from) % inMillionths(step) === 0 ? '' : 'offStep'
}

function daysInMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  if (month === 2) return leap ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function pointFault(value: string): string {
  const place = readPoint(value)
  if (!place) return 'notGeopoint'
  const { north, east } = place
  const inside = north >= SOUTH && north <= NORTH && east >= WEST && east <= EAST
  return inside ? '' : 'outsideCountry'
}
