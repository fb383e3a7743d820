// What is wrong with what was typed, in words for the field. Pure but for the words.

import { addDays } from '../clock'
import { dayFrom } from './typed'
import { a } from './words/administration'

export interface UnitChoice {
  id: string
  name: string
  lineage: string
}

export const required = (typed: string): string => (typed.trim() ? '' : a('wrong.required'))

export const noDay = (typed: string): string => {
  if (!typed.trim()) return a('wrong.required')
  return dayFrom(typed) ? '' : a('wrong.day')
}

/** From a day, and up to one that may be left open: the second is the last day, inclusive. */
export function daysWrong(from: string, to: string): { validFrom: string; validTo: string } {
  const first = dayFrom(from)
  const last = dayFrom(to)
  const before = first && last && last < first
  return {
    validFrom: noDay(from),
    validTo: to.trim() ? (before ? a('wrong.daysOrder') : noDay(to)) : '',
  }
}

/** The last day as people say it → the first day on which it holds no more; null when open. */
export const dayAfter = (typed: string): string | null => {
  const last = dayFrom(typed)
  return last ? addDays(last, 1) : null
}

/** A chosen unit as the one text of a field, so that it waits with the rest of the form. */
export const unitValue = (unit: UnitChoice | null): string => (unit ? JSON.stringify(unit) : '')

export const unitOf = (value: string): UnitChoice | null =>
  value ? (JSON.parse(value) as UnitChoice) : null
