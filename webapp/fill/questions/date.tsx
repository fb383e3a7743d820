// A day in three parts, with the two days that are asked for most one touch away.

import { useRef, useState } from 'preact/hooks'
import { addDays, isDay, today } from '../../clock'
import { isWrittenDay } from '../../engine/answer'
import { dateText } from '../../words/text'
import { t } from '../words'
import { groupAttributes, type QuestionProps } from './asked'
import type { QuestionType } from './question-type'
import { type DayParts, dayPartsOf, isoFromDayParts } from './typed'

export const dateQuestion: QuestionType = {
  Field: DateField,
  parse: (typed) => {
    const [day = '', month = '', year = ''] = typed.split('/')
    const iso = isoFromDayParts({ day, month, year })
    return isDay(iso) ? iso : ''
  },
  inWords: ({ value }) => (isWrittenDay(value) ? dateText(value) : value),
}

function DateField(asked: QuestionProps) {
  const { question, say, leave, unfinished } = asked
  const [parts, setParts] = useState(dayPartsOf(question.value))

  function take(next: DayParts): void {
    setParts(next)
    const iso = isoFromDayParts(next)
    const complete = iso !== '' && isDay(iso)
    const nothing = !next.day && !next.month && !next.year
    unfinished(complete || nothing ? '' : iso ? 'noSuchDay' : 'dayIncomplete')
    say(complete ? iso : '')
  }

  function quick(iso: string): void {
    take(dayPartsOf(iso))
    leave()
  }

  return (
    // Leaving the three fields together, not one for the next, is leaving the question.
    <fieldset
      class="day"
      onFocusOut={(event) => {
        const to = event.relatedTarget
        if (!(to instanceof Node) || !event.currentTarget.contains(to)) leave()
      }}
      {...groupAttributes(asked)}
    >
      <div class="day__quick">
        <QuickDay day={today()} value={question.value} word={t('date.today')} onTake={quick} />
        <QuickDay
          day={addDays(today(), -1)}
          value={question.value}
          word={t('date.yesterday')}
          onTake={quick}
        />
      </div>
      <DayPartFields id={asked.id} parts={parts} readOnly={question.readOnly} onTake={take} />
    </fieldset>
  )
}

interface DayPartFieldsProps {
  id: string
  parts: DayParts
  readOnly: boolean
  onTake(parts: DayParts): void
}

/** Each leads on to the next when it is full. */
function DayPartFields({ id, parts, readOnly, onTake }: DayPartFieldsProps) {
  const month = useRef<HTMLInputElement>(null)
  const year = useRef<HTMLInputElement>(null)
  const part = (
    name: keyof DayParts,
    length: number,
    next?: { current: HTMLInputElement | null },
  ) => ({
    class: 'input input--part',
    inputMode: 'numeric' as const,
    autocomplete: 'off',
    spellcheck: false,
    maxLength: length,
    value: parts[name],
    readOnly,
    onInput: (event: Event) => {
      const typed = (event.target as HTMLInputElement).value.normalize('NFKC').replace(/\D/g, '')
      onTake({ ...parts, [name]: typed })
      if (typed.length === length) next?.current?.focus()
    },
    onFocus: (event: Event) => (event.target as HTMLInputElement).select(),
  })

  return (
    <div class="day__parts">
      <label class="field">
        <span class="field__label">{t('date.day')}</span>
        <input id={`${id}-input`} {...part('day', 2, month)} />
      </label>
      <label class="field">
        <span class="field__label">{t('date.month')}</span>
        <input ref={month} {...part('month', 2, year)} />
      </label>
      <label class="field">
        <span class="field__label">{t('date.year')}</span>
        <input ref={year} {...part('year', 4)} />
      </label>
    </div>
  )
}

interface QuickDayProps {
  day: string
  value: string
  word: string
  onTake(day: string): void
}

const QuickDay = ({ day, value, word, onTake }: QuickDayProps) => (
  <button
    type="button"
    class="option option--inline"
    aria-pressed={value === day}
    onClick={() => onTake(day)}
  >
    {word}
  </button>
)
