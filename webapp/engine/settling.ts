// Relevance, row counts and calculations come to rest, each node once, in the form's order.
// After one answer only what reads it, or reads what changed with it, is looked at again.
// Twin: api/domain/engine/settling.py

import { fitToType } from './answer'
import type { Instance, InstanceCell } from './cells'
import { type NodeRules, tryEvaluate } from './rules'
import { type Env, toBoolean, toNumber, toText } from './xpath'

/** Rows that a count makes by itself; more is a slip of the finger, which must not stop a phone. */
const MOST_REPEAT_ROWS = 200

/** As on the server (api/domain/evaluation.py): what rests here rests there. */
const MOST_SETTLING_STEPS = 300_000

/** `touched` are refs without rows; without it everything settles. `grown` is told of new rows. */
export function settleInstance(
  instance: Instance,
  env: Env,
  touched: Set<string> | null,
  grown: (parent: InstanceCell, spec: NodeRules) => void,
): void {
  const within = env.left
  // A row that grows on the way settles within what its record may cost.
  env.left ??= MOST_SETTLING_STEPS
  try {
    settleInOrder(instance, env, touched, grown)
  } finally {
    env.left = within === undefined ? undefined : env.left
  }
}

function settleInOrder(
  instance: Instance,
  env: Env,
  touched: Set<string> | null,
  grown: (parent: InstanceCell, spec: NodeRules) => void,
): void {
  for (const spec of instance.rules.order) {
    const idle = touched && !touched.has(spec.ref) && !spec.reads.some((ref) => touched.has(ref))
    if (idle) continue
    const counted = spec.count && settleRowCount(instance, spec, env, grown)
    let changed = false
    for (const cell of instance.of(spec))
      if (cell.parent?.alive) changed = settleCell(cell, env) || changed
    if (touched && (changed || counted)) markTouched(spec, touched)
  }
}

/** The node has changed, and with it all that stands in it. */
export function markTouched(spec: NodeRules, touched: Set<string>): void {
  touched.add(spec.ref)
  for (const part of spec.parts) markTouched(part, touched)
}

function settleCell(cell: InstanceCell, env: Env): boolean {
  const { relevant, calculate, said } = cell.spec
  let changed = false
  if (relevant) {
    const value = tryEvaluate(relevant, cell.node, env)
    changed = cell.show(value === undefined || toBoolean(value))
  }
  if (calculate && cell.relevant) {
    const value = tryEvaluate(calculate, cell.node, env)
    if (value !== undefined) changed = cell.write(fitToType(said.type, toText(value))) || changed
  }
  return changed
}

/** Rows beyond the count are hidden with their answers: the count may come back. */
function settleRowCount(
  instance: Instance,
  spec: NodeRules,
  env: Env,
  grown: (parent: InstanceCell, spec: NodeRules) => void,
): boolean {
  const above = instance.rules.specs.get(spec.ref.slice(0, spec.ref.lastIndexOf('/')))
  let changed = false
  for (const parent of above ? instance.of(above) : []) {
    const rows = parent.rows(spec)
    const value = spec.count && tryEvaluate(spec.count, (rows[0] ?? parent).node, env)
    if (value === undefined) continue
    const wanted = Math.min(toNumber(value) || 0, MOST_REPEAT_ROWS)
    for (const row of rows) {
      row.kept = row.row <= wanted
      changed = row.show(row.kept) || changed
    }
    for (let at = rows.length + 1; at <= wanted; at++) {
      grown(parent, spec)
      changed = true
    }
  }
  return changed
}
