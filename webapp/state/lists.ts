// The lists that forms choose from, as this phone knows them: the server's copy, and on top what
// was registered here and has not come back from the server yet. Pure.

import type { ChoiceLists } from '../engine'
import { ownEntry, putEntry } from '../entries'
import type { RecordHead } from '../store/records'

type EntityRow = Record<string, string>

/** `refused`: first-version ids of records that the commune rejected; what they made is no more. */
export function mergeLists(
  lists: ChoiceLists,
  records: RecordHead[],
  refused: ReadonlySet<string> = new Set(),
): ChoiceLists {
  const merged: ChoiceLists = { ...lists }
  const oldestFirst = [...records].sort((a, b) => (a.finalizedAt < b.finalizedAt ? -1 : 1))
  for (const record of oldestFirst) {
    if (refused.has(record.rootId)) continue
    for (const entity of record.entities) {
      const rows = ownEntry(merged, entity.list) ?? []
      const known = rows.find((row) => row.name === entity.uuid)
      // What came back from the server is newer than what was sent.
      if (known && record.standing === 'sent') continue
      const row: EntityRow = { ...known, ...entity.data, name: entity.uuid, label: entity.label }
      if (!known) Object.assign(row, { org_unit: record.orgUnit, pending: '1' })
      putEntry(merged, entity.list, [...rows.filter((each) => each !== known), row])
    }
  }
  return merged
}
