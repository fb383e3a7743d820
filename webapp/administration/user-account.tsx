// What else may be done about an account: another name, signed out everywhere, closed, opened again.

import { useState } from 'preact/hooks'
import { Icon } from '../components/icon'
import { ActionButton } from './act'
import { FormFrame, TextField } from './fields'
import { useForm } from './form'
import { useFocusReturn } from './returning'
import { showSavedNotice } from './room'
import type { UserSectionProps } from './user-section'
import type { User } from './wire'
import { t } from './words'
import { requiredError } from './wrong'

export function UserAccount({ user, again }: UserSectionProps) {
  const [naming, setNaming] = useState(false)
  const opener = useFocusReturn(naming)
  const done = (words: string) => () => {
    setNaming(false)
    showSavedNotice(words)
    again()
  }
  const own = user.whyNot === 'ownAccount'
  if (!user.mayManage && !own) return null
  const path = `/v1/users/${user.id}`
  return (
    <section class="stack">
      <h2 class="section">{t('theirs.title')}</h2>
      {naming ? (
        <DisplayNameForm
          user={user}
          done={done(t('theirs.named'))}
          close={() => setNaming(false)}
        />
      ) : (
        <button ref={opener} type="button" class="button" onClick={() => setNaming(true)}>
          <Icon name="pen" />
          {t('theirs.name')}
        </button>
      )}
      {user.openSessions > 0 && (
        <ActionButton
          icon="turn"
          words={t('theirs.signOut')}
          sure={t('theirs.signOutSure')}
          send={(line) => line.send('DELETE', `${path}/sessions`)}
          done={done(t('theirs.signedOut'))}
        />
      )}
      {!own && user.active && (
        <ActionButton
          icon="stop"
          words={t('theirs.close')}
          sure={t('theirs.closeSure')}
          tone="red"
          send={(line) => line.send<User>('PATCH', path, { active: false })}
          done={done(t('theirs.closed'))}
        />
      )}
      {!own && !user.active && (
        <ActionButton
          icon="check"
          words={t('theirs.open')}
          send={(line) => line.send<User>('PATCH', path, { active: true })}
          done={done(t('theirs.opened'))}
        />
      )}
    </section>
  )
}

interface DisplayNameFormProps {
  user: User
  done(): void
  close(): void
}

function DisplayNameForm({ user, done, close }: DisplayNameFormProps) {
  const form = useForm({
    name: `name/${user.id}`,
    first: { displayName: user.displayName },
    check: ({ displayName }) => ({ displayName: requiredError(displayName) }),
    send: (line, { displayName }) =>
      line.send<User>('PATCH', `/v1/users/${user.id}`, { displayName: displayName.trim() }),
    done,
  })
  return (
    <div class="box">
      <FormFrame form={form} doWord={t('form.save')} close={close}>
        <TextField form={form} name="displayName" label={t('user.displayName')} maxLength={200} />
      </FormFrame>
    </div>
  )
}
