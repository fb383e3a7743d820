// Functions about nodes: counting, naming, finding them in repeats and lists. Twin: nodes.py.

import { ownEntry } from '../../entries'
import { descendantNodes, Listing, type Node, rootOf, textOf } from '../tree'
import type { Context } from './context'
import { XPathError } from './errors'
import { functionOfValues, orContextNode, spreadNodeSets, type XPathFunction } from './signature'
import { splitWords } from './texts'
import { toNodes, type XPathValue } from './values'

const functionOfFirstNode = (answer: (node: Node) => string): XPathFunction =>
  orContextNode(
    functionOfValues(([given = '']) => {
      const first = toNodes(given)[0]
      return first ? answer(first) : ''
    }),
  )

function position(given: XPathValue | undefined, context: Context): number {
  if (given === undefined) return context.position
  const [node] = toNodes(given)
  if (!node) return 0
  if (!node.parent || node.kind === 'attribute') return 1
  const row = node.parent.children
  context.spend(row.length)
  const alike = (each: Node) =>
    each.kind === node.kind && each.name === node.name && each.namespace === node.namespace
  return row.filter(alike).indexOf(node) + 1
}

function nodesById(given: readonly XPathValue[], node: Node, context: Context): Node[] {
  const wanted = new Set(
    spreadNodeSets(given, context).flatMap((each) => splitWords(context.text(each))),
  )
  const all = descendantNodes(rootOf(node))
  context.spend(all.length)
  return all.filter((each) =>
    each.attributes.some((a) => a.name === 'id' && !a.namespace && wanted.has(a.value)),
  )
}

function isInLanguage(wanted: string, node: Node | null): boolean {
  if (!node) return false
  const own = node.attributes.find((a) => a.name === 'lang' && a.prefix === 'xml')
  if (own) return `${own.value}-`.toLowerCase().startsWith(`${wanted}-`.toLowerCase())
  return isInLanguage(wanted, node.parent)
}

function secondaryInstance(context: Context, name: string): Node {
  const found = ownEntry(context.env.instances, name)
  if (!found) throw new XPathError('noInstance', name)
  return found
}

function pulldata(given: readonly XPathValue[], context: Context): string {
  const [name, wanted, key, value] = given.map((each) => context.text(each)) as [
    string,
    string,
    string,
    string,
  ]
  const root = secondaryInstance(context, name).children[0]
  if (!root) return ''
  const cell = (item: Node, column: string) => item.children.find((each) => each.name === column)
  const item =
    root instanceof Listing
      ? root.find(key, [value])[0]
      : root.children.find((each) => {
          const found = cell(each, key)
          return found && textOf(found) === value
        })
  if (!(root instanceof Listing)) context.spend(root.children.length)
  const found = item && cell(item, wanted)
  return found ? textOf(found) : ''
}

const isUnder = (node: Node | null, above: Node): boolean =>
  node !== null && (node.parent === above || isUnder(node.parent, above))

const indexedRepeat: XPathFunction = (args) => (node, context) => {
  let inside: Node | undefined
  const within = (at: number) => {
    const nodes = toNodes(args[at]?.(node, context) ?? '')
    context.spend(nodes.length)
    const above = inside
    return above ? nodes.filter((each) => isUnder(each, above)) : nodes
  }
  for (let at = 1; at < args.length; at += 2) {
    const rows = within(at)
    inside = rows[Math.trunc(context.number(args[at + 1]?.(node, context) ?? '')) - 1]
    if (!inside) return []
  }
  return within(0)
}

const MODULUS = 2_147_483_647

/** Park and Miller's generator, so that a seed gives the same order on every phone. */
function seededChance(seed: number): () => number {
  let state = seed % MODULUS
  if (state <= 0) state += MODULUS - 1
  return () => {
    state = (state * 16_807) % MODULUS
    return (state - 1) / (MODULUS - 1)
  }
}

function randomize([given = '', seed]: readonly XPathValue[], context: Context): Node[] {
  const number = seed === undefined ? 0 : Math.trunc(context.number(seed))
  const start = Number.isFinite(number) ? number : 0
  const chance = seed === undefined ? context.env.chance : seededChance(start)
  const shuffled: Node[] = []
  toNodes(given).forEach((node, at) => {
    const place = Math.floor(chance() * (at + 1))
    shuffled[at] = shuffled[place] ?? node
    shuffled[place] = node
  })
  return shuffled
}

export const NODE_FUNCTIONS: Record<string, XPathFunction> = {
  count: functionOfValues(([given = '']) => toNodes(given).length),
  'count-non-empty': functionOfValues(
    ([given = ''], context) => toNodes(given).filter((node) => context.nodeText(node)).length,
  ),
  position: functionOfValues(([given], context) => position(given, context)),
  last: functionOfValues((_, { size }) => size),
  name: functionOfFirstNode(({ prefix, name }) => (prefix ? `${prefix}:${name}` : name)),
  'local-name': functionOfFirstNode((node) => node.name),
  'namespace-uri': functionOfFirstNode((node) => node.namespace),
  id: functionOfValues((given, context, node) => nodesById(given, node, context)),
  lang: functionOfValues(([given = ''], context, node) => isInLanguage(context.text(given), node)),
  current: functionOfValues((_, { current }) => [current]),
  instance: functionOfValues(([id = ''], context) => [
    secondaryInstance(context, context.text(id)),
  ]),
  'indexed-repeat': indexedRepeat,
  pulldata: functionOfValues(pulldata),
  randomize: functionOfValues(randomize),
}
