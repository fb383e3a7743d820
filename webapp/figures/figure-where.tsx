// Of which unit and of which period these figures are, as that unit was then.

import type { ComponentChildren } from 'preact'
import type { Figures } from '../api/wire'
import { wordForCode } from '../words/office'
import { printedPeriod as periodWord } from '../words/printed'

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
