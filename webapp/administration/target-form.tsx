// Assigning a target: a number, the plan's words, or the reason why there is none; always with the
// document and line that say so.

import { decimal } from '../fill/questions/typed'
import { coded } from '../words'
import { number } from '../words/printed'
import { ChoiceField, FormFrame, LongField, TextField } from './fields'
import { useForm } from './form'
import { isPeriod } from './typed'
import { FormUnit } from './unit-field'
import type { Indicator, Target } from './wire'
import { a } from './words/administration'
import { required, unitOf, unitValue } from './wrong'

const REASONS = ['notAssigned', 'notBegun', 'notAssessed', 'suspended']
/** With these there is no number. */
const NUMBERLESS = ['notAssigned', 'suspended']

interface ReadingProps {
  indicator: Indicator
  before: Target | null
  done(): void
  close(): void
}

export function Reading({ indicator, before, done, close }: ReadingProps) {
  const form = useForm({
    name: `target/${indicator.code}/${before ? `${before.orgUnit.id}/${before.period}` : 'new'}`,
    first: firstOf(before),
    check: checked,
    send: (line, values) =>
      line.send<Target>('POST', '/v1/targets', {
        indicator: indicator.code,
        orgUnitId: unitOf(values.orgUnitId)?.id,
        period: values.period.trim(),
        value: values.value.trim() ? decimal(values.value) : null,
        reason: values.reason || null,
        words: values.words.trim(),
        sourceDocument: values.sourceDocument.trim(),
        sourceLine: values.sourceLine.trim(),
        note: values.note.trim(),
      }),
    done,
  })
  return (
    <FormFrame form={form} doWord={a('target.save')} close={close}>
      {!before && (
        <>
          <FormUnit form={form} name="orgUnitId" label={a('user.unit')} />
          <TextField
            form={form}
            name="period"
            label={a('target.period')}
            hint={a('target.periodHint')}
            maxLength={9}
          />
        </>
      )}
      <TextField form={form} name="value" label={a('target.value')} inputMode="decimal" />
      <ChoiceField
        form={form}
        name="reason"
        label={a('target.reason')}
        choices={[
          ['', a('target.noReason')],
          ...REASONS.map((each) => [each, coded('absence', each)] as const),
        ]}
      />
      <TextField form={form} name="words" label={a('target.words')} hint={a('target.wordsHint')} />
      <TextField
        form={form}
        name="sourceDocument"
        label={a('target.document')}
        hint={a('target.documentHint')}
        maxLength={200}
      />
      <TextField form={form} name="sourceLine" label={a('target.line')} maxLength={120} />
      <LongField form={form} name="note" label={a('unit.note')} />
    </FormFrame>
  )
}

const firstOf = (before: Target | null) => ({
  orgUnitId: before ? unitValue(before.orgUnit) : '',
  period: before?.period ?? '',
  value: before?.value ? number(before.value) : '',
  reason: before?.reason ?? '',
  words: before?.words ?? '',
  // What is new has a source of its own: the one before is not suggested.
  sourceDocument: '',
  sourceLine: '',
  note: '',
})

type Typed = ReturnType<typeof firstOf>

/** What is wrong with a reading before it is sent. */
export function checked({ orgUnitId, period, value, reason, words, sourceDocument }: Typed) {
  const plain = decimal(value)
  const isNumber = /^\d+(\.\d+)?$/.test(plain)
  return {
    orgUnitId: orgUnitId ? '' : a('wrong.unit'),
    period: isPeriod(period.trim()) ? '' : a('wrong.period'),
    value: valueWrong(),
    sourceDocument: required(sourceDocument),
  }
  function valueWrong(): string {
    if (plain && !isNumber) return a('wrong.number')
    if (plain && NUMBERLESS.includes(reason)) return a('wrong.both')
    return plain || reason || words.trim() ? '' : a('wrong.nothing')
  }
}
