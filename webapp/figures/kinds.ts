// Which activity an indicator is about, by the beginning of its code; so that a long list of them is
// read by activity.

import type { Figure } from '../api/wire'
import { groupRows } from '../components/rows'
import type { WordKey } from './words'
import './words'

const ACTIVITY_BY_PREFIX: Record<string, WordKey> = {
  TTCD: 'kind.teams',
  DCTC: 'kind.addresses',
  CLB: 'kind.clubs',
  DOITHOAI: 'kind.dialogues',
  GOI: 'kind.births',
  SDAT: 'kind.births',
}

export const activityOfIndicator = (code: string): WordKey =>
  ACTIVITY_BY_PREFIX[code.split('_')[0] ?? ''] ?? 'kind.others'

/** By activity, in the order of the catalogue, and what is of none of them last. */
export function figuresByActivity(figures: readonly Figure[]): [WordKey, Figure[]][] {
  const groups = groupRows(figures, ({ indicator }) => activityOfIndicator(indicator.code)) as [
    WordKey,
    Figure[],
  ][]
  const last = ([kind]: [WordKey, Figure[]]) => Number(kind === 'kind.others')
  return groups.sort((a, b) => last(a) - last(b))
}
