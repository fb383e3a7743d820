// Forms that change an org unit from a day on. What stood before stays, with its days.

import { today } from '../clock'
import { paths } from '../router'
import { printedDay } from '../words/printed'
import { ChoiceField, DayField, FormFrame, LongTextField, TextField } from './fields'
import { type FormState, type FormValues, useForm } from './form'
import { goWithSavedNotice } from './room'
import { parseTypedDay } from './typed'
import { FormUnitField } from './unit-field'
import type { UnitDetail } from './wire'
import { t, wordForCode } from './words'
import { dayError, parseUnitChoice, requiredError } from './wrong'

export interface UnitChangeProps {
  unit: UnitDetail
  close(): void
  done(): void
}

const unitApiPath = (unit: UnitDetail) => `/v1/orgUnits/${encodeURIComponent(unit.id)}`
const currentUnitVersion = (unit: UnitDetail) => unit.onDay ?? unit.versions.at(-1)

export function UnitRenameForm({ unit, close, done }: UnitChangeProps) {
  const now = currentUnitVersion(unit)
  const form = useForm({
    name: `unit/${unit.id}/rename`,
    first: {
      name: now?.name ?? '',
      kind: now?.kind ?? '',
      validFrom: printedDay(today()),
      source: '',
    },
    check: (values) => ({
      name: requiredError(values.name) || unchangedNameError(values, now),
      validFrom: dayError(values.validFrom),
      source: requiredError(values.source),
    }),
    send: (line, { name, kind, validFrom, source }) =>
      line.send<{ id: string }>('POST', `${unitApiPath(unit)}/versions`, {
        validFrom: parseTypedDay(validFrom),
        name: name.trim(),
        kind: kind.trim(),
        source: source.trim(),
      }),
    done,
  })
  return (
    <FormFrame form={form} doWord={t('unit.rename')} close={close}>
      <TextField form={form} name="name" label={t('unit.newName')} maxLength={200} />
      <TextField form={form} name="kind" label={t('unit.kind')} hint={t('unit.kindHint')} />
      <ValidFromField form={form} />
      <SourceField form={form} />
    </FormFrame>
  )
}

const unchangedNameError = (values: FormValues, now?: { name: string; kind: string }) =>
  now?.name === values.name?.trim() && now?.kind === values.kind?.trim() ? t('wrong.same') : ''

type DatedValues = FormValues & { validFrom: string }

const ValidFromField = <V extends DatedValues>({ form }: { form: FormState<V> }) => (
  <DayField form={form} name="validFrom" label={t('unit.from')} hint={t('unit.fromHint')} />
)

const SourceField = <V extends FormValues & { source: string }>({
  form,
}: {
  form: FormState<V>
}) => (
  <TextField
    form={form}
    name="source"
    label={t('unit.sourceField')}
    hint={t('unit.sourceHint')}
    maxLength={200}
  />
)

export function UnitMoveForm({ unit, close, done }: UnitChangeProps) {
  const form = useForm({
    name: `unit/${unit.id}/move`,
    first: { parentId: '', validFrom: printedDay(today()), source: '' },
    check: (values) => ({
      parentId: values.parentId ? '' : t('wrong.unit'),
      validFrom: dayError(values.validFrom),
      source: requiredError(values.source),
    }),
    send: (line, { parentId, validFrom, source }) =>
      line.send<{ id: string }>('POST', `${unitApiPath(unit)}/versions`, {
        validFrom: parseTypedDay(validFrom),
        parentId: parseUnitChoice(parentId)?.id,
        source: source.trim(),
      }),
    done,
  })
  return (
    <FormFrame form={form} doWord={t('unit.move')} close={close}>
      <FormUnitField
        form={form}
        name="parentId"
        label={t('unit.newParent')}
        day={parseTypedDay(form.values.validFrom)}
        levels={['province', 'commune']}
      />
      <ValidFromField form={form} />
      <SourceField form={form} />
    </FormFrame>
  )
}

