// Which forms somebody can use with what is on her phone: whoever has no club is not asked which
// club met, and a village has no health station. The forms say it themselves. Pure.

import type { Definition, Lists } from '../engine'
import type { Control, Tree } from '../engine/definition'

const controls = (body: Control[]): Control[] =>
  body.flatMap((each) => [each, ...controls(each.children ?? [])])

/** The levels of units that a choice filter names: `level = 'village'`, anywhere in it. */
function levelsIn(tree: Tree | undefined): string[] {
  if (!Array.isArray(tree)) return []
  const [head, one, other] = tree
  const asksLevel = head === '=' && Array.isArray(one) && one[1] === 'level'
  if (asksLevel && typeof other === 'string') return [other]
  return tree.flatMap((part) => levelsIn(part as Tree))
}

function canAnswer({ list = '', offered }: Control, lists: Lists): boolean {
  const rows = lists[list] ?? []
  const levels = list === 'org_units' ? levelsIn(offered) : []
  return rows.some((row) => !levels.length || levels.includes(row.level ?? ''))
}

/** Something can be chosen wherever something outside the form must be chosen. */
export function usable(form: Definition, lists: Lists): boolean {
  const required = new Set(form.nodes.filter((node) => node.required).map((node) => node.ref))
  return controls(form.body)
    .filter(({ ref, list }) => list && form.lists.includes(list) && required.has(ref))
    .every((control) => canAnswer(control, lists))
}
