// What an expression can be worth, and how one kind becomes another. Twin: values.py.

import { type Node, textOf } from '../tree'
import { XPathError } from './errors'
import { MILLISECONDS_PER_DAY, Moment, readMoment, trimXmlSpace, writeMoment } from './moments'

export type XPathValue = boolean | number | string | Moment | readonly Node[]

export const isNodes = (value: XPathValue): value is readonly Node[] => Array.isArray(value)

/** A blank, 0, NaN, no node and no date are false. */
export function toBoolean(value: XPathValue): boolean {
  if (value instanceof Moment) return !Number.isNaN(value.ms)
  return isNodes(value) ? value.length > 0 : Boolean(value)
}

/** A date is worth its days since 1970-01-01 UTC; what is no number is NaN, and so is a blank. */
export function toNumber(value: XPathValue, zone = 0): number {
  if (typeof value === 'number' || typeof value === 'boolean') return Number(value)
  if (value instanceof Moment) return value.ms / MILLISECONDS_PER_DAY
  const text = trimXmlSpace(toText(value))
  if (/^-?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text)
  const moment = readMoment(text, zone)
  return moment ? moment.ms / MILLISECONDS_PER_DAY : Number.NaN
}

/** The string value; of a node-set, that of its first node. */
export function toText(value: XPathValue): string {
  if (typeof value === 'number') return writeNumber(value)
  if (value instanceof Moment) return writeMoment(value)
  if (!isNodes(value)) return String(value)
  return value[0] ? textOf(value[0]) : ''
}

/** Nothing but a node-set becomes a node-set. */
export function toNodes(value: XPathValue): readonly Node[] {
  if (isNodes(value)) return value
  throw new XPathError('notNodes')
}

/** A number as XPath writes it: never an exponent, never "-0". */
function writeNumber(number: number): string {
  const [written = '', exponent] = String(number).split('e')
  if (!exponent) return written
  const [, sign, head, tail = ''] = /^(-?)(\d)\.?(\d*)$/.exec(written) ?? []
  const power = Number(exponent)
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${head}${tail}`
  return `${sign}${head}${tail.padEnd(power, '0')}`
}
