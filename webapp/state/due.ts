// What is due: each standing thing (a team, later a club) and whether this month's meeting was
// logged. Generic: the forms say by themselves what they register and what they choose from. Pure.

import type { DataValue, Submission } from '../api/wire'
import type { Definition, Lists } from '../engine'
import type { RecordHead } from '../store/records'
import { byName } from '../words/alphabet'

/** The forms around one entity list: which registers its things, which log their activity. */
export interface Circle {
  list: string
  registers: Definition | null
  activities: Definition[]
}

export interface Due {
  id: string
  label: string
  unit: string
  members: string
  pending: boolean
  lastDay: string
  /** How many in this month. */
  times: number
}

/** One activity that took place; `root` keeps a phiếu and its data value from counting twice. */
export interface Happened {
  root: string
  subject: string
  day: string
}

/** What villages have most of comes first; lists that are not named here come last. */
const ORDER = ['teams', 'addresses', 'clubs']
const nth = (list: string) => (ORDER.indexOf(list) + ORDER.length + 1) % (ORDER.length + 1)

export function circles(definitions: Definition[]): Circle[] {
  const lists = new Set(definitions.flatMap((each) => each.entities.map((entity) => entity.list)))
  const inOrder = [...lists].sort((one, other) => nth(one) - nth(other))
  return inOrder.map((list) => {
    const makes = (each: Definition) => each.entities.some((entity) => entity.list === list)
    return {
      list,
      registers: definitions.find(makes) ?? null,
      activities: definitions.filter((each) => each.lists.includes(list) && !makes(each)),
    }
  })
}

/** `records` oldest first: a correction wins over what it corrects. */
export const happenedHere = (records: RecordHead[], forms: string[]): Happened[] =>
  records
    .filter((record) => forms.includes(record.formId))
    .flatMap(({ rootId, subjects, day }) =>
      subjects.map((subject) => ({ root: rootId, subject, day })),
    )

/** Counted already, or received and not refused. */
export const happenedThere = (
  said: Pick<DataValue | Submission, 'instanceId' | 'subject' | 'date'>[],
): Happened[] =>
  said.flatMap(({ instanceId, subject, date }) =>
    subject && date ? [{ root: instanceId ?? '', subject: subject.id, day: date }] : [],
  )

/** Not yet done first, then by name. `month` is 2026-11. */
export function dues(
  rows: Lists[string],
  happened: Happened[],
  month: string,
  unitName: (id: string) => string,
): Due[] {
  const bySubject = new Map<string, Map<string, string>>()
  for (const { subject, root, day } of happened) {
    bySubject.set(subject, (bySubject.get(subject) ?? new Map()).set(root, day))
  }
  const all = rows.map((row) => {
    const days = [...(bySubject.get(row.name ?? '')?.values() ?? [])]
    return {
      id: row.name ?? '',
      label: row.label ?? '',
      unit: unitName(row.org_unit ?? ''),
      members: row.members ?? '',
      pending: row.pending === '1',
      lastDay: days.sort().at(-1) ?? '',
      times: days.filter((day) => day.startsWith(month)).length,
    }
  })
  return all.sort((a, b) => Math.sign(a.times) - Math.sign(b.times) || byName(a.label, b.label))
}
