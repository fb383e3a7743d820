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
}

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
    this.#steps = env.steps ?? 200_000
  }

  /** Called for everything that is visited, so that no form can stop a phone or the server. */
  spend(steps: number): void {
    this.#steps -= steps
    if (this.#steps < 0) throw new TooManySteps()
  }

  /** The value as text; long texts and big groups are paid for. */
  text(value: XPathValue): string {
    const text = isNodes(value) && value[0] ? this.nodeText(value[0]) : toText(value)
    this.spend(text.length >> 8)
    return text
  }

  /** The text of a node, and its cost when that means walking through it. */
  nodeText(node: Node): string {
    const first = node.children[0]
    if (first && (node.children.length > 1 || first.kind !== 'text'))
      this.spend(descendantNodes(node).length)
    return textOf(node)
  }

  /** The value as a number, in the zone of this evaluation. */
  number(value: XPathValue): number {
    return toNumber(isNodes(value) ? this.text(value) : value, this.zone)
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
