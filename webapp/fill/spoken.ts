// An answer in words: labels instead of values, days and numbers as printed.

import type { Filling, Question } from '../engine'
import { printedDay, printedNumber } from '../words/printed'
import { selectedValues } from './questions/typed'
import { t } from './words'

export function answerInWords(question: Question): string {
  const { kind, value, choices } = question
  const label = (one: string) => choices.find((choice) => choice.value === one)?.label ?? one
  if (!value) return ''
  switch (kind) {
    case 'selectOne':
      return label(value)
    case 'selectMultiple':
      return selectedValues(value).map(label).join('; ')
    case 'integer':
    case 'decimal':
      return printedNumber(value)
    case 'date':
      return printedDay(value)
    case 'dateTime':
      return `${value.slice(11, 16)}, ${printedDay(value.slice(0, 10))}`
    case 'time':
      return value.slice(0, 5)
    case 'acknowledge':
      return t('acknowledged')
    case 'file':
      return t('photo.one')
    default:
      return value
  }
}

/** Everything that was asked, screen by screen; notes are no answers. */
export const askedQuestions = (filling: Filling): { step: number; question: Question }[] =>
  filling
    .steps()
    .flatMap((step, nth) =>
      step.questions
        .map((ref) => ({ step: nth, question: filling.question(ref) }))
        .filter(({ question }) => question.kind !== 'note'),
    )
