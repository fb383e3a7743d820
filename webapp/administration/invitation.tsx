// The code with which somebody sets her password. It is shown once, here, with how to hand it over,
// and can be printed; it stands nowhere else.

import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../components/icon'
import { paths } from '../router'
import { printedInstant } from '../words/printed'
import { ActionButton } from './act'
import { showSavedNotice } from './room'
import type { UserSectionProps } from './user-section'
import type { Invitation as Code, User } from './wire'
import { t } from './words'

export function UserInvitation({ user, again }: UserSectionProps) {
  const [made, setMade] = useState<Code | null>(null)
  if (!user.active) return null
  const may = user.mayManage && user.whyNot !== 'ownAccount'
  return (
    <section class="stack">
      <h2 class="section">{t('invite.title')}</h2>
      {made && <InvitationSlip user={user} code={made} />}
      {!made && user.invitation && (
        <p class="fact">
          <Icon name="wait" />
          {t('invite.open', { at: printedInstant(user.invitation.expiresAt) })}
        </p>
      )}
      {!made && may && (
        <MakeInvitationButton
          user={user}
          done={(code) => {
            setMade(code)
            again()
          }}
        />
      )}
      {(made || user.invitation) && may && (
        <ActionButton
          icon="trash"
          words={t('invite.void')}
          sure={t('invite.voidSure')}
          tone="red"
          send={(line) => line.send('DELETE', `/v1/users/${user.id}/invitations`)}
          done={() => {
            setMade(null)
            showSavedNotice(t('invite.voided'))
            again()
          }}
        />
      )}
    </section>
  )
}

function MakeInvitationButton({ user, done }: { user: User; done(code: Code): void }) {
  const words = user.hasPassword
    ? 'invite.anew'
    : user.invitation
      ? 'invite.another'
      : 'invite.make'
  return (
    <>
      <p class="soft">{t(user.hasPassword ? 'invite.anewSay' : 'invite.makeSay')}</p>
      <ActionButton<Code>
        icon="plus"
        words={t(words)}
        {...(user.hasPassword ? {} : { tone: 'main' as const })}
        send={(line) => line.send('POST', `/v1/users/${user.id}/invitations`)}
        done={done}
      />
    </>
  )
}

function InvitationSlip({ user, code }: { user: User; code: Code }) {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [code])
  return (
    <>
      <div class="slip">
        <h3 ref={title} tabIndex={-1}>
          {t('slip.title')}
        </h3>
        <p>
          {t('slip.for')} <strong>{user.displayName}</strong>
        </p>
        <ol>
          <li>
            {t('slip.open')} <strong class="pre">{location.host + paths.invitation()}</strong>
          </li>
          <li>
            {t('slip.code')} <span class="code">{code.code}</span>
          </li>
          <li>{t('slip.password')}</li>
          <li>
            {t('slip.login')} <strong>{user.email}</strong>
          </li>
        </ol>
        <p>{t('slip.until', { at: printedInstant(code.expiresAt) })}</p>
      </div>
      <div class="fact no-print">
        <Icon name="shield" />
        <p>{t('slip.once')}</p>
      </div>
      <button type="button" class="button no-print" onClick={() => print()}>
        {t('slip.print')}
      </button>
    </>
  )
}
