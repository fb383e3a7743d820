// What is wrong with what was typed, in words for the field. Pure but for the words.

import { addDays } from '../clock'
import { parseTypedDay } from './typed'
import { t } from './words'

export interface UnitChoice {
  id: string
  name: string
  lineage: string
}

export const requiredError = (typed: string): string => (typed.trim() ? '' : t('wrong.required'))

export const dayError = (typed: string): string => {
  if (!typed.trim()) return t('wrong.required')
  return parseTypedDay(typed) ? '' : t('wrong.day')
}

/** From a day, and up to one that may be left open: the second is the last day, inclusive. */
export function dayRangeErrors(from: string, to: string): { validFrom: string; validTo: string } {
  const first = parseTypedDay(from)
  const last = parseTypedDay(to)
  const before = first && last && last < first
  return {
    validFrom: dayError(from),
    validTo: to.trim() ? (before ? t('wrong.daysOrder') : dayError(to)) : '',
  }
}

/** The last day as people say it → the first day on which it holds no more; null when open. */
export const dayAfterTyped = (typed: string): string | null => {
  const last = parseTypedDay(typed)
  return last ? addDays(last, 1) : null
}

/** A chosen unit as the one text of a field, so that it waits with the rest of the form. */
export const serializeUnitChoice = (unit: UnitChoice | null): string =>
  unit ? JSON.stringify(unit) : ''

export const parseUnitChoice = (value: string): UnitChoice | null =>
  value ? (JSON.parse(value) as UnitChoice) : null
