// What a question offers to choose from: choices of the form, or rows of a list on this phone.

import { ownEntry, putEntry } from '../entries'
import type { InstanceCell } from './cells'
import type { ChoiceSpec, Definition } from './definition'
import { compileText, renderText, tryEvaluate } from './rules'
import { listAsDocument, type Node, textOf } from './tree'
import type { ChoiceLists, QuestionChoice } from './types'
import { type Env, toNodes } from './xpath'

/** The values that an answer chooses; none where there is no answer. */
export function chosenValues({ spec, text }: InstanceCell): string[] {
  if (spec.question === 'selectMultiple') return text.split(/\s+/).filter(Boolean)
  return text ? [text] : []
}

export class OfferedChoices {
  readonly #labels = new Map<ChoiceSpec, ReturnType<typeof compileText>>()

  constructor(
    readonly definition: Definition,
    readonly lists: ChoiceLists,
    readonly languages: string[],
  ) {}

  /** Every list as an instance that expressions can look into. */
  instances(env: Env, root: Node): Record<string, Node> {
    const found: Record<string, Node> = {}
    for (const name of this.definition.lists) {
      const rows = ownEntry(this.lists, name)
      if (rows) putEntry(found, name, listAsDocument(rows))
    }
    for (const [name, choices] of Object.entries(this.definition.choices))
      putEntry(
        found,
        name,
        listAsDocument(
          choices.map((each) => ({
            name: each.value,
            label: this.#label(each, root, env),
            ...each.columns,
          })),
        ),
      )
    return found
  }

  /** null: the list is not on this phone, so nothing can be said. */
  of(cell: InstanceCell, env: Env): QuestionChoice[] | null {
    const { control, offered } = cell.spec
    const list = control?.list ?? ''
    const inside = ownEntry(this.definition.choices, list)
    const value = control?.valueColumn ?? 'name'
    const label = control?.labelColumn ?? 'label'
    if (offered) {
      const nodes = tryEvaluate(offered, cell.node, env)
      if (nodes === undefined) return null
      return toNodes(nodes).map((node) => {
        const row = rowFromNode(node)
        const known = inside?.find((each) => each.value === ownEntry(row, value))
        const said = known ? this.#label(known, cell.node, env) : (ownEntry(row, label) ?? '')
        return { value: ownEntry(row, value) ?? '', label: said, row }
      })
    }
    if (inside)
      return inside.map((each) => ({
        value: each.value,
        label: this.#label(each, cell.node, env),
        ...(each.columns && { row: each.columns }),
      }))
    const rows = ownEntry(this.lists, list)
    return (
      rows?.map((row) => ({
        value: ownEntry(row, value) ?? '',
        label: ownEntry(row, label) ?? '',
        row,
      })) ?? null
    )
  }

  /** What was chosen, in words: also what the other answers no longer offer. */
  labels(cell: InstanceCell, offered: QuestionChoice[], env: Env): string[] {
    const { control } = cell.spec
    const inside = ownEntry(this.definition.choices, control?.list ?? '')
    const rows = ownEntry(this.lists, control?.list ?? '')
    return chosenValues(cell).map((value) => {
      const here = offered.find((each) => each.value === value)
      if (here) return here.label
      const known = inside?.find((each) => each.value === value)
      if (known) return this.#label(known, cell.node, env)
      const row = rows?.find((each) => ownEntry(each, control?.valueColumn ?? 'name') === value)
      return ownEntry(row, control?.labelColumn ?? 'label') ?? value
    })
  }

  /** Is every one of these values offered? A list that is not here says nothing against them. */
  has(cell: InstanceCell, values: string[], env: Env): boolean {
    const { chosen, control, offered } = cell.spec
    if (chosen) {
      const row = tryEvaluate(chosen, cell.node, env)
      return row === undefined || toNodes(row).length > 0
    }
    const list = control?.list ?? ''
    const name = control?.valueColumn ?? 'name'
    const known = offered
      ? this.of(cell, env)?.map((choice) => choice.value)
      : (ownEntry(this.definition.choices, list)?.map((choice) => choice.value) ??
        ownEntry(this.lists, list)?.map((row) => ownEntry(row, name) ?? ''))
    return !known || values.every((value) => known.includes(value))
  }

  #label(choice: ChoiceSpec, node: Node, env: Env): string {
    let made = this.#labels.get(choice)
    if (!made) {
      made = compileText(choice.label)
      this.#labels.set(choice, made)
    }
    return renderText(made, this.languages, node, env)
  }
}

const rowFromNode = (node: Node) =>
  Object.fromEntries(node.children.map((column) => [column.name, textOf(column)]))
