// A tree becomes closures: compiled once, evaluated often. Twin: evaluate.py.

import { inDocumentOrder, type Node } from '../tree'
import { comparison } from './compare'
import { type Closure, Context, type Env } from './context'
import { XPathError } from './errors'
import { FUNCTIONS } from './functions'
import { own, type Tree } from './lookups'
import { filtered, path } from './paths'
import type { Make } from './signature'
import { toBoolean, toNodes, type Value } from './values'

export type Expression = (node: Node, env: Env) => Value

/**
 * The tree as a function of a context node and an Env. Throws XPathError for a function that this
 * app does not know yet; evaluating throws it where there is no answer, and TooManySteps beyond
 * the budget of the Env.
 */
export function compile(tree: Tree): Expression {
  const run = build(tree)
  return (node, env) => run(node, new Context(env, node))
}

function build(tree: Tree): Closure {
  if (typeof tree !== 'object') return () => tree
  const head = tree[0] as string
  if (head === '/' || head === '.' || head === 'path') return path(tree, build)
  if (head === 'filter') return filtered(tree, build)
  if (head === 'error')
    return () => {
      throw new XPathError(tree[1] as string, tree[2] as string)
    }
  const args = (tree.slice(1) as Tree[]).map(build)
  const [left, right] = args
  const holds = comparison(head)
  if (holds && left && right)
    return (node, context) => holds(left(node, context), right(node, context), context)
  const make = own(OPERATORS, head) ?? own(FUNCTIONS, head)
  if (!make) throw new XPathError('unknownFunction', head)
  return make(args)
}

/** a - b - c …, from the left. */
const chain =
  (operate: (left: number, right: number) => number): Make =>
  (args) =>
  (node, context) =>
    args.map((each) => context.number(each(node, context))).reduce(operate)

/** `or` is settled by the first true part, `and` by the first false one. */
const logic =
  (settled: boolean): Make =>
  (args) =>
  (node, context) =>
    args.some((each) => toBoolean(each(node, context)) === settled) === settled

const OPERATORS: Record<string, Make> = {
  '+': chain((left, right) => left + right),
  '-': chain((left, right) => left - right),
  '*': chain((left, right) => left * right),
  div: chain((left, right) => left / right),
  mod: chain((left, right) => left % right),
  neg:
    ([value]) =>
    (node, context) =>
      -context.number(value?.(node, context) ?? ''),
  or: logic(true),
  and: logic(false),
  '|': (args) => (node, context) => {
    const found = args.flatMap((each) => toNodes(each(node, context)))
    context.spend(found.length)
    return inDocumentOrder(found)
  },
}
