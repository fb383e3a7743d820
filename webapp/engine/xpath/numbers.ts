// Functions about numbers and about true and false. Twin: numbers.py.

import type { Context } from './context'
import {
  functionOfNumbers,
  functionOfValues,
  orContextNode,
  spreadNodeSets,
  type XPathFunction,
} from './signature'
import { toBoolean, toNodes, toNumber, type XPathValue } from './values'

/** To the nearest whole number, halves up. */
export const roundHalfUp = Math.round

/** The decimal point moved in the written number: 1.005 has no binary noise to round. */
function shiftDecimalPoint(number: number, places: number): number {
  const [written, exponent] = String(number).split('e')
  return Number(`${written}e${Number(exponent ?? 0) + places}`)
}

function round(number: number, digits = 0): number {
  if (!digits || !Number.isFinite(digits) || !Number.isFinite(number)) return roundHalfUp(number)
  const places = Math.trunc(Math.max(Math.min(digits, 400), -400))
  const moved = shiftDecimalPoint(number, places)
  return Number.isFinite(moved) ? shiftDecimalPoint(roundHalfUp(moved), -places) : moved
}

const extreme = (better: (one: number, other: number) => boolean): XPathFunction =>
  functionOfValues((given, context) => {
    const found = spreadNodeSets(given, context).map((each) => context.number(each))
    if (!found.length || found.some(Number.isNaN)) return Number.NaN
    return found.reduce((best, each) => (better(each, best) ? each : best))
  })

/** A figure counts above 0, any other text when something is written. */
function isChecked(value: XPathValue, context: Context): boolean {
  const number = typeof value === 'string' ? toNumber(context.paid(value)) : Number.NaN
  return Number.isNaN(number) ? toBoolean(value) : number > 0
}

/** -1 stands for no limit. */
function isWithinLimits(total: number, given: readonly XPathValue[], context: Context): boolean {
  const [least, most] = given.slice(0, 2).map((each) => context.number(each)) as [number, number]
  return (least === -1 || total >= least) && (most === -1 || total <= most)
}

function totalWeight(given: readonly XPathValue[], context: Context): number {
  let total = 0
  for (let at = 2; at < given.length; at += 2) {
    const weights = spreadNodeSets([given[at + 1] as XPathValue], context)
    spreadNodeSets([given[at] as XPathValue], context).forEach((each, row) => {
      const worth = weights[row]
      if (worth !== undefined && isChecked(each, context)) total += context.number(worth)
    })
  }
  return total
}

const MATH_FUNCTIONS = Object.fromEntries(
  (
    [
      'abs',
      'floor',
      'pow',
      'sqrt',
      'exp',
      'log',
      'log10',
      'sin',
      'cos',
      'tan',
      'asin',
      'acos',
      'atan',
      'atan2',
    ] as const
  ).map((name) => [name, functionOfNumbers(Math[name])]),
)

export const NUMBER_FUNCTIONS: Record<string, XPathFunction> = {
  ...MATH_FUNCTIONS,
  number: orContextNode(functionOfNumbers((number) => number)),
  int: functionOfNumbers(Math.trunc),
  ceiling: functionOfNumbers(Math.ceil),
  round: functionOfNumbers(round),
  exp10: functionOfNumbers((number: number) => 10 ** number),
  pi: functionOfValues(() => Math.PI),
  random: functionOfValues((_, { env }) => env.chance()),
  sum: functionOfValues(([nodes = ''], context) =>
    toNodes(nodes).reduce((total, node) => total + context.number([node]), 0),
  ),
  min: extreme((one, other) => one < other),
  max: extreme((one, other) => one > other),
  boolean: functionOfValues(([value = '']) => toBoolean(value)),
  not: functionOfValues(([value = '']) => !toBoolean(value)),
  true: functionOfValues(() => true),
  false: functionOfValues(() => false),
  if:
    ([condition, then, otherwise]) =>
    (node, context) =>
      (toBoolean(condition?.(node, context) ?? '') ? then : otherwise)?.(node, context) ?? '',
  coalesce: (args) => (node, context) => {
    for (const each of args) {
      const text = context.text(each(node, context))
      if (text) return text
    }
    return ''
  },
  once:
    ([value]) =>
    (node, context) =>
      context.nodeText(context.current) || (value?.(node, context) ?? ''),
  checklist: functionOfValues((given, context) => {
    const asked = spreadNodeSets(given.slice(2), context)
    return isWithinLimits(asked.filter((each) => isChecked(each, context)).length, given, context)
  }),
  'weighted-checklist': functionOfValues((given, context) =>
    isWithinLimits(totalWeight(given, context), given, context),
  ),
}
