// What stands above every screen when it must: the phone cannot keep, sign in again, a new version.

import { useState } from 'preact/hooks'
import { clockWrong } from '../api/network'
import { today } from '../clock'
import { useDoors } from '../ports'
import { outdated, takeUpdate, taking, updateReady } from '../pwa/update'
import { place } from '../router'
import { notice, storeFault, tight } from '../state/fault'
import { signInNeeded } from '../state/session'
import { versionClosed } from '../sync/heartbeat'
import { t } from '../words'
import { dateText } from '../words/text'
import { ClosedVersion } from './closed-version'
import { Fault } from './fault-banner'
import { Icon } from './icon'
import { SignInForm } from './sign-in-form'
import { Take } from './take-update'

export function Banners() {
  const { courier } = useDoors()
  const newer = updateReady.value || outdated.value
  const closed = versionClosed.value
  // Not in the middle of a form, and not while something is on its way.
  const calm = () => place.value.at !== 'fill' && courier.sending.value === null
  const disturbs = !calm()
  return (
    <div class="banners" role="status">
      <Fault />
      {tight.value && !storeFault.value && <Tight />}
      {clockWrong.value && <ClockWrong />}
      {signInNeeded.value && <SignInAgain />}
      {closed && !disturbs && <ClosedVersion calm={calm} />}
      {newer && !closed && !disturbs && <Update calm={calm} />}
    </div>
  )
}

function SignInAgain() {
  const { courier } = useDoors()
  const [open, setOpen] = useState(false)
  return (
    <div class="banner banner--amber">
      <Icon name="person" />
      <p>{t('signIn.again')}</p>
      {!open && (
        <button type="button" class="button button--small" onClick={() => setOpen(true)}>
          {t('signIn.do')}
        </button>
      )}
      {open && <SignInForm onDone={() => void courier.go().catch(notice)} />}
    </div>
  )
}

const Tight = () => (
  <div class="banner banner--amber">
    <Icon name="warn" />
    <p>{t('storeTight')}</p>
  </div>
)

const ClockWrong = () => (
  <div class="banner banner--amber">
    <Icon name="warn" />
    <p>{t('clock.wrong', { day: dateText(today()) })}</p>
  </div>
)

const Update = ({ calm }: { calm: () => boolean }) => (
  <div class="banner banner--indigo">
    <Icon name="install" />
    <p>
      {taking.value === 'stuck'
        ? `${t('update.stuck')} ${t('update.stuckKeeps')}`
        : t('update.ready')}
    </p>
    <Take onTap={() => takeUpdate(calm)} />
  </div>
)
