// A tree becomes closures: compiled once, evaluated often. Twin: evaluate.py.

import { ownEntry } from '../../entries'
import { inDocumentOrder, type Node } from '../tree'
import { comparisonFor } from './compare'
import { type Closure, Context, type Env } from './context'
import { XPathError } from './errors'
import { FUNCTIONS } from './functions'
import type { ExpressionTree } from './lookups'
import { buildFilter, buildPath } from './paths'
import type { XPathFunction } from './signature'
import { toBoolean, toNodes, type XPathValue } from './values'

export type Expression = (node: Node, env: Env) => XPathValue

/**
 * The tree as a function of a context node and an Env. Throws XPathError for a function that this
 * app does not know yet; evaluating throws it where there is no answer, and TooManySteps beyond
 * the budget of the Env.
 */
export function compileTree(tree: ExpressionTree): Expression {
  const run = buildClosure(tree)
  return (node, env) => {
    const context = new Context(env, node)
    return context.account(() => run(node, context))
  }
}

function buildClosure(tree: ExpressionTree): Closure {
  if (typeof tree !== 'object') return () => tree
  const head = tree[0] as string
  if (head === '/' || head === '.' || head === 'path') return buildPath(tree, buildClosure)
  if (head === 'filter') return buildFilter(tree, buildClosure)
  if (head === 'error')
    return () => {
      throw new XPathError(tree[1] as string, tree[2] as string)
    }
  const args = (tree.slice(1) as ExpressionTree[]).map(buildClosure)
  const [left, right] = args
  const holds = comparisonFor(head)
  if (holds && left && right)
    return (node, context) => holds(left(node, context), right(node, context), context)
  const make = ownEntry(OPERATORS, head) ?? ownEntry(FUNCTIONS, head)
  if (!make) throw new XPathError('unknownFunction', head)
  return make(args)
}

/** a - b - c …, from the left. */
const chain =
  (operate: (left: number, right: number) => number): XPathFunction =>
  (args) =>
  (node, context) =>
    args.map((each) => context.number(each(node, context))).reduce(operate)

/** `or` is settled by the first true part, `and` by the first false one. */
const logic =
  (settled: boolean): XPathFunction =>
  (args) =>
  (node, context) =>
    args.some((each) => toBoolean(each(node, context)) === settled) === settled

const OPERATORS: Record<string, XPathFunction> = {
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
