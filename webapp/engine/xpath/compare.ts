// = != < <= > >= between values of any kind. Twin: compare.py, which says what is compared how.

import type { Context } from './context'
import { own } from './lookups'
import { DAY, Moment, readMoment } from './moments'
import { isNodes, toBoolean, toNumber, type Value } from './values'

type Rule = (one: number, other: number) => boolean
type Single = Exclude<Value, readonly unknown[]>

const RULES: Record<string, Rule> = {
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '>': (one, other) => one > other,
  '>=': (one, other) => one >= other,
}

export type Comparison = (left: Value, right: Value, context: Context) => boolean

/** The function that answers `left symbol right`; undefined when the symbol is none of ours. */
export function comparison(symbol: string): Comparison | undefined {
  if (symbol === '=') return equal(true)
  if (symbol === '!=') return equal(false)
  const rule = own(RULES, symbol)
  return (
    rule &&
    ((left, right, context) =>
      any(left, right, context, (one, other) => ordered(one, other, rule, context.zone)))
  )
}

const equal =
  (wanted: boolean): Comparison =>
  (left, right, context) => {
    if (typeof left === 'boolean' || typeof right === 'boolean')
      return (toBoolean(left) === toBoolean(right)) === wanted
    if (isNodes(left) && isNodes(right))
      return meet(singles(left, context), singles(right, context), wanted)
    if (isNodes(left) && typeof right === 'string')
      return singles(left, context).some((text) => (text === right) === wanted)
    return any(left, right, context, (one, other) => same(one, other, context.zone) === wanted)
  }

/** Whether a text of the left equals (or else differs from) one of the right; not n × m. */
function meet(left: Single[], right: Single[], wanted: boolean): boolean {
  const one = new Set(left)
  if (wanted) return right.some((text) => one.has(text))
  return left.length > 0 && right.length > 0 && new Set([...left, ...right]).size > 1
}

/** Whether it holds for any pair of what stands on both sides. */
function any(
  left: Value,
  right: Value,
  context: Context,
  holds: (one: Single, other: Single) => boolean,
): boolean {
  if (!isNodes(left) && !isNodes(right)) return holds(left, right)
  const [ones, others] = [singles(left, context), singles(right, context)]
  context.spend(ones.length * others.length)
  return ones.some((one) => others.some((other) => holds(one, other)))
}

function singles(value: Value, context: Context): Single[] {
  if (!isNodes(value)) return [value]
  context.spend(value.length)
  return value.map((node) => context.nodeText(node))
}

const same = (one: Single, other: Single, zone: number) =>
  typeof one === 'string' && typeof other === 'string'
    ? one === other
    : ordered(one, other, (left, right) => left === right, zone)

function ordered(one: Single, other: Single, rule: Rule, zone: number): boolean {
  const [left, right] = [measure(one, zone), measure(other, zone)]
  if (left instanceof Moment || right instanceof Moment) return rule(millis(left), millis(right))
  return rule(left, right)
}

function measure(value: Single, zone: number): number | Moment {
  if (value instanceof Moment) return value
  const dated = typeof value === 'string' && value.includes('-', 1)
  const moment = dated ? readMoment(value, zone) : undefined
  return moment ?? toNumber(value, zone)
}

const millis = (value: number | Moment) =>
  value instanceof Moment ? value.ms : Math.floor(value * DAY + 0.5)
