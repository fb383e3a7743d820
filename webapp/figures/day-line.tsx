// Whose figures these are in time: by the units of which day, and which units were here before.

import type { Figures, PlacedUnit } from '../api/wire'
import { today } from '../clock'
import { useDoors } from '../ports'
import { paths } from '../router'
import { coded, t } from '../words/office'
import { day } from '../words/printed'
import '../styles/day-line.css'

/** More than these are folded: the nation had 52. */
const OPEN = 4

/** Nothing is said of today: these are the units that everybody knows. */
export const AsOf = ({ figures }: { figures: Figures }) =>
  figures.day && figures.day < today() ? (
    <p>{t('figures.asOf', { day: day(figures.day) })}</p>
  ) : null

export function DayLine({ figures }: { figures: Figures }) {
  const { person } = useDoors()
  const { orgUnit, period, formerUnits = [], elapsedShare } = figures
  const over = Number(elapsedShare) >= 100 && figures.day >= today()
  const hers = person.assignments.some((held) => held.orgUnit.id === orgUnit.id)
  return (
    <>
      <AsOf figures={figures} />
      {over && formerUnits.length > 0 && <p>{t('figures.notThere', { unit: orgUnit.name })}</p>}
      {formerUnits.length > 0 && (
        <details class="former" open={formerUnits.length <= OPEN}>
          <summary>{t('figures.formerly', { n: formerUnits.length })}</summary>
          <div class="former__units">
            {formerUnits.map((unit) => (
              <Former key={unit.id} unit={unit} period={period} />
            ))}
          </div>
        </details>
      )}
      {!hers && (
        <a class="former__unit" href={paths.indicators('', '', period)}>
          {t('figures.ownUnit')}
        </a>
      )}
    </>
  )
}

interface FormerProps {
  unit: PlacedUnit & { lastDay: string; targets: number }
  period: string
}

const Former = ({ unit, period }: FormerProps) => (
  <a class="former__unit" href={paths.indicators('', unit.id, period)}>
    <span>
      {coded('level', unit.level)} {unit.name}
    </span>
    <small>
      {t('figures.onDay', { day: day(unit.lastDay) })}
      {unit.targets > 0 && ` · ${t('figures.targets', { n: unit.targets })}`}
    </small>
  </a>
)
