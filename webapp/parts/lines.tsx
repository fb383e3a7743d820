// Answers as they are read: label on the left, what was said on the right, what is wrong below.

import type { ComponentChildren } from 'preact'
import { ProblemBox } from '../questions'
import { Prose } from './prose'

export interface Line {
  ref: string
  label: string
  text: string
  problem: string
  /** Leads back to the question. */
  onChange?: (() => void) | undefined
  extra?: ComponentChildren
}

export const Lines = ({ lines, change }: { lines: Line[]; change?: string }) => (
  <dl class="lines">
    {lines.map((line) => (
      <div key={line.ref} class={`lines__row${line.problem ? ' lines__row--wrong' : ''}`}>
        <dt>
          <Prose text={line.label} />
        </dt>
        <dd>
          <Prose text={line.text || '–'} />
          {line.extra}
          {line.problem && <ProblemBox id={`p-${line.ref}`} text={line.problem} />}
          {line.onChange && (
            <button
              type="button"
              class="lines__change"
              onClick={line.onChange}
              aria-label={`${change}: ${line.label}`}
            >
              {change}
            </button>
          )}
        </dd>
      </div>
    ))}
  </dl>
)
