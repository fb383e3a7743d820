// Location paths: axes, node tests, predicates, and look-ups in long lists. Twin: paths.py.

import { ownEntry } from '../../entries'
import { inDocumentOrder, Listing, type Node, rootOf } from '../tree'
import { AXES, nodeTest } from './axes'
import type { Closure, Context } from './context'
import { XPathError } from './errors'
import { type ExpressionTree, lookUpFor, type TreeCompiler } from './lookups'
import { toBoolean, toNodes } from './values'

type Walk = (nodes: readonly Node[], context: Context) => readonly Node[]
type PathStep = string | readonly [string, ...ExpressionTree[]]

// From several nodes that do not contain one another, these lead to nodes in document order.
const ORDERED_AXES = ['child', 'attribute', 'self']
const SHORT_AXES: Record<string, string> = {
  '.': 'self',
  '..': 'parent',
  '//': 'descendant-or-self',
}

/** ["/", step…] from the document, [".", …] from here, ["path", tree, …] from a value. */
export function buildPath(tree: readonly unknown[], build: TreeCompiler): Closure {
  const start = tree[0] === 'path' ? build(tree[1] as ExpressionTree) : undefined
  const walks = walksOf(tree.slice(start ? 2 : 1) as PathStep[], build, !start)
  const absolute = tree[0] === '/'
  return (node, context) => {
    // The document stays the form's own inside predicates on other instances.
    const from = absolute ? [rootOf(context.current)] : [node]
    return walkThrough(walks, start ? toNodes(start(node, context)) : from, context)
  }
}

/** ["filter", tree, predicate…]: predicates on the nodes of any expression. */
export function buildFilter(tree: readonly unknown[], build: TreeCompiler): Closure {
  const start = build(tree[1] as ExpressionTree)
  const predicates = (tree.slice(2) as ExpressionTree[]).map((each) => predicate(each, build))
  return (node, context) => walkThrough(predicates, toNodes(start(node, context)), context)
}

const walkThrough = (walks: Walk[], from: readonly Node[], context: Context) =>
  walks.reduce((nodes, walk) => walk(nodes, context), from)

function walksOf(steps: PathStep[], build: TreeCompiler, single: boolean): Walk[] {
  let flat = single
  return steps.map((step) => {
    const [spec, ...predicates] = typeof step === 'string' ? [step] : step
    const [axis, test] = axisAndTest(spec as string)
    const ordered = flat && ORDERED_AXES.includes(axis)
    flat = ordered
    return walkOf(axis, test, predicates as ExpressionTree[], build, ordered)
  })
}

function axisAndTest(spec: string): [string, string] {
  const short = ownEntry(SHORT_AXES, spec)
  if (short) return [short, 'node()']
  if (spec[0] === '@') return ['attribute', spec.slice(1)]
  const at = spec[0] === '{' ? -1 : spec.indexOf('::')
  return at < 0 ? ['child', spec] : [spec.slice(0, at), spec.slice(at + 2)]
}

function walkOf(
  name: string,
  of: string,
  trees: ExpressionTree[],
  build: TreeCompiler,
  ordered: boolean,
): Walk {
  const axis = ownEntry(AXES, name)
  if (!axis) throw new XPathError('unknownAxis', name)
  const test = nodeTest(of, name === 'attribute' ? 'attribute' : 'element')
  const lookUp = name === 'child' ? lookUpFor(trees[0], build) : undefined
  const predicates = trees.map((each) => predicate(each, build))
  const reverse = name.startsWith('ancestor') || name.startsWith('preceding')

  const reached = (node: Node, context: Context) => {
    const visited = lookUp && node instanceof Listing ? lookUp(node, context) : axis(node)
    context.spend(visited.length + 1)
    return walkThrough(predicates, visited.filter(test), context)
  }
  return (nodes, context) => {
    const [first] = nodes
    if (first && nodes.length === 1) {
      const found = reached(first, context)
      return reverse ? [...found].reverse() : found
    }
    const found = nodes.flatMap((node) => reached(node, context))
    if (ordered || !found.length) return found
    context.spend(found.length)
    return inDocumentOrder(found)
  }
}

function predicate(tree: ExpressionTree, build: TreeCompiler): Walk {
  if (typeof tree === 'number') return (nodes) => nodes.filter((_, at) => at + 1 === tree)
  const holds = build(tree)
  return (nodes, context) => {
    const { position, size } = context
    context.spend(nodes.length)
    context.size = nodes.length
    const kept = nodes.filter((node, at) => {
      context.position = at + 1
      const value = holds(node, context)
      return typeof value === 'number' ? value === at + 1 : toBoolean(value)
    })
    context.position = position
    context.size = size
    return kept
  }
}
