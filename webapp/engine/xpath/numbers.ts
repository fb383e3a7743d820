// Functions about numbers and about true and false. Twin: numbers.py.

import type { Context } from './context'
import { type Make, numbers, orHere, spread, values } from './signature'
import { toBoolean, toNodes, toNumber, type Value } from './values'

/** To the nearest whole number, halves up. */
export const rounded = Math.round

/** The decimal point moved in the written number: 1.005 has no binary noise to round. */
function shifted(number: number, places: number): number {
  const [written, exponent] = String(number).split('e')
  return Number(`${written}e${Number(exponent ?? 0) + places}`)
}

function round(number: number, digits = 0): number {
  if (!digits || !Number.isFinite(digits) || !Number.isFinite(number)) return rounded(number)
  const places = Math.trunc(Math.max(Math.min(digits, 400), -400))
  const moved = shifted(number, places)
  return Number.isFinite(moved) ? shifted(rounded(moved), -places) : moved
}

const extreme = (better: (one: number, other: number) => boolean): Make =>
  values((given, { zone }) => {
    const found = spread(given).map((each) => toNumber(each, zone))
    if (!found.length || found.some(Number.isNaN)) return Number.NaN
    return found.reduce((best, each) => (better(each, best) ? each : best))
  })

/** A figure counts above 0, any other text when something is written. */
function counts(value: Value): boolean {
  const number = typeof value === 'string' ? toNumber(value) : Number.NaN
  return Number.isNaN(number) ? toBoolean(value) : number > 0
}

/** -1 stands for no limit. */
function between(total: number, given: readonly Value[], context: Context): boolean {
  const [least, most] = given.slice(0, 2).map((each) => context.number(each)) as [number, number]
  return (least === -1 || total >= least) && (most === -1 || total <= most)
}

function weight(given: readonly Value[], { zone }: Context): number {
  let total = 0
  for (let at = 2; at < given.length; at += 2) {
    const weights = spread([given[at + 1] as Value])
    spread([given[at] as Value]).forEach((each, row) => {
      const worth = weights[row]
      if (worth !== undefined && counts(each)) total += toNumber(worth, zone)
    })
  }
  return total
}

const plain = Object.fromEntries(
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
  ).map((name) => [name, numbers(Math[name])]),
)

export const NUMBERS: Record<string, Make> = {
  ...plain,
  number: orHere(numbers((number) => number)),
  int: numbers(Math.trunc),
  ceiling: numbers(Math.ceil),
  round: numbers(round),
  exp10: numbers((number: number) => 10 ** number),
  pi: values(() => Math.PI),
  random: values((_, { env }) => env.chance()),
  sum: values(([nodes = ''], context) =>
    toNodes(nodes).reduce((total, node) => total + context.number([node]), 0),
  ),
  min: extreme((one, other) => one < other),
  max: extreme((one, other) => one > other),
  boolean: values(([value = '']) => toBoolean(value)),
  not: values(([value = '']) => !toBoolean(value)),
  true: values(() => true),
  false: values(() => false),
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
  checklist: values((given, context) =>
    between(spread(given.slice(2)).filter(counts).length, given, context),
  ),
  'weighted-checklist': values((given, context) => between(weight(given, context), given, context)),
}
