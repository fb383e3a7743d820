// Assigning a target: a number, the plan's words, or the reason why there is none; always with the
// document and line that say so.

import { printedNumber } from '../words/printed'
import { readTypedDecimal } from '../words/typed-number'
import { ChoiceField, FormFrame, LongTextField, TextField } from './fields'
import { useForm } from './form'
import { isPeriodCode } from './typed'
import { FormUnitField } from './unit-field'
import type { Indicator, Target } from './wire'
import { t, wordForCode } from './words'
import { parseUnitChoice, requiredError, serializeUnitChoice } from './wrong'

const ABSENCE_REASONS = ['notAssigned', 'notBegun', 'notAssessed', 'suspended']
/** With these there is no number. */
const NUMBERLESS_REASONS = ['notAssigned', 'suspended']

interface TargetFormProps {
  indicator: Indicator
  before: Target | null
  done(): void
  close(): void
}

export function TargetForm({ indicator, before, done, close }: TargetFormProps) {
  const form = useForm({
    name: `target/${indicator.code}/${before ? `${before.orgUnit.id}/${before.period}` : 'new'}`,
    first: initialTargetValues(before),
    check: targetFormErrors,
    send: (line, values) =>
      line.send<Target>('POST', '/v1/targets', {
        indicator: indicator.code,
        orgUnitId: parseUnitChoice(values.orgUnitId)?.id,
        period: values.period.trim(),
        value: values.value.trim() ? readTypedDecimal(values.value) : null,
        reason: values.reason || null,
        words: values.words.trim(),
        sourceDocument: values.sourceDocument.trim(),
        sourceLine: values.sourceLine.trim(),
        note: values.note.trim(),
      }),
    done,
  })
  return (
    <FormFrame form={form} doWord={t('target.save')} close={close}>
      {!before && (
        <>
          <FormUnitField form={form} name="orgUnitId" label={t('user.unit')} />
          <TextField
            form={form}
            name="period"
            label={t('target.period')}
            hint={t('target.periodHint')}
            maxLength={9}
          />
        </>
      )}
      <TextField form={form} name="value" label={t('target.value')} inputMode="decimal" />
      <ChoiceField
        form={form}
        name="reason"
        label={t('target.reason')}
        choices={[
          ['', t('target.noReason')],
          ...ABSENCE_REASONS.map((each) => [each, wordForCode('absence', each)] as const),
        ]}
      />
      <TextField form={form} name="words" label={t('target.words')} hint={t('target.wordsHint')} />
      <TextField
        form={form}
        name="sourceDocument"
        label={t('target.document')}
        hint={t('target.documentHint')}
        maxLength={200}
      />
      <TextField form={form} name="sourceLine" label={t('target.line')} maxLength={120} />
      <LongTextField form={form} name="note" label={t('unit.note')} />
    </FormFrame>
  )
}

const initialTargetValues = (before: Target | null) => ({
  orgUnitId: before ? serializeUnitChoice(before.orgUnit) : '',
  period: before?.period ?? '',
  value: before?.value ? printedNumber(before.value) : '',
  reason: before?.reason ?? '',
  words: before?.words ?? '',
  // What is new has a source of its own: the one before is not suggested.
  sourceDocument: '',
  sourceLine: '',
  note: '',
})

type TargetFormValues = ReturnType<typeof initialTargetValues>

/** What is wrong with a reading before it is sent. */
export function targetFormErrors({
  orgUnitId,
  period,
  value,
  reason,
  words,
  sourceDocument,
}: TargetFormValues) {
  const plain = readTypedDecimal(value)
  const isNumber = /^\d+(\.\d+)?$/.test(plain)
  return {
    orgUnitId: orgUnitId ? '' : t('wrong.unit'),
    period: isPeriodCode(period.trim()) ? '' : t('wrong.period'),
    value: valueWrong(),
    sourceDocument: requiredError(sourceDocument),
  }
  function valueWrong(): string {
    if (plain && !isNumber) return t('wrong.number')
    if (plain && NUMBERLESS_REASONS.includes(reason)) return t('wrong.both')
    return plain || reason || words.trim() ? '' : t('wrong.nothing')
  }
}
