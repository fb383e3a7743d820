// What is due: each standing thing (a team, later a club) and whether this month's meeting was
// logged. Generic: the forms say by themselves what they register and what they choose from. Pure.

import type { DataValue, Submission } from '../api/wire'
import type { ChoiceLists, Definition } from '../engine'
import type { RecordHead } from '../store/records'
import { compareNames } from '../words/alphabet'

/** The forms around one entity list: which registers its things, which log their activity. */
export interface EntityListForms {
  list: string
  registers: Definition | null
  activities: Definition[]
}

export interface DueActivity {
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
export interface LoggedActivity {
  root: string
  subject: string
  day: string
}

/** What the workbook says comes first; lists of which none says anything come last. */
const listPosition = ({ list, registers }: EntityListForms) =>
  registers?.entities.find((entity) => entity.list === list)?.position ?? Number.MAX_SAFE_INTEGER

export function formsByEntityList(definitions: Definition[]): EntityListForms[] {
  const lists = new Set(definitions.flatMap((each) => each.entities.map((entity) => entity.list)))
  const around = [...lists].map((list) => {
    const makes = (each: Definition) => each.entities.some((entity) => entity.list === list)
    return {
      list,
      registers: definitions.find(makes) ?? null,
      activities: definitions.filter((each) => each.lists.includes(list) && !makes(each)),
    }
  })
  return around.sort((one, other) => listPosition(one) - listPosition(other))
}

/** `records` oldest first: a correction wins over what it corrects. */
export const activitiesInRecords = (records: RecordHead[], forms: string[]): LoggedActivity[] =>
  records
    .filter((record) => forms.includes(record.formId))
    .flatMap(({ rootId, subjects, day }) =>
      subjects.map((subject) => ({ root: rootId, subject, day })),
    )

/** Counted already, or received and not refused. */
export const activitiesOnServer = (
  said: Pick<DataValue | Submission, 'instanceId' | 'subject' | 'date'>[],
): LoggedActivity[] =>
  said.flatMap(({ instanceId, subject, date }) =>
    subject && date ? [{ root: instanceId ?? '', subject: subject.id, day: date }] : [],
  )

/** Not yet done first, then by name. `month` is 2026-11. */
export function dueActivities(
  rows: ChoiceLists[string],
  happened: LoggedActivity[],
  month: string,
  unitName: (id: string) => string,
): DueActivity[] {
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
  return all.sort(
    (a, b) => Math.sign(a.times) - Math.sign(b.times) || compareNames(a.label, b.label),
  )
}
