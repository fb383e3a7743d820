// An account for somebody, with the first place where she acts. Her code is made afterwards, when it
// can be handed over.

import { today } from '../clock'
import { paths } from '../router'
import { coded } from '../words'
import { a } from '../words/administration'
import { day } from '../words/printed'
import { ChoiceField, DayField, FormFrame, TextField } from './fields'
import { useForm } from './form'
import { goSaying, Room } from './room'
import { dayFrom, loginFrom } from './typed'
import { FormUnit } from './unit-field'
import { ROLES } from './users'
import type { User } from './wire'
import { dayAfter, daysWrong, required, unitOf } from './wrong'

export function NewUser() {
  const form = useForm({
    name: 'user/new',
    first: {
      displayName: '',
      email: '',
      role: 'reporter',
      orgUnitId: '',
      validFrom: day(today()),
      validTo: '',
    },
    check: (values) => ({
      displayName: required(values.displayName),
      email: required(values.email),
      orgUnitId: values.orgUnitId ? '' : a('wrong.unit'),
      ...daysWrong(values.validFrom, values.validTo),
    }),
    send: (line, values) =>
      line.send<User>('POST', '/v1/users', {
        displayName: values.displayName.trim(),
        email: loginFrom(values.email),
        role: values.role,
        orgUnitId: unitOf(values.orgUnitId)?.id,
        validFrom: dayFrom(values.validFrom),
        validTo: dayAfter(values.validTo),
      }),
    done: (user) => goSaying(paths.administration('tai-khoan', String(user.id)), a('user.made')),
  })
  return (
    <Room
      title={a('users.new')}
      back={paths.administration('tai-khoan')}
      backWord={a('users.title')}
    >
      <FormFrame form={form} doWord={a('user.make')}>
        <TextField form={form} name="displayName" label={a('user.displayName')} maxLength={200} />
        <TextField
          form={form}
          name="email"
          label={a('user.login')}
          hint={a('user.loginHint')}
          autocapitalize="none"
          spellcheck={false}
          maxLength={60}
        />
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
      </FormFrame>
    </Room>
  )
}
