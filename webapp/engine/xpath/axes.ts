// The directions that a step can take, and what it stops at. Twin: axes.py.
// Reverse axes list the nearest node first, as positions in predicates count.

import { descendantNodes, type Node, type NodeKind } from '../tree'

type Axis = (node: Node) => readonly Node[]

const ancestorNodes = (node: Node): Node[] =>
  node.parent ? [node.parent, ...ancestorNodes(node.parent)] : []

const precedingSiblings: Axis = (node) => {
  const row = node.parent?.children ?? []
  return row.slice(0, Math.max(row.indexOf(node), 0)).reverse()
}

const followingSiblings: Axis = (node) => {
  const row = node.parent?.children ?? []
  const at = row.indexOf(node)
  return at < 0 ? [] : row.slice(at + 1)
}

const withDescendants = (node: Node) => [node, ...descendantNodes(node)]

export const AXES: Record<string, Axis> = {
  self: (node) => [node],
  child: (node) => node.children,
  parent: (node) => (node.parent ? [node.parent] : []),
  attribute: (node) => node.attributes,
  ancestor: ancestorNodes,
  'ancestor-or-self': (node) => [node, ...ancestorNodes(node)],
  descendant: descendantNodes,
  'descendant-or-self': withDescendants,
  'following-sibling': followingSiblings,
  'preceding-sibling': precedingSiblings,
  following: (node) => [
    ...(node.kind === 'attribute' && node.parent ? descendantNodes(node.parent) : []),
    ...[node, ...ancestorNodes(node)].flatMap(followingSiblings).flatMap(withDescendants),
  ],
  preceding: (node) =>
    [node, ...ancestorNodes(node)]
      .flatMap(precedingSiblings)
      .flatMap((each) => withDescendants(each).reverse()),
  // Declarations of namespaces are not kept as nodes.
  namespace: () => [],
}

/** `name`, `*`, `{namespace}name`, `{namespace}*`, `text()`, `node()` … */
export function nodeTest(test: string, principal: NodeKind): (node: Node) => boolean {
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
