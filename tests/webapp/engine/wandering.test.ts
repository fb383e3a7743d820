// A hand that answers anything anywhere: what settled little by little is what settles at once.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  type ChoiceLists,
  type Definition,
  type Draft,
  type Filling,
  openFilling,
} from '../../../webapp/engine'

const HERE = new URL('../../conformance/forms/', import.meta.url)
const read = (file: string) => JSON.parse(readFileSync(new URL(file, HERE), 'utf8'))
const TRIES: Partial<Record<string, string[]>> = {
  integer: ['', '0', '1', '2', '5', '17', '41', '-3', 'x', '１', '007'],
  decimal: ['', '1.5', '-1', '1e2', 'a', '.5', '5.'],
  date: ['', '2026-11-21', '2026-11-22', '2021-12-31', '2026-02-30', 'x'],
  time: ['', '10:00', '25:00'],
  dateTime: ['', '2026-11-21T10:00:00.000+07:00', 'x'],
  geopoint: ['', '11 108 0 0', '0 0', '999 1'],
  acknowledge: ['OK', ''],
}

/** The same walk for the same seed. */
function chance(seed: number) {
  let state = seed
  return <T>(among: readonly T[]): T => {
    state = (state * 1103515245 + 12345) % 2147483648
    return among[Math.floor((state / 2147483648) * among.length)] as T
  }
}

function wander(filling: Filling, pick: ReturnType<typeof chance>): void {
  const step = pick(filling.steps())
  if (step.kind === 'repeat') {
    const row = filling.steps().some((each) => each.ref.startsWith(`${step.ref}[1]`))
    if (row && pick([true, false])) filling.removeRow(`${step.ref}[1]`)
    else filling.addRow(step.ref)
    return
  }
  const question = filling.question(pick(step.questions))
  const values = question.choices.map((choice) => choice.value)
  const tries = TRIES[question.kind] ?? [...values, '', 'zzz', values.slice(0, 2).join(' '), ' a ']
  filling.answer(question.ref, pick(tries))
}

test.each(['household_visit', 'sinh_hoat_to', 'to_truyen_thong'])('%s', (name) => {
  const definition: Definition = read(`${name}.definition.json`)
  const lists: ChoiceLists = read(`${name}.json`).lists
  const begun = (draft?: Draft) =>
    openFilling(definition, {
      lists,
      now: '2026-11-21T08:30:00.000+07:00',
      instanceId: 'uuid:1',
      uuid: () => 'e-1',
      username: 'totruong',
      deviceId: 'phone-1',
      language: 'vi',
      ...(draft && { draft }),
    })
  for (let seed = 1; seed <= 20; seed++) {
    const pick = chance(seed)
    const filling = begun()
    for (let at = 0; at < 25; at++) wander(filling, pick)
    const again = begun(JSON.parse(JSON.stringify(filling.draft())))
    expect(again.steps()).toEqual(filling.steps())
    expect(again.problems()).toEqual(filling.problems())
    const now = '2026-11-21T08:40:00.000+07:00'
    expect(again.finalize(now)).toEqual(filling.finalize(now))
  }
})