export function UnitClosingForm({ unit, close, done }: UnitChangeProps) {
  const form = useForm({
    name: `unit/${unit.id}/close`,
    first: { closedOn: printedDay(today()), successorId: '', source: '' },
    check: ({ closedOn, source }) => ({
      closedOn: dayError(closedOn),
      source: requiredError(source),
    }),
    send: (line, { closedOn, successorId, source }) =>
      line.send<{ id: string }>('POST', `${unitApiPath(unit)}/closing`, {
        closedOn: parseTypedDay(closedOn),
        successorId: parseUnitChoice(successorId)?.id ?? null,
        source: source.trim(),
      }),
    done,
  })
  return (
    <FormFrame form={form} doWord={t('unit.close')} tone="red" close={close}>
      <p>{t('unit.closeSay')}</p>
      <DayField form={form} name="closedOn" label={t('unit.closedOn')} />
      <FormUnitField
        form={form}
        name="successorId"
        label={t('unit.successor')}
        hint={t('unit.successorHint')}
        day={parseTypedDay(form.values.closedOn)}
        levels={[currentUnitVersion(unit)?.level ?? '']}
      />
      <SourceField form={form} />
    </FormFrame>
  )
}

/** What stands below what, as far as it is added by hand. */
const LEVELS_BELOW: Record<string, readonly string[]> = {
  province: ['commune'],
  commune: ['village', 'facility'],
}

/** A facility is called by its whole name: Trạm Y tế Phước Đại. */
const hasUnitKind = ({ level }: { level: string }) => level !== 'facility'

/** Only villages went into other communes than the rest of theirs, and only theirs is asked. */
const isVillageLevel = ({ level }: { level: string }) => level === 'village'

function useUnitAddForm(unit: UnitChangeProps['unit'], levels: readonly string[]) {
  return useForm({
    name: `unit/${unit.id}/add`,
    first: {
      level: levels[0] ?? 'village',
      kind: levels[0] === 'commune' ? 'Xã' : 'Thôn',
      name: '',
      code: '',
      formerParentId: '',
      validFrom: printedDay(today()),
      source: '',
      note: '',
    },
    check: (values) => ({
      name: requiredError(values.name),
      validFrom: dayError(values.validFrom),
      source: requiredError(values.source),
    }),
    send: (line, values) =>
      line.send<{ id: string }>('POST', '/v1/orgUnits', {
        parentId: unit.id,
        formerParentId: isVillageLevel(values)
          ? (parseUnitChoice(values.formerParentId)?.id ?? null)
          : null,
        level: values.level,
        kind: hasUnitKind(values) ? values.kind.trim() : '',
        name: values.name.trim(),
        code: values.code.trim() || null,
        validFrom: parseTypedDay(values.validFrom),
        source: values.source.trim(),
        note: values.note.trim(),
      }),
    done: ({ id }) => goWithSavedNotice(paths.administration('don-vi', id), t('unit.added')),
  })
}

export function UnitAddForm({ unit, close }: UnitChangeProps) {
  const levels = LEVELS_BELOW[currentUnitVersion(unit)?.level ?? ''] ?? []
  const form = useUnitAddForm(unit, levels)
  return (
    <FormFrame form={form} doWord={t('unit.addDo')} close={close}>
      {levels.length > 1 && (
        <ChoiceField
          form={form}
          name="level"
          label={t('units.level')}
          choices={levels.map((each) => [each, wordForCode('level', each)] as const)}
        />
      )}
      {hasUnitKind(form.values) && (
        <TextField form={form} name="kind" label={t('unit.kind')} hint={t('unit.kindHint')} />
      )}
      <TextField form={form} name="name" label={t('unit.name')} maxLength={200} />
      <TextField form={form} name="code" label={t('unit.code')} maxLength={20} />
      <ValidFromField form={form} />
      {isVillageLevel(form.values) && (
        <FormUnitField
          form={form}
          name="formerParentId"
          label={t('unit.formerParent')}
          hint={t('unit.formerParentHint')}
          day={parseTypedDay(form.values.validFrom)}
          levels={['commune']}
        />
      )}
      <SourceField form={form} />
      <LongTextField form={form} name="note" label={t('unit.note')} />
    </FormFrame>
  )
}
