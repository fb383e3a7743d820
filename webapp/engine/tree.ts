// The XML tree that expressions read and forms fill: the twin of api/domain/tree.py.

import { ownEntry } from '../entries'

export type NodeKind = 'document' | 'element' | 'attribute' | 'text' | 'comment' | 'pi'

/**
 * One node. `name` is the local name. `value` is the text of an attribute, text, comment or
 * processing instruction; an element's text is the text nodes under it, see `textOf`.
 */
export class Node {
  parent: Node | null = null
  children: Node[] = []
  attributes: Node[] = []

  constructor(
    readonly kind: NodeKind,
    readonly name = '',
    public value = '',
    readonly namespace = '',
    readonly prefix = '',
  ) {}
}

export type ListRow = Readonly<Record<string, string>>

/**
 * The `root` of a long list: its items become nodes only when an expression reaches them.
 * Every row is an `item` whose columns are its children. Rows never change.
 */
export class Listing extends Node {
  readonly #rows: readonly ListRow[]
  readonly #items = new Map<number, Node>()
  readonly #index = new Map<string, Map<string, number[]>>()

  constructor(rows: readonly ListRow[]) {
    super('element', 'root')
    this.#rows = rows
    let all: Node[] | undefined
    const get = () => {
      all ??= rows.map((_, at) => this.#item(at))
      return all
    }
    Object.defineProperty(this, 'children', { get })
  }

  /** The items whose `column` is one of `values`, in order, by an index made once. */
  find(column: string, values: readonly string[]): Node[] {
    const index = this.#index.get(column) ?? this.#makeIndex(column)
    const found = new Set(values.flatMap((value) => index.get(value) ?? []))
    return [...found].sort((one, other) => one - other).map((at) => this.#item(at))
  }

  #makeIndex(column: string): Map<string, number[]> {
    const index = new Map<string, number[]>()
    this.#rows.forEach((row, at) => {
      const value = ownEntry(row, column)
      if (value === undefined) return
      const known = index.get(value)
      if (known) known.push(at)
      else index.set(value, [at])
    })
    this.#index.set(column, index)
    return index
  }

  #item(at: number): Node {
    let item = this.#items.get(at)
    if (!item) {
      item = new Node('element', 'item')
      item.parent = this
      for (const [name, value] of Object.entries(this.#rows[at] as ListRow))
        setText(appendNode(item, new Node('element', name)), value)
      this.#items.set(at, item)
    }
    return item
  }
}

/** Rows as an instance document: `/root/item/<column>`, looked up by index. */
export function listAsDocument(rows: readonly ListRow[]): Node {
  const document = new Node('document')
  appendNode(document, new Listing(rows))
  return document
}

/** Put `child` last (or before the one that stands at `at`), and hand it back. */
export function appendNode(parent: Node, child: Node, at = parent.children.length): Node {
  child.parent = parent
  parent.children.splice(at, 0, child)
  return child
}

export function setAttribute(
  element: Node,
  name: string,
  value: string,
  namespace = '',
  prefix = '',
): void {
  const known = element.attributes.find((a) => a.name === name && a.namespace === namespace)
  if (known) {
    known.value = value
    return
  }
  const attribute = new Node('attribute', name, value, namespace, prefix)
  attribute.parent = element
  element.attributes.push(attribute)
}

const mayHaveChildren = (node: Node) => node.kind === 'element' || node.kind === 'document'

/** The string value: everything written in the node, markup left out. */
export function textOf(node: Node): string {
  if (!mayHaveChildren(node)) return node.value
  const { children } = node
  const only = children[0]
  if (children.length === 1 && only?.kind === 'text') return only.value
  let text = ''
  for (const each of descendantNodes(node)) if (each.kind === 'text') text += each.value
  return text
}

/** Make `text` all that stands in the node. */
export function setText(node: Node, text: string): void {
  if (!mayHaveChildren(node)) {
    node.value = text
    return
  }
  node.children.length = 0
  if (text) appendNode(node, new Node('text', '', text))
}

/** The topmost node: the document, or an element that stands alone. */
export function rootOf(node: Node): Node {
  let top = node
  while (top.parent) top = top.parent
  return top
}

/** Everything below the node in document order, attributes left out. */
export function descendantNodes(node: Node): Node[] {
  const found: Node[] = []
  const waiting = [...node.children].reverse()
  for (let each = waiting.pop(); each; each = waiting.pop()) {
    found.push(each)
    for (let at = each.children.length; at--; ) waiting.push(each.children[at] as Node)
  }
  return found
}

/** Each node once, in the order of the document (documents in order of first appearance). */
export function inDocumentOrder(nodes: readonly Node[]): Node[] {
  const wanted = new Set(nodes)
  const all = [...new Set(nodes.map(rootOf))].flatMap((root) => [root, ...descendantNodes(root)])
  return all.flatMap((node) => [node, ...node.attributes]).filter((node) => wanted.has(node))
}
