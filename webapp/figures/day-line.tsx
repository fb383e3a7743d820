// Whose figures these are in time: by the units of which day, and which units were here before.

import type { Figures, PlacedUnit } from '../api/wire'
import { today } from '../clock'
import { usePorts } from '../ports'
import { paths } from '../router'
import { printedDay } from '../words/printed'
import { t, wordForCode } from './words'
import '../styles/day-line.css'

/** More than these are folded: the nation had 52. */
const UNFOLDED_AT_MOST = 4

/** Nothing is said of today: these are the units that everybody knows. */
export const FiguresAsOf = ({ figures }: { figures: Figures }) =>
  figures.day && figures.day < today() ? (
    <p>{t('figures.asOf', { day: printedDay(figures.day) })}</p>
  ) : null

export function FiguresDayLine({ figures }: { figures: Figures }) {
  const { person } = usePorts()
  const { orgUnit, period, formerUnits = [], elapsedShare } = figures
  const over = Number(elapsedShare) >= 100 && figures.day >= today()
  const hers = person.assignments.some((held) => held.orgUnit.id === orgUnit.id)
  return (
    <>
      <FiguresAsOf figures={figures} />
      {over && formerUnits.length > 0 && <p>{t('figures.notThere', { unit: orgUnit.name })}</p>}
      {formerUnits.length > 0 && (
        <details class="former" open={formerUnits.length <= UNFOLDED_AT_MOST}>
          <summary>{t('figures.formerly', { n: formerUnits.length })}</summary>
          <div class="former__units">
            {formerUnits.map((unit) => (
              <FormerUnitLink key={unit.id} unit={unit} period={period} />
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

interface FormerUnitLinkProps {
  unit: PlacedUnit & { lastDay: string; targets: number }
  period: string
}

const FormerUnitLink = ({ unit, period }: FormerUnitLinkProps) => (
  <a class="former__unit" href={paths.indicators('', unit.id, period)}>
    <span>
      {wordForCode('level', unit.level)} {unit.name}
    </span>
    <small>
      {t('figures.onDay', { day: printedDay(unit.lastDay) })}
      {unit.targets > 0 && ` · ${t('figures.targets', { n: unit.targets })}`}
    </small>
  </a>
)
