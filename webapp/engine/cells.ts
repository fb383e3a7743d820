// An instance as cells: one for every node of the form, one per row in a repeat.
// A cell that is not relevant leaves the tree that expressions read, and keeps its answer: so a
// blank is a blank everywhere, without any expression knowing of relevance.
// Twin: api/domain/engine/cells.py

import type { FormRules, NodeRules } from './rules'
import { appendNode, Node, setText, textOf } from './tree'

export class InstanceCell {
  readonly node: Node
  readonly parts: InstanceCell[] = []
  relevant = true
  /** A row within the count of its repeat. */
  kept = true

  constructor(
    readonly spec: NodeRules,
    readonly parent: InstanceCell | null,
    /** Rows are counted from 1. */
    public row = 0,
  ) {
    this.node = new Node(spec.said.kind === 'attribute' ? 'attribute' : 'element', spec.name)
    this.node.parent = parent?.node ?? null
  }

  /** The address of this cell: /data/visit[2]/note */
  get ref(): string {
    if (!this.parent) return this.spec.ref
    const last = this.spec.ref.slice(this.spec.ref.lastIndexOf('/'))
    return this.parent.ref + last + (this.spec.said.kind === 'repeat' ? `[${this.row}]` : '')
  }

  get text(): string {
    return textOf(this.node)
  }

  get leaf(): boolean {
    return this.spec.said.kind === 'field' || this.spec.said.kind === 'attribute'
  }

  /** Relevant, and everything above it too. */
  get alive(): boolean {
    return this.relevant && (this.parent?.alive ?? true)
  }

  /** Was there anything to change? */
  show(relevant: boolean): boolean {
    const shown = relevant && this.kept
    if (shown === this.relevant) return false
    this.relevant = shown
    this.parent?.link()
    return true
  }

  write(value: string): boolean {
    if (value === this.text) return false
    setText(this.node, value)
    return true
  }

  /** Let the tree show just the relevant parts, in the order of the form. */
  link(): void {
    if (this.leaf) return
    const shown = this.parts.filter((part) => part.relevant)
    this.node.children = shown.map((part) => part.node).filter((node) => node.kind === 'element')
    this.node.attributes = shown
      .map((part) => part.node)
      .filter((node) => node.kind === 'attribute')
  }

  rows(spec: NodeRules): InstanceCell[] {
    return this.parts.filter((part) => part.spec === spec)
  }
}

export class Instance {
  readonly root: InstanceCell
  #bySpec = new Map<NodeRules, InstanceCell[]>()
  #byRef = new Map<string, InstanceCell>()

  constructor(readonly rules: FormRules) {
    this.root = new InstanceCell(rules.root, null)
    appendNode(new Node('document'), this.root.node)
  }

  of(spec: NodeRules): InstanceCell[] {
    return this.#bySpec.get(spec) ?? []
  }

  at(ref: string): InstanceCell | undefined {
    return this.#byRef.get(ref)
  }

  /** The answer at a ref, '' where it is not asked. */
  text(ref: string): string {
    const spec = this.rules.specs.get(ref)
    return (spec && this.of(spec).find((cell) => cell.alive)?.text) ?? ''
  }

  /** A cell with all below it. `rows` says how many rows a repeat has. */
  grow(cell: InstanceCell, rows: (parentRef: string, spec: NodeRules) => number): InstanceCell {
    for (const spec of cell.spec.parts) {
      const many = spec.said.kind === 'repeat' ? rows(cell.ref, spec) : 0
      const made = many
        ? Array.from({ length: many }, (_, at) => new InstanceCell(spec, cell, at + 1))
        : []
      if (spec.said.kind !== 'repeat') made.push(new InstanceCell(spec, cell))
      for (const part of made) cell.parts.push(this.grow(part, rows))
    }
    cell.link()
    return cell
  }

  /** One more row, after the others; its repeat keeps its place among the other parts. */
  addRow(
    parent: InstanceCell,
    spec: NodeRules,
    rows: (parentRef: string, spec: NodeRules) => number,
  ): InstanceCell {
    const count = parent.rows(spec).length
    const row = this.grow(new InstanceCell(spec, parent, count + 1), rows)
    const at = parent.parts.findIndex((part) => isPlacedAfter(parent.spec.parts, part.spec, spec))
    parent.parts.splice(at < 0 ? parent.parts.length : at, 0, row)
    parent.link()
    this.#note(row)
    return row
  }

  removeRow(row: InstanceCell): void {
    const { parent } = row
    parent?.parts.splice(parent.parts.indexOf(row), 1)
    parent?.rows(row.spec).forEach((each, at) => {
      each.row = at + 1
    })
    parent?.link()
    this.index()
  }

  /** Who is where; once at the beginning. */
  index(): void {
    this.#bySpec = new Map()
    this.#byRef = new Map()
    this.#note(this.root)
  }

  #note(top: InstanceCell): void {
    for (const cell of [top, ...this.all(top)]) {
      this.#byRef.set(cell.ref, cell)
      const brothers = this.#bySpec.get(cell.spec)
      if (brothers) brothers.push(cell)
      else this.#bySpec.set(cell.spec, [cell])
    }
  }

  all(cell: InstanceCell, hidden = true): InstanceCell[] {
    const shown = hidden ? cell.parts : cell.parts.filter((part) => part.relevant)
    return shown.flatMap((part) => [part, ...this.all(part, hidden)])
  }
}

const isPlacedAfter = (parts: NodeRules[], one: NodeRules, other: NodeRules) =>
  parts.indexOf(one) > parts.indexOf(other)
