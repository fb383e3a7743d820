// Functions about nodes: counting, naming, finding them in repeats and lists. Twin: nodes.py.

import { descendants, Listing, type Node, rootOf, textOf } from '../tree'
import type { Context } from './context'
import { XPathError } from './errors'
import { own } from './lookups'
import { type Make, orHere, spread, values } from './signature'
import { words } from './texts'
import { toNodes, toText, type Value } from './values'

const ofFirst = (answer: (node: Node) => string): Make =>
  orHere(
    values(([given = '']) => {
      const first = toNodes(given)[0]
      return first ? answer(first) : ''
    }),
  )

function position(given: Value | undefined, context: Context): number {
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

function identified(given: readonly Value[], node: Node, context: Context): Node[] {
  const wanted = new Set(spread(given).flatMap((each) => words(toText(each))))
  const all = descendants(rootOf(node))
  context.spend(all.length)
  return all.filter((each) =>
    each.attributes.some((a) => a.name === 'id' && !a.namespace && wanted.has(a.value)),
  )
}

function speaks(wanted: string, node: Node | null): boolean {
  if (!node) return false
  const own = node.attributes.find((a) => a.name === 'lang' && a.prefix === 'xml')
  if (own) return `${own.value}-`.toLowerCase().startsWith(`${wanted}-`.toLowerCase())
  return speaks(wanted, node.parent)
}

function instance(context: Context, name: string): Node {
  const found = own(context.env.instances, name)
  if (!found) throw new XPathError('noInstance', name)
  return found
}

function pulldata(given: readonly Value[], context: Context): string {
  const [name, wanted, key, value] = given.map((each) => context.text(each)) as [
    string,
    string,
    string,
    string,
  ]
  const root = instance(context, name).children[0]
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

const indexedRepeat: Make = (args) => (node, context) => {
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
function seeded(seed: number): () => number {
  let state = seed % MODULUS
  if (state <= 0) state += MODULUS - 1
  return () => {
    state = (state * 16_807) % MODULUS
    return (state - 1) / (MODULUS - 1)
  }
}

function randomize([given = '', seed]: readonly Value[], context: Context): Node[] {
  const number = seed === undefined ? 0 : Math.trunc(context.number(seed))
  const start = Number.isFinite(number) ? number : 0
  const chance = seed === undefined ? context.env.chance : seeded(start)
  const shuffled: Node[] = []
  toNodes(given).forEach((node, at) => {
    const place = Math.floor(chance() * (at + 1))
    shuffled[at] = shuffled[place] ?? node
    shuffled[place] = node
  })
  return shuffled
}

export const NODES: Record<string, Make> = {
  count: values(([given = '']) => toNodes(given).length),
  'count-non-empty': values(
    ([given = ''], context) => toNodes(given).filter((node) => context.nodeText(node)).length,
  ),
  position: values(([given], context) => position(given, context)),
  last: values((_, { size }) => size),
  name: ofFirst(({ prefix, name }) => (prefix ? `${prefix}:${name}` : name)),
  'local-name': ofFirst((node) => node.name),
  'namespace-uri': ofFirst((node) => node.namespace),
  id: values((given, context, node) => identified(given, node, context)),
  lang: values(([given = ''], context, node) => speaks(context.text(given), node)),
  current: values((_, { current }) => [current]),
  instance: values(([id = ''], context) => [instance(context, context.text(id))]),
  'indexed-repeat': indexedRepeat,
  pulldata: values(pulldata),
  randomize: values(randomize),
}
