// Answers as they are read: label on the left, what was said on the right, what is wrong below.

import type { ComponentChildren } from 'preact'
import { ProblemBox } from './problem-box'
import { Prose } from './prose'
import { RemarkBox } from './remark-box'

export interface AnswerLine {
  ref: string
  label: string
  text: string
  problem: string
  /** What was said at it when the record was sent back. */
  remark?: string
  /** A photo: it takes the whole width. */
  extra?: ComponentChildren
}

interface AnswerLinesProps {
  lines: AnswerLine[]
  /** What can be done at a line. */
  at?(ref: string): ComponentChildren
}

export const AnswerLines = ({ lines, at }: AnswerLinesProps) => (
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
        {line.remark && (
          <dd class="lines__below">
            <RemarkBox id={`r-${line.ref}`} text={line.remark} />
          </dd>
        )}
        {at && <dd class="lines__below">{at(line.ref)}</dd>}
      </div>
    ))}
  </dl>
)
