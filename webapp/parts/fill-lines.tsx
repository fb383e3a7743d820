// The last look: each answer is a button back to its question.

import { t } from '../words'
import { Icon } from './icon'
import type { Line } from './lines'
import { ProblemBox } from './problem-box'
import { Prose } from './prose'

export type Checked = Line & { onChange(): void }

export const CheckLines = ({ lines }: { lines: Checked[] }) => (
  <ul class="checks">
    {lines.map((line) => (
      <li key={line.ref}>
        <button
          type="button"
          class={`check${line.problem ? ' check--wrong' : ''}`}
          onClick={line.onChange}
        >
          <span class="check__words">
            <span class="check__label">
              <Prose text={line.label} />
            </span>
            <span class="check__answer">
              <Prose text={line.text || '–'} />
            </span>
          </span>
          <span class="check__change">
            <Icon name="pen" />
            {t('fill.change')}
          </span>
        </button>
        {line.problem && <ProblemBox id={`p-${line.ref}`} text={line.problem} />}
      </li>
    ))}
  </ul>
)
