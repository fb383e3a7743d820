// What an expression may know of the world around its instance: all of it is handed in. Twin: env.py.

import { descendantNodes, type Node, textOf } from '../tree'
import { TooManySteps } from './errors'
import { readMoment, readTime } from './moments'
import { isNodes, toNumber, toText, type XPathValue } from './values'

export interface Env {
  /** ISO 8601 with an offset; the offset is the time zone of every date without one. */
  now: string
  /** Secondary instances by id: document nodes, see `listing`; never changed. */
  instances: Readonly<Record<string, Node>>
  /** (path of a question, value of a choice) → label, for jr:choice-name */
  choiceLabel(path: string, value: string): string
  /** text id → words, for jr:itext */
  itext(id: string): string
  /** 0 ≤ number < 1, for random(), randomize() and uuid() */
  chance(): number
  /** How much one evaluation may visit before it throws TooManySteps; 200,000 unless told. */
  steps?: number
  /** How much all evaluations with this Env may still visit, together; without it there is no end. */
  left?: number | undefined
}

/** Of one text, in units of UTF-16: what both twins count without looking at every letter. */
export const LONGEST_TEXT = 1_000_000

/** What reading a text or making it costs: a step for every sixteen units. */
export const stepsOfText = (text: string): number => text.length >> 4

/** One evaluation under way: where it stands, and what it may still spend. */
export class Context {
  position = 1
  size = 1
  readonly zone: number
  #steps: number

  constructor(
    readonly env: Env,
    readonly current: Node,
  ) {
    this.zone = zoneMinutes(env.now)
    this.#steps = Math.min(env.steps ?? 200_000, env.left ?? Infinity)
  }

  /** Runs one evaluation at the expense of the Env. */
  account(run: () => XPathValue): XPathValue {
    const granted = this.#steps
    try {
      return run()
    } finally {
      if (this.env.left !== undefined) this.env.left -= granted - this.#steps
    }
  }

  /** Called for everything that is visited, so that no form can stop a phone or the server. */
  spend(steps: number): void {
    this.#steps -= steps
    if (this.#steps < 0) throw new TooManySteps()
  }

  /** The value as text, paid for. */
  text(value: XPathValue): string {
    return this.paid(isNodes(value) && value[0] ? this.nodeText(value[0]) : toText(value))
  }

  /** A text that is read from end to end, or was just made, of no more than it was made of. */
  paid(text: string): string {
    this.#spendOnText(text.length)
    return text
  }

  /** One text of many, paid for before it is made: texts that double would fill any memory. */
  joined(texts: readonly string[], between = ''): string {
    const marks = between.length * Math.max(texts.length - 1, 0)
    this.#spendOnText(texts.reduce((size, each) => size + each.length, marks))
    return texts.join(between)
  }

  #spendOnText(size: number): void {
    if (size > LONGEST_TEXT) throw new TooManySteps()
    this.spend(size >> 4)
  }

  /** The text of a node, and its cost when that means walking through it. */
  nodeText(node: Node): string {
    const first = node.children[0]
    if (!first || (node.children.length === 1 && first.kind === 'text')) return textOf(node)
    const below = descendantNodes(node)
    this.spend(below.length)
    return this.joined(below.filter(({ kind }) => kind === 'text').map(({ value }) => value))
  }

  /** The value as a number, in the zone of this evaluation. */
  number(value: XPathValue): number {
    const written = isNodes(value) || typeof value === 'string'
    return toNumber(written ? this.text(value) : value, this.zone)
  }

  /** Milliseconds since 1970-01-01 UTC. */
  get now(): number {
    return readMoment(this.env.now, this.zone)?.ms ?? Number.NaN
  }
}

const zonesByOffset = new Map<string, number>()

function zoneMinutes(now: string): number {
  const offset = /(Z|[+-]\d\d:?\d\d)$/.exec(now)?.[0] ?? 'Z'
  let zone = zonesByOffset.get(offset)
  if (zone === undefined) {
    zone = -(readTime(`00:00${offset}`, 0) ?? 0) / 60_000
    zonesByOffset.set(offset, zone)
  }
  return zone
}

export type Closure = (node: Node, context: Context) => XPathValue
