// Of which unit and of which period these figures are, as that unit was then.

import type { ComponentChildren } from 'preact'
import type { Figures } from '../api/wire'
import { printedPeriod as periodWord } from '../words/printed'
import { wordForCode } from './words'

interface FigureUnitPeriodProps {
  figures: Figures
  /** What is to be said of the day whose units these are. */
  children?: ComponentChildren
}

export const FigureUnitPeriod = ({
  figures: { orgUnit, period },
  children,
}: FigureUnitPeriodProps) => (
  <div class="where soft">
    <p>
      {wordForCode('level', orgUnit.level)} · {orgUnit.name} · {periodWord(period)}
    </p>
    {children}
  </div>
)
