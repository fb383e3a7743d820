// Which forms somebody can use with what is on her phone: whoever has no club is not asked which
// club met, and a village has no health station. The forms say it themselves. Pure.

import type { ChoiceLists, Definition } from '../engine'
import type { Control, ExpressionTree } from '../engine/definition'
import { ownEntry } from '../entries'

const flattenControls = (body: Control[]): Control[] =>
  body.flatMap((each) => [each, ...flattenControls(each.children ?? [])])

/** The levels of units that a choice filter names: `level = 'village'`, anywhere in it. */
function levelsNamedIn(tree: ExpressionTree | undefined): string[] {
  if (!Array.isArray(tree)) return []
  const [head, one, other] = tree
  const asksLevel = head === '=' && Array.isArray(one) && one[1] === 'level'
  if (asksLevel && typeof other === 'string') return [other]
  return tree.flatMap((part) => levelsNamedIn(part as ExpressionTree))
}

function canAnswerControl({ list = '', offered }: Control, lists: ChoiceLists): boolean {
  const rows = ownEntry(lists, list) ?? []
  const levels = list === 'org_units' ? levelsNamedIn(offered) : []
  return rows.some((row) => !levels.length || levels.includes(row.level ?? ''))
}

/** Something can be chosen wherever something outside the form must be chosen. */
export function isFormUsable(form: Definition, lists: ChoiceLists): boolean {
  const required = new Set(form.nodes.filter((node) => node.required).map((node) => node.ref))
  return flattenControls(form.body)
    .filter(({ ref, list }) => list && form.lists.includes(list) && required.has(ref))
    .every((control) => canAnswerControl(control, lists))
}
