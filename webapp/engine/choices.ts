// What a question offers to choose from: choices of the form, or rows of a list on this phone.

import type { Cell } from './cells'
import type { ChoiceSpec, Definition } from './definition'
import type { Choice, Lists } from './index'
import { say, words, worth } from './rules'
import { listing, type Node, textOf } from './tree'
import { type Env, toNodes } from './xpath'

export class Choices {
  readonly #labels = new Map<ChoiceSpec, ReturnType<typeof words>>()

  constructor(
    readonly definition: Definition,
    readonly lists: Lists,
    readonly languages: string[],
  ) {}

  /** Every list as an instance that expressions can look into. */
  instances(env: Env, root: Node): Record<string, Node> {
    const found: Record<string, Node> = {}
    for (const name of this.definition.lists)
      if (this.lists[name]) found[name] = listing(this.lists[name])
    for (const [name, choices] of Object.entries(this.definition.choices))
      found[name] = listing(
        choices.map((each) => ({
          name: each.value,
          label: this.#label(each, root, env),
          ...each.columns,
        })),
      )
    return found
  }

  /** null: the list is not on this phone, so nothing can be said. */
  of(cell: Cell, env: Env): Choice[] | null {
    const { control, offered } = cell.spec
    const list = control?.list ?? ''
    const inside = this.definition.choices[list]
    const value = control?.valueColumn ?? 'name'
    const label = control?.labelColumn ?? 'label'
    if (offered) {
      const nodes = worth(offered, cell.node, env)
      if (nodes === undefined) return null
      return toNodes(nodes).map((node) => {
        const row = rowOf(node)
        const known = inside?.find((each) => each.value === row[value])
        const said = known ? this.#label(known, cell.node, env) : (row[label] ?? '')
        return { value: row[value] ?? '', label: said, row }
      })
    }
    if (inside)
      return inside.map((each) => ({
        value: each.value,
        label: this.#label(each, cell.node, env),
        ...(each.columns && { row: each.columns }),
      }))
    const rows = this.lists[list]
    return rows?.map((row) => ({ value: row[value] ?? '', label: row[label] ?? '', row })) ?? null
  }

  /** Is every one of these values offered? A list that is not here says nothing against them. */
  has(cell: Cell, values: string[], env: Env): boolean {
    const { chosen, control, offered } = cell.spec
    if (chosen) {
      const row = worth(chosen, cell.node, env)
      return row === undefined || toNodes(row).length > 0
    }
    const list = control?.list ?? ''
    const name = control?.valueColumn ?? 'name'
    const known = offered
      ? this.of(cell, env)?.map((choice) => choice.value)
      : (this.definition.choices[list]?.map((choice) => choice.value) ??
        this.lists[list]?.map((row) => row[name] ?? ''))
    return !known || values.every((value) => known.includes(value))
  }

  #label(choice: ChoiceSpec, node: Node, env: Env): string {
    let made = this.#labels.get(choice)
    if (!made) {
      made = words(choice.label)
      this.#labels.set(choice, made)
    }
    return say(made, this.languages, node, env)
  }
}

const rowOf = (node: Node) =>
  Object.fromEntries(node.children.map((column) => [column.name, textOf(column)]))
