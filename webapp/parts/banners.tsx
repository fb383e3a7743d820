// What stands above every screen when it must: the phone cannot keep, sign in again, a new version.

import { useState } from 'preact/hooks'
import { useDoors } from '../doors'
import { notice, storeFault, tight } from '../fault'
import { versionClosed } from '../heartbeat'
import { place } from '../router'
import { signInNeeded } from '../session'
import { outdated, takeUpdate, updateReady } from '../update'
import { t } from '../words'
import { ClosedVersion } from './closed-version'
import { Fault } from './fault-banner'
import { Icon } from './icon'
import { SignInForm } from './sign-in-form'

export function Banners() {
  const { courier } = useDoors()
  const newer = updateReady.value || outdated.value
  const closed = versionClosed.value
  // Not in the middle of a form, and not while something is on its way.
  const disturbs = place.value.at === 'fill' || courier.sending.value !== null
  return (
    <div class="banners" role="status">
      <Fault />
      {tight.value && !storeFault.value && <Tight />}
      {signInNeeded.value && <SignInAgain />}
      {closed && !disturbs && <ClosedVersion />}
      {newer && !closed && !disturbs && <Update />}
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

const Update = () => (
  <div class="banner banner--indigo">
    <Icon name="install" />
    <p>{t('update.ready')}</p>
    <button type="button" class="button button--small" onClick={takeUpdate}>
      {t('update.take')}
    </button>
  </div>
)
