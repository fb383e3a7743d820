// What is wrong with an answer as it stands: missing, ill written, not offered, not allowed.
// At most one problem an answer, the first in that order. Twin: api/domain/engine/faults.py

import { fault } from './answer'
import type { Cell } from './cells'
import type { Choices } from './choices'
import type { Problem } from './index'
import { say, type Words, worth } from './rules'
import { type Env, toBoolean } from './xpath'

export function problemOf(cell: Cell, env: Env, choices: Choices): Problem | null {
  const { spec, text } = cell
  const problem = (code: string, made: Words = {}) => ({
    ref: cell.ref,
    code,
    message: say(made, choices.languages, cell.node, env),
  })
  if (!text)
    return holds(spec.required, cell, env) ? problem('required', spec.requiredMessage) : null
  const code = fault(spec.said.type ?? '', text) || unknown(cell, env, choices)
  if (code) return problem(code)
  const allowed = spec.constraint && worth(spec.constraint, cell.node, env)
  return allowed === undefined || toBoolean(allowed)
    ? null
    : problem('constraint', spec.constraintMessage)
}

/** A condition that is always so, never, or an expression. */
export function holds(condition: Cell['spec']['required'], cell: Cell, env: Env): boolean {
  if (typeof condition === 'boolean') return condition
  return toBoolean(worth(condition, cell.node, env) ?? false)
}

function unknown(cell: Cell, env: Env, choices: Choices): string {
  const { control } = cell.spec
  if (control?.kind === 'trigger') return cell.text === 'OK' ? '' : 'choiceUnknown'
  if (!control?.list) return ''
  const chosen = control.kind === 'select' ? cell.text.trim().split(/\s+/) : [cell.text]
  return choices.has(cell, chosen, env) ? '' : 'choiceUnknown'
}
