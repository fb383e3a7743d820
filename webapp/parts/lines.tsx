// Answers as they are read: label on the left, what was said on the right, what is wrong below.

import type { ComponentChildren } from 'preact'
import { ProblemBox } from './problem-box'
import { Prose } from './prose'

export interface Line {
  ref: string
  label: string
  text: string
  problem: string
  /** A photo: it takes the whole width. */
  extra?: ComponentChildren
}

export const Lines = ({ lines }: { lines: Line[] }) => (
  <dl class="lines">
    {lines.map((line) => (
      <div key={line.ref} class={`lines__row${line.extra ? ' lines__row--wide' : ''}`}>
        <dt>
          <Prose text={line.label} />
        </dt>
        <dd>
          {line.extra ?? <Prose text={line.text || '–'} />}
          {line.problem && <ProblemBox id={`p-${line.ref}`} text={line.problem} />}
        </dd>
      </div>
    ))}
  </dl>
)
