// The relevant screens in order: one question, a field-list, or "one more?" after a repeat's rows.

import type { Cell } from './cells'
import type { Control } from './definition'
import type { Step } from './index'

type Label = (cell: Cell) => string

export function stepsOf(controls: Control[], within: Cell, label: Label): Step[] {
  return controls.flatMap((control) => cellsOf(control, within, label))
}

function cellsOf(control: Control, within: Cell, label: Label): Step[] {
  if (control.kind === 'repeat') return rowSteps(control, within, label)
  if (!control.children) {
    const cell = find(within, control.ref)
    return cell
      ? [{ ref: cell.ref, label: label(cell), questions: [cell.ref], kind: 'question' }]
      : []
  }
  // A group without a node of its own only holds its questions together on the screen.
  const cell = control.ref ? find(within, control.ref) : within
  if (!cell) return []
  return listed(control) ? fieldList(control, cell, label) : stepsOf(control.children, cell, label)
}

const listed = (control: Control) => control.appearance?.includes('field-list')

function fieldList(control: Control, cell: Cell, label: Label): Step[] {
  const inner = stepsOf(control.children ?? [], cell, label)
  const questions = inner.flatMap((step) => step.questions)
  if (!questions.length) return []
  return [{ ref: cell.ref, label: label(cell), questions, kind: 'fieldList' }]
}

function rowSteps(control: Control, within: Cell, label: Label): Step[] {
  const { above, spec } = place(within, control.ref)
  if (!above || !spec) return []
  const rows = above.rows(spec).filter((row) => row.relevant)
  const steps = rows.flatMap((row) =>
    listed(control) ? fieldList(control, row, label) : stepsOf(control.children ?? [], row, label),
  )
  const said = rows[0] ? label(rows[0]) : ''
  if (!spec.count)
    steps.push({ ref: `${above.ref}/${spec.name}`, label: said, questions: [], kind: 'repeat' })
  return steps
}

/** The living cell of a ref below a cell, with no repeat in between. */
function find(within: Cell, ref: string): Cell | undefined {
  if (within.spec.ref === ref) return within
  const part = within.parts.find(
    (each) => each.relevant && (each.spec.ref === ref || ref.startsWith(`${each.spec.ref}/`)),
  )
  return part && find(part, ref)
}

function place(within: Cell, ref: string) {
  const above = find(within, ref.slice(0, ref.lastIndexOf('/')))
  return { above, spec: above?.spec.parts.find((each) => each.ref === ref) }
}
