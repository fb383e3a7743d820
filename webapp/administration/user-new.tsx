// An account for somebody, with the first place where she acts. Her code is made afterwards, when it
// can be handed over.

import { paths } from '../router'
import { FormFrame, TextField } from './fields'
import { useForm } from './form'
import { AssignmentFields, assignmentBody, assignmentErrors, newAssignmentValues } from './place'
import { AdministrationRoom, goWithSavedNotice } from './room'
import { normalizeLogin } from './typed'
import type { User } from './wire'
import { t } from './words'
import { requiredError } from './wrong'

export function NewUserRoom() {
  const form = useForm({
    name: 'user/new',
    first: { displayName: '', email: '', ...newAssignmentValues() },
    check: (values) => ({
      displayName: requiredError(values.displayName),
      email: requiredError(values.email),
      ...assignmentErrors(values),
    }),
    send: (line, values) =>
      line.send<User>('POST', '/v1/users', {
        displayName: values.displayName.trim(),
        email: normalizeLogin(values.email),
        ...assignmentBody(values),
      }),
    done: (user) =>
      goWithSavedNotice(paths.administration('tai-khoan', String(user.id)), t('user.made')),
  })
  return (
    <AdministrationRoom
      title={t('users.new')}
      back={paths.administration('tai-khoan')}
      backWord={t('users.title')}
    >
      <FormFrame form={form} doWord={t('user.make')}>
        <TextField form={form} name="displayName" label={t('user.displayName')} maxLength={200} />
        <TextField
          form={form}
          name="email"
          label={t('user.login')}
          hint={t('user.loginHint')}
          autocapitalize="none"
          spellcheck={false}
          maxLength={60}
        />
        <AssignmentFields form={form} />
      </FormFrame>
    </AdministrationRoom>
  )
}
