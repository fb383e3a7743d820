// An account for somebody, with the first place where she acts. Her code is made afterwards, when it
// can be handed over.

import { paths } from '../router'
import { FormFrame, TextField } from './fields'
import { useForm } from './form'
import { newPlace, PlaceFields, placeSaid, placeWrong } from './place'
import { goSaying, Room } from './room'
import { loginFrom } from './typed'
import type { User } from './wire'
import { a } from './words/administration'
import { required } from './wrong'

export function NewUser() {
  const form = useForm({
    name: 'user/new',
    first: { displayName: '', email: '', ...newPlace() },
    check: (values) => ({
      displayName: required(values.displayName),
      email: required(values.email),
      ...placeWrong(values),
    }),
    send: (line, values) =>
      line.send<User>('POST', '/v1/users', {
        displayName: values.displayName.trim(),
        email: loginFrom(values.email),
        ...placeSaid(values),
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
        <PlaceFields form={form} />
      </FormFrame>
    </Room>
  )
}
