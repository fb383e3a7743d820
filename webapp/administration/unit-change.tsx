// Forms that change an org unit from a day on. What stood before stays, with its days.

import { today } from '../clock'
import { paths } from '../router'
import { coded } from '../words'
import { day } from '../words/printed'
import { ChoiceField, DayField, FormFrame, LongField, TextField } from './fields'
import { type Filled, useForm, type Values } from './form'
import { goSaying } from './room'
import { dayFrom } from './typed'
import { FormUnit } from './unit-field'
import type { UnitDetail } from './wire'
import { a } from './words/administration'
import { noDay, required, unitOf } from './wrong'

export interface Changing {
  unit: UnitDetail
  close(): void
  done(): void
}

const at = (unit: UnitDetail) => `/v1/orgUnits/${encodeURIComponent(unit.id)}`
const nowOf = (unit: UnitDetail) => unit.onDay ?? unit.versions.at(-1)

export function Rename({ unit, close, done }: Changing) {
  const now = nowOf(unit)
  const form = useForm({
    name: `unit/${unit.id}/rename`,
    first: { name: now?.name ?? '', kind: now?.kind ?? '', validFrom: day(today()), source: '' },
    check: (values) => ({
      name: required(values.name) || same(values, now),
      validFrom: noDay(values.validFrom),
      source: required(values.source),
    }),
    send: (line, { name, kind, validFrom, source }) =>
      line.send<{ id: string }>('POST', `${at(unit)}/versions`, {
        validFrom: dayFrom(validFrom),
        name: name.trim(),
        kind: kind.trim(),
        source: source.trim(),
      }),
    done,
  })
  return (
    <FormFrame form={form} doWord={a('unit.rename')} close={close}>
      <TextField form={form} name="name" label={a('unit.newName')} maxLength={200} />
      <TextField form={form} name="kind" label={a('unit.kind')} hint={a('unit.kindHint')} />
      <From form={form} />
      <Source form={form} />
    </FormFrame>
  )
}

const same = (values: Values, now?: { name: string; kind: string }) =>
  now?.name === values.name?.trim() && now?.kind === values.kind?.trim() ? a('wrong.same') : ''

type Dated = Values & { validFrom: string }

const From = <V extends Dated>({ form }: { form: Filled<V> }) => (
  <DayField form={form} name="validFrom" label={a('unit.from')} hint={a('unit.fromHint')} />
)

const Source = <V extends Values & { source: string }>({ form }: { form: Filled<V> }) => (
  <TextField
    form={form}
    name="source"
    label={a('unit.sourceField')}
    hint={a('unit.sourceHint')}
    maxLength={200}
  />
)

export function Move({ unit, close, done }: Changing) {
  const form = useForm({
    name: `unit/${unit.id}/move`,
    first: { parentId: '', validFrom: day(today()), source: '' },
    check: (values) => ({
      parentId: values.parentId ? '' : a('wrong.unit'),
      validFrom: noDay(values.validFrom),
      source: required(values.source),
    }),
    send: (line, { parentId, validFrom, source }) =>
      line.send<{ id: string }>('POST', `${at(unit)}/versions`, {
        validFrom: dayFrom(validFrom),
        parentId: unitOf(parentId)?.id,
        source: source.trim(),
      }),
    done,
  })
  return (
    <FormFrame form={form} doWord={a('unit.move')} close={close}>
      <FormUnit
        form={form}
        name="parentId"
        label={a('unit.newParent')}
        day={dayFrom(form.values.validFrom)}
        levels={['province', 'commune']}
      />
      <From form={form} />
      <Source form={form} />
    </FormFrame>
  )
}

export function Close({ unit, close, done }: Changing) {
  const form = useForm({
    name: `unit/${unit.id}/close`,
    first: { closedOn: day(today()), successorId: '', source: '' },
    check: ({ closedOn, source }) => ({ closedOn: noDay(closedOn), source: required(source) }),
    send: (line, { closedOn, successorId, source }) =>
      line.send<{ id: string }>('POST', `${at(unit)}/closing`, {
        closedOn: dayFrom(closedOn),
        successorId: unitOf(successorId)?.id ?? null,
        source: source.trim(),
      }),
    done,
  })
  return (
    <FormFrame form={form} doWord={a('unit.close')} tone="red" close={close}>
      <p>{a('unit.closeSay')}</p>
      <DayField form={form} name="closedOn" label={a('unit.closedOn')} />
      <FormUnit
        form={form}
        name="successorId"
        label={a('unit.successor')}
        hint={a('unit.successorHint')}
        day={dayFrom(form.values.closedOn)}
        levels={[nowOf(unit)?.level ?? '']}
      />
      <Source form={form} />
    </FormFrame>
  )
}

/** What stands below what, as far as it is added by hand. */
const BELOW: Record<string, readonly string[]> = {
  province: ['commune'],
  commune: ['village', 'facility'],
}

/** A facility is called by its whole name: Trạm Y tế Phước Đại. */
const hasKind = ({ level }: { level: string }) => level !== 'facility'

/** Only villages went into other communes than the rest of theirs, and only theirs is asked. */
const isVillage = ({ level }: { level: string }) => level === 'village'

export function AddBelow({ unit, close }: Changing) {
  const levels = BELOW[nowOf(unit)?.level ?? ''] ?? []
  const form = useForm({
    name: `unit/${unit.id}/add`,
    first: {
      level: levels[0] ?? 'village',
      kind: levels[0] === 'commune' ? 'Xã' : 'Thôn',
      name: '',
      code: '',
      formerParentId: '',
      validFrom: day(today()),
      source: '',
      note: '',
    },
    check: (values) => ({
      name: required(values.name),
      validFrom: noDay(values.validFrom),
      source: required(values.source),
    }),
    send: (line, values) =>
      line.send<{ id: string }>('POST', '/v1/orgUnits', {
        parentId: unit.id,
        formerParentId: isVillage(values) ? (unitOf(values.formerParentId)?.id ?? null) : null,
        level: values.level,
        kind: hasKind(values) ? values.kind.trim() : '',
        name: values.name.trim(),
        code: values.code.trim() || null,
        validFrom: dayFrom(values.validFrom),
        source: values.source.trim(),
        note: values.note.trim(),
      }),
    done: ({ id }) => goSaying(paths.administration('don-vi', id), a('unit.added')),
  })
  return (
    <FormFrame form={form} doWord={a('unit.addDo')} close={close}>
      {levels.length > 1 && (
        <ChoiceField
          form={form}
          name="level"
          label={a('units.level')}
          choices={levels.map((each) => [each, coded('level', each)] as const)}
        />
      )}
      {hasKind(form.values) && (
        <TextField form={form} name="kind" label={a('unit.kind')} hint={a('unit.kindHint')} />
      )}
      <TextField form={form} name="name" label={a('unit.name')} maxLength={200} />
      <TextField form={form} name="code" label={a('unit.code')} maxLength={20} />
      <From form={form} />
      {isVillage(form.values) && (
        <FormUnit
          form={form}
          name="formerParentId"
          label={a('unit.formerParent')}
          hint={a('unit.formerParentHint')}
          day={dayFrom(form.values.validFrom)}
          levels={['commune']}
        />
      )}
      <Source form={form} />
      <LongField form={form} name="note" label={a('unit.note')} />
    </FormFrame>
  )
}
