// The directions that a step can take, and what it stops at. Twin: axes.py.
// Reverse axes list the nearest node first, as positions in predicates count.

import { descendants, type Kind, type Node } from '../tree'

export type Axis = (node: Node) => readonly Node[]

const ancestors = (node: Node): Node[] =>
  node.parent ? [node.parent, ...ancestors(node.parent)] : []

const before: Axis = (node) => {
  const row = node.parent?.children ?? []
  return row.slice(0, Math.max(row.indexOf(node), 0)).reverse()
}

const after: Axis = (node) => {
  const row = node.parent?.children ?? []
  const at = row.indexOf(node)
  return at < 0 ? [] : row.slice(at + 1)
}

const all = (node: Node) => [node, ...descendants(node)]

export const AXES: Record<string, Axis> = {
  self: (node) => [node],
  child: (node) => node.children,
  parent: (node) => (node.parent ? [node.parent] : []),
  attribute: (node) => node.attributes,
  ancestor: ancestors,
  'ancestor-or-self': (node) => [node, ...ancestors(node)],
  descendant: descendants,
  'descendant-or-self': all,
  'following-sibling': after,
  'preceding-sibling': before,
  following: (node) => [
    ...(node.kind === 'attribute' && node.parent ? descendants(node.parent) : []),
    ...[node, ...ancestors(node)].flatMap(after).flatMap(all),
  ],
  preceding: (node) =>
    [node, ...ancestors(node)].flatMap(before).flatMap((each) => all(each).reverse()),
  // Declarations of namespaces are not kept as nodes.
  namespace: () => [],
}

/** `name`, `*`, `{namespace}name`, `{namespace}*`, `text()`, `node()` … */
export function nodeTest(test: string, principal: Kind): (node: Node) => boolean {
  const [, type, target] = /^([a-z-]+)\((.*)\)$/.exec(test) ?? []
  if (type === 'node') return () => true
  if (type) {
    const kind = type[0] === 'p' ? 'pi' : type
    return (node) => node.kind === kind && (!target || node.name === target)
  }
  if (test === '*') return (node) => node.kind === principal
  const [, namespace = '', name] = /^(?:\{(.*)\})?(.*)$/.exec(test) ?? []
  return (node) =>
    node.kind === principal && node.namespace === namespace && (name === '*' || node.name === name)
}
