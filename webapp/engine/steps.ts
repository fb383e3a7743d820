// The relevant screens in order: one question, a field-list, or "one more?" after a repeat's rows.

import type { InstanceCell } from './cells'
import type { Control } from './definition'
import type { FormStep } from './types'

type CellLabel = (cell: InstanceCell) => string

export function stepsFromControls(
  controls: Control[],
  within: InstanceCell,
  label: CellLabel,
): FormStep[] {
  return controls.flatMap((control) => stepsFromControl(control, within, label))
}

function stepsFromControl(control: Control, within: InstanceCell, label: CellLabel): FormStep[] {
  if (control.kind === 'repeat') return repeatSteps(control, within, label)
  if (!control.children) {
    const cell = findCell(within, control.ref)
    return cell
      ? [{ ref: cell.ref, label: label(cell), questions: [cell.ref], kind: 'question' }]
      : []
  }
  // A group without a node of its own only holds its questions together on the screen.
  const cell = control.ref ? findCell(within, control.ref) : within
  if (!cell) return []
  return isFieldList(control)
    ? fieldListStep(control, cell, label)
    : stepsFromControls(control.children, cell, label)
}

const isFieldList = (control: Control) => control.appearance?.includes('field-list')

function fieldListStep(control: Control, cell: InstanceCell, label: CellLabel): FormStep[] {
  const inner = stepsFromControls(control.children ?? [], cell, label)
  const questions = inner.flatMap((step) => step.questions)
  if (!questions.length) return []
  return [{ ref: cell.ref, label: label(cell), questions, kind: 'fieldList' }]
}

function repeatSteps(control: Control, within: InstanceCell, label: CellLabel): FormStep[] {
  const { above, spec } = locateRepeat(within, control.ref)
  if (!above || !spec) return []
  const rows = above.rows(spec).filter((row) => row.relevant)
  const steps = rows.flatMap((row) =>
    isFieldList(control)
      ? fieldListStep(control, row, label)
      : stepsFromControls(control.children ?? [], row, label),
  )
  const said = rows[0] ? label(rows[0]) : ''
  if (!spec.count)
    steps.push({ ref: `${above.ref}/${spec.name}`, label: said, questions: [], kind: 'repeat' })
  return steps
}

/** The living cell of a ref below a cell, with no repeat in between. */
function findCell(within: InstanceCell, ref: string): InstanceCell | undefined {
  if (within.spec.ref === ref) return within
  const part = within.parts.find(
    (each) => each.relevant && (each.spec.ref === ref || ref.startsWith(`${each.spec.ref}/`)),
  )
  return part && findCell(part, ref)
}

function locateRepeat(within: InstanceCell, ref: string) {
  const above = findCell(within, ref.slice(0, ref.lastIndexOf('/')))
  return { above, spec: above?.spec.parts.find((each) => each.ref === ref) }
}
