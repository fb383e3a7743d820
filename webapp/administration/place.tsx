// What somebody does, where, from when until when: the same fields for a new account and one more role.

import { today } from '../clock'
import { coded } from '../words'
import { day } from '../words/printed'
import { ChoiceField, DayField } from './fields'
import type { Filled, Values } from './form'
import { dayFrom } from './typed'
import { FormUnit } from './unit-field'
import { ROLES } from './users'
import { a } from './words/administration'
import { dayAfter, daysWrong, unitOf } from './wrong'

type Place = Values & Record<'role' | 'orgUnitId' | 'validFrom' | 'validTo', string>

export const newPlace = () => ({
  role: 'reporter',
  orgUnitId: '',
  validFrom: day(today()),
  validTo: '',
})

export const placeWrong = ({ orgUnitId, validFrom, validTo }: Place) => ({
  orgUnitId: orgUnitId ? '' : a('wrong.unit'),
  ...daysWrong(validFrom, validTo),
})

/** As the server takes it. */
export const placeSaid = ({ role, orgUnitId, validFrom, validTo }: Place) => ({
  role,
  orgUnitId: unitOf(orgUnitId)?.id,
  validFrom: dayFrom(validFrom),
  validTo: dayAfter(validTo),
})

export const PlaceFields = <V extends Place>({ form }: { form: Filled<V> }) => (
  <>
    <ChoiceField
      form={form}
      name="role"
      label={a('user.role')}
      hint={a('user.roleHint')}
      choices={ROLES.map((each) => [each, coded('role', each)] as const)}
    />
    <FormUnit
      form={form}
      name="orgUnitId"
      label={a('user.unit')}
      day={dayFrom(form.values.validFrom)}
    />
    <DayField form={form} name="validFrom" label={a('user.from')} />
    <DayField form={form} name="validTo" label={a('user.to')} hint={a('user.toHint')} />
  </>
)
