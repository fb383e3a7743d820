// Finding rows of a long list by an index instead of one by one. Twin: lookups.py.

import type { Listing, Node } from '../tree'
import type { Closure, Context } from './context'
import { isNodes } from './values'

/** A parsed expression as the server sends it: see docs/xpath.md. */
export type ExpressionTree = number | string | readonly unknown[]
export type TreeCompiler = (tree: ExpressionTree) => Closure
export type LookUp = (root: Listing, context: Context) => readonly Node[]

const isList = (tree: unknown): tree is readonly unknown[] => Array.isArray(tree)

/** For `[column = value]` and `[column = value and …]`; undefined for any other predicate. */
export function lookUpFor(predicate: unknown, build: TreeCompiler): LookUp | undefined {
  if (!isList(predicate) || mentionsPlace(predicate)) return
  for (const part of predicate[0] === 'and' ? predicate.slice(1) : [predicate]) {
    if (!isList(part) || part[0] !== '=') continue
    for (const [column, value] of [
      [part[1], part[2]],
      [part[2], part[1]],
    ])
      if (isColumn(column) && isFixed(value))
        return finder(column[1], build(value as ExpressionTree))
  }
  return
}

function finder(column: string, value: Closure): LookUp {
  return (root, context) => {
    const wanted = value(context.current, context)
    if (typeof wanted === 'string') return root.find(column, [wanted])
    if (!isNodes(wanted)) return root.children
    return root.find(
      column,
      wanted.map((node) => context.nodeText(node)),
    )
  }
}

const isColumn = (tree: unknown): tree is ['.', string] =>
  isList(tree) &&
  tree[0] === '.' &&
  tree.length === 2 &&
  typeof tree[1] === 'string' &&
  /^[^@.*{/][^:()*]*$/.test(tree[1])

const ROW_INDEPENDENT = ['/', 'true', 'false', 'current', 'today', 'now', 'pi']

/** Worth the same for every row. */
function isFixed(tree: unknown): boolean {
  if (!isList(tree) || tree[0] === '/') return true
  const head = tree[0] as string
  if (['.', 'id', 'lang', 'error'].includes(head)) return false
  if (head === 'path' || head === 'filter') return isFixed(tree[1])
  return tree.length === 1 ? ROW_INDEPENDENT.includes(head) : tree.slice(1).every(isFixed)
}

/** Whether it asks where among its like a node stands: an index would change the answer. */
const mentionsPlace = (tree: unknown): boolean =>
  isList(tree) && (tree[0] === 'position' || tree[0] === 'last' || tree.some(mentionsPlace))
