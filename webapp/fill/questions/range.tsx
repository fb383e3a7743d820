// A number on a scale: a slider with a button for one step less and one more, and the number itself.
// Nothing is answered before it is touched: a slider always stands somewhere, an answer does not.

import { Icon } from '../../components/icon'
import type { Question } from '../../engine'
import { fromMillionths, inMillionths } from '../../engine/answer'
import { t } from '../words'
import { fieldAttributes, type QuestionProps } from './asked'
import type { QuestionType } from './question-type'
import { writtenNumber } from './typed'

/** More of them would be a grey line. */
const MOST_TICKS = 21

export const rangeQuestion: QuestionType = {
  Field: RangeField,
  // On the nearest step: a slider's own arithmetic is not exact.
  parse: (moved, question) => {
    const { start, end, step } = scaleOf(question)
    const nth = Math.round((inMillionths(moved) - start) / step)
    return moved && fromMillionths(Math.min(end, Math.max(start, start + nth * step)))
  },
  inWords: ({ value }) => writtenNumber(value),
}

function scaleOf({ parameters }: Question) {
  const { start = '', end = '', step = '' } = parameters
  return { start: inMillionths(start), end: inMillionths(end), step: inMillionths(step) }
}

function RangeField(asked: QuestionProps) {
  const { question, say, leave } = asked
  const { value, parameters, readOnly } = question
  const { step } = scaleOf(question)
  const answer = (moved: string) => say(rangeQuestion.parse(moved, question))
  const move = (by: number) => {
    answer(value ? fromMillionths(inMillionths(value) + by) : (parameters.start ?? ''))
    leave()
  }
  return (
    <div class="range">
      <output class="range__number">{value ? writtenNumber(value) : '–'}</output>
      <div class="range__line">
        <StepButton asked={asked} icon="minus" word="range.less" onStep={() => move(-step)} />
        <RangeSlider asked={asked} onMove={answer} />
        <StepButton asked={asked} icon="plus" word="range.more" onStep={() => move(step)} />
      </div>
      <div class="range__ends" aria-hidden="true">
        <span>{writtenNumber(parameters.start ?? '')}</span>
        {readOnly && <span>{t('range.kept')}</span>}
        <span>{writtenNumber(parameters.end ?? '')}</span>
      </div>
    </div>
  )
}

interface RangeSliderProps {
  asked: QuestionProps
  onMove(moved: string): void
}

function RangeSlider({ asked, onMove }: RangeSliderProps) {
  const { question, leave, id } = asked
  const { value, parameters, readOnly } = question
  const { 'aria-required': _, ...attributes } = fieldAttributes(asked)
  const ticks = ticksOf(question)
  return (
    <>
      <input
        class={`range__slider${value ? '' : ' range__slider--blank'}`}
        id={`${id}-input`}
        type="range"
        min={parameters.start}
        max={parameters.end}
        step={parameters.step}
        value={value || parameters.start}
        list={ticks.length ? `${id}-ticks` : undefined}
        disabled={readOnly}
        aria-valuetext={value ? writtenNumber(value) : t('range.blank')}
        onInput={(event) => onMove(event.currentTarget.value)}
        // A touch where it stands already moves nothing, and is an answer all the same.
        onTouchEnd={(event) => onMove(event.currentTarget.value)}
        onClick={(event) => onMove(event.currentTarget.value)}
        onBlur={leave}
        {...attributes}
      />
      <datalist id={`${id}-ticks`}>
        {ticks.map((tick) => (
          <option key={tick} value={tick} />
        ))}
      </datalist>
    </>
  )
}

function ticksOf(question: Question): string[] {
  const { start, end, step } = scaleOf(question)
  const count = (end - start) / step + 1
  if (count > MOST_TICKS || question.appearance.includes('no-ticks')) return []
  return Array.from({ length: count }, (_, nth) => fromMillionths(start + nth * step))
}

interface StepButtonProps {
  asked: QuestionProps
  icon: 'minus' | 'plus'
  word: 'range.less' | 'range.more'
  onStep(): void
}

const StepButton = ({ asked: { question }, icon, word, onStep }: StepButtonProps) => (
  <button
    type="button"
    class="count__step"
    disabled={question.readOnly}
    aria-label={t(word, {
      step: writtenNumber(question.parameters.step ?? ''),
      what: question.label,
    })}
    onClick={onStep}
  >
    <Icon name={icon} />
  </button>
)
