// Of which unit and of which period these figures are, as that unit was then.

import type { ComponentChildren } from 'preact'
import type { Figures } from '../api/wire'
import { coded } from '../words/office'
import { period as periodWord } from '../words/printed'

interface WhereProps {
  figures: Figures
  /** What is to be said of the day whose units these are. */
  children?: ComponentChildren
}

export const Where = ({ figures: { orgUnit, period }, children }: WhereProps) => (
  <div class="where soft">
    <p>
      {coded('level', orgUnit.level)} · {orgUnit.name} · {periodWord(period)}
    </p>
    {children}
  </div>
)
