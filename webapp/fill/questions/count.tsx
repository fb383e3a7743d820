// Counting people: two big steppers, and a number that can also be typed.

import { Icon } from '../../components/icon'
import type { Question } from '../../engine'
import { readTypedInteger } from '../../words/typed-number'
import { t } from '../words'
import { fieldAttributes, type QuestionProps } from './asked'

export const isCountQuestion = (question: Question) =>
  question.kind === 'integer' && !question.readOnly

export function CountField(asked: QuestionProps) {
  const { question, say, leave } = asked
  const value = /^-?\d+$/.test(question.value) ? Number(question.value) : null
  const step = (by: number) => {
    say(String(Math.max(0, (value ?? 0) + by)))
    leave()
  }
  return (
    <div class="count">
      <button
        type="button"
        class="count__step"
        aria-label={t('count.less', { what: question.label })}
        onClick={() => step(-1)}
      >
        <Icon name="minus" />
      </button>
      <input
        class="count__number"
        id={`${asked.id}-input`}
        type="text"
        inputMode="numeric"
        autocomplete="off"
        placeholder="–"
        value={question.value}
        onFocus={(event) => event.currentTarget.select()}
        onInput={(event) => say(readTypedInteger(event.currentTarget.value))}
        onBlur={leave}
        {...fieldAttributes(asked)}
      />
      <button
        type="button"
        class="count__step"
        aria-label={t('count.more', { what: question.label })}
        onClick={() => step(1)}
      >
        <Icon name="plus" />
      </button>
    </div>
  )
}
