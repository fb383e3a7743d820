// All figures of a unit by kind of activity. On a phone only the first kind is open, so that the list
// is short.

import { signal } from '@preact/signals'
import type { Figure, Figures } from '../api/wire'
import { Icon } from '../components/icon'
import { paths } from '../router'
import { figuresByActivity } from './activities'
import { FigureCard, figurePace } from './figure-card'
import { t } from './words'

/** What was opened or closed stays so for the way back; null: nobody has touched it. */
const toggledKinds = signal<ReadonlyMap<string, boolean>>(new Map())
/** So few need no folding. */
const FOLDED_FROM = 12

interface FigureGroupsProps {
  figures: Figures
  unit: string
  period: string
}

export function FigureGroups({ figures, unit, period }: FigureGroupsProps) {
  const { items, elapsedShare } = figures
  const groups = figuresByActivity(items)
  return (
    <>
      {groups.map(([kind, members], nth) => (
        <details
          key={kind}
          class="kind"
          open={toggledKinds.value.get(kind) ?? (nth === 0 || items.length < FOLDED_FROM)}
          onToggle={(event) => {
            toggledKinds.value = new Map(toggledKinds.value).set(kind, event.currentTarget.open)
          }}
        >
          <summary class="kind__head">
            <h2 class="kind__name">{t(kind)}</h2>
            <span class="kind__count">{kindSummaryText(members, elapsedShare)}</span>
            <Icon name="down" />
          </summary>
          <div class="grid">
            {members.map((figure) => (
              <FigureCard
                key={figure.indicator.code}
                figure={figure}
                elapsed={elapsedShare}
                href={paths.indicators(figure.indicator.code, unit, period)}
              />
            ))}
          </div>
        </details>
      ))}
    </>
  )
}

/** "8 chỉ tiêu · 2 đạt · 1 chậm" */
function kindSummaryText(members: Figure[], elapsed: string | null): string {
  const paces = members.map((figure) => figurePace(figure, elapsed))
  const n = (pace: string) => paces.filter((each) => each === pace).length
  return [
    t('kind.count', { n: members.length }),
    n('reached') && t('kind.reached', { n: n('reached') }),
    n('slow') && t('kind.slow', { n: n('slow') }),
  ]
    .filter(Boolean)
    .join(' · ')
}
