// Which activity an indicator is about, as the catalogue says; so that a long list of them is read by
// activity.

import type { Figure, IndicatorSummary } from '../api/wire'
import { groupRows } from '../components/rows'
import { hasWordForCode, type WordKey } from '../words'
import './words'

/** The word of its activity. What has none, or one that this app has no word for, is of the others. */
export const activityOfIndicator = ({ activity }: Pick<IndicatorSummary, 'activity'>): WordKey =>
  activity && hasWordForCode('activity', activity)
    ? (`activity.${activity}` as WordKey)
    : 'activity.others'

/** By activity, in the order of the catalogue, and what is of none of them last. */
export function figuresByActivity(figures: readonly Figure[]): [WordKey, Figure[]][] {
  const groups = groupRows(figures, ({ indicator }) => activityOfIndicator(indicator)) as [
    WordKey,
    Figure[],
  ][]
  const last = ([activity]: [WordKey, Figure[]]) => Number(activity === 'activity.others')
  return groups.sort((a, b) => last(a) - last(b))
}
