// The phone's evaluator, asked the cases that run.py has parsed.

import {
  appendNode,
  type ListRow,
  listAsDocument,
  Node,
  type NodeKind,
  setAttribute,
} from '../../webapp/engine/tree'
import {
  compileTree,
  type Env,
  type ExpressionTree,
  Moment,
  toBoolean,
  toNodes,
  toNumber,
  toText,
  XPathError,
  type XPathValue,
} from '../../webapp/engine/xpath'

type Attribute = [name: string, value: string, namespace: string, prefix: string]
type Packed = [NodeKind, string, string, string, string, Attribute[], Packed[]]

interface Told {
  now: string
  steps: number
  lists: Record<string, ListRow[]>
  labels: Record<string, Record<string, string>>
  itext: Record<string, string>
  documents: Packed[]
  cases: { instance: number; asked: unknown; trees: [ExpressionTree, ExpressionTree] | null }[]
}

interface Answer {
  type: string
  value: unknown
  /** What the evaluation cost, where it came to an end. */
  steps?: number
}

export function answers(told: Told): Answer[] {
  const documents = told.documents.map(unpacked)
  const env: Env = {
    now: told.now,
    instances: Object.fromEntries(
      Object.entries(told.lists).map(([name, rows]) => [name, listAsDocument(rows)]),
    ),
    choiceLabel: (path, value) => told.labels[path]?.[value] ?? value,
    itext: (id) => told.itext[id] ?? '',
    chance: () => 0.25,
    steps: told.steps,
    left: Number.MAX_SAFE_INTEGER,
  }
  return told.cases.map(({ instance, asked, trees }) => {
    try {
      const [here] = trees ? toNodes(compileTree(trees[0])(documents[instance] as Node, env)) : []
      if (trees && here) {
        env.left = Number.MAX_SAFE_INTEGER
        const found = compileTree(trees[1])(here, env)
        const steps = Number.MAX_SAFE_INTEGER - env.left
        return { ...described(found, asked, told.now), steps }
      }
    } catch (error) {
      if (!(error instanceof XPathError)) return { type: 'fault', value: String(error) }
      return { type: 'error', value: null }
    }
    return trees ? { type: 'fault', value: 'no such context' } : { type: 'error', value: null }
  })
}

function unpacked([kind, name, value, namespace, prefix, attributes, children]: Packed): Node {
  const node = new Node(kind, name, value, namespace, prefix)
  for (const each of attributes) setAttribute(node, ...each)
  for (const each of children) appendNode(node, unpacked(each))
  return node
}

function described(found: XPathValue, asked: unknown, now: string): Answer {
  const [sign, hours, minutes] = [now.at(-6), Number(now.slice(-5, -3)), Number(now.slice(-2))]
  const zone = (hours * 60 + minutes) * (sign === '-' ? -1 : 1)
  const asks: Record<string, () => XPathValue> = {
    1: () => toNumber(found, zone),
    2: () => toText(found),
    3: () => toBoolean(found),
  }
  const value = asks[String(asked)]?.() ?? found
  if (typeof value === 'number')
    return { type: 'number', value: Number.isFinite(value) ? value + 0 : String(value) }
  if (typeof value === 'boolean' || typeof value === 'string') return { type: typeof value, value }
  if (value instanceof Moment) return { type: 'string', value: toText(value) }
  return { type: 'nodeset', value: value.map(pathOf) }
}

/** Where a node stands: /*[1]/text()[2]/@id */
function pathOf(node: Node): string {
  if (!node.parent) return '/'
  const above = pathOf(node.parent).replace(/\/$/, '')
  if (node.kind === 'attribute')
    return `${above}/@${node.prefix ? `${node.prefix}:` : ''}${node.name}`
  const kinds: Partial<Record<NodeKind, string>> = { element: '*', pi: 'processing-instruction()' }
  const alike = node.parent.children.filter((each) => each.kind === node.kind)
  return `${above}/${kinds[node.kind] ?? `${node.kind}()`}[${alike.indexOf(node) + 1}]`
}
