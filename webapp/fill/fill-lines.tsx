// The last look: each answer is a button back to its question, unless it stays as it stood.

import { Chip } from '../components/chip'
import { Icon } from '../components/icon'
import type { AnswerLine } from '../components/lines'
import { ProblemBox } from '../components/problem-box'
import { Prose } from '../components/prose'
import { RemarkBox } from '../components/remark-box'
import { t } from './words'

export interface CheckedAnswer extends AnswerLine {
  /** Pointed at, and not changed yet. */
  untouched: boolean
  /** null: it stays as it stood. */
  onChange: (() => void) | null
}

export const CheckedAnswerList = ({ lines }: { lines: CheckedAnswer[] }) => (
  <ul class="checks">
    {lines.map((line) => (
      <li key={line.ref}>
        {line.onChange ? (
          <button
            type="button"
            class={`check${line.problem ? ' check--wrong' : ''}`}
            onClick={line.onChange}
          >
            <CheckedAnswerWords line={line} />
            <span class="check__change">
              <Icon name="pen" />
              {t('fill.change')}
            </span>
          </button>
        ) : (
          <div class="check check--kept">
            <CheckedAnswerWords line={line} />
          </div>
        )}
        {line.remark && <RemarkBox id={`r-${line.ref}`} text={line.remark} />}
        {line.untouched && (
          <Chip tone="amber" icon="wait">
            {t('remark.untouched')}
          </Chip>
        )}
        {line.problem && <ProblemBox id={`p-${line.ref}`} text={line.problem} />}
      </li>
    ))}
  </ul>
)

const CheckedAnswerWords = ({ line }: { line: CheckedAnswer }) => (
  <span class="check__words">
    <span class="check__label">
      <Prose text={line.label} />
    </span>
    <span class="check__answer">
      <Prose text={line.text || '–'} />
    </span>
  </span>
)
