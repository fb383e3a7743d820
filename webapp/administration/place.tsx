// What somebody does, where, from when until when: the same fields for a new account and one more role.

import { today } from '../clock'
import { printedDay } from '../words/printed'
import { ChoiceField, DayField } from './fields'
import type { FormState, FormValues } from './form'
import { parseTypedDay } from './typed'
import { FormUnitField } from './unit-field'
import { ASSIGNABLE_ROLES } from './users'
import { t, wordForCode } from './words'
import { dayAfterTyped, dayRangeErrors, parseUnitChoice } from './wrong'

type AssignmentValues = FormValues & Record<'role' | 'orgUnitId' | 'validFrom' | 'validTo', string>

export const newAssignmentValues = () => ({
  role: 'reporter',
  orgUnitId: '',
  validFrom: printedDay(today()),
  validTo: '',
})

export const assignmentErrors = ({ orgUnitId, validFrom, validTo }: AssignmentValues) => ({
  orgUnitId: orgUnitId ? '' : t('wrong.unit'),
  ...dayRangeErrors(validFrom, validTo),
})

/** As the server takes it. */
export const assignmentBody = ({ role, orgUnitId, validFrom, validTo }: AssignmentValues) => ({
  role,
  orgUnitId: parseUnitChoice(orgUnitId)?.id,
  validFrom: parseTypedDay(validFrom),
  validTo: dayAfterTyped(validTo),
})

export const AssignmentFields = <V extends AssignmentValues>({ form }: { form: FormState<V> }) => (
  <>
    <ChoiceField
      form={form}
      name="role"
      label={t('user.role')}
      hint={t('user.roleHint')}
      choices={ASSIGNABLE_ROLES.map((each) => [each, wordForCode('role', each)] as const)}
    />
    <FormUnitField
      form={form}
      name="orgUnitId"
      label={t('user.unit')}
      day={parseTypedDay(form.values.validFrom)}
    />
    <DayField form={form} name="validFrom" label={t('user.from')} />
    <DayField form={form} name="validTo" label={t('user.to')} hint={t('user.toHint')} />
  </>
)
