// What is wrong with an answer as it stands: missing, too long, ill written, not offered, not allowed.
// At most one problem an answer, the first in that order. Twin: api/domain/engine/faults.py

import { answerFault } from './answer'
import type { InstanceCell } from './cells'
import { chosenValues, type OfferedChoices } from './choices'
import { type CompiledText, renderText, tryEvaluate } from './rules'
import type { Problem } from './types'
import { type Env, LONGEST_TEXT, toBoolean } from './xpath'

export function findProblem(cell: InstanceCell, env: Env, choices: OfferedChoices): Problem | null {
  const { spec, text } = cell
  const problem = (code: string, made: CompiledText = {}) => ({
    ref: cell.ref,
    code,
    message: renderText(made, choices.languages, cell.node, env),
  })
  if (!text)
    return isConditionMet(spec.required, cell, env)
      ? problem('required', spec.requiredMessage)
      : null
  if (text.length > LONGEST_TEXT) return problem('tooLong')
  const code =
    answerFault(spec.question, text, spec.control?.parameters) ||
    unknownChoiceFault(cell, env, choices)
  if (code) return problem(code)
  const allowed = spec.constraint && tryEvaluate(spec.constraint, cell.node, env)
  return allowed === undefined || toBoolean(allowed)
    ? null
    : problem('constraint', spec.constraintMessage)
}

/** A condition that is always so, never, or an expression. */
export function isConditionMet(
  condition: InstanceCell['spec']['required'],
  cell: InstanceCell,
  env: Env,
): boolean {
  if (typeof condition === 'boolean') return condition
  return toBoolean(tryEvaluate(condition, cell.node, env) ?? false)
}

function unknownChoiceFault(cell: InstanceCell, env: Env, choices: OfferedChoices): string {
  if (!cell.spec.control?.list) return ''
  return choices.has(cell, chosenValues(cell), env) ? '' : 'choiceUnknown'
}
