// = != < <= > >= between values of any kind. Twin: compare.py, which says what is compared how.

import { ownEntry } from '../../entries'
import { type Context, stepsOfText } from './context'
import { MILLISECONDS_PER_DAY, Moment, readMoment } from './moments'
import { isNodes, toBoolean, toNumber, type XPathValue } from './values'

type NumberComparison = (one: number, other: number) => boolean
type SingleValue = Exclude<XPathValue, readonly unknown[]>

const ORDER_COMPARISONS: Record<string, NumberComparison> = {
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '>': (one, other) => one > other,
  '>=': (one, other) => one >= other,
}

export type Comparison = (left: XPathValue, right: XPathValue, context: Context) => boolean

/** The function that answers `left symbol right`; undefined when the symbol is none of ours. */
export function comparisonFor(symbol: string): Comparison | undefined {
  if (symbol === '=') return equal(true)
  if (symbol === '!=') return equal(false)
  const rule = ownEntry(ORDER_COMPARISONS, symbol)
  return (
    rule &&
    ((left, right, context) =>
      holdsForAny(left, right, context, (one, other) =>
        compareMeasures(one, other, rule, context.zone),
      ))
  )
}

const equal =
  (wanted: boolean): Comparison =>
  (left, right, context) => {
    if (typeof left === 'boolean' || typeof right === 'boolean')
      return (toBoolean(left) === toBoolean(right)) === wanted
    if (isNodes(left) && isNodes(right))
      return meet(singleValues(left, context), singleValues(right, context), wanted)
    if (isNodes(left) && typeof right === 'string')
      return singleValues(left, context).some((text) => (text === right) === wanted)
    return holdsForAny(
      left,
      right,
      context,
      (one, other) => isSameValue(one, other, context.zone) === wanted,
    )
  }

/** Whether a text of the left equals (or else differs from) one of the right; not n × m. */
function meet(left: SingleValue[], right: SingleValue[], wanted: boolean): boolean {
  const one = new Set(left)
  if (wanted) return right.some((text) => one.has(text))
  return left.length > 0 && right.length > 0 && new Set([...left, ...right]).size > 1
}

/** Whether it holds for any pair of what stands on both sides. */
function holdsForAny(
  left: XPathValue,
  right: XPathValue,
  context: Context,
  holds: (one: SingleValue, other: SingleValue) => boolean,
): boolean {
  if (!isNodes(left) && !isNodes(right)) {
    context.spend(stepsOfValues([left]) + stepsOfValues([right]))
    return holds(left, right)
  }
  const [ones, others] = [singleValues(left, context), singleValues(right, context)]
  // Each of the one side is read again for each of the other.
  const reading = ones.length * stepsOfValues(others) + others.length * stepsOfValues(ones)
  context.spend(ones.length * others.length + reading)
  return ones.some((one) => others.some((other) => holds(one, other)))
}

const stepsOfValues = (values: readonly SingleValue[]) =>
  values.reduce<number>(
    (steps, each) => steps + (typeof each === 'string' ? stepsOfText(each) : 0),
    0,
  )

function singleValues(value: XPathValue, context: Context): SingleValue[] {
  if (!isNodes(value)) return [value]
  context.spend(value.length)
  return value.map((node) => context.nodeText(node))
}

const isSameValue = (one: SingleValue, other: SingleValue, zone: number) =>
  typeof one === 'string' && typeof other === 'string'
    ? one === other
    : compareMeasures(one, other, (left, right) => left === right, zone)

function compareMeasures(
  one: SingleValue,
  other: SingleValue,
  rule: NumberComparison,
  zone: number,
): boolean {
  const [left, right] = [measure(one, zone), measure(other, zone)]
  if (left instanceof Moment || right instanceof Moment) return rule(millis(left), millis(right))
  return rule(left, right)
}

function measure(value: SingleValue, zone: number): number | Moment {
  if (value instanceof Moment) return value
  const dated = typeof value === 'string' && value.includes('-', 1)
  const moment = dated ? readMoment(value, zone) : undefined
  return moment ?? toNumber(value, zone)
}

const millis = (value: number | Moment) =>
  value instanceof Moment ? value.ms : Math.floor(value * MILLISECONDS_PER_DAY + 0.5)
